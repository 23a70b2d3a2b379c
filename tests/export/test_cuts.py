"""What a part of the graph holds: a dossier, a class, a thing with its surroundings."""

from __future__ import annotations

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad
from tests.small_base import KB, add, make

from incumbent.base.facts import Facts
from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.derive.whole import Derivation
from incumbent.errors import AmbiguousNameError, UnknownNameError
from incumbent.export.whole import find_thing, quads
from incumbent.model import terms
from incumbent.model.terms import inc


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    made = make(tmp_path_factory.mktemp("cuts") / "base")
    add(made, "- person: dan\n  label: Dan\n  quote: Dan has nothing to do with it\n", "visits", "third")
    return made


def cut(base: KnowledgeBase, **options: object) -> list[Quad]:
    return list(quads(base, **options))  # type: ignore[arg-type]


def subjects(found: list[Quad]) -> set[str]:
    """What the part describes, but for evidence, voices and sources."""
    described = {q.subject.value.removeprefix(KB) for q in found if not isinstance(q.graph_name, DefaultGraph)}
    return {name for name in described if not name.startswith(("evidence-", "voice-", "source-"))}


def kinds(found: list[Quad]) -> set[str]:
    return {name.split("-")[0] for name in subjects(found)}


def test_the_whole(base: KnowledgeBase) -> None:
    found = cut(base)
    facts = Facts.read(base)
    assert {q.triple for q in found} == set(facts)
    assert {q.graph_name.value for q in found} == {KB + "dossier-talks", KB + "dossier-visits"}


def test_with_what_is_derived(base: KnowledgeBase) -> None:
    found = cut(base, derived=True)
    derived = {q.triple for q in found if q.graph_name == NamedNode(KB + "derived")}
    assert derived == set(Derivation(Facts.read(base), base.vocabulary, KB).triples())
    assert {q.triple for q in found} - derived == set(Facts.read(base))


def test_one_dossier_keeps_the_names_of_what_it_mentions(base: KnowledgeBase) -> None:
    found = cut(base, dossiers=["visits"])
    facts = Facts.read(base)
    own = {q.triple for q in found if not isinstance(q.graph_name, DefaultGraph)}
    assert own == set(facts.triples_in("visits"))
    names = {(q.subject.value, q.predicate.value) for q in found if isinstance(q.graph_name, DefaultGraph)}
    assert (KB + "person-ann", terms.PREF_LABEL) in names  # only mentioned there
    assert {predicate for _, predicate in names} == {terms.PREF_LABEL}
    assert not {iri for iri, _ in names} & {t.subject.value for t in own}
    both = cut(base, dossiers=["visits", "talks"])
    assert {q.triple for q in both} == set(facts)


def test_derived_from_one_dossier_alone(base: KnowledgeBase) -> None:
    found = cut(base, dossiers=["visits"], derived=True)
    assert not [q for q in found if "person-ann" in q.subject.value and q.predicate.value == inc("isA")]
    assert [q for q in found if q.subject.value == KB + "visit-town" and q.predicate.value == inc("earliestStart")]


def test_a_class_with_its_records_and_evidence(base: KnowledgeBase) -> None:
    found = cut(base, class_name="Meeting")
    assert kinds(found) == {"meeting", "participation", "status"}
    evidence = {q.subject.value for q in found if q.predicate.value == inc("sha256")}
    voices = {q.subject.value for q in found if q.predicate.value == inc("speaker")}
    assert evidence and len(voices) == 1
    about = {q.object.value.removeprefix(KB) for q in found if q.predicate.value == inc("about")}
    assert subjects(found) <= about
    names = {q.subject.value for q in found if isinstance(q.graph_name, DefaultGraph)}
    assert KB + "person-ann" in names and KB + "office-minister-x" in names


def test_a_class_has_its_narrower_ones(base: KnowledgeBase) -> None:
    assert {"meeting-hall", "visit-town"} <= subjects(cut(base, class_name="Event"))
    assert subjects(cut(base, class_name="happening")) == subjects(cut(base, class_name="inc:Event"))
    assert {"person-ann", "person-bob", "person-dan", "state-x"} <= subjects(cut(base, class_name="Agent"))
    assert cut(base, class_name="Agreement") == []


def test_a_class_with_what_is_derived_of_it(base: KnowledgeBase) -> None:
    found = cut(base, class_name="Meeting", derived=True)
    derived = [q for q in found if q.graph_name == NamedNode(KB + "derived")]
    assert [q for q in derived if q.predicate.value == inc("lastStatus")]
    assert [q for q in derived if q.predicate.value == inc("capacityBasis")]
    assert not [q for q in derived if q.subject.value == KB + "visit-town"]


@pytest.mark.parametrize(
    ("depth", "there", "not_there"),
    [
        (0, {"meeting-hall"}, {"participation", "person", "state"}),
        (1, {"meeting-hall", "person-ann", "person-bob", "state-x", "office-minister-x"}, {"tenure", "visit"}),
        (2, {"meeting-hall", "person-ann", "tenure-ann-minister", "visit-town"}, {"place"}),
        (3, {"place-town"}, set()),
        (9, {"place-town"}, set()),
    ],
)
def test_a_thing_and_its_surroundings(depth: int, there: set[str], not_there: set[str], base: KnowledgeBase) -> None:
    found = cut(base, thing="the hall meeting", depth=depth)
    assert there <= subjects(found)
    assert not not_there & kinds(found)
    assert "person-dan" not in subjects(found)


def test_cuts_go_together(base: KnowledgeBase) -> None:
    found = cut(base, thing="the hall meeting", depth=2, class_name="Person")
    assert {"person-ann", "person-bob"} <= subjects(found) and "state-x" not in subjects(found)
    assert subjects(cut(base, thing="Town", depth=9, dossiers=["visits"])) & {"meeting-hall"} == set()


@pytest.mark.parametrize("words", ["person-ann", "kb:person-ann", KB + "person-ann", f"<{KB}person-ann>", "ANN", "آن"])
def test_a_thing_may_be_named_in_many_ways(words: str, base: KnowledgeBase) -> None:
    assert find_thing(base, Facts.read(base), words) == KB + "person-ann"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"thing": "Anm"}, r"No thing is called 'Anm'\."),
        ({"thing": "the hull meeting"}, r"Did you mean .*meeting-hall"),
        ({"thing": ""}, "No thing is called ''"),
        ({"class_name": "Meting"}, r"No class is called 'Meting'; 'incumbent terms' lists them\. Did you mean Meeting"),
        ({"class_name": "Capacity"}, "No class is called 'Capacity'"),
        ({"class_name": ""}, "No class is called ''"),
        ({"dossiers": ["talk"]}, r"No dossier is called 'talk'; there are: talks, visits\. Did you mean talks\?"),
        ({"dossiers": ["../talks"]}, "No dossier is called"),
    ],
)
def test_names_of_nothing(options: dict[str, object], message: str, base: KnowledgeBase) -> None:
    with pytest.raises(UnknownNameError, match=message):
        cut(base, **options)


def test_a_name_of_several(base: KnowledgeBase) -> None:
    with pytest.raises(AmbiguousNameError, match=r"office-minister-x\b.*state-x"):
        cut(base, thing="x")
