"""Where a query is wrong, when the engine says no.

pyoxigraph names the furthest place that its parser looked at, which lies up to 14 characters behind the fault (it
tries keywords). So the fault is found by halving: the beginning of a query up to some token is sound if the parser,
given it and nothing more, looks at the end of it; the first token that makes the beginning unsound is the one to
point at.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from incumbent.ask.place import error_at
from incumbent.ask.tokens import INSERTED, IRI, VARIABLE, Rendered
from incumbent.errors import QueryError

Parse = Callable[[str], object]
"""Parses a query; raises SyntaxError with pyoxigraph's message."""

# No query goes on with this, and the blanks are more than any keyword has letters.
_PADDING = " " * 40
_STOP = f"{_PADDING}\x01{_PADDING}"
_MESSAGE = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_ABSOLUTE = re.compile("<[A-Za-z][A-Za-z0-9+.-]*:")
_MARKS = re.compile(r'"[^"]+"(, "[^"]+")*')


def diagnose(text: str, rendered: Rendered, error: SyntaxError, parse: Parse) -> QueryError:
    """The error to show for ``error``, which the engine raised for ``rendered``, made from the user's ``text``."""
    message = _MESSAGE.match(str(error))
    if not message:
        return QueryError(f"the query is refused: {' '.join(str(error).split())}")
    wrong = _first_unsound(rendered, parse)
    if wrong is None:
        return _meaning(text, rendered, message[3])
    token = rendered.tokens[wrong]
    if token.kind == INSERTED or (written := text[token.offset : token.offset + len(token.text)]) == "":
        return error_at(
            text, token.offset, f"{_shortened(token.text)}, which is bound here, may not stand in this place"
        )
    if token.kind == IRI and not _ABSOLUTE.match(token.text) and not any(t.is_word("BASE") for t in rendered.tokens):
        return error_at(text, token.offset, "a relative IRI: write it in full, or declare a BASE")
    if token.kind == IRI and "IRI parsing failed" in message[3]:
        return error_at(text, token.offset, "not a sound IRI")
    return error_at(text, token.offset, f"unexpected {_shortened(written)}{_expected(rendered, wrong, parse)}")


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"


def _beginning(rendered: Rendered, count: int) -> str:
    if not count:
        return ""
    return rendered.text[: rendered.starts[count - 1] + len(rendered.tokens[count - 1].text)]


def _furthest(text: str, parse: Parse) -> tuple[int, str]:
    """How far into ``text`` the parser looked, and what it would have liked there."""
    try:
        parse(text)
    except SyntaxError as error:
        if message := _MESSAGE.match(str(error)):
            lines = text.split("\n")
            before = sum(len(line) + 1 for line in lines[: int(message[1]) - 1])
            return before + int(message[2]) - 1, message[3]
    return len(text), ""


def _first_unsound(rendered: Rendered, parse: Parse) -> int | None:
    """The index of the first token with which no query can go on; None if all is sound as a beginning."""

    def sound(count: int) -> bool:
        beginning = _beginning(rendered, count)
        return _furthest(beginning + _STOP, parse)[0] >= len(beginning) + len(_PADDING)

    low, high = 0, len(rendered.tokens)  # `low` tokens are sound
    if sound(high):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if sound(middle) else (low, middle)
    return high - 1


def _expected(rendered: Rendered, wrong: int, parse: Parse) -> str:
    """What may stand there, where the parser's list is of marks alone (of keywords it names only the longest)."""
    wishes = _furthest(_beginning(rendered, wrong) + _STOP, parse)[1].replace(", [_]", "")
    if _MARKS.fullmatch(wishes) and len(wishes) < 60:
        marks = re.findall(r'"([^"]+)"', wishes)
        return f"; due is {' or '.join(mark for mark in marks if mark not in ('{|', '~'))}"
    return ""


def _meaning(text: str, rendered: Rendered, wishes: str) -> QueryError:
    """A query that is well-formed up to its end: either more is due, or it says what it may not."""
    first = next((token for token in rendered.tokens if token.kind != INSERTED), None)
    start = first.offset if first else 0
    for reason in wishes.split(", "):
        if reason.startswith(("The SELECT", "SELECT *")) and "unbound" in reason:
            return error_at(text, start, "SELECT names a variable that is neither grouped by nor aggregated")
        if reason.startswith(("The SELECT", "SELECT *", "The ")):
            return error_at(text, start, reason)
    last = rendered.tokens[-1] if rendered.tokens else None
    if (last is not None and last.kind == VARIABLE) or last is None or not last.text.endswith("}"):
        return error_at(text, len(text.rstrip()), "the query ends too early")
    return error_at(text, start, "the query is not sound SPARQL 1.1")
