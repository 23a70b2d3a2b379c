from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import URIRef
from tests.shapes import shape_cases as cases

from incumbent.check import conversion, shacl
from incumbent.check.findings import Severity


@pytest.mark.parametrize("bad", cases.BAD, ids=cases.name)
def test_a_case_has_the_findings_that_stand_beside_it_and_no_other(bad: Path) -> None:
    good = cases.good_of(bad)
    things = {str(thing).rsplit("/", 1)[-1] for thing in conversion.graph_of(conversion.read([good])).subjects()}
    assert cases.expected(bad) and not things & {finding.focus for finding in cases.expected(bad)}
    findings = shacl.judge(cases.data(good) + cases.data(bad), cases.quick_shapes())
    assert cases.known(findings) == cases.expected(bad)


def test_each_case_has_its_three_files() -> None:
    assert [cases.good_of(bad) for bad in cases.BAD] == cases.GOOD
    assert [bad.with_suffix(".expected") for bad in cases.BAD] == sorted(cases.HERE.glob("*/*.expected"))


def test_the_world_of_the_cases_is_sound() -> None:
    assert shacl.validate(conversion.read([cases.HERE / "world.ttl"]), cases.SHAPES, cases.ONTOLOGY) == []


def test_each_shape_that_has_a_message_has_a_finding() -> None:
    message = URIRef("http://www.w3.org/ns/shacl#message")
    codes = {str(shape).rsplit("#", 1)[-1] for shape in cases.shapes().subjects(message)}
    assert codes == {finding.code for path in cases.BAD for finding in cases.expected(path)}


def test_a_message_names_the_thing_the_value_and_the_repair() -> None:
    path = cases.HERE / "events" / "Participation.bad.ttl"
    world = conversion.read([cases.HERE / "world.ttl"])
    findings = shacl.validate([*world, *conversion.read([path])], cases.SHAPES, cases.ONTOLOGY)
    [finding] = [f for f in findings if f.focus == "participation-participant-wrong"]
    assert finding.code == "Participation-participant"
    assert finding.severity is Severity.VIOLATION
    assert finding.value == "place-town"
    assert finding.message.startswith("participation-participant-wrong: participant place-town: A participation has")
    assert "give participant:" in finding.message


def test_hidden_characters_are_shown_in_messages_as_escapes() -> None:
    assert shacl.printable("Hakan\u202e nadiF\x1b[0m") == "Hakan\\u202e nadiF\\x1b[0m"
    assert len(shacl.printable("x" * 5000)) == 80


def test_judging_facts_leaves_them_as_they_are() -> None:
    graph = cases.data(cases.GOOD[0])
    before = set(graph)
    shacl.judge(graph, cases.shapes())
    assert set(graph) == before


def test_targets_given_to_property_shapes_change_no_verdict() -> None:
    for path in (path for path in cases.BAD if path.stem in ("Tenure.bad", "Entity.bad", "Label.bad")):
        assert cases.found(path, cases.shapes()) == cases.expected(path)
