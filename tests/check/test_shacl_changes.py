"""Which nodes a change touches, construct by construct: what turns wrong is found, and nothing else is looked at."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Triple, parse
from tests.check.turns import MEETINGS, PEOPLE, PLACES, TENURES, TURNS, P, S, Turn
from tests.shapes import shape_cases as cases
from tests.soak.change_wise import judged

from incumbent.base.facts import Facts
from incumbent.check import conversion, shacl
from incumbent.check.case import Case, Change
from incumbent.check.findings import Severity
from incumbent.check.shapes import Shapes
from incumbent.check.targets import Sight
from incumbent.model.vocabulary import Vocabulary

KB = "https://w3id.org/incumbent/kb/"
PREFIXES = """
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
@prefix inc: <https://w3id.org/incumbent/ontology#> .
@prefix incsh: <https://w3id.org/incumbent/shapes#> .
@prefix kb: <https://w3id.org/incumbent/kb/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def triples(turtle: str) -> list[Triple]:
    return [quad.triple for quad in parse(PREFIXES + turtle, format=RdfFormat.TURTLE, rename_blank_nodes=True)]


def case_of(before: str, added: str = "", removed: str = "") -> Case:
    facts = Facts()
    facts.add("talks", triples(before))
    change = Change("talks", frozenset(triples(added)), frozenset(triples(removed)))
    return Case(vocabulary(), KB, facts, change, today=739_000)


@cache
def vocabulary() -> Vocabulary:
    return Vocabulary(cases.ONTOLOGY)


@cache
def schema() -> list[Triple]:
    return conversion.schema(conversion.read(cases.ONTOLOGY))


def constraints_of(shapes: str) -> shacl.Constraints:
    return shacl.Constraints(Shapes(triples(shapes)).spread(), schema())


@pytest.mark.parametrize("turn", TURNS.values(), ids=TURNS)
def test_what_a_change_turns_wrong_is_found_in_the_change_alone(turn: Turn) -> None:
    case, rules = case_of(turn.before, turn.added, turn.removed), constraints_of(turn.shapes)
    before = frozenset(triples(turn.before))
    after = (before - frozenset(triples(turn.removed))) | frozenset(triples(turn.added))
    turned = judged(after, rules) - judged(before, rules)
    assert {finding.focus for finding in turned} == {turn.turned}
    found, fell_back = rules.judge_change(case)
    assert turned <= set(found) <= judged(after, rules)
    assert fell_back == []
    assert set(rules.judge(case.after)) == judged(after, rules)


@pytest.mark.parametrize("turn", TURNS.values(), ids=TURNS)
def test_a_change_elsewhere_touches_nothing(turn: Turn) -> None:
    case = case_of(turn.before, 'kb:claim-far inc:objectText "x"@en ; inc:relation inc:other .')
    rules = constraints_of(turn.shapes)
    assert rules.touched(case) == {}
    assert rules.judge_change(case) == ([], [])


def test_what_is_touched_is_seen_and_no_more() -> None:
    shapes = P + "sh:targetClass inc:Participation ; sh:path ( inc:event inc:place ) ; sh:class inc:Place ."
    before = MEETINGS + PLACES + "kb:meeting-m inc:place kb:place-a . kb:meeting-n inc:place kb:place-b ."
    case, rules = case_of(before, removed="kb:place-b a inc:Place ."), constraints_of(shapes)
    foci = rules.touched(case)
    assert {node.value.rsplit("/")[-1] for nodes in foci.values() for node in nodes} == {"participation-2"}
    seen = rules.reads.seen_from(foci, Sight(case.after, rules.schema))
    assert seen == set(triples("kb:participation-2 inc:event kb:meeting-n . kb:meeting-n inc:place kb:place-b ."))


def test_facts_about_the_vocabulary_are_not_seen() -> None:
    shapes = P + "sh:targetClass inc:Tenure ; sh:path inc:holder ; sh:class inc:Place ; sh:nodeKind sh:IRI ."
    widen = "inc:Person rdfs:subClassOf inc:Place . inc:held a inc:Tenure ; inc:holder kb:person-ann ."
    rules = constraints_of(shapes)
    assert rules.judge_change(case_of(PEOPLE + TENURES, widen)) == ([], [])
    found, _ = rules.judge_change(case_of(PEOPLE + TENURES + widen, "kb:tenure-1 inc:holder kb:person-bob ."))
    assert {finding.focus for finding in found} == {"tenure-1"}
    assert {finding.value for finding in found} == {"person-ann", "person-bob"}
    rules = constraints_of(P + "sh:targetClass inc:StatusReport ; sh:path ( inc:status inc:rank ) ; sh:maxCount 0 .")
    case = case_of('inc:held inc:rank "x"@en .', "kb:status-x a inc:StatusReport ; inc:status inc:held .")
    assert rules.touched(case) and rules.judge_change(case) == ([], [])


UNCLEAR = {
    "SPARQL": 'incsh:S sh:targetClass inc:Person ; sh:sparql [ sh:select "SELECT $this WHERE { $this a ?type }" ] .',
    "another component": """
        incsh:S sh:targetClass inc:Person ; <http://example.org/least> 1 .
        <http://example.org/C> a sh:ConstraintComponent ; sh:parameter [ sh:path <http://example.org/least> ] ;
            sh:validator [ a sh:SPARQLAskValidator ; sh:ask "ASK { FILTER ($least > 2) }" ] .""",
    "a term to come": P + "sh:targetClass inc:Person ; sh:path skos:prefLabel ; sh:minCount 1 ; sh:reifierShape [] .",
    "inside a nested shape": """incsh:S sh:targetClass inc:Person ;
        sh:or ( [ sh:sparql [ sh:select "SELECT $this WHERE { $this a ?type }" ] ] ) .""",
}


@pytest.mark.parametrize("shapes", UNCLEAR.values(), ids=UNCLEAR)
def test_where_it_cannot_be_told_all_nodes_are_judged_and_the_answer_says_so(shapes: str) -> None:
    rules = constraints_of(shapes + "incsh:T a sh:NodeShape ; sh:targetClass inc:Office ; sh:class inc:Place .")
    case = case_of(PEOPLE, "kb:place-far a inc:Place .")
    found, fell_back = rules.judge_change(case)
    assert fell_back == ["S"]
    assert {finding.focus for finding in found} == {"person-ann", "person-bob"}
    assert rules.judge_change(case_of(PEOPLE)) == ([], [])


def test_a_whole_case_is_judged_whole() -> None:
    case = case_of(PEOPLE, "kb:person-ann a inc:Place .")
    case.whole = True
    found, fell_back = shacl.check_change(case, cases.SHAPES, cases.ONTOLOGY)
    assert found == shacl.validate([*triples(PEOPLE), *case.change.added], cases.SHAPES, cases.ONTOLOGY)
    assert found and fell_back == []


def test_a_finding_says_where_it_is_and_what_found_it() -> None:
    case = case_of(
        PEOPLE + "kb:office-x inc:officeOf kb:person-ann .", "kb:tenure-1 a inc:Tenure ; inc:office kb:person-bob ."
    )
    found, _ = shacl.check_change(case, cases.SHAPES, cases.ONTOLOGY)
    inc = "https://w3id.org/incumbent/ontology#"
    [finding] = [f for f in found if f.code == "Tenure-office"]
    assert finding.component == "Class"
    assert finding.path == inc + "office"
    assert finding.nodes == (KB + "tenure-1", KB + "person-bob")
    assert (finding.focus, finding.value, finding.severity) == ("tenure-1", "person-bob", Severity.VIOLATION)
    assert finding.message.startswith("tenure-1: office person-bob: A tenure is in exactly one office; give")
    [finding] = [f for f in found if f.code == "Supported-about"]
    assert (finding.component, finding.path, finding.nodes) == ("MinCount", None, (KB + "tenure-1",))
    [finding] = [f for f in found if f.code == "Tenure-holder"]
    assert (finding.component, finding.path, finding.value) == ("MinCount", inc + "holder", None)


def test_a_change_that_touches_no_shape_needs_no_validator() -> None:
    code = """
import sys
from tests.check.test_shacl_changes import PEOPLE, case_of, cases
from incumbent.check import shacl
for name in [name for name in sys.modules if name.split(".")[0] in ("rdflib", "pyshacl")]:
    del sys.modules[name]
assert shacl.check_change(case_of(PEOPLE, "kb:x <urn:p> kb:y ."), cases.SHAPES, cases.ONTOLOGY) == ([], [])
print([name for name in ("rdflib", "pyshacl") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=cases.ROOT, check=False)
    assert done.stdout == "[]\n", done.stderr


def test_shapes_are_read_again_once_they_change(tmp_path: Path) -> None:
    path = tmp_path / "shapes.ttl"
    path.write_text(PREFIXES + S + "sh:targetClass inc:Person ; sh:class inc:Agent .", encoding="utf-8")
    case = case_of("", "kb:person-ann a inc:Person .")
    assert shacl.check_change(case, [path], cases.ONTOLOGY) == ([], [])
    path.write_text(PREFIXES + S + "sh:targetClass inc:Person ; sh:class inc:Place .", encoding="utf-8")
    [finding], _ = shacl.check_change(case, [path], cases.ONTOLOGY)
    assert finding.code == "S"
