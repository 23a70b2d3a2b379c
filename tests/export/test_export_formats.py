"""Each syntax is read back by a program that did not write it, and holds the same graph."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, parse
from tests.small_base import HOSTILE, KB, make

from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.errors import InputError, UnknownNameError
from incumbent.export import rdf, whole
from incumbent.model import terms

pytestmark = pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph):DeprecationWarning")  # within rdflib itself

PREFIXES = {"kb": KB, "inc": terms.INC, "skos": terms.SKOS, "rdf": terms.RDF, "xsd": terms.XSD}
FORMATS = ("turtle", "ntriples", "nquads", "trig", "jsonld", "rdfxml")
WITH_GRAPHS = ("nquads", "trig", "jsonld")
RDFLIB = {
    "turtle": "turtle",
    "ntriples": "nt",
    "nquads": "nquads",
    "trig": "trig",
    "jsonld": "json-ld",
    "rdfxml": "xml",
}
RAPPER = {"turtle": "turtle", "ntriples": "ntriples", "nquads": "nquads", "trig": "trig", "rdfxml": "rdfxml"}
# RDF/XML cannot carry every character: for it, a name that XML can carry.
XML_NAME = 'Ann Çağ \u202e"q" <b>&\\ ]]> =1+1 \t\n'

Plain = tuple[str, str, tuple[str, ...]]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    return make(tmp_path_factory.mktemp("export") / "base", HOSTILE)


@pytest.fixture(scope="module")
def xml_base(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    return make(tmp_path_factory.mktemp("xml") / "base", XML_NAME)


@pytest.fixture(scope="module", autouse=True)
def _lexical_forms_as_they_stand():
    before, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    yield
    rdflib.NORMALIZE_LITERALS = before


def plain(term: object) -> tuple[str, ...]:
    if isinstance(term, Literal):
        datatype = "" if term.language or term.datatype.value == terms.STRING else term.datatype.value
        return (term.value, (term.language or "").lower(), datatype)
    if isinstance(term, rdflib.Literal):
        datatype = "" if term.language or str(term.datatype) == terms.STRING else str(term.datatype or "")
        return (str(term), (term.language or "").lower(), datatype)
    return (term.value if isinstance(term, NamedNode) else str(term),)


def triples_of(quads: Iterable[Quad]) -> set[Plain]:
    return {(q.subject.value, q.predicate.value, plain(q.object)) for q in quads}


def quads_of(quads: Iterable[Quad]) -> set[tuple[str, Plain]]:
    def graph(quad: Quad) -> str:
        return "" if isinstance(quad.graph_name, DefaultGraph) else quad.graph_name.value

    return {(graph(q), (q.subject.value, q.predicate.value, plain(q.object))) for q in quads}


def by_rdflib(data: bytes, name: str) -> tuple[set[Plain], set[tuple[str, Plain]]]:
    dataset = rdflib.Dataset()
    dataset.parse(data=data, format=RDFLIB[name])
    quads = {
        ("" if graph is None or "default" in str(graph) else str(graph), (str(s), str(p), plain(o)))
        for s, p, o, graph in dataset.quads()
    }
    return {triple for _, triple in quads}, quads


def by_rapper(data: bytes, name: str) -> set[Plain]:
    command = ["rapper", "-q", "-i", RAPPER[name], "-o", "ntriples", "-", KB]
    found = subprocess.run(command, input=data, capture_output=True, check=True)
    return triples_of(parse(found.stdout, format=RdfFormat.N_TRIPLES))


def exported(base: KnowledgeBase, name: str, **cut: object) -> tuple[list[Quad], bytes]:
    quads = list(whole.quads(base, **cut))  # type: ignore[arg-type]
    return quads, rdf.write(quads, name, base.settings.iri, base.settings.prefixes)


@pytest.mark.parametrize("derived", [False, True], ids=["facts", "derived"])
@pytest.mark.parametrize("name", FORMATS)
def test_rdflib_reads_the_same_graph(name: str, derived: bool, base: KnowledgeBase, xml_base: KnowledgeBase) -> None:
    quads, data = exported(xml_base if name == "rdfxml" else base, name, derived=derived)
    triples, found = by_rdflib(data, name)
    assert triples == triples_of(quads) and len(triples) > 100
    if name in WITH_GRAPHS:
        assert found == quads_of(quads)
        graphs = {graph for graph, _ in found}
        assert graphs == {KB + "dossier-talks", KB + "dossier-visits"} | ({KB + "derived"} if derived else set())


@pytest.mark.parametrize("name", FORMATS)
def test_pyoxigraph_reads_what_rdflib_makes_of_it(name: str, base: KnowledgeBase, xml_base: KnowledgeBase) -> None:
    quads, data = exported(xml_base if name == "rdfxml" else base, name)
    graph = rdflib.Dataset() if name in WITH_GRAPHS else rdflib.Graph()
    graph.parse(data=data, format=RDFLIB[name])
    again = graph.serialize(format="nquads" if name in WITH_GRAPHS else "nt").encode()
    found = parse(again, format=RdfFormat.N_QUADS if name in WITH_GRAPHS else RdfFormat.N_TRIPLES)
    assert triples_of(found) == triples_of(quads)


@pytest.mark.parametrize("name", [name for name in FORMATS if name in RAPPER])
def test_rapper_reads_the_same_graph(name: str, base: KnowledgeBase, xml_base: KnowledgeBase) -> None:
    if not shutil.which("rapper"):
        pytest.skip("rapper (raptor2-utils) is not installed")
    quads, data = exported(xml_base if name == "rdfxml" else base, name)
    assert by_rapper(data, name) == triples_of(quads)


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_state_gives_the_same_bytes(name: str, xml_base: KnowledgeBase) -> None:
    _, data = exported(xml_base, name, derived=True)
    quads, again = exported(KnowledgeBase(xml_base.root), name, derived=True)
    assert data == again
    assert rdf.write(reversed(quads), name, KB, xml_base.settings.prefixes) == data
    assert rdf.write(quads * 2, name, KB, xml_base.settings.prefixes) == data
    assert data.decode("utf-8").endswith("\n") or name in ("jsonld", "rdfxml")


def test_turtle_is_the_canonical_form(base: KnowledgeBase) -> None:
    quads, data = exported(base, "turtle", dossiers=["visits"])
    from incumbent.model.turtle import Writer

    assert data.decode() == Writer(KB).write({quad.triple for quad in quads})


@pytest.mark.parametrize(
    ("alias", "name"),
    [
        ("ttl", "turtle"),
        ("nt", "ntriples"),
        ("nq", "nquads"),
        ("json-ld", "jsonld"),
        ("xml", "rdfxml"),
        ("TriG", "trig"),
    ],
)
def test_aliases(alias: str, name: str) -> None:
    assert rdf.format_name(alias) == name


def test_an_unknown_format() -> None:
    with pytest.raises(
        UnknownNameError, match=r"No format is called 'turtel'; there are: turtle.*Did you mean turtle\?"
    ):
        rdf.write([], "turtel", KB, {})


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\x0b", "\ufffe", "\uffff"])
def test_characters_that_xml_cannot_carry(character: str) -> None:
    quad = Quad(NamedNode(KB + "person-a"), NamedNode(terms.PREF_LABEL), Literal(f"a{character}b", language="en"))
    with pytest.raises(InputError, match=r"person-a>?: holds a character that XML cannot carry; use another format"):
        rdf.write([quad], "rdfxml", KB, PREFIXES)
    for name in set(FORMATS) - {"rdfxml"}:
        data = rdf.write([quad], name, KB, PREFIXES)
        assert by_rdflib(data, name)[0] == triples_of([quad])


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_is_written_as_nothing(name: str) -> None:
    data = rdf.write([], name, KB, PREFIXES)
    assert by_rdflib(data, name)[0] == set()


TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")), st.just(" a\tb\r\nc ")
)
LITERALS = st.one_of(
    TEXTS.map(Literal),
    TEXTS.map(lambda text: Literal(text, language="tr-TR")),
    st.builds(
        lambda text, kind: Literal(text, datatype=NamedNode(kind)),
        st.sampled_from(["1", "01", "1.50", "-0", "1e3", "true", "TRUE", "2020-01-01", "[..2020]", "", " 1 "]),
        st.sampled_from(
            [terms.XSD + "integer", terms.XSD + "decimal", terms.XSD + "boolean", terms.XSD + "double", terms.EDTF]
        ),
    ),
)
SUBJECTS = st.sampled_from([KB + "person-a", KB + "b?c=d&e='f'", KB + "ç", "urn:x:y"]).map(NamedNode)
PREDICATES = st.sampled_from([terms.inc("note"), terms.PREF_LABEL, terms.TYPE, terms.inc("a-b_c1")]).map(NamedNode)
GRAPHS = st.sampled_from([NamedNode(KB + "dossier-a"), NamedNode(KB + "dossier-b"), DefaultGraph()])


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=60)
@given(quads=st.lists(st.builds(Quad, SUBJECTS, PREDICATES, st.one_of(SUBJECTS, LITERALS), GRAPHS), max_size=8))
def test_any_facts_come_through(name: str, quads: list[Quad]) -> None:
    if name == "rdfxml" and any(q.predicate.value == terms.TYPE and str(q.object).endswith("'f'>") for q in quads):
        with pytest.raises(InputError, match="ends in no name that XML could have"):
            rdf.write(quads, name, KB, PREFIXES)
        return
    if name == "trig":  # rdflib reads a number in short form as its value, 01 as 1
        quads = [
            quad
            for quad in quads
            if not isinstance(quad.object, Literal) or quad.object.value not in ("01", "-0", "1.50")
        ]
    data = rdf.write(quads, name, KB, PREFIXES)
    triples, found = by_rdflib(data, name)
    assert triples == triples_of(quads)
    if name in WITH_GRAPHS:
        assert found == quads_of(quads)


def test_the_smallest_graph_in_each_syntax() -> None:
    quad = Quad(
        NamedNode(KB + "person-a"),
        NamedNode(terms.PREF_LABEL),
        Literal("A", language="en"),
        NamedNode(KB + "dossier-x"),
    )
    written = {name: rdf.write([quad], name, KB, PREFIXES).decode() for name in FORMATS}
    statement = f'<{KB}person-a> <{terms.PREF_LABEL}> "A"@en'
    assert written["ntriples"] == f"{statement} .\n"
    assert written["nquads"] == f"{statement} <{KB}dossier-x> .\n"
    assert 'kb:person-a\n    skos:prefLabel "A"@en ;\n    .\n' in written["turtle"]
    assert "@prefix skos:" in written["trig"] and "@prefix xsd:" not in written["trig"]
    assert "xmlns:skos=" in written["rdfxml"] and 'xml:lang="en"' in written["rdfxml"]
    assert Path(KB).name in written["jsonld"]
    assert triples_of([quad]) == {(KB + "person-a", terms.PREF_LABEL, ("A", "en", ""))}
    assert isinstance(quad.triple, Triple)
