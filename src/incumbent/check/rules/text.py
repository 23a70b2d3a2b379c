"""Rules about the characters of names and texts: composed, decoded rightly, visible, without markup, of one script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from pyoxigraph import Literal

from incumbent.check.case import Case, Check
from incumbent.check.findings import Finding, Severity
from incumbent.check.rules.fault import NAMING, VIOLATION, WARNING, fault, name
from incumbent.check.rules.scripts import lookalikes, of_language, script
from incumbent.model import terms
from incumbent.model.terms import SKOS, inc
from incumbent.model.text import HIDDEN, visible

_NAMES = ("skos:prefLabel", "skos:altLabel", "spelling", "title")
_TEXTS = (
    "words", "gist", "item", "objectText", "note", "reasoning", "reason", "rank", "endReason", "quote", "skos:note",
    "skos:definition",
)  # fmt: skip
READS = ("|".join((*_NAMES, *_TEXTS)), *NAMING, f"{NAMING[0]}/skos:prefLabel")

Fault = tuple[str, Severity, str]

# Characters that show nothing, beside those of ``HIDDEN``: fillers, and what a font shows as a blank.
_BLANK = "\u034f\u115f\u1160\u3164\uffa0\u2800\ufe00-\ufe0f"
_INVISIBLE = re.compile(f"[{HIDDEN}{_BLANK}\t\n]")
_JOINERS = "\u200c\u200d"
_TAG = re.compile(r"<(?:[A-Za-z][^<>]{0,200}>|/[A-Za-z]|!|\?|[A-Za-z]+\s+[\w:-]+\s*=|script\b)", re.IGNORECASE)
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)
_WORDS = re.compile(r"(?:[^\W\d_]|[\u2160-\u2188\u24b6-\u24e9])+")
# Turkish that was read as Western European: ş, ı and ğ became þ, ý and ð, which no language has beside ü, ç or Turkish ö.
_WESTERN = str.maketrans("þýðÞÝÐ", "şığŞİĞ")


def _iri(name: str) -> str:
    return SKOS + name.removeprefix("skos:") if name.startswith("skos:") else inc(name)


def written(case: Case, iri: str, properties: tuple[str, ...]) -> Iterator[tuple[str, Literal]]:
    """The texts of a thing, each with the name of its property."""
    for prop in properties:
        for value in sorted(case.after.values(iri, _iri(prop)), key=str):
            if isinstance(value, Literal) and value.datatype.value in (terms.LANG_STRING, terms.STRING):
                yield prop, value


def _invisible(text: str, is_name: bool) -> Iterator[Fault]:
    for found in _INVISIBLE.finditer(text):
        character, at = found[0], found.start()
        if character in "\t\n\r" and not is_name:
            continue
        if (character in _JOINERS and _joins(text, at)) or (character in _VARIANTS and _varies(text, at)):
            continue
        what = unicodedata.name(character, "control character")
        told = f"invisible character U+{ord(character):04X} at position {at + 1} ({what})"
        yield "control-chars", VIOLATION, f"{told}; remove it, retyping the text if need be."
        return


_VARIANTS = frozenset(map(chr, range(0xFE00, 0xFE10)))


def _varies(text: str, at: int) -> bool:
    """Whether a variation selector stands behind a sign that has variants; no letter of an alphabet has any."""
    return bool(at) and (unicodedata.category(text[at - 1])[0] in "SN" or "\u3400" <= text[at - 1] <= "\ufaff")


def _joins(text: str, at: int) -> bool:
    """Whether a joiner stands where it shapes what is seen: between letters of a script that joins, or of a sign of several."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if not before or not after:
        return False
    if text[at] == "\u200d" and (unicodedata.category(before) in ("So", "Sk") or before == "\ufe0f"):
        return unicodedata.category(after) == "So"
    joining = {script(before), script(after)}
    return joining <= {"Arab", "Syrc", "Deva"} or unicodedata.combining(before) == 9  # 9: a virama of Indic scripts


def _composed(text: str, is_name: bool) -> Iterator[Fault]:
    composed = unicodedata.normalize("NFC", text)
    if composed == text:
        return
    at = next((at for at, pair in enumerate(zip(text, composed, strict=False)) if pair[0] != pair[1]), len(composed))
    message = f"not in Unicode NFC at position {at + 1}; write the composed form: “{_shown(composed)}”."
    yield "nfc", WARNING, message


def _decoded(text: str, is_name: bool) -> Iterator[Fault]:
    at = text.find("\ufffd")
    if at >= 0:
        message = f"U+FFFD at position {at + 1}: a character was lost in conversion; write the text anew."
        yield "mojibake", VIOLATION, message
        return
    meant = repaired(text)
    if meant is not None:
        message = f"decoded wrongly (UTF-8 read as another encoding); “{_shown(meant)}” is meant?"
        yield "mojibake", VIOLATION, message
    elif is_name:
        yield from _lost(text)


def _lost(text: str) -> Iterator[Fault]:
    """What looks like a character that was lost, and may be none."""
    if re.search(r"[^\W\d_]\?[^\W\d_]", text):
        at = text.index("?") + 1
        yield (
            "mojibake",
            WARNING,
            f"a question mark within a word, at position {at}: was a character lost? Write the name anew.",
        )
        return
    western = set(text) & set("þýðÞÝÐ")
    if western and (
        set(text.lower()) & set("üçşğı") or ("ö" in text.lower() and not set(text.lower()) & set("áéíóúæ"))
    ):
        meant = text.translate(_WESTERN)
        yield "mojibake", WARNING, f"decoded wrongly (Turkish read as Western European)? “{_shown(meant)}” is meant?"


_SUSPECT = re.compile(
    r"[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]+"
)


def repaired(text: str) -> str | None:
    """What was meant where UTF-8 was read as Windows-1252 or Latin-1 (``TÃ¼rkiye``); None where that cannot be.

    A stretch counts only if its bytes are UTF-8 for other characters, which real words hardly ever are.
    """
    found = False

    def undo(match: re.Match[str]) -> str:
        nonlocal found
        for length in range(len(match[0]), 1, -1):
            data = b"".join(map(_byte, match[0][:length]))
            try:
                meant = data.decode()
            except UnicodeDecodeError:
                continue
            if all(c.isprintable() for c in meant) and not _is_quoted(match, length, meant):
                found = True
                return meant + match[0][length:]
        return match[0]

    meant = _SUSPECT.sub(undo, text)
    return (repaired(meant) or meant) if found else None


_MARKS = frozenset("\u2013\u2014\u2018\u2019\u201a\u201c\u201d\u201e\u2026\u2039\u203a")


def _is_quoted(match: re.Match[str], length: int, meant: str) -> bool:
    """Whether it is a capital before a quotation mark, as in “Ø” and MENÜ’nün, rather than one character in two."""
    if not _MARKS.issuperset(match[0][1:length]):
        return False
    behind = match.string[match.start() + length : match.start() + length + 1]
    return not behind.isalpha() or ord(meant[0]) >= 0x250


def _byte(character: str) -> bytes:
    for encoding in ("cp1252", "latin-1"):
        try:
            return character.encode(encoding)
        except UnicodeEncodeError:
            continue
    return b"\xff"  # no byte of UTF-8


def _plain(text: str, is_name: bool) -> Iterator[Fault]:
    tag = _TAG.search(text)
    if tag:
        message = (
            f"markup (“{_shown(tag[0])}”) is not allowed in {'names' if is_name else 'texts'}; write plain characters."
        )
        yield "markup-in-text", VIOLATION, message
        return
    from html import unescape

    references = ((found[0], unescape(found[0])) for found in _REFERENCE.finditer(text))
    for reference, meant in references:
        if meant == reference or meant.endswith(";"):
            continue  # no reference that HTML has: a name in which & and ; stand
        hint = f"write “{_shown(meant)}” itself" if meant.strip() else "write a plain space"
        yield "markup-in-text", VIOLATION, f"character reference “{reference}”; {hint}."
        return


def _of_one_script(text: str, is_name: bool) -> Iterator[Fault]:
    if not is_name:
        return
    for word in _WORDS.findall(text):
        scripts = [found for character in word if (found := script(character)) is not None]
        styled = next((c for c in word if _is_styled(c)), None)
        if styled is not None and "Latn" in scripts:
            what = f"U+{ord(styled):04X} {unicodedata.name(styled, '')}"
            meant = unicodedata.normalize("NFKC", word)
            yield (
                "confusables",
                WARNING,
                f"“{_shown(word)}” has {what} in place of a plain letter; write “{_shown(meant)}”.",
            )
            return
        if "Latn" not in scripts or len(set(scripts)) < 2:
            continue
        # The odd ones are the letters that pass for Latin among Latin ones, or the Latin ones among others.
        twins = [c for c in word if script(c) in ("Cyrl", "Armn", "Cher", "Math", "Wide") or c in lookalikes()]
        if twins and scripts.count("Latn") < len(twins):
            twins = [c for c in word if script(c) == "Latn"]
        if twins:
            what = f"U+{ord(twins[0]):04X} {unicodedata.name(twins[0], '')}"
            yield (
                "confusables",
                WARNING,
                f"mixed scripts in one word: {what} in “{_shown(word)}”; write it with one alphabet.",
            )
            return


def _is_styled(character: str) -> bool:
    """Whether it is a Latin letter in the shape of a number, a circle or the like: Ⅿ, ⓐ."""
    if character.isascii() or script(character) in ("Math", "Wide"):
        return False
    kind = unicodedata.decomposition(character).partition(" ")[0]
    plain = unicodedata.normalize("NFKC", character)
    return kind in ("<compat>", "<circle>", "<font>") and plain.isascii() and plain.isalpha() and len(plain) == 1


def _disguised(text: Literal) -> Iterator[Fault]:
    """A word in letters that all pass for Latin ones, in a language that is written in Latin letters."""
    if text.language is None or "Latn" not in of_language(text.language):
        return
    for word in _WORDS.findall(text.value):
        if len(word) > 1 and all(c in lookalikes() for c in word):
            meant = "".join(lookalikes()[c] for c in word)
            what = f"U+{ord(word[0]):04X} {unicodedata.name(word[0], '')}"
            message = f"“{_shown(word)}” looks like “{meant}” and is written with {what}; write it with Latin letters."
            yield "confusables", WARNING, message
            return


def _shown(text: str) -> str:
    one_line = visible(" ".join(text.split()))
    return one_line if len(one_line) <= 80 else one_line[:77] + "…"


_TESTS: tuple[Callable[[str, bool], Iterator[Fault]], ...] = (_invisible, _composed, _decoded, _plain, _of_one_script)


def _characters(case: Case, iri: str) -> Iterator[Finding]:
    for prop, value in written(case, iri, (*_NAMES, *_TEXTS)):
        is_name = prop in _NAMES
        faults = [found for test in _TESTS for found in test(value.value, is_name)]
        if is_name:
            faults += _disguised(value)
        for rule, grade, message in faults:
            told = f"{name(case, iri)}: {prop.removeprefix('skos:')} “{_shown(value.value)}”: {message}"
            yield fault(case, rule, grade, told, iri, value=_shown(value.value))._replace(path=_iri(prop))


CHECKS = (Check(_characters, ("Entity", "Record"), READS),)
