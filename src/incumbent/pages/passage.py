"""The words of an evidence in the line of the source where they stand, where the text is at hand."""

from __future__ import annotations

import hashlib
from typing import NamedTuple, Protocol

from incumbent.derive.support import Evidence
from incumbent.model.terms import inc
from incumbent.pages.view import View

_AROUND = 120  # characters shown on either side of the words


class TextFinder(Protocol):
    """Something that has the texts of sources, by their SHA-256."""

    def get(self, text_digest: str | None) -> str | None:
        """The text, or None where it is not at hand."""


class Passages:
    """Shows evidence in its text; ``texts`` is None where no texts are wanted."""

    def __init__(self, view: View, texts: TextFinder | None) -> None:
        self._view = view
        self._texts = texts

    def of(self, evidence: Evidence) -> Passage:
        """The words of ``evidence`` in their line, or why they are not shown."""
        if self._texts is None:
            return Passage(None, None)
        quote = self._view.first(evidence.iri, "quote")
        text = self._text(evidence.source)
        if text is None:
            return Passage(f"«{quote}»" if quote else None, "the text of this source is not at hand")
        if not evidence.has_place():
            return Passage(
                f"«{quote}»" if quote else None, "no place in the text is known, only the digest of the words"
            )
        if not 0 <= evidence.start < evidence.end <= len(text):
            return Passage(None, "these characters do not stand in the text at hand")
        digest = self._view.first(evidence.iri, "sha256")
        if digest and hashlib.sha256(text[evidence.start : evidence.end].encode()).hexdigest() != digest:
            return Passage(None, "the text at hand has other words at this place")
        return Passage(in_line(text, evidence.start, evidence.end), None)

    def _text(self, source: str) -> str | None:
        assert self._texts is not None
        whole = self._view.root_source(source)
        for one in dict.fromkeys((source, whole)):
            digest = self._view.facts.first(one, inc("textDigest"))
            if digest and (text := self._texts.get(digest)) is not None:
                return text
        return None


class Passage(NamedTuple):
    """Words between « and » in their line; or None, and perhaps a note that says why."""

    words: str | None
    note: str | None


def in_line(text: str, start: int, end: int) -> str:
    """The line of characters ``start`` to ``end``, these between « and »; what lies far from them is cut off with …."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    before, after = text[first:start], text[end:last]
    if len(before) > _AROUND:
        before = "… " + before[-_AROUND:].partition(" ")[2]
    if len(after) > _AROUND:
        after = after[:_AROUND].rpartition(" ")[0] + " …"
    return f"{before}«{text[start:end]}»{after}"
