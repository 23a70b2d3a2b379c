"""Rules about names as names: trimmed, without titles, no sentences, in the language that they say; and codes that exist."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyoxigraph import Literal

from incumbent.base.names import normal_form
from incumbent.check.case import Case, Check
from incumbent.check.findings import Finding
from incumbent.check.rules.fault import NAMING, VIOLATION, WARNING, fault, name
from incumbent.check.rules.scripts import counted, known, of_language
from incumbent.check.rules.text import written
from incumbent.model.terms import SKOS, inc
from incumbent.model.text import visible

_LABELS = ("skos:prefLabel", "skos:altLabel")
_NAMES = (*_LABELS, "spelling", "title")
_LONGEST_ACRONYM = 6  # letters; longer words in capitals are shouted
_QUOTES = ("“”", "„“", "«»", '""', "''", "‘’", "‚‘", "”“")


def _style(case: Case, iri: str) -> Iterator[Finding]:
    for prop, value in written(case, iri, _NAMES):
        message = _space(value.value)
        if message is None and value.value.strip():
            message = _shape(value.value) if prop in _LABELS else None
            person = case.is_a(iri, "Person")
            if message is None and prop in _LABELS and person:
                message = _titled(value.value)
            if message is None and prop == "skos:prefLabel":
                message = _shouted(value.value, person) or (_small(value.value) if person else None)
        if message is not None:
            yield _fault(case, "label-style", iri, prop, value, message)


def _fault(case: Case, rule: str, iri: str, prop: str, value: Literal, message: str, certain: bool = False) -> Finding:
    shown = visible(value.value if len(value.value) <= 80 else value.value[:77] + "…")
    local = prop.removeprefix("skos:")
    told = f"{name(case, iri)}: {local} “{shown}”: {message}"
    path = SKOS + local if prop.startswith("skos:") else inc(local)
    return fault(case, rule, VIOLATION if certain else WARNING, told, iri, value=shown)._replace(path=path)


def _space(text: str) -> str | None:
    if text != text.strip():
        return "white space around it; remove it."
    if re.search(r"\s{2}|[^\S ]", text):
        return "double or unusual white space inside it; write single spaces."
    return None


def _shape(text: str) -> str | None:
    """What no name looks like: a blank to be filled, a file name, words in quotation marks, a sentence."""
    folded = normal_form(text)
    if folded in known()["placeholders"] or not any(c.isalnum() for c in text):
        return "no name; give the name, or describe who is meant as unnamedAgent: or in own words."
    if folded.replace(" ", "").isdecimal():
        return "a number, no name; give the name."
    if "_" in text:
        return "underscores are no part of a name; write spaces."
    if len(text) > 2 and any(
        text[0] == pair[0] and text[-1] == pair[1] and pair[0] not in text[1:-1] for pair in _QUOTES
    ):
        return "quotation marks around it; remove them."
    if len(text) > known()["longest"]:
        return f"{len(text)} characters are no name; shorten it, and keep the rest for a note."
    if text.endswith((",", ";", ":", "!")):
        return f"ends in “{text[-1]}”; remove it."
    return _sentence(text)


def _sentence(text: str) -> str | None:
    last = text.split()[-1]
    bare = last.rstrip(".").casefold()
    ends = text.endswith(".") and not text.endswith("..") and "." not in bare and len(bare) > 2
    if ends and normal_form(bare) not in known()["shortened"] and not last[:-1].isupper():
        return "ends in a full stop like a sentence; write a name, and keep the sentence for a note."
    return None


def _titled(text: str) -> str | None:
    words = text.split()
    for length in range(1, len(words)):
        title = " ".join(words[:length])
        folded = normal_form(title)
        if folded in known()["titles"] or (title.endswith(".") and folded in known()["shortened_titles"]):
            return f"the title “{title}” is no part of the name; remove it, and record the office as a tenure."
    return None


def _shouted(text: str, person: bool) -> str | None:
    """All capitals; short words in capitals are acronyms, but for a person of several names."""
    words = re.findall(r"[^\W\d_]+", text)
    cased = [word for word in words if word.lower() != word.upper()]
    if not cased or any(word != word.upper() for word in cased):
        return None
    if person and len(cased) > 1 and max(map(len, cased)) > 3:
        return f"all capitals; write it as names are written: “{text.title()}”."
    if max(map(len, cased)) > _LONGEST_ACRONYM:
        return f"all capitals; write it as names are written: “{text.title()}”."
    return None


def _small(text: str) -> str | None:
    words = re.findall(r"[^\W\d_]+", text)
    if words and all(word == word.lower() != word.upper() for word in words):
        return f"no capitals; write the name as it is written: “{text.replace('-', ' ').title()}”."
    return None


def _language(case: Case, iri: str) -> Iterator[Finding]:
    stated = set(case.after.texts(iri, inc("script")))
    for prop, value in written(case, iri, _NAMES):
        message = _mistagged(value) if value.language else None
        letters = counted(value.value)
        if message is None and prop == "spelling" and stated and letters:
            found = letters.most_common(1)[0][0]
            alike = {found, *({"Jpan", "Hans", "Hant", "Kore"} if found in ("Hani", "Hira", "Hang") else ())}
            if len(found) == 4 and not stated & alike:
                message = f"{found} letters, and script: says {', '.join(sorted(stated))}; correct one of the two."
        if message is not None:
            yield _fault(case, "language-tag", iri, prop, value, message)


def _mistagged(value: Literal) -> str | None:
    tag = value.language or ""
    primary = tag.split("-")[0].lower()
    if len(primary) > 3 or (len(primary) == 2 and primary not in known()["languages"]["codes"].split()):
        return f"@{tag} is no language of ISO 639; write its code, such as en, tr or ar."
    expected = of_language(tag)
    letters = counted(value.value)
    if not expected or not letters or set(letters) & expected:
        return None
    found = letters.most_common(1)[0][0]
    if found == "Latn" and value.value.isupper() and letters["Latn"] <= _LONGEST_ACRONYM:
        return None  # an acronym is written so in many languages
    suggested = known()["suggested"].get(found)
    if suggested is None:
        return None
    better = f"{primary}-Latn" if found == "Latn" else suggested
    return f"{_SCRIPTS.get(found, found)} script with the language tag {tag}; @{better}?"


_SCRIPTS = {"Arab": "Arabic", "Cyrl": "Cyrillic", "Grek": "Greek", "Hebr": "Hebrew", "Armn": "Armenian", "Geor": "Georgian",
    "Deva": "Devanagari", "Hani": "Chinese", "Hira": "Japanese", "Hang": "Korean", "Syrc": "Syriac", "Latn": "Latin"}  # fmt: skip


def _country(case: Case, iri: str) -> Iterator[Finding]:
    for code in sorted(case.after.texts(iri, inc("isoCode"))):
        if re.fullmatch("[A-Z]{2}", code) and code not in known()["countries"]["codes"].split():
            message = (
                f"{name(case, iri)}: {code} is assigned to no country in ISO 3166-1; correct the code, or leave it out."
            )
            yield fault(case, "external-id-syntax", WARNING, message, iri, path="isoCode", value=code)


def _preferred(case: Case, iri: str) -> Iterator[Finding]:
    """One name in each language is the one that is shown."""
    by_language: dict[str, list[str]] = {}
    for _, value in written(case, iri, ("skos:prefLabel",)):
        if value.language:
            by_language.setdefault(value.language.lower(), []).append(value.value)
    for language, labels in sorted(by_language.items()):
        if len(labels) > 1:
            shown = " and ".join(f"“{visible(label[:80])}”" for label in sorted(labels))
            told = f"{case.local(iri)}: {len(labels)} preferred labels in {language}: {shown}"
            message = f"{told}; make one an alternative label (altLabel:)."
            found = fault(case, "pref-label-unique", VIOLATION, message, iri, value=shown)
            yield found._replace(path=SKOS + "prefLabel")


_READS = ("|".join((*_NAMES, "script")), *NAMING, f"{NAMING[0]}/skos:prefLabel")

CHECKS = (
    Check(_style, ("Entity", "Record"), _READS),
    Check(_language, ("Entity", "Record"), _READS),
    Check(_preferred, ("Entity",), ("skos:prefLabel",)),
    Check(_country, ("Entity",), ("isoCode|skos:prefLabel",)),
)
