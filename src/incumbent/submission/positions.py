"""Where in an RDF file a subject or a value stands, so that a finding points to its line.

The parsers do not say. So the text is scanned once more for what looks like subjects, properties and values. What the
scan takes for something else costs the line of a finding and nothing more; its time is linear in the size of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from incumbent.model import terms

MOST_TOKENS = 1_000_000  # that are looked at: the largest file that is let in has fewer, if it is not padded


class Place(NamedTuple):
    """A line and a column, both from 1."""

    line: int
    column: int


class Positions:
    """The places of subjects, of values, and of blank nodes (with the subject and the property that they stand at)."""

    def __init__(self) -> None:
        self.subjects: dict[str, Place] = {}
        self.blanks: list[tuple[str, str, Place]] = []
        self._properties: dict[tuple[str, str], Place] = {}
        self._values: dict[tuple[str, str, str], Place] = {}

    def subject(self, iri: str, place: Place) -> None:
        """A subject stands there."""
        self.subjects.setdefault(iri, place)

    def value(self, subject: str, predicate: str, value: str, place: Place) -> None:
        """A value (IRI or lexical form) stands there."""
        self._properties.setdefault((subject, predicate), place)
        self._values.setdefault((subject, predicate, value), place)

    def of(self, subject: str, predicate: str | None = None, value: str | None = None) -> Place | None:
        """The place of a value, else of its property, else of its subject."""
        if predicate is not None:
            found = self._values.get((subject, predicate, value or "")) or self._properties.get((subject, predicate))
            if found is not None:
                return found
        return self.subjects.get(subject)


# A string that is not closed ends with its line, or with the text: no character is looked at twice.
_TURTLE = re.compile(
    r"""
      (?P<comment> (?:\#[^\n]*+\s*+)++ )
    | (?P<string> \"\"\"(?:[^"\\]|\\.|"(?!""))*+(?:\"\"\"|\Z) | '''(?:[^'\\]|\\.|'(?!''))*+(?:'''|\Z)
                | "(?:[^"\\\n]|\\.)*+(?:"|(?=\n)|\\?\Z) | '(?:[^'\\\n]|\\.)*+(?:'|(?=\n)|\\?\Z) )
    | (?P<iri> <[^<>"\s]*+> )
    | (?P<typed> \^\^ )
    | (?P<at> @[A-Za-z]++(?:-[A-Za-z0-9]++)*+ )
    | (?P<word> [^\s<>"'\[\](){};,\#^@]++ )
    | (?P<sign> ;(?:\s*+;)*+ | [\[\](){},] )
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}


def _unescaped(text: str) -> str:
    def character(match: re.Match[str]) -> str:
        code = match[1] or match[2]
        if code:
            return chr(int(code, 16)) if int(code, 16) < 0x110000 else ""
        return _LETTERS.get(match[3], match[3])

    return _ESCAPE.sub(character, text) if "\\" in text else text


def _placed(pattern: re.Pattern[str], text: str) -> Iterator[tuple[str, str, Place]]:
    """Kind, text and place of each token."""
    line, start, last = 1, 0, 0
    for match in pattern.finditer(text):
        at = match.start()
        passed = text.count("\n", last, at)
        if passed:
            line += passed
            start = text.rfind("\n", last, at) + 1
        last = at
        yield match.lastgroup or "", match[0], Place(line, at - start + 1)


class _Turtle:
    """Follows the statements of Turtle, TriG, N-Triples and N-Quads."""

    def __init__(self) -> None:
        self.found = Positions()
        self._prefixes: dict[str, str] = {}
        self._base = ""
        self._subject: str | None = None
        self._predicate: str | None = None
        self._depth = 0
        self._datatype = False
        self._directive: list[str] | None = None

    def take(self, kind: str, token: str, place: Place) -> None:
        """The next token."""
        if kind in ("comment", "typed"):
            self._datatype = kind == "typed"
        elif kind == "sign":
            self._sign(token, place)
        elif self._datatype:
            self._datatype = False
            if kind == "word" and token.endswith("."):
                self._stop()
        elif kind == "at":
            if token in ("@prefix", "@base"):
                self._directive = []
        elif self._depth == 0:
            self._term(kind, token, place)

    def _stop(self) -> None:
        if self._depth == 0:
            self._subject = self._predicate = self._directive = None

    def _sign(self, token: str, place: Place) -> None:
        if token in "[(":
            if self._depth == 0:
                self.found.blanks.append((self._subject or "", self._predicate or "", place))
                if self._subject is None:
                    self._subject = ""  # the blank node is what the statement is about
            self._depth += 1
        elif token in "])":
            self._depth = max(0, self._depth - 1)
        elif self._depth == 0:
            if token in "{}":
                self._stop()
            elif token.startswith(";"):
                self._predicate = None

    def _term(self, kind: str, token: str, place: Place) -> None:
        ends = kind == "word" and token.endswith(".")
        token = token.rstrip(".") if ends else token
        if kind == "word" and token.upper() in ("PREFIX", "BASE") and self._subject is None:
            self._directive = []
        elif kind == "word" and token.upper() == "GRAPH" and self._subject is None:
            pass
        elif self._directive is not None:
            self._directive.append(token)
            if kind == "iri":
                self._declare()
        elif token:
            self._statement(self._name(kind, token), place, blank=kind == "word" and token.startswith("_:"))
        if ends:
            self._stop()

    def _declare(self) -> None:
        names = self._directive or []
        iri = _unescaped(names[-1][1:-1])
        if len(names) > 1:
            self._prefixes[names[0].removesuffix(":")] = iri
        else:
            self._base = iri
        self._directive = None

    def _statement(self, name: str, place: Place, blank: bool) -> None:
        if blank:
            self.found.blanks.append((self._subject or "", self._predicate or "", place))
        if self._subject is None:
            self._subject = name
            self.found.subject(name, place)
        elif self._predicate is None:
            self._predicate = name
        else:
            self.found.value(self._subject, self._predicate, name, place)

    def _name(self, kind: str, token: str) -> str:
        if kind == "iri":
            return _unescaped(token[1:-1])
        if kind == "string":
            long = token.startswith(('"""', "'''"))
            return _unescaped(token[3:-3] if long else token[1:-1])
        if token == "a" and self._subject is not None and self._predicate is None:
            return terms.TYPE
        prefix, colon, local = token.partition(":")
        return self._prefixes.get(prefix, f"{prefix}:") + local.replace("\\", "") if colon else token


def in_turtle(text: str) -> Positions:
    """The places in a text of the Turtle family."""
    scan = _Turtle()
    for kind, token, place in islice(_placed(_TURTLE, text), MOST_TOKENS):
        scan.take(kind, token, place)
    return scan.found


_JSON = re.compile(
    r"""(?P<string> "(?:[^"\\]|\\.)*+(?:"|\\?\Z) ) | (?P<sign> [\[\]{}:,] ) | (?P<word> [^\s"\[\]{}:,]++ )""",
    re.VERBOSE | re.DOTALL,
)


class _Object:
    """An object of JSON that is being read: its ``@id``, and what it has said by now."""

    def __init__(self) -> None:
        self.iri: str | None = None
        self.key: str | None = None
        self.expects_key = True
        self.said: list[tuple[str, str, Place]] = []


def in_json(text: str, names: dict[str, str]) -> Positions:
    """The places in JSON-LD; ``names`` maps its terms and prefixes to IRIs."""
    found = Positions()
    stack: list[_Object | None] = []  # None for a list

    def expanded(name: str) -> str:
        prefix, colon, local = name.partition(":")
        return names.get(name) or (names[prefix] + local if colon and prefix in names else name)

    def keeper() -> _Object | None:
        return next((one for one in reversed(stack) if one is not None), None)

    def say(value: str, place: Place) -> None:
        holder = keeper()
        if holder is None or holder.key is None:
            return
        if holder.key == "@id":
            holder.iri = expanded(value)
            found.subject(holder.iri, place)
            above = next((one for one in reversed(stack[: stack.index(holder)]) if one is not None), None)
            if above is not None and above.key is not None:
                above.said.append((above.key, holder.iri, place))
        elif holder.key == "@value":
            above = next((one for one in reversed(stack[: stack.index(holder)]) if one is not None), None)
            if above is not None and above.key is not None:
                above.said.append((above.key, value, place))
        else:
            holder.said.append((holder.key, expanded(value) if holder.key == "@type" else value, place))

    for kind, token, place in islice(_placed(_JSON, text), MOST_TOKENS):
        top = stack[-1] if stack else None
        if token in ("{", "["):
            stack.append(_Object() if token == "{" else None)
        elif token in ("}", "]"):
            closed = stack.pop() if stack else None
            for key, value, where in closed.said if closed is not None and closed.iri else ():
                predicate = terms.TYPE if key == "@type" else expanded(key)
                found.value((closed.iri if closed else "") or "", predicate, value, where)
        elif token == ",":
            if top is not None:
                top.expects_key = True
        elif kind == "string" and top is not None and top.expects_key:
            top.key, top.expects_key = _unescaped(token[1:-1]), False
        elif kind != "sign":
            say(_unescaped(token[1:-1]) if kind == "string" else token, place)
    return found
