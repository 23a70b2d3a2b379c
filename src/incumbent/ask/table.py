"""Rows as a table for a terminal.

Column widths come from the first rows, so that a table of any length is written as it comes. Where the terminal is
narrower than the table, the widest columns give way and their cells wrap; where even that leaves too little, each
row becomes a block of lines ``column value``. Colour is only ever the bold head, and only if asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain, islice
from typing import BinaryIO

from incumbent.ask.display import one_line, width, wrap
from incumbent.ask.term import LITERAL, Term
from incumbent.model.terms import XSD

SAMPLE = 1_000  # rows that the widths come from
LINES = 8  # that a cell may take
NARROWEST = 12  # columns of the terminal that a wrapped column keeps
GAP = "  "
NUMBERS = frozenset(
    XSD + name
    for name in (
        "integer",
        "decimal",
        "double",
        "float",
        "nonNegativeInteger",
        "positiveInteger",
        "int",
        "long",
        "short",
    )
)

Row = Sequence[Term | None]
Show = Callable[[Term], str]


def write_table(
    columns: Sequence[str],
    rows: Iterable[Row],
    out: BinaryIO,
    *,
    show: Show,
    columns_wide: int | None,
    bold: bool = False,
) -> int:
    """Write ``rows`` under their ``columns`` and return how many there were.

    :param columns_wide: the terminal's width; None writes every cell on one line, however long.
    """
    source = iter(rows)
    sample = list(islice(source, SAMPLE))
    texts = [[one_line(show(term)) if term else "" for term in row] for row in sample]
    natural = [max([width(name), *(width(row[i]) for row in texts)]) for i, name in enumerate(columns)]
    widths = natural if columns_wide is None else fit(natural, columns_wide - len(GAP) * (len(columns) - 1))
    right = [_is_numeric(row[i] for row in sample) for i in range(len(columns))]
    count = 0
    every = chain(texts, ([one_line(show(term)) if term else "" for term in row] for row in source))
    if widths is None:
        for row in every:
            count += 1
            out.write(_block(columns, row, columns_wide or 80, first=count == 1).encode())
        return count
    if columns:
        head = "\n".join(_lines([list(columns)], widths, right, None if columns_wide is None else LINES))
        rule = GAP.join("─" * width for width in widths)
        out.write((f"\x1b[1m{head}\x1b[0m\n{rule}\n" if bold else f"{head}\n{rule}\n").encode())
    lines = None if columns_wide is None else LINES
    for row in every:
        count += 1
        for line in _lines([row], widths, right, lines):
            out.write(line.encode() + b"\n")
    return count


def fit(natural: Sequence[int], room: int) -> list[int] | None:
    """Widths that sum to at most ``room``: the widest are cut to one common width. None if that is unreadable."""
    widths = list(natural)
    while sum(widths) > room:
        widest = max(widths)
        second = max((other for other in widths if other < widest), default=0)
        ones = [index for index, value in enumerate(widths) if value == widest]
        cut = max(second, widest - -(-(sum(widths) - room) // len(ones)))
        if cut < NARROWEST:
            return None
        for index in ones:
            widths[index] = cut
    return widths


def _is_numeric(cells: Iterable[Term | None]) -> bool:
    """Whether a column holds numbers and nothing else."""
    present = [cell for cell in cells if cell is not None]
    return bool(present) and all(cell.kind == LITERAL and cell.datatype in NUMBERS for cell in present)


def _lines(rows: Sequence[Sequence[str]], widths: Sequence[int], right: Sequence[bool], most: int | None) -> list[str]:
    found: list[str] = []
    for row in rows:
        cells = [
            [text] if most is None or width(text) <= room else wrap(text, room, most)
            for text, room in zip(row, widths, strict=True)
        ]
        for number in range(max((len(cell) for cell in cells), default=1)):
            parts = []
            for cell, room, to_right in zip(cells, widths, right, strict=True):
                text = cell[number] if number < len(cell) else ""
                blank = " " * max(0, room - width(text))
                parts.append(blank + text if to_right else text + blank)
            found.append(GAP.join(parts).rstrip())
    return found


def _block(columns: Sequence[str], row: Sequence[str], wide: int, *, first: bool) -> str:
    names = max(width(name) for name in columns)
    room = max(wide - names - len(GAP), NARROWEST)
    lines = [] if first else [""]
    for name, text in zip(columns, row, strict=True):
        if text:
            indent = " " * (names + len(GAP))
            beginning = name + " " * (names - width(name)) + GAP
            parts = wrap(text, room, 2 * LINES)
            lines += [(indent if number else beginning) + part for number, part in enumerate(parts)]
    return "\n".join(lines) + "\n"
