"""Pages of small bases: facts typed as a form, and the page of one of their things."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from tests.conftest import FactsOf

from incumbent.base.facts import Facts
from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.derive.whole import Derivation
from incumbent.model.days import day
from incumbent.pages.page import Entry, Page
from incumbent.pages.view import View
from incumbent.pages.whole import page_of

KB = "https://example.org/kb/"
PageOf = Callable[..., Page]

WORLD = """
- state: x
  label: X
  quote: X is a state
- state: y
  label: Y
  quote: Y is a state
- office: minister-x
  label: Minister of X
  officeOf: state-x
  quote: X has a minister
- person: ann
  label: Ann
  quote: Ann lives
- person: bob
  label: Bob
  quote: Bob lives
- person: cid
  label: Cid
  quote: Cid lives
"""


def view_of(base: KnowledgeBase, facts: Facts, today: str = "2024-01-01", on: str | None = None) -> View:
    return View(Derivation(facts, base.vocabulary, KB), base, facts, day(today), on)


@pytest.fixture
def page(empty_base: KnowledgeBase, facts_of: FactsOf) -> PageOf:
    """The page of a thing, over the small world and the forms given, each of a source of its own."""

    def make(local: str, *forms: str, today: str = "2024-01-01", on: str | None = None) -> Page:
        facts = facts_of(WORLD, name="world")
        for number, form in enumerate(forms):
            facts = facts_of(form, name=f"form{number}")
        return page_of(view_of(empty_base, facts, today, on), KB + local)

    return make


def section(page: Page, heading: str) -> list[Entry]:
    """The entries below a heading; none where the page has no such heading."""
    return [entry for found in page.sections if found.heading == heading for entry in found.entries]


def fact(page: Page, name: str) -> list[Entry]:
    """The entries of a line at the head of a page."""
    return [entry for line in page.facts if line.name == name for entry in line.entries]


def everything(entries: list[Entry]) -> Iterator[Entry]:
    """Entries with all their details."""
    for entry in entries:
        yield entry
        yield from everything(list(entry.details))


def text_of(entries: list[Entry]) -> str:
    """All that entries say, for asking whether it is there."""
    return "\n".join(entry.text for entry in everything(entries))
