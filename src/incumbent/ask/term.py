"""RDF terms as plain tuples: what is bound into a query, and what comes out of one.

The constructors check what they are given, so that the N-Triples form of a term can stand in a query as it is.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from incumbent.errors import UsageError
from incumbent.model.terms import LANG_STRING, STRING, XSD

IRI, BLANK, LITERAL, TRIPLE = "uri", "bnode", "literal", "triple"  # the first three as SPARQL's JSON results name them

_ESCAPES = {
    '"': '\\"',
    "\\": "\\\\",
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
    "\b": "\\b",
    "\f": "\\f",
}
# Beyond what the grammar asks, what a terminal would act upon is escaped: the term stays the same, and shows itself.
_TO_ESCAPE = (
    '["\\\\\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\ufffe\uffff]'
)
_NOT_IN_IRI = '[\x00-\x20<>"{}|^`\\\\\x7f-\xa0\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufff0-\uffff]'


class Term(NamedTuple):
    """``value`` is an IRI, a blank node's label, a lexical form, or a triple term already written out."""

    kind: str
    value: str
    datatype: str = STRING
    language: str = ""

    def __str__(self) -> str:
        return n_triples(self)


def escape(text: str) -> str:
    """``text`` as it stands between double quotes in N-Triples, Turtle and SPARQL."""

    def written(match: re.Match[str]) -> str:
        return _ESCAPES.get(match[0]) or f"\\u{ord(match[0]):04X}"

    if text.isascii() and text.isprintable() and '"' not in text and "\\" not in text:
        return text
    return re.sub(_TO_ESCAPE, written, text)


def n_triples(term: Term) -> str:
    """The term in N-Triples form, which SPARQL and TSV results share."""
    if term.kind == LITERAL:
        quoted = f'"{escape(term.value)}"'
        if term.language:
            return f"{quoted}@{term.language}"
        return quoted if term.datatype == STRING else f"{quoted}^^<{term.datatype}>"
    if term.kind == IRI:
        return f"<{escape(term.value)}>"
    return f"_:{term.value}" if term.kind == BLANK else term.value


def iri(value: str) -> Term:
    """An absolute IRI. :raises UsageError: if it is relative or holds what no IRI may hold."""
    if not re.match(r"[A-Za-z][A-Za-z0-9+.\-]*:", value):
        raise UsageError(f"not an absolute IRI: {value!a}")
    if wrong := re.search(_NOT_IN_IRI, value):
        raise UsageError(f"an IRI may not hold U+{ord(wrong[0]):04X}: {value!a}")
    return Term(IRI, value)


def text(value: str, language: str = "") -> Term:
    """Text, in a language if one is given (BCP 47). :raises UsageError: for a malformed tag or a lone surrogate."""
    if re.search("[\ud800-\udfff]", value):
        raise UsageError(f"not valid Unicode text: {value!a}")
    if not language:
        return Term(LITERAL, value)
    if not re.fullmatch(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*", language):
        raise UsageError(f"not a language tag: {language!a}")
    return Term(LITERAL, value, LANG_STRING, language.lower())


def date(value: str) -> Term:
    """An ``xsd:date`` without a time zone, YYYY-MM-DD. :raises UsageError: for anything else, 30 February included."""
    match = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", value, re.ASCII)
    if not match:
        raise UsageError(f"not a day: {value!a}; write YYYY-MM-DD, as 2025-10-12")
    year, month, day = (int(part) for part in match.groups())
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    days = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    if not (1 <= month <= 12 and 1 <= day <= days[month - 1]):
        raise UsageError(f"no such day: {value}")
    return Term(LITERAL, value, XSD + "date")


def integer(value: str | int) -> Term:
    """An ``xsd:integer``. :raises UsageError: if it is none, or has more than 18 digits (engines differ beyond)."""
    written = str(value)
    if not re.fullmatch(r"[+-]?[0-9]{1,18}", written, re.ASCII):
        raise UsageError(f"not a whole number: {written!a}")
    return Term(LITERAL, str(int(written)), XSD + "integer")


def literal(value: str, datatype: str) -> Term:
    """A literal of any datatype; dates, integers, booleans and decimals are checked. :raises UsageError: if unsound."""
    if datatype == XSD + "date":
        return date(value)
    if datatype == XSD + "integer":
        return integer(value)
    if datatype == LANG_STRING:
        raise UsageError("text in a language needs its language tag")
    form = {"boolean": r"true|false|0|1", "decimal": r"[+-]?([0-9]{1,18}(\.[0-9]{0,18})?|\.[0-9]{1,18})"}.get(
        datatype.removeprefix(XSD)
    )
    if form and not re.fullmatch(form, value, re.ASCII):
        raise UsageError(f"not an xsd:{datatype.removeprefix(XSD)}: {value!a}")
    return Term(LITERAL, text(value).value, iri(datatype).value)
