"""Text made fit for a terminal: nothing invisible gets through, and every character's width is known.

What moves the cursor, reorders text or hides is shown as ``\\u{…}``: the control characters C0 and C1 (ESC among
them), DELETE, line and paragraph separators, the bidirectional controls, zero-width characters, lone surrogates,
and tags.
"""

from __future__ import annotations

import re
import unicodedata

from incumbent.model.text import HIDDEN, shown


def visible(text: str) -> str:
    """``text`` with every character that is unsafe in a terminal written out as ``\\u{hex}``."""
    return text if text.isascii() and text.isprintable() else re.sub(f"[\t\n{HIDDEN}]", shown, text)


def one_line(text: str) -> str:
    """``visible`` on one line: line breaks become ``↵`` and tabs a space."""
    if "\n" in text or "\r" in text or "\t" in text:
        text = text.replace("\r\n", "↵").replace("\n", "↵").replace("\r", "↵").replace("\t", " ")
    return visible(text)


def width(text: str) -> int:
    """Columns that ``text`` takes in a terminal: wide characters two, combining ones none."""
    if text.isascii():
        return len(text)
    columns = 0
    for character in text:
        if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me"):
            continue
        columns += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return columns


def head(text: str, columns: int) -> str:
    """The longest beginning of ``text`` that takes at most ``columns`` columns."""
    if text.isascii():
        return text[:columns]
    used = 0
    for index, character in enumerate(text):
        used += width(character)
        if used > columns:
            return text[:index]
    return text


def clip(text: str, columns: int) -> str:
    """``text`` cut to ``columns`` columns, the cut shown by ``…``."""
    return text if width(text) <= columns else head(text, max(columns - 1, 0)).rstrip() + "…"


def wrap(text: str, columns: int, lines: int) -> list[str]:
    """``text`` in at most ``lines`` lines of ``columns`` columns, broken at spaces or behind hyphens; the rest is ``…``."""
    found: list[str] = []
    while width(text) > columns:
        if len(found) == lines - 1:
            return [*found, clip(text, columns)]
        start = head(text, columns) or text[0]
        if text[len(start)] != " ":
            start = start[: max(start.rfind(" "), start.rfind("-") + 1)] or start
        found.append(start.rstrip())
        text = text[len(start) :].lstrip(" ")
    return [*found, text]
