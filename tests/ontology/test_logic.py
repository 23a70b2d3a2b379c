"""What an OWL 2 DL reasoner needs: declared kinds, global restrictions, and the axioms that drive the program."""

from __future__ import annotations

from itertools import combinations

from rdflib import OWL, RDF, RDFS, SKOS, XSD, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

INC = Namespace("https://w3id.org/incumbent/ontology#")
EDTF = URIRef("http://id.loc.gov/datatypes/edtf/EDTF")
PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
BUILT_IN = (str(OWL), str(RDF), str(RDFS), str(XSD))
# Datatypes that the modules declare beside those of the OWL 2 datatype map.
DECLARED = {EDTF, RDF.langString, XSD.date}
DATATYPES = DECLARED | {
    XSD.anyURI,
    XSD.boolean,
    XSD.decimal,
    XSD.integer,
    XSD.nonNegativeInteger,
    XSD.positiveInteger,
    XSD.string,
}


def of(graph: Graph, kind: Node) -> set[Node]:
    return set(graph.subjects(RDF.type, kind))


def members(graph: Graph, head: Node | None) -> list[Node]:
    assert head is not None
    return list(Collection(graph, head))


def classes_of(graph: Graph, node: Node) -> list[Node]:
    union = graph.value(node, OWL.unionOf)
    return [node] if union is None else members(graph, union)


def test_a_property_is_of_one_kind(ontology: Graph) -> None:
    for one, other in combinations(PROPERTIES, 2):
        assert of(ontology, one) & of(ontology, other) == set()
    assert of(ontology, OWL.Class) & of(ontology, RDFS.Datatype) == set()


def test_a_predicate_is_declared_unless_it_belongs_to_the_language(ontology: Graph) -> None:
    declared = set().union(*(of(ontology, kind) for kind in PROPERTIES))
    assert {p for p in ontology.predicates() if not str(p).startswith(BUILT_IN)} - declared == set()


def test_classes_are_declared_where_they_are_used(ontology: Graph) -> None:
    objects = of(ontology, OWL.ObjectProperty)
    used = set(ontology.objects(None, RDFS.subClassOf))
    for prop in objects | of(ontology, OWL.DatatypeProperty):
        for domain in ontology.objects(prop, RDFS.domain):
            used.update(classes_of(ontology, domain))
    for prop in objects:
        for range_ in ontology.objects(prop, RDFS.range):
            used.update(classes_of(ontology, range_))
    used |= {o for o in ontology.objects(None, RDF.type) if not str(o).startswith(BUILT_IN)}
    assert used - of(ontology, OWL.Class) == set()


def test_data_properties_range_over_known_datatypes(ontology: Graph) -> None:
    assert of(ontology, RDFS.Datatype) == DECLARED
    for prop in of(ontology, OWL.DatatypeProperty):
        if str(prop).startswith(INC):
            ranges = set(ontology.objects(prop, RDFS.range))
            assert len(ranges) == 1 and ranges <= DATATYPES, prop


def test_a_property_has_one_domain_and_one_range_at_most(ontology: Graph) -> None:
    """Two of either would mean their intersection, which nobody means."""
    for predicate in (RDFS.domain, RDFS.range):
        for subject in set(ontology.subjects(predicate, None)):
            assert len(set(ontology.objects(subject, predicate))) == 1, subject


def test_domains_and_ranges_of_annotations_are_names(ontology: Graph) -> None:
    for prop in of(ontology, OWL.AnnotationProperty):
        for predicate in (RDFS.domain, RDFS.range):
            assert all(isinstance(each, URIRef) for each in ontology.objects(prop, predicate)), prop


def test_characteristics_fit_the_kind_of_property(ontology: Graph) -> None:
    characteristics = {
        OWL.AsymmetricProperty,
        OWL.InverseFunctionalProperty,
        OWL.IrreflexiveProperty,
        OWL.SymmetricProperty,
        OWL.TransitiveProperty,
    }
    objects = of(ontology, OWL.ObjectProperty)
    for kind in characteristics:
        assert of(ontology, kind) <= objects
    assert of(ontology, OWL.FunctionalProperty) <= objects | of(ontology, OWL.DatatypeProperty)


def test_transitive_properties_stay_out_of_what_needs_simple_ones(ontology: Graph) -> None:
    """OWL 2 DL, clause 11.2: functional, irreflexive and asymmetric properties are simple."""
    simple = (OWL.AsymmetricProperty, OWL.FunctionalProperty, OWL.IrreflexiveProperty)
    for kind in simple:
        assert of(ontology, OWL.TransitiveProperty) & of(ontology, kind) == set()
    assert of(ontology, OWL.SymmetricProperty) & of(ontology, OWL.AsymmetricProperty) == set()


def test_what_several_sources_may_say_differently_is_not_functional(ontology: Graph) -> None:
    functional = of(ontology, OWL.FunctionalProperty)
    for name in [
        "date",
        "startDate",
        "endDate",
        "place",
        "host",
        "onBehalfOf",
        "role",
        "statedCapacity",
        "headcount",
        "forDate",
        "publicationDate",
    ]:
        assert INC[name] not in functional, name


def test_sub_properties_are_of_the_kind_of_their_super_properties(ontology: Graph) -> None:
    for sub, above in ontology.subject_objects(RDFS.subPropertyOf):
        assert any({sub, above} <= of(ontology, kind) for kind in PROPERTIES), sub


def test_keys(ontology: Graph) -> None:
    keys = {s: members(ontology, o) for s, o in ontology.subject_objects(OWL.hasKey)}
    assert keys == {
        INC.Participation: [INC.event, INC.participant],
        INC.Delegation: [INC.event, INC.onBehalfOf],
    }


def test_no_class_is_below_two_that_exclude_each_other(ontology: Graph) -> None:
    groups = [set(members(ontology, ontology.value(g, OWL.members))) for g in of(ontology, OWL.AllDisjointClasses)]
    for node in of(ontology, OWL.Class):
        above = set(ontology.transitive_objects(node, RDFS.subClassOf))
        for group in groups:
            assert len(above & group) <= 1, node


def test_no_individual_is_in_two_classes_that_exclude_each_other(ontology: Graph) -> None:
    excluded = {
        frozenset(pair)
        for g in of(ontology, OWL.AllDisjointClasses)
        for pair in combinations(members(ontology, ontology.value(g, OWL.members)), 2)
    }
    required = {
        frozenset((INC[a], INC[b])) for a, b in combinations(("Person", "State", "Government", "Organization"), 2)
    }
    required |= {
        frozenset((INC[a], INC[b]))
        for a, b in combinations(("Agent", "Place", "Topic", "Office", "Happening", "Agreement", "Record"), 2)
    }
    assert required <= excluded


def test_names_of_one_list_are_different_individuals(ontology: Graph) -> None:
    groups = [set(members(ontology, ontology.value(g, OWL.distinctMembers))) for g in of(ontology, OWL.AllDifferent)]
    for scheme in of(ontology, SKOS.ConceptScheme):
        codes = set(ontology.subjects(SKOS.inScheme, scheme))
        assert len(codes) == 1 or codes in groups, scheme


def test_records_are_filed_with_a_property_of_theirs(ontology: Graph) -> None:
    filed = {str(s).removeprefix(INC): str(o).removeprefix(INC) for s, o in ontology.subject_objects(INC.filedWith)}
    assert filed == {
        "Age": "person",
        "Delegation": "event",
        "Evidence": "about",
        "Inference": "about",
        "Name": "nameOf",
        "Participation": "event",
        "Retraction": "retracts",
        "Signature": "agreement",
        "StatusReport": "event",
        "Tenure": "office",
        "Voice": "speaker",
    }
    for record, prop in ontology.subject_objects(INC.filedWith):
        (domain,) = ontology.objects(prop, RDFS.domain)
        assert record in classes_of(ontology, domain), record
        assert INC.Record in ontology.transitive_objects(record, RDFS.subClassOf)


def test_a_class_of_which_nodes_are_made_has_a_prefix(ontology: Graph) -> None:
    prefixes = {str(s).removeprefix(INC): str(o) for s, o in ontology.subject_objects(INC.kindPrefix)}
    assert prefixes.pop("UnnamedAgent") == prefixes.pop("Collective") == "agent"
    assert prefixes.pop("StatusReport") == "status"
    assert all(prefix == name.lower() for name, prefix in prefixes.items())
    abstract = {"Agent", "Entity", "Happening", "Record"}
    for term in of(ontology, OWL.Class):
        kinds = set(ontology.transitive_objects(term, RDFS.subClassOf))
        name = str(term).removeprefix(INC)
        if isinstance(term, URIRef) and kinds & {INC.Entity, INC.Record} and name not in abstract:
            assert (term, INC.kindPrefix, None) in ontology, name


def test_derived_terms(ontology: Graph) -> None:
    derived = {str(s).removeprefix(INC) for s in ontology.subjects(INC.derived, None)}
    assert derived == {
        "Succession",
        "predecessorTenure",
        "successorTenure",
        "Capacity",
        "ofParticipation",
        "capacityOffice",
        "capacityBasis",
        "CapacityBasis",
        "Candidacy",
        "candidate",
        "candidateOffice",
        "lastStatus",
        "lastPhase",
        "Disagreement",
        "disagreementOn",
        "disagreementProperty",
        "earliestStart",
        "latestStart",
        "earliestEnd",
        "latestEnd",
        "citation",
        "isA",
        "knownAs",
        "derivedFrom",
        "rule",
        "certainty",
    }


def test_the_phase_of_each_status(ontology: Graph) -> None:
    phases = {str(s).removeprefix(INC): str(o).removeprefix(INC) for s, o in ontology.subject_objects(INC.phase)}
    ahead = ["announced", "dated", "moved", "planned", "proposed", "discussed", "expected", "postponed"]
    assert phases == {
        **dict.fromkeys(ahead, "ahead"),
        **dict.fromkeys(("held", "done", "made"), "past"),
        "cancelled": "off",
    }
