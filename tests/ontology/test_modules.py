"""The modules as files: two parsers agree, imports run one way, nothing undeclared, the layout is kept."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, URIRef
from rdflib.compare import isomorphic

# In the order in which they import each other.
MODULES = ("core", "actors", "offices", "events", "agreements", "claims")
INC = "https://w3id.org/incumbent/ontology#"
MODULE = "https://w3id.org/incumbent/ontology/"
DECLARATIONS = {
    OWL.Class,
    OWL.ObjectProperty,
    OWL.DatatypeProperty,
    OWL.AnnotationProperty,
    OWL.NamedIndividual,
    RDFS.Datatype,
}
# The order of the predicates in a term's block.
LAYOUT = [
    "a",
    "rdfs:label",
    "skos:prefLabel",
    "skos:definition",
    "skos:example",
    "inc:negativeExample",
    "skos:inScheme",
    "rdfs:subClassOf",
    "owl:hasKey",
    "rdfs:subPropertyOf",
    "owl:inverseOf",
    "rdfs:domain",
    "rdfs:range",
    "skos:closeMatch",
    "inc:kindPrefix",
    "inc:filedWith",
    "inc:derived",
    "inc:phase",
    "inc:manySeats",
    "rdfs:isDefinedBy",
]


def own(graph: Graph) -> set[URIRef]:
    nodes = set(graph.all_nodes()) | set(graph.predicates())
    return {node for node in nodes if isinstance(node, URIRef) and node.startswith(INC)}


def test_the_folder_holds_these_modules_and_no_other(ontology_dir: Path) -> None:
    assert {path.stem for path in ontology_dir.glob("*.ttl")} == set(MODULES)


@pytest.mark.parametrize("name", MODULES)
def test_rdflib_and_pyoxigraph_read_the_same_graph(name: str, ontology_dir: Path, modules: dict[str, Graph]) -> None:
    triples = ox.parse(path=str(ontology_dir / f"{name}.ttl"), format=ox.RdfFormat.TURTLE)
    again = Graph().parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")
    assert isomorphic(modules[name], again)


@pytest.mark.parametrize("name", MODULES)
def test_a_module_imports_all_modules_before_it(name: str, modules: dict[str, Graph]) -> None:
    this = URIRef(MODULE + name)
    before = {URIRef(MODULE + each) for each in MODULES[: MODULES.index(name)]}
    assert set(modules[name].subjects(RDF.type, OWL.Ontology)) == {this}
    assert set(modules[name].objects(this, OWL.imports)) == before


@pytest.mark.parametrize("name", MODULES)
def test_a_module_uses_only_terms_of_itself_and_its_imports(name: str, modules: dict[str, Graph]) -> None:
    known: set[URIRef] = set()
    for each in MODULES[: MODULES.index(name) + 1]:
        known |= {subject for subject in modules[each].subjects(RDFS.isDefinedBy, None) if isinstance(subject, URIRef)}
    assert own(modules[name]) - known == set()


@pytest.mark.parametrize("name", MODULES)
def test_a_term_is_defined_by_the_module_that_describes_it(name: str, modules: dict[str, Graph]) -> None:
    assert set(modules[name].objects(None, RDFS.isDefinedBy)) == {URIRef(MODULE + name)}
    assert set(modules[name].subjects(SKOS.definition, None)) == set(modules[name].subjects(RDFS.isDefinedBy, None))


def test_every_own_name_that_occurs_is_declared(ontology: Graph) -> None:
    declared = {s for s, o in ontology.subject_objects(RDF.type) if o in DECLARATIONS}
    assert own(ontology) - declared == set()


def test_every_prefix_that_is_declared_is_used_and_the_blocks_keep_their_order(ontology_dir: Path) -> None:
    for name in MODULES:
        text = (ontology_dir / f"{name}.ttl").read_text("utf-8")
        body = re.sub(r'"(?:[^"\\]|\\.)*"|<[^>]*>', "", text.split("\n\n", 1)[1])
        for prefix in re.findall(r"^@prefix (\w+):", text, re.M):
            assert re.search(rf"\b{prefix}:", body), f"{name}.ttl declares {prefix}: and does not use it"
        for block in re.findall(r"^inc:\w+ .*?(?<=[^\s]) \.$", text, re.M | re.S):
            lines = block.splitlines()
            predicates = [lines[0].split()[1], *(line.split()[0] for line in lines[1:])]
            assert predicates == [each for each in LAYOUT if each in predicates], block


def test_terms_are_those_of_the_list(listed: dict[tuple[str, str], list[str]], modules: dict[str, Graph]) -> None:
    kinds = {
        "annotation": OWL.AnnotationProperty,
        "class": OWL.Class,
        "object": OWL.ObjectProperty,
        "data": OWL.DatatypeProperty,
    }
    for name in MODULES:
        graph = modules[name]
        lists = {kind.removeprefix("list ") for module, kind in listed if module == name and kind.startswith("list ")}
        for kind, declaration in kinds.items():
            wanted = set(listed.get((name, kind), [])) | (lists if kind == "class" else set())
            subjects = set(graph.subjects(RDF.type, declaration))
            assert {str(s).removeprefix(INC) for s in subjects if s in own(graph)} == wanted, (name, kind)
        for each in lists:
            members = {str(s).removeprefix(INC) for s in graph.subjects(RDF.type, URIRef(INC + each))}
            assert members == set(listed[name, f"list {each}"]), each
        schemes = {str(s).removeprefix(INC) for s in graph.subjects(RDF.type, SKOS.ConceptScheme)}
        assert schemes == {f"{each}Scheme" for each in lists}


def test_individuals_are_those_of_the_list(listed: dict[tuple[str, str], list[str]], ontology: Graph) -> None:
    wanted = {name for (_, kind), names in listed.items() if kind.startswith(("list ", "individual")) for name in names}
    wanted |= {f"{kind.removeprefix('list ')}Scheme" for _, kind in listed if kind.startswith("list ")}
    found = {str(s).removeprefix(INC) for s in ontology.subjects(RDF.type, OWL.NamedIndividual)}
    assert found == wanted


def test_a_code_stands_in_the_scheme_of_each_of_its_lists(ontology: Graph) -> None:
    lists = {
        c
        for c in ontology.subjects(RDFS.subClassOf, SKOS.Concept)
        if set(ontology.objects(c, RDFS.subClassOf)) == {SKOS.Concept}
    }
    for code in set(ontology.subjects(SKOS.inScheme, None)):
        classes = {f"{c}Scheme" for c in ontology.objects(code, RDF.type) if c in lists}
        assert classes == {str(s) for s in ontology.objects(code, SKOS.inScheme)}, code


def test_no_blank_node_outside_lists_and_axioms(ontology: Graph) -> None:
    kinds = {OWL.Class, OWL.AllDisjointClasses, OWL.AllDifferent}
    for node in {s for s in ontology.subjects() if isinstance(s, BNode)}:
        assert (node, RDF.first, None) in ontology or set(ontology.objects(node, RDF.type)) <= kinds
