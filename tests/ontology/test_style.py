"""The style of the terms: SHACL over the ontology itself, and what SHACL Core cannot say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pyshacl
import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.graph import ReadOnlyGraphAggregate

INC = Namespace("https://w3id.org/incumbent/ontology#")
STYLE = Namespace("https://w3id.org/incumbent/shapes/ontology-style#")
LITTLE = {"a", "an", "as", "at", "by", "for", "has", "in", "kind", "of", "on", "or", "the", "to", "with"}


def findings(graph: Graph | ReadOnlyGraphAggregate, shapes: Graph) -> set[tuple[str, str]]:
    """Pairs of focus node and source shape, as local names."""
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, advanced=False, inference="none")
    assert isinstance(report, Graph)
    return {
        (str(report.value(r, SH.focusNode)).rpartition("#")[2], str(report.value(r, SH.sourceShape)).rpartition("#")[2])
        for r in report.subjects(RDF.type, SH.ValidationResult)
    }


def test_the_ontology_keeps_the_style(ontology: Graph, style_shapes: Graph) -> None:
    conforms, _, text = pyshacl.validate(ontology, shacl_graph=style_shapes, meta_shacl=True, advanced=False)
    assert conforms, text


def test_the_shapes_point_from_the_modules_alone(ontology: Graph, style_shapes: Graph) -> None:
    pointing = set(style_shapes.subjects(SH.shapesGraph, None))
    assert pointing == set(ontology.subjects(RDF.type, OWL.Ontology))


def test_facts_are_no_target_of_the_shapes(style_shapes: Graph) -> None:
    targets = {str(each) for each in style_shapes.objects(None, SH.targetClass)}
    assert targets == {
        str(each)
        for each in (
            OWL.Class,
            OWL.ObjectProperty,
            OWL.DatatypeProperty,
            OWL.AnnotationProperty,
            OWL.NamedIndividual,
            INC.Status,
        )
    }


def without(predicate: URIRef) -> Callable[[Graph], None]:
    return lambda graph: graph.remove((INC.Meeting, predicate, None)) and None


def instead(subject: URIRef, predicate: URIRef, *values: Literal) -> Callable[[Graph], None]:
    def change(graph: Graph) -> None:
        graph.remove((subject, predicate, None))
        for value in values:
            graph.add((subject, predicate, value))

    return change


def renamed(old: URIRef, new: URIRef) -> Callable[[Graph], None]:
    def change(graph: Graph) -> None:
        for p, o in list(graph.predicate_objects(old)):
            graph.remove((old, p, o))
            graph.add((new, p, o))

    return change


def bare(graph: Graph) -> None:
    graph.add((INC.Banquet, RDF.type, OWL.Class))


def unknown_phase(graph: Graph) -> None:
    graph.set((INC.held, INC.phase, INC.done))


@pytest.mark.parametrize(
    ("change", "focus", "shape"),
    [
        (without(SKOS.definition), "Meeting", "definition"),
        (without(RDFS.label), "Meeting", "label"),
        (without(SKOS.example), "Meeting", "example"),
        (without(RDFS.isDefinedBy), "Meeting", "module"),
        (instead(INC.Meeting, SKOS.definition, Literal("Too short.", "en")), "Meeting", "definition"),
        (instead(INC.Meeting, SKOS.definition, Literal("no sentence at all, no end", "en")), "Meeting", "definition"),
        (instead(INC.Meeting, SKOS.definition, Literal("Ein Treffen mehrerer Seiten.", "de")), "Meeting", "definition"),
        (
            instead(
                INC.Meeting,
                SKOS.definition,
                Literal("Contact of two sides.", "en"),
                Literal("Second one of two.", "en"),
            ),
            "Meeting",
            "definition",
        ),
        (instead(INC.Meeting, RDFS.label, Literal("meeting", "en"), Literal("talks", "en")), "Meeting", "label"),
        (instead(INC.Meeting, RDFS.label, Literal("meeting")), "Meeting", "label"),
        (instead(INC.held, SKOS.prefLabel, Literal("took place", "en")), "held", ""),
        (instead(INC.Meeting, INC.kindPrefix, Literal("Meeting-")), "Meeting", ""),
        (instead(INC.Tenure, INC.kindPrefix), "Tenure", ""),
        (instead(INC.Succession, INC.derived, Literal(False)), "Succession", ""),
        (renamed(INC.Meeting, INC.meeting), "meeting", "ClassName"),
        (renamed(INC.host, INC.Host), "Host", "PropertyName"),
        (renamed(INC.held, INC.Held), "Held", "IndividualName"),
        (bare, "Banquet", "ClassName"),
        (unknown_phase, "held", ""),
    ],
)
def test_a_breach_is_found(
    change: Callable[[Graph], None], focus: str, shape: str, ontology: Graph, style_shapes: Graph
) -> None:
    broken = Graph() + ontology
    change(broken)
    found = findings(broken, style_shapes)
    # A property shape without a name is a blank node: any finding on the focus node will do.
    assert any(node == focus and (source == shape or not shape) for node, source in found), found


def terms(graph: Graph) -> list[tuple[URIRef, str, str]]:
    rows = []
    for term in sorted(set(graph.subjects(SKOS.definition, None))):
        assert isinstance(term, URIRef)
        rows.append((term, str(graph.value(term, RDFS.label)), str(graph.value(term, SKOS.definition))))
    return rows


def words(text: str) -> set[str]:
    return {word.removesuffix("s") for word in re.findall(r"[a-z0-9]+", text.lower())}


def test_no_definition_uses_the_label_that_it_defines(ontology: Graph) -> None:
    circular = [
        str(term)
        for term, label, definition in terms(ontology)
        if re.search(rf"\b{re.escape(label.lower())}s?\b", definition.lower())
    ]
    assert circular == []


def test_no_definition_is_made_of_the_words_of_its_label(ontology: Graph) -> None:
    for term, label, definition in terms(ontology):
        assert len(words(definition) - words(label) - LITTLE) >= 2, term


def test_no_two_classes_are_defined_by_each_other(ontology: Graph) -> None:
    labels = {
        str(ontology.value(term, RDFS.label)): str(ontology.value(term, SKOS.definition))
        for term in ontology.subjects(RDF.type, OWL.Class)
        if (term, SKOS.definition, None) in ontology
    }

    def genus(label: str) -> str:
        start = labels[label].lower()
        return next((other for other in sorted(labels, key=len, reverse=True) if start.startswith(other + " ")), "")

    for label in labels:
        seen = [label]
        while (step := genus(seen[-1])) and len(seen) < 10:
            assert step not in seen, seen
            seen.append(step)


def test_a_class_is_defined_by_the_class_above_it(ontology: Graph) -> None:
    """The genus: the definition of a class below an own class begins with that class's label."""
    for term in ontology.subjects(RDF.type, OWL.Class):
        above = [p for p in ontology.objects(term, RDFS.subClassOf) if str(p).startswith(INC)]
        if isinstance(term, URIRef) and above:
            genus = [str(ontology.value(p, RDFS.label)).capitalize() for p in above]
            definition = str(ontology.value(term, SKOS.definition))
            assert any(definition.startswith(f"{each} ") for each in genus), (term, definition)


def test_labels_and_definitions_are_nobody_elses(ontology: Graph) -> None:
    for predicate in (RDFS.label, SKOS.definition):
        counted = Counter(str(o).lower() for s, o in ontology.subject_objects(predicate) if str(s).startswith(INC))
        assert [text for text, number in counted.items() if number > 1] == []


def test_examples_are_not_labels_of_their_own_term_alone(ontology: Graph) -> None:
    for term, label, _ in terms(ontology):
        for example in ontology.objects(term, SKOS.example):
            assert str(example).rstrip(".").lower() != label.lower(), term


def test_what_people_confuse_has_a_negative_example(ontology: Graph) -> None:
    for name in [
        "Agreement",
        "Candidacy",
        "Claim",
        "Delegation",
        "Evidence",
        "Event",
        "Government",
        "Measure",
        "Meeting",
        "Office",
        "Organization",
        "Participation",
        "Place",
        "Series",
        "State",
        "Statement",
        "StatusReport",
        "Tenure",
        "UnnamedAgent",
        "attended",
        "deputyForeignMinister",
        "expectedToAttend",
        "foreignMinister",
        "forDate",
        "held",
        "metonym",
        "planned",
    ]:
        assert (INC[name], INC.negativeExample, None) in ontology, name
