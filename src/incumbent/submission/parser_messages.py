"""What the parser of RDF complains about, put as a finding: which rule, where, and how to mend it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from typing import NamedTuple

_PLACE = re.compile(
    r"^Parser error (?:at|between) line \d+(?: column \d+)?(?: between columns \d+ and \d+)?(?: and line \d+ column \d+)?: "
    r"|\s*\(line \d+\)$"
)
_TAG = re.compile(r"@[A-Za-z0-9_-]+")
_WELL_FORMED = re.compile("@[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_QUOTES = "\"'"


class Told(NamedTuple):
    """A fault of syntax: the rule that it breaks, a message, and its place where that is known."""

    code: str
    message: str
    line: int | None
    column: int | None


def told(error: SyntaxError | ValueError | OSError, text: str, lines: list[str], prefixes: Mapping[str, str]) -> Told:
    """The finding that ``error`` comes to; ``lines`` are those of ``text``, ``prefixes`` those that the base knows."""
    what = _PLACE.sub("", _PLACE.sub("", " ".join(str(error).split())))
    line = getattr(error, "lineno", None)
    column = getattr(error, "offset", None)
    if line is None:
        line, column = _searched(what, text)
    source = lines[line - 1] if line is not None and 0 < line <= len(lines) else ""
    code, message = _judged(what, source, column or 1, prefixes)
    return Told(code, message, line, column)


def _searched(what: str, text: str) -> tuple[int | None, int | None]:
    """Where the word stands that a message quotes, when it has no place of its own."""
    quoted = re.search(r"'([^']+)'|`([^`]+)`", what)
    at = text.find(quoted[1] or quoted[2]) if quoted else -1
    if at < 0:
        return None, None
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _judged(what: str, source: str, column: int, prefixes: Mapping[str, str]) -> tuple[str, str]:
    if what.startswith("The datatype of a literal without"):
        return "datatype", 'a text is said to be in a language, and names none; write it as "…"@en.'
    tag = next((m[0] for m in _TAG.finditer(source) if m.start() < column <= m.end() + 1), None)
    tagged = tag is not None and tag.lower() not in ("@prefix", "@base")
    ill_formed = tagged and (_WELL_FORMED.fullmatch(tag or "") is None or "character" in what)
    if "language" in what or "subtag" in what or "langtag" in what or ill_formed:
        return "language-tag", _language(tag[1:] if tag else "", what)
    if "No scheme" in what:
        return "iri-valid", f"{_shown(_iri_at(source, column))} is a relative IRI; write it in full, as https://…."
    if "IRI" in what and "must be an IRI" not in what:
        return "iri-valid", f"{_shown(_iri_at(source, column))} is an invalid IRI: {what}; correct it."
    if "has not been declared" in what:
        return "syntax", _undeclared(what, prefixes)
    if "Unexpected end of file" in what and source[column - 1 : column] in tuple(_QUOTES):
        return "syntax", "the string that starts here is not closed; close it with a quotation mark."
    if "unicode" in what or "escape" in what:
        return "syntax", f"{what}; write the character itself."
    if "A dot is expected" in what:
        return "syntax", "a statement ends before this without a full stop; put a '.' behind it."
    return "syntax", f"{what}; mend it there."


def _iri_at(source: str, column: int) -> str:
    found = re.match(r"<[^>]{0,200}>?|\S{1,200}", source[column - 1 :])
    return found[0] if found else "the IRI"


def _shown(text: str) -> str:
    return text if len(text) <= 80 else text[:77] + "…"


def _language(tag: str, what: str) -> str:
    if not tag:
        quoted = re.search(r"'([^']+)'", what)
        tag = quoted[1] if quoted else "this"
    better = tag.replace("_", "-")
    repair = f"use {better}" if better != tag else "write one such as en or ar-SY"
    return f"{tag} is not a BCP 47 language tag; {repair}."


def _undeclared(what: str, prefixes: Mapping[str, str]) -> str:
    named = re.search(r"prefix ([^\s:]*):", what)
    prefix = named[1] if named else ""
    if prefix in prefixes:
        return f"the prefix {prefix}: is not declared; add '@prefix {prefix}: <{prefixes[prefix]}> .' at the top."
    near = difflib.get_close_matches(prefix[:40], prefixes, 1, 0.6)
    hint = f" Did you mean {near[0]}:?" if near else ""
    return f"the prefix {prefix}: is not declared; add '@prefix {prefix}: <…> .' at the top, or write the IRI in full.{hint}"
