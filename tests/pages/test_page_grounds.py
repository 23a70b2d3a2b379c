"""What a fact or a derived answer rests on."""

from __future__ import annotations

import pytest
from tests.conftest import FactsOf
from tests.pages.conftest import KB, WORLD, everything, section, text_of, view_of

from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.errors import UnknownNameError
from incumbent.pages.grounds import Grounds
from incumbent.pages.passage import Passages, in_line
from incumbent.submission.quotes import Texts

FORM = """
- tenure:
  holder: person-ann
  office: office-minister-x
  date: "2019/2021"
  quote: Ann was minister from 2019 to 2021
- tenure:
  holder: person-bob
  office: office-minister-x
  date: "2022/2023"
  quote: Bob was minister from 2022
- meeting: hall
  label: the hall meeting
  date: "2020-05-01"
  quote: they met in the hall
  statusReports:
  - {status: held, quote: the hall meeting was held}
  participations:
  - {participant: person-ann, quote: Ann came}
  - {participant: agent-chief, statedCapacity: office-minister-x, quote: the minister came}
- unnamedAgent: chief
  label: the chief
  localTo: meeting-hall
  quote: the chief
- meeting: den
  label: the den meeting
  date:
  - {value: "2020-06", quote: they met in June}
  - {value: "[..2020-06-10]", inferred: {scope: inDocument, premise: [person-ann], reasoning: Ann left on the 10th}}
  - {value: "2021", quote: others say 2021}
  quote: the den
"""


@pytest.fixture
def grounds(empty_base: KnowledgeBase, facts_of: FactsOf) -> Grounds:
    facts_of(WORLD, name="world")
    view = view_of(empty_base, facts_of(FORM))
    return Grounds(view, Passages(view, Texts(empty_base.root / "sources")))


def node(grounds: Grounds, kind: str, *words: str) -> str:
    """The derived node of a kind whose title holds all the words."""
    nodes = [iri for iri in grounds._derived if iri.startswith(f"{KB}{kind}-")]
    [found] = [iri for iri in nodes if all(word in grounds.page(iri).title for word in words)]
    return found


def test_a_capacity_tells_rule_premises_and_the_words(grounds: Grounds) -> None:
    page = grounds.page(node(grounds, "capacity", "Ann"))
    assert page.kind == "capacity, derived"
    assert "capacity: Derived node" in text_of(section(page, "Rule"))
    assert "only inferred" in text_of(section(page, "Rule"))
    premises = section(page, "Premises")
    assert {entry.text for entry in premises} == {"Ann as Minister of X", "Ann at the hall meeting"}
    words = [entry.words for entry in everything(premises) if entry.words]
    assert "«Ann was minister from 2019 to 2021»" in words


def test_a_candidacy_and_a_succession(grounds: Grounds) -> None:
    candidacy = grounds.page(node(grounds, "candidacy", "Ann"))
    assert candidacy.title.startswith("Ann may have been the chief")
    succession = grounds.page(node(grounds, "succession"))
    assert succession.title == "Ann as Minister of X, then Bob as Minister of X"
    assert len(section(succession, "Premises")) == 2


def test_bounds_tell_the_readings_that_narrow_them(grounds: Grounds) -> None:
    page = grounds.page(KB + "meeting-hall")
    assert "earliest start: 1 May 2020" in text_of(section(page, "Bounds in time"))
    [reading] = section(page, "Readings that narrow them")
    assert reading.text.startswith("date 2020-05-01: not begun before 1 May 2020")
    assert "«they met in the hall»" in [entry.words for entry in everything([reading])]
    assert "held: " in text_of(section(page, "Last status"))


def test_a_disagreement_of_dates(grounds: Grounds) -> None:
    page = grounds.page(KB + "meeting-den")
    assert any("disagreement" in entry.marks for entry in section(page, "Bounds in time"))
    assert len(section(page, "Readings that narrow them")) == 3
    derived = grounds.page(node(grounds, "disagreement"))
    assert "the den meeting" in derived.title
    inference = section(page, "Inferences")[0]
    assert "Ann left on the 10th" in inference.text
    assert inference.details[0].text == "from Ann"
    assert inference.details[0].details[0].words == "«Ann lives»"


def test_a_record_tells_what_follows_from_it(grounds: Grounds) -> None:
    [tenure] = [i for i in grounds._view.facts.subjects() if grounds.page(i).title == "Bob as Minister of X"]
    assert text_of(section(grounds.page(tenure), "What follows from it")).startswith("succession: Ann")


def test_names_that_nobody_knows(grounds: Grounds, empty_base: KnowledgeBase) -> None:
    capacity = node(grounds, "capacity", "Ann").removeprefix(KB)
    assert grounds.find(empty_base, f"kb:{capacity}") == KB + capacity
    assert grounds.find(empty_base, f"<{KB}{capacity}>") == KB + capacity
    assert grounds.find(empty_base, "the hall meeting") == KB + "meeting-hall"
    with pytest.raises(UnknownNameError) as raised:
        grounds.find(empty_base, capacity[:-1] + "_")
    assert capacity in raised.value.suggestions
    with pytest.raises(UnknownNameError) as raised:
        grounds.find(empty_base, "person-annn")
    assert "person-ann" in raised.value.suggestions


def test_words_that_are_not_those_of_the_digest_are_not_shown(empty_base: KnowledgeBase, facts_of: FactsOf) -> None:
    facts = facts_of(WORLD, name="world")
    view = view_of(empty_base, facts)

    class Other:
        def get(self, text_digest: str | None) -> str | None:
            return "quite another text " * 20

    page = Grounds(view, Passages(view, Other())).page(KB + "person-ann")
    assert not any(entry.words for entry in everything(section(page, "Evidence")))
    assert "the text at hand has other words at this place" in text_of(section(page, "Evidence"))
    page = Grounds(view, Passages(view, Texts(None))).page(KB + "person-ann")
    assert "the text of this source is not at hand" in text_of(section(page, "Evidence"))


def test_a_line_is_cut_far_from_the_words() -> None:
    text = "first line\n" + "before " * 40 + "the words" + " after" * 40 + "\nlast"
    line = in_line(text, text.index("the words"), text.index("the words") + 9)
    assert "«the words»" in line and line.startswith("… ") and line.endswith(" …")
    assert "first" not in line and "last" not in line
    assert in_line("a b c", 2, 3) == "a «b» c"
