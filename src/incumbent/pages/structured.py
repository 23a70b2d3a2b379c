r"""Pages as JSON.

``{"today": "YYYY-MM-DD", "on": EDTF or null, "pages": [PAGE, …]}``, where

* PAGE is ``{"title", "kind", "iri", "facts": [{"name", "entries": [ENTRY, …]}, …], "sections": [{"heading", "entries"}, …]}``
* ENTRY is ``{"text", "marks": [WORD, …], "citation", "iri", "words", "details": [ENTRY, …]}``; ``citation``, ``iri`` and
  ``words`` (a source's line, the quoted part between « and ») are null where there is none; a mark is a key of ``MARKS``.

Every key is always there. Characters that a terminal would obey are written as ``\uXXXX``, which JSON reads back as they were.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from incumbent.model.text import visible
from incumbent.pages.page import Entry, Page


def write(pages: Iterable[Page], *, today: str, on: str | None) -> str:
    """The pages as one JSON document, ended by a line feed."""
    document = {"today": today, "on": on, "pages": [_page(page) for page in pages]}
    text = json.dumps(document, ensure_ascii=False, indent=2)
    if visible(text) == text:
        return text + "\n"
    return "".join(c if visible(c) == c else f"\\u{ord(c):04x}" for c in text) + "\n"


def _page(page: Page) -> dict[str, Any]:
    return {
        "title": page.title,
        "kind": page.kind,
        "iri": page.iri,
        "facts": [{"name": line.name, "entries": [_entry(e) for e in line.entries]} for line in page.facts],
        "sections": [{"heading": s.heading, "entries": [_entry(e) for e in s.entries]} for s in page.sections],
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "text": entry.text,
        "marks": list(entry.marks),
        "citation": entry.citation,
        "iri": entry.iri,
        "words": entry.words,
        "details": [_entry(detail) for detail in entry.details],
    }
