"""Pages as text, Markdown and JSON."""

from __future__ import annotations

import json

from pyoxigraph import Literal, NamedNode, Triple
from tests.conftest import FactsOf
from tests.pages.conftest import KB, WORLD, view_of

from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.model.terms import PREF_LABEL
from incumbent.pages import markdown, plain, structured
from incumbent.pages.page import Entry, Line, Page, Section
from incumbent.pages.whole import page_of

HOSTILE = "Ann \x1b[31mred\x1b[0m \u202eevil\x9b2J\x07 # * [x](javascript:y) <b>`|" + "w" * 300
DEEP = Entry("a detail " * 12, details=(Entry("deeper " * 20, ("inferred",), (), "report ¶1 2–3"),))
PAGE = Page(
    HOSTILE,
    "person",
    KB + "person-ann",
    (
        Line("Rank", (Entry("general", ("hedged",), (), "report ¶12 1200–1300, ¶13 1400–1500"),)),
        Line("x" * 40, (DEEP,)),
    ),
    (Section("Offices", (DEEP, Entry("held it", ("conflict", "possible"), words="some «words» here"))),),
)


def test_text_keeps_to_80_columns_and_obeys_nobody() -> None:
    text = plain.write(PAGE, local="person-ann")
    assert max(len(line) for line in text.splitlines()) <= 80
    assert not {"\x1b", "\u202e", "\x9b", "\x07"} & set(text)
    assert "│ some «words» here" in text
    assert "held it (stated, against what else is known, possible)" in text


def test_narrow_paper_holds_too() -> None:
    assert max(len(line) for line in plain.write(PAGE, local="x", width=40).splitlines()) <= 40


def test_a_citation_keeps_paragraph_and_characters_together() -> None:
    for width in range(40, 90):
        assert "¶13 1400–1500]" in plain.write(PAGE, local="x", width=width)


def test_colour_only_where_it_is_wanted() -> None:
    styled = plain.write(PAGE, local="x", styled=True)
    assert "\x1b[1m" in styled and "\x1b[33m" in styled
    assert "\x1b[31m" not in styled  # the label's own is written out


def test_details_hang_below_what_they_belong_to() -> None:
    page = Page("T", "k", "i", (), (Section("S", (Entry("one", details=(Entry("two", details=(Entry("three"),)),)),)),))
    assert plain.write(page, local="l") == "T\nk · l\n\nS\n  one\n    two\n      three\n"


def test_markdown_shows_labels_as_they_are() -> None:
    text = markdown.write(PAGE, local="person-ann")
    assert text.startswith("# Ann \\\\u{1b}\\[31mred")
    assert "](javascript" not in text.replace("\\]", "") and "<b>" not in text.replace("\\<", "")
    assert "\n## Offices\n" in text
    assert markdown.escaped("1. x\n# y") == "1\\. x # y"
    assert markdown.escaped("- x") == "\\- x"


def test_json_has_every_key_and_reads_back() -> None:
    text = structured.write([PAGE], today="2024-01-01", on=None)
    assert not {"\x1b", "\u202e", "\x9b"} & set(text)
    document = json.loads(text)
    assert set(document) == {"today", "on", "pages"}
    [page] = document["pages"]
    assert set(page) == {"title", "kind", "iri", "facts", "sections"}
    assert page["title"] == HOSTILE
    assert set(page["facts"][0]) == {"name", "entries"}
    assert set(page["sections"][0]) == {"heading", "entries"}
    assert set(page["sections"][0]["entries"][0]) == {"text", "marks", "citation", "iri", "words", "details"}


def test_a_hostile_label_in_the_facts_reaches_no_terminal(empty_base: KnowledgeBase, facts_of: FactsOf) -> None:
    facts = facts_of(WORLD, name="world")
    node = NamedNode(KB + "person-ann")
    facts.add("talks", [Triple(node, NamedNode(PREF_LABEL), Literal("\x1b]0;owned\x07 A", language="en"))])
    page = page_of(view_of(empty_base, facts), KB + "person-ann")
    assert "\x1b" not in plain.write(page, local="x") + markdown.write(page, local="x")
