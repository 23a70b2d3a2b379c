"""Quoted words and their place in a source's text.

Offsets count characters (Unicode code points) of the text after decoding UTF-8, the end exclusive, as the
``oa:TextPositionSelector`` of the Web Annotation Data Model does; a digest is SHA-256 over UTF-8 bytes, in hexadecimal.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import NamedTuple

from incumbent.errors import InputError
from incumbent.model.text import visible

_QUOTATION_MARKS = str.maketrans("’‘“”", "''\"\"")


class Span(NamedTuple):
    """A place in a text: characters ``start`` to ``end`` (exclusive), in ``paragraph`` (line, from 1)."""

    start: int
    end: int
    paragraph: int
    sha256: str


class QuoteError(InputError):
    """Words that do not stand in the text, or stand there more than once."""


def digest(text: str) -> str:
    """SHA-256 of ``text`` in UTF-8, hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def span_at(text: str, start: int, end: int) -> Span:
    """The span of characters ``start`` to ``end`` of ``text``."""
    return Span(start, end, text.count("\n", 0, start) + 1, digest(text[start:end]))


def occurrences(text: str, words: str) -> list[int]:
    """Where ``words`` begin in ``text``; places that overlap are all counted."""
    found, at = [], text.find(words)
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def find(text: str, words: str, occurrence: int | None = None) -> Span:
    """The place of ``words`` in ``text``; ``occurrence`` (from 1) picks one of several.

    Raises QuoteError, with what to do, where the words do not stand there, or where they stand more than once.
    """
    found = _found(text, words)
    shown = short(words)
    if occurrence is None:
        if len(found) > 1:
            lines = ", ".join(str(text.count("\n", 0, at) + 1) for at in found[:8])
            raise QuoteError(
                f"“{shown}” stands {len(found)} times in the text (lines {lines}); add occurrence: N or more words."
            )
        occurrence = 1
    if not 1 <= occurrence <= len(found):
        raise QuoteError(
            f"“{shown}” stands {len(found)} times in the text; occurrence: {occurrence} is not among them."
        )
    start = found[occurrence - 1]
    return span_at(text, start, start + len(words))


def find_at(text: str, words: str, start: int | None = None) -> Span:
    """The same for those who count characters: ``start`` picks one of several places, and must be one of them."""
    found = _found(text, words)
    if start is None and len(found) == 1:
        start = found[0]
    if start not in found:
        where = ", ".join(map(str, found[:8]))
        if start is None:
            fault = f"stands {len(found)} times in the text (at characters {where})"
            raise QuoteError(f"“{short(words)}” {fault}; add start: one of these, or more words.")
        raise QuoteError(f"“{short(words)}” does not stand at character {start}, but at {where}; correct start.")
    return span_at(text, start, start + len(words))


def short(words: str) -> str:
    """The beginning of ``words`` on one line, for messages."""
    one_line = visible(" ".join(words.split()))
    return one_line if len(one_line) <= 60 else one_line[:57] + "…"


def _found(text: str, words: str) -> list[int]:
    if not words.strip():
        raise QuoteError("the quote is empty; give the words that say it.")
    found = occurrences(text, words)
    if not found:
        raise QuoteError(f"“{short(words)}” does not stand in the text{_nearest(text, words)}; quote the exact words.")
    return found


def _nearest(text: str, words: str) -> str:
    """Where the same words stand with other spaces, quotation marks or case, as a hint."""
    wanted = r"\s+".join(re.escape(word) for word in words.translate(_QUOTATION_MARKS).split())
    found = re.search(wanted, text.translate(_QUOTATION_MARKS), re.IGNORECASE)
    if found is None:
        return ""
    at = found.start()
    shown = " ".join(text[at : at + 40].split())
    return f" as written (near it, line {text.count(chr(10), 0, at) + 1}: “{shown}…”)"


class Texts:
    """The texts of sources at hand, found in a folder by their digest, whatever their file names.

    A file name tells only that a text *was* there: one that is called like a source and has another digest has changed.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._by_digest: dict[str, str] | None = None
        self._names: set[str] = set()

    def _all(self) -> dict[str, str]:
        if self._by_digest is None:
            self._by_digest = {}
            if self._folder is not None and self._folder.is_dir():
                for path in sorted(self._folder.iterdir()):
                    if path.is_file() and not path.name.startswith("."):
                        self._names |= {path.name, path.stem}
                        try:
                            data = path.read_bytes()
                        except OSError as error:
                            raise InputError(f"{path}: cannot be read: {error.strerror}.") from error
                        try:
                            self._by_digest[hashlib.sha256(data).hexdigest()] = data.decode()
                        except UnicodeDecodeError:
                            continue
        return self._by_digest

    def get(self, text_digest: str | None) -> str | None:
        """The text with that digest, or None where it is not at hand."""
        return self._all().get(text_digest) if text_digest else None

    def has_file(self, name: str) -> bool:
        """Whether some text is kept under that name, with or without the ending of the file."""
        self._all()
        return name in self._names
