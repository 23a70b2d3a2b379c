"""What a page is made of, before it is written out as text, Markdown or JSON."""

from __future__ import annotations

from typing import NamedTuple


class Entry(NamedTuple):
    """One thing said on a page.

    :param text: what is said, in one line.
    :param marks: how far it holds, as words of ``MARKS``; none where a source simply says it.
    :param details: what belongs to it.
    :param citation: where the sources say it.
    :param iri: the thing or record that says it.
    :param words: a quoted line of a source, the quoted part between « and ».
    """

    text: str
    marks: tuple[str, ...] = ()
    details: tuple[Entry, ...] = ()
    citation: str | None = None
    iri: str | None = None
    words: str | None = None


class Line(NamedTuple):
    """One line at the head of a page: a property's name, and its values."""

    name: str
    entries: tuple[Entry, ...]


class Section(NamedTuple):
    """A heading with what stands below it."""

    heading: str
    entries: tuple[Entry, ...]


class Page(NamedTuple):
    """All that is known of one thing; ``kind`` says in words what it is."""

    title: str
    kind: str
    iri: str
    facts: tuple[Line, ...]
    sections: tuple[Section, ...]


# Mark → the words that show it. In JSON a mark stands as it is.
MARKS = {
    "stated": "stated",
    "agree": "stated, and borne out elsewhere",
    "conflict": "stated, against what else is known",
    "disagreement": "cannot both be true",
    "inferred": "inferred",
    "notStated": "office not stated",
    "possible": "possible",
    "certain": "certain",
    "unknown": "the sources do not say whether on that day",
    "hedged": "hedged",
    "expected": "expected",
    "denied": "denied",
    "asked": "only asked about",
    "disputed": "asserted and denied",
    "planned": "planned",
    "outcomeUnknown": "planned; outcome unknown",
    "cancelled": "cancelled",
    "absent": "absent",
    "candidate": "candidate, not reported as present",
    "unnamed": "without a name",
    "neverServed": "nominated, never served",
    "acting": "acting",
    "gap": "gap",
    "overlap": "overlap",
    "orderUnknown": "order not known",
}


def shown(entry: Entry) -> list[tuple[str, str]]:
    """The marks of an entry with the words that show them, but for those that its text ends in already."""
    told = [(mark, MARKS.get(mark, mark)) for mark in entry.marks]
    return [(mark, words) for mark, words in told if entry.text != words and not entry.text.endswith(f"({words})")]


def section(heading: str, entries: list[Entry]) -> list[Section]:
    """A list with the section, or without it where nothing stands below the heading."""
    return [Section(heading, tuple(entries))] if entries else []


def line(name: str, entries: list[Entry]) -> list[Line]:
    """A list with the line, or without it where it has no value."""
    return [Line(name, tuple(entries))] if entries else []
