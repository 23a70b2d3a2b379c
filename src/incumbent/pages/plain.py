"""Pages as plain text for a terminal: wrapped, with hanging indents; bold and colour only where they are wanted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from incumbent.model.text import visible
from incumbent.pages.page import Entry, Page, shown

_BOLD, _DIM, _WARN, _RESET = "1", "2", "33", "0"
_ALARMING = {"conflict", "disagreement", "disputed", "denied", "gap", "overlap", "outcomeUnknown"}
_WORD = re.compile(r"\S*¶\d+ \d\S*|\S+")  # a paragraph and its characters stay on one line
_NARROWEST = 20

Run = tuple[str, str]  # text, and the code of its style


def write(page: Page, *, local: str, width: int = 80, styled: bool = False, iris: bool = False) -> str:
    """A page as text of at most ``width`` columns, its lines ended by line feeds.

    :param local: the name of the page's thing within its base, for the head.
    :param styled: whether bold and colours are written, as ECMA-48 sequences.
    :param iris: whether each entry's thing or record is named, too.
    """
    paper = _Paper(width, styled, iris)
    paper.put([(page.title, _BOLD)], 0, 2)
    paper.put([(f"{page.kind} · {local}", _DIM)], 0, 2)
    names = max((len(line.name) for line in page.facts), default=0)
    indent = min(names, 18) + 4
    if page.facts:
        paper.blank()
    for line in page.facts:
        for number, entry in enumerate(line.entries):
            name = line.name if number == 0 else ""
            if len(name) > indent - 4:
                paper.put([(name, _DIM)], 2, 4)
                name = ""
            paper.entry(entry, 2, indent, lead=name.ljust(indent - 2))
    for section in page.sections:
        paper.blank()
        paper.put([(section.heading, _BOLD)], 0, 2)
        for entry in section.entries:
            paper.entry(entry, 2, 4)
    return "".join(f"{line}\n" for line in paper.lines)


class _Paper:
    def __init__(self, width: int, styled: bool, iris: bool) -> None:
        self.lines: list[str] = []
        self._width = max(width, _NARROWEST * 2)
        self._styled = styled
        self._iris = iris

    def blank(self) -> None:
        self.lines.append("")

    def entry(self, entry: Entry, indent: int, hanging: int, lead: str = "") -> None:
        runs: list[Run] = [(entry.text, "")]
        marks = shown(entry)
        alarming = any(mark in _ALARMING for mark, _ in marks)
        if marks:
            runs.append((f"({', '.join(words for _, words in marks)})", _WARN if alarming else _DIM))
        if entry.citation:
            runs.append((f"[{entry.citation}]", _DIM))
        if self._iris and entry.iri:
            runs.append((f"<{entry.iri.rsplit('/', 1)[-1]}>", _DIM))
        self.put(runs, indent, hanging, lead)
        if entry.words:
            self.put([(entry.words, "")], hanging + 2, hanging + 2, bar=True)
        deeper = min(hanging, self._width - _NARROWEST - 4)
        for detail in entry.details:
            self.entry(detail, deeper, deeper + 2)

    def put(self, runs: list[Run], indent: int, hanging: int, lead: str = "", *, bar: bool = False) -> None:
        """Write runs of words, the first line behind ``lead`` at ``indent``, the others at ``hanging``."""
        line: list[Run] = []
        length = room = 0
        margin = " " * indent + lead + ("│ " if bar else "")
        rest = " " * hanging + ("│ " if bar else "")
        room = self._width - len(margin)
        for word, style in self._words(runs, self._width - max(len(rest), len(margin))):
            if line and length + 1 + len(word) > room:
                self._end(margin, line)
                line, length, margin = [], 0, rest
                room = self._width - len(margin)
            length += len(word) + (1 if line else 0)
            line.append((word, style))
        self._end(margin, line)

    def _words(self, runs: list[Run], longest: int) -> Iterator[Run]:
        for text, style in runs:
            for word in _WORD.findall(text):
                safe = visible(word)
                for at in range(0, len(safe), longest):
                    yield safe[at : at + longest], style

    def _end(self, margin: str, line: list[Run]) -> None:
        text = ""
        previous = ""
        for number, (word, style) in enumerate(line):
            gap = " " if number else ""
            if self._styled and style != previous:
                text += (f"\x1b[{_RESET}m" if previous else "") + gap + (f"\x1b[{style}m" if style else "") + word
            else:
                text += gap + word
            previous = style
        if self._styled and previous:
            text += f"\x1b[{_RESET}m"
        self.lines.append((visible(margin) + text).rstrip())
