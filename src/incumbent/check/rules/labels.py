"""Rules about names as names: trimmed, without titles, no sentences, in the language that they say; and codes that exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

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
# Letters of a word in capitals that still is an acronym; longer ones are shouted. Bodies have the longest.
_LONGEST_ACRONYM = 6
_ACRONYM_OF = {"Person": 3, "State": 4, "Place": 4, "Organization": 9}
_ROMAN = re.compile("[IVXL]+")
_QUOTES = ("“”", "„“", "«»", '""', "''", "‘’", "‚‘", "”“")


def _style(case: Case, iri: str) -> Iterator[Finding]:
    for prop, value in written(case, iri, _NAMES):
        message = _space(value.value)
        if message is None and value.value.strip():
            body = case.is_a(iri, "Organization")
            message = _shape(value.value, body) if prop in _LABELS else None
            person = case.is_a(iri, "Person")
            if message is None and prop in _LABELS and person:
                message = _titled(value.value)
            if message is None and prop == "skos:prefLabel":
                message = _shouted(value.value, _longest(case, iri), person)
                message = message or (_small(value.value) if person else None)
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


def _shape(text: str, body: bool = False) -> str | None:
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
    if text.endswith((",", ";", ":") if body else (",", ";", ":", "!")):  # a firm may call itself Yahoo!
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
    """A title before the name, with what may stand before a title itself, or behind it."""
    words = text.split()
    for length in range(len(words) - 1, 0, -1):
        title = " ".join(words[:length])
        folded = _bare(title)
        if folded in _folded("titles") or (title.endswith(".") and folded in _folded("shortened_titles")):
            return f"the title “{title}” is no part of the name; remove it, and record the office as a tenure."
    behind = re.fullmatch(r".*?(?:,\s*|\s\()(.+?)\)?", text)
    if behind:
        first = re.split(r"\s+(?:of|for|to)\s", behind[1])[0]
        if _bare(first) in _folded("titles"):
            return f"“{behind[1]}” is no part of the name; remove it, and record the office as a tenure."
    if len(words) > 2 and words[-1] in known()["degrees"]:
        return f"the degree “{words[-1]}” is no part of the name; remove it."
    return None


def _bare(title: str) -> str:
    """A title without what says whose it is, and whether it still is: the former Syrian foreign minister."""
    words = normal_form(title).split()
    while len(words) > 1 and words[0] in _folded("before_titles"):
        del words[0]
    if len(words) > 1 and words[-1] in known()["national"] and " ".join(words[1:]) in _folded("titles"):
        return " ".join(words[1:])
    return " ".join(words)


@cache
def _folded(table: str) -> frozenset[str]:
    return frozenset(map(normal_form, known()[table]))


def _longest(case: Case, iri: str) -> int:
    """How many letters an acronym has at most in the name of such a thing."""
    return next((most for kind, most in _ACRONYM_OF.items() if case.is_a(iri, kind)), _LONGEST_ACRONYM)


def _shouted(text: str, longest: int, person: bool) -> str | None:
    """All capitals; short words in capitals are acronyms, but for a person of several names."""
    plain = re.sub(r"[(\[].*?[)\]]", " ", text)
    words = [word for word in re.findall(r"[^\W\d_]+", plain) if word.lower() != word.upper()]
    sizes = [sum(c.lower() != c.upper() for c in word) for word in words]
    large = [word for word, size in zip(words, sizes, strict=True) if word == word.upper() and size > 1]
    better = f"write it as names are written: “{_cased(text)}”."
    if words and all(word == word.upper() for word in words):
        if max(sizes) > longest or (len(words) > 1 and (max(sizes) > 3 if person else sorted(sizes)[-2] > 3)):
            return f"all capitals; {better}"
    elif person and any(len(word) > 3 and not _ROMAN.fullmatch(word) for word in large):
        return f"a part of it in capitals; {better}"
    return None


def _cased(text: str) -> str:
    """``text`` as names are written; the İ of Turkish loses its dot to the letter."""
    return text.title().replace("i\u0307", "i")


def _small(text: str) -> str | None:
    words = re.findall(r"[^\W\d_]+", text)
    if words and all(word == word.lower() != word.title() for word in words):  # Georgian names have no capitals
        return f"no capitals; write the name as it is written: “{_cased(text.replace('-', ' '))}”."
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
            certain = len((value.language or "").split("-")[0]) > 3
            yield _fault(case, "language-tag", iri, prop, value, message, certain)


def _mistagged(value: Literal) -> str | None:
    tag = value.language or ""
    primary = tag.split("-")[0].lower()
    shorter = known()["shorter"].get(primary)
    if shorter is not None:
        return f"@{tag} is written with the shorter code of the language; @{shorter}?"
    if len(primary) > 3 or (len(primary) == 2 and primary not in known()["languages"]["codes"].split()):
        return f"@{tag} is no language of ISO 639; write its code, such as en, tr or ar."
    region = next((part for part in tag.split("-")[1:] if len(part) == 2), "").upper()
    if region and region not in known()["countries"]["codes"].split():
        better = "; GB for the United Kingdom" if region == "UK" else ""
        return f"@{tag} names no country of ISO 3166-1 ({region}); correct it, or leave it out{better}."
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
