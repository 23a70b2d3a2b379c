"""The shapes as texts: one for each class, sound in themselves, and worded for people."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import Namespace, URIRef
from rdflib.term import BNode
from tests.shapes import shape_cases as cases

from incumbent.check import conversion, lint, shacl
from incumbent.errors import InputError
from incumbent.model.terms import INC
from incumbent.model.vocabulary import Vocabulary

SH = Namespace("http://www.w3.org/ns/shacl#")
SHAPES = "https://w3id.org/incumbent/shapes#"
SKOS_CONCEPT = "http://www.w3.org/2004/02/skos/core#Concept"
REPAIR = re.compile(
    r"\b(give|write|add|remove|describe|choose|correct|keep|split|use|shorten|cite|move|leave it out|exchange)\b"
)


def test_the_shapes_are_sound_in_themselves() -> None:
    assert lint.lint(cases.SHAPES, cases.ONTOLOGY) == []


def test_each_class_of_facts_has_a_shape() -> None:
    vocabulary = Vocabulary(cases.ONTOLOGY)
    targets = {str(value) for value in cases.shapes().objects(None, SH.targetClass)}
    for cls in vocabulary.classes.values():
        is_code_list = SKOS_CONCEPT in cls.ancestors and cls.prefix is None
        if not cls.derived and not is_code_list:
            own = cls.ancestors - {f"{INC}{name}" for name in ("Entity", "Record")}
            assert (own or cls.ancestors) & targets, cls.name


def test_each_property_of_facts_has_a_place_in_the_shapes() -> None:
    vocabulary, shapes = Vocabulary(cases.ONTOLOGY), cases.shapes()
    used = {str(value) for value in shapes.objects()}
    for prop in vocabulary.properties.values():
        if not prop.derived and prop.kind != "annotation":
            assert prop.iri in used, prop.name
        if not prop.derived and prop.domains and prop.kind != "annotation":
            shape = URIRef(f"{SHAPES}{prop.name}-domain")
            assert (shape, SH.targetSubjectsOf, URIRef(prop.iri)) in shapes, prop.name


def test_each_shape_of_its_own_has_a_name_in_our_namespace() -> None:
    shapes = cases.shapes()
    for predicate in (SH.message, SH.targetClass, SH.targetSubjectsOf, SH.severity):
        for shape in shapes.subjects(predicate):
            assert not isinstance(shape, BNode) and str(shape).startswith(SHAPES)


def test_each_message_is_one_sentence_with_a_repair() -> None:
    for shape, message in cases.shapes().subject_objects(SH.message):
        assert str(message).endswith("."), shape
        assert REPAIR.search(str(message)), f"{shape}: {message}"
        assert message.language == "en", shape  # type: ignore[attr-defined]
        assert len(str(message)) <= 220, shape


FAULTS = {
    "shape-term": "incsh:S a sh:NodeShape ; sh:targetClass inc:Person ; sh:mincount 1 .",
    "shape-vocabulary": "incsh:S a sh:NodeShape ; sh:targetClass inc:Persona .",
    "shape-unreached": "incsh:S a sh:NodeShape ; sh:class inc:Person .",
    "shape-severity": "incsh:S a sh:NodeShape ; sh:targetClass inc:Person ; sh:severity sh:IRI .",
    "shape-recursive": "incsh:S a sh:NodeShape ; sh:targetClass inc:Person ; sh:not [ sh:node incsh:S ] .",
    "shape-path": 'incsh:S sh:targetClass inc:Person ; sh:property incsh:P . incsh:P sh:message "Add it."@en .',
    "shape-message": "incsh:S sh:targetClass inc:Person ; sh:property incsh:P . incsh:P sh:path inc:rank .",
    "shape-target": "incsh:S a sh:NodeShape ; sh:targetClass inc:birthDate ; sh:nodeKind sh:IRI .",
    "shape-missing": "incsh:S a sh:NodeShape ; sh:targetClass inc:Person ; sh:node incsh:Other .",
    "shape-list": "incsh:S a sh:NodeShape ; sh:targetClass inc:Person ; sh:in inc:held .",
    "shape-name": "[] a sh:NodeShape ; sh:targetClass inc:Person .",
}
MORE_FAULTS = [
    ("shape-term", "incsh:S sh:targetClass inc:Person ; sh:sparql [ sh:select 'SELECT $this {}' ] ."),
    ("shape-term", "incsh:S sh:targetClass inc:Person ; sh:property [ sh:path inc:rank ; sh:minimum 1 ] ."),
    ("shape-target", "incsh:S a sh:NodeShape ; sh:targetSubjectsOf inc:Person ; sh:nodeKind sh:IRI ."),
    ("shape-target", "incsh:S a sh:NodeShape ; sh:targetObjectsOf <urn:p> ; sh:nodeKind sh:IRI ."),
    ("shape-target", "incsh:S a sh:NodeShape ; sh:targetClass inc:Person ; sh:not [ sh:class <urn:Nobody> ] ."),
    ("shape-recursive", "incsh:S sh:targetClass inc:Person ; sh:or ( incsh:T ) . incsh:T sh:and ( incsh:S ) ."),
    ("shape-unreached", "incsh:S a sh:NodeShape ; sh:node incsh:T . incsh:T a sh:NodeShape ; sh:nodeKind sh:IRI ."),
    ("shape-list", "incsh:S a sh:NodeShape ; sh:targetClass inc:Person ; sh:or () ."),
    (
        "shape-path",
        "incsh:S sh:targetClass inc:Person ; sh:property [ sh:path [ sh:inversePath ( inc:event inc:about ) ] ; sh:maxCount 1 ] .",
    ),
]
HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in (("sh", SH), ("incsh", SHAPES), ("inc", INC)))


@pytest.mark.parametrize(("fault", "shape"), [*FAULTS.items(), *MORE_FAULTS])
def test_what_a_validator_passes_over_is_found(fault: str, shape: str, tmp_path: Path) -> None:
    path = tmp_path / "shapes.ttl"
    path.write_text(HEAD + shape, encoding="utf-8")
    findings = lint.lint([path], cases.ONTOLOGY)
    assert {(finding.code, finding.value) for finding in findings} == {("shape-sound", fault)}
    assert {finding.severity.value for finding in findings} == {"violation"}


def test_shapes_that_cannot_be_used_are_an_error_of_the_family(tmp_path: Path) -> None:
    path = tmp_path / "shapes.ttl"
    path.write_text(HEAD + "incsh:S a sh:NodeShape ; sh:targetClass inc:Person ; sh:minLength inc:rank .")
    world = conversion.read([cases.HERE / "world.ttl"])
    with pytest.raises(shacl.ShapesError, match="cannot be used"):
        shacl.validate(world, [path], cases.ONTOLOGY)


@pytest.mark.parametrize("text", ["incsh:S a", 'incsh:S a "\\uD800" .', "<a b> a <c> ."])
def test_broken_turtle_is_an_error_that_names_the_file(text: str, tmp_path: Path) -> None:
    path = tmp_path / "shapes.ttl"
    path.write_text(HEAD + text, encoding="utf-8")
    with pytest.raises(InputError, match=r"shapes\.ttl"):
        lint.lint([path], cases.ONTOLOGY)
    with pytest.raises(InputError, match="cannot be read"):
        lint.lint([tmp_path / "none.ttl"], cases.ONTOLOGY)
