"""What facts may not do to the checking of facts."""

from __future__ import annotations

import logging
import warnings

import rdflib
from pyoxigraph import RdfFormat, Triple, parse
from tests.shapes import shape_cases as cases

from incumbent.check import conversion, shacl
from incumbent.check.findings import Finding

PREFIXES = """
@prefix inc: <https://w3id.org/incumbent/ontology#> .
@prefix kb: <https://w3id.org/incumbent/kb/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix incsh: <https://w3id.org/incumbent/shapes#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def triples(turtle: str) -> list[Triple]:
    return [quad.triple for quad in parse(PREFIXES + turtle, format=RdfFormat.TURTLE)]


def codes(turtle: str) -> set[str]:
    return {finding.code for finding in findings(turtle)}


def findings(turtle: str) -> list[Finding]:
    world = conversion.read([cases.HERE / "world.ttl"])
    return shacl.validate([*world, *triples(turtle)], cases.SHAPES, cases.ONTOLOGY)


BAD = 'kb:office-x a inc:Office ; skos:prefLabel "X"@en ; inc:officeOf kb:place-town .'


def test_facts_cannot_widen_a_class() -> None:
    assert "Office-officeOf" in codes(BAD)
    assert "Office-officeOf" in codes(BAD + " inc:Place rdfs:subClassOf inc:State .")


def test_facts_cannot_add_a_code_to_a_list() -> None:
    turtle = "kb:status-talks inc:status inc:whatever . inc:whatever a inc:Status ."
    assert "StatusReport-status" in codes(turtle)


def test_facts_cannot_switch_shapes_off() -> None:
    turtle = " incsh:Office sh:deactivated true . incsh:Office-officeOf sh:deactivated true ."
    assert "Office-officeOf" in codes(BAD + turtle)


def test_a_code_or_class_is_no_thing() -> None:
    turtle = "kb:participation-ann inc:participant inc:Person . kb:evidence-world inc:about inc:held ."
    assert {"Participation-participant", "Evidence-about"} <= codes(turtle)


def test_a_person_without_a_name_of_its_own_is_refused() -> None:
    assert "Person-iri" in codes('kb:participation-ann inc:participant [ a inc:Person ; skos:prefLabel "Ann"@en ] .')


def test_a_number_that_would_fill_the_memory_is_no_number() -> None:
    turtle = 'kb:figure-length inc:lowest "1E999999999"^^xsd:decimal .'
    assert "Figure-lowest" in codes(turtle)
    assert "Figure-lowest" in codes(f'kb:figure-length inc:lowest "{"9" * 5000}"^^xsd:decimal .')


def test_literals_that_rdflib_stumbles_over_make_no_noise() -> None:
    before = rdflib.NORMALIZE_LITERALS
    logger = logging.getLogger("rdflib.term")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = codes(
            'kb:meeting-talks inc:dateUnknown "perhaps"^^xsd:boolean . kb:age-x a inc:Age ; inc:years "x"^^xsd:int .'
        )
    assert found >= {"Dates-dateUnknown", "Age-years"}
    assert before is rdflib.NORMALIZE_LITERALS
    assert not logger.disabled


def test_the_findings_come_in_a_fixed_order_violations_first() -> None:
    found = findings(BAD + ' kb:person-ann skos:altLabel "Annie" . kb:age-x a inc:Age .')
    assert found == findings(BAD + ' kb:person-ann skos:altLabel "Annie" . kb:age-x a inc:Age .')
    assert [finding.severity.value for finding in found][-1] == "warning"
    assert {finding.severity.value for finding in found[:-1]} == {"violation"}
