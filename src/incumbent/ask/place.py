"""Where in a text something stands, and how an error shows the place: line, column, the line itself and a caret."""

from __future__ import annotations

from incumbent.ask.display import visible, width
from incumbent.errors import QueryError

WINDOW = 100  # characters of a long line that are shown around the caret


def position(text: str, offset: int) -> tuple[int, int]:
    """Line and column, both from 1 and counted in characters, of ``offset`` in ``text``."""
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def error_at(text: str, offset: int, message: str) -> QueryError:
    """A QueryError that says ``message`` and points at ``offset``."""
    offset = max(0, min(offset, len(text)))
    line, column = position(text, offset)
    start = offset - column + 1
    end = text.find("\n", start)
    shown = text[start : end if end >= 0 else len(text)].rstrip("\r")
    at = min(column - 1, len(shown))
    cut = max(0, at - WINDOW // 2) if len(shown) > WINDOW else 0
    before = ("…" if cut else "") + visible(shown[cut:at])
    after = visible(shown[at : cut + WINDOW]) + ("…" if len(shown) > cut + WINDOW else "")
    return QueryError(f"line {line}, column {column}: {message}\n  {before}{after}\n  {' ' * width(before)}^")
