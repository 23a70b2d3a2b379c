"""Canonical Turtle: one form for one set of facts, readable by others, one line a fact."""

from __future__ import annotations

import difflib
import random

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse
from tests.small_base import KB

from incumbent.errors import InputError
from incumbent.model import terms
from incumbent.model.turtle import Writer, quoted

HEAD = """\
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
@prefix inc: <https://w3id.org/incumbent/ontology#> .
@prefix kb: <https://example.org/kb/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

IRIS = st.sampled_from(
    [
        KB + "person-ann",
        KB + "9-starts-with-a-digit",
        KB + "ends-with-",
        KB + "-starts-with",
        KB + "a.b",
        KB + "a:b",
        KB + "a/b",
        KB + "a#b",
        KB + "a?b=c&d='e",
        KB + "a%20b",
        KB + "Çağ",
        KB + "\u202e",
        KB + "~!$()*,;=@",
        KB,
        terms.INC + "Person",
        terms.SKOS + "prefLabel",
        terms.TYPE,
        "urn:x:y",
        "mailto:a@example.org",
        "https://example.net/\U0001f91d",
    ]
).map(NamedNode)
TEXTS = st.one_of(
    st.text(),
    st.text("\\\"'\n\r\t\x00\x1b\x7f\x85\u2028\u202e\ufeff\u200b@^<>.;aé\U0001f91d", max_size=12),
    st.sampled_from(["", " ", '"""', "\\", '\\"', "\\u0041", "a\r\nb", '" .\n<urn:x> <urn:y> <urn:z> .', "\ufffe"]),
)
LITERALS = st.one_of(
    TEXTS.map(Literal),
    st.builds(
        lambda t, tag: Literal(t, language=tag), TEXTS, st.sampled_from(["en", "tr-TR", "ar", "zh-Hant-TW", "x-a"])
    ),
    st.builds(
        lambda t, iri: Literal(t, datatype=NamedNode(iri)),
        TEXTS,
        st.sampled_from([terms.EDTF, terms.XSD + "integer", terms.XSD + "boolean", terms.DATE, "urn:x:d", KB + "a.b"]),
    ),
)
GRAPHS = st.lists(st.builds(Triple, IRIS, IRIS, st.one_of(IRIS, LITERALS)), max_size=12)
WRITER = Writer(KB)


def by_pyoxigraph(text: str) -> set[Triple]:
    return {quad.triple for quad in parse(text.encode(), format=RdfFormat.TURTLE)}


@pytest.fixture(scope="module", autouse=True)
def _lexical_forms_as_they_stand():
    """Texts that are no integers are told in warnings, and rewritten, unless rdflib is asked to leave them."""
    before, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    yield
    rdflib.NORMALIZE_LITERALS = before


def by_rdflib(text: str) -> set[tuple[str, str, tuple[str, ...]]]:
    graph = rdflib.Graph()
    graph.parse(data=text.encode(), format="turtle")

    def plain(node: object) -> tuple[str, ...]:
        if isinstance(node, rdflib.Literal):
            return (str(node), str(node.language or ""), str(node.datatype or ""))
        return (str(node),)

    return {(str(s), str(p), plain(o)) for s, p, o in graph}


def as_rdflib_has_it(triples: set[Triple]) -> set[tuple[str, str, tuple[str, ...]]]:
    def plain(term: NamedNode | Literal) -> tuple[str, ...]:
        if isinstance(term, NamedNode):
            return (term.value,)
        datatype = "" if term.language or term.datatype.value == terms.STRING else term.datatype.value
        return (term.value, (term.language or "").lower(), datatype)

    return {(t.subject.value, t.predicate.value, plain(t.object)) for t in triples}


@given(GRAPHS)
def test_what_was_written_reads_back(triples: list[Triple]) -> None:
    assert by_pyoxigraph(WRITER.write(triples)) == set(triples)


@settings(max_examples=60)
@given(GRAPHS)
def test_another_library_reads_the_same(triples: list[Triple]) -> None:
    assert by_rdflib(WRITER.write(triples)) == as_rdflib_has_it(set(triples))


@given(GRAPHS, st.randoms(use_true_random=False))
def test_one_set_of_facts_has_one_form(triples: list[Triple], order: random.Random) -> None:
    text = WRITER.write(triples)
    shuffled = triples * 2
    order.shuffle(shuffled)
    assert WRITER.write(shuffled) == text
    assert WRITER.write(by_pyoxigraph(text)) == text


@given(GRAPHS)
def test_the_shape_of_a_file(triples: list[Triple]) -> None:
    text = WRITER.write(triples)
    assert text.startswith(HEAD) and text.endswith("\n")
    lines = text.removeprefix(HEAD).split("\n")[:-1]
    assert sum(line.startswith("    ") and line.endswith(" ;") for line in lines) == len(set(triples))
    assert sum(line == "    ." for line in lines) == len({t.subject for t in triples})
    assert all(line == "" or line == "    ." or line.endswith(" ;") or not line.startswith(" ") for line in lines)
    shown = text.replace("\n", "")
    assert shown.isprintable() or not any(c < " " or "\x7f" <= c < "\xa0" for c in shown)


@given(GRAPHS, st.builds(Triple, IRIS, IRIS, LITERALS))
def test_a_fact_added_is_a_line_added(triples: list[Triple], more: Triple) -> None:
    before, after = WRITER.write(triples).splitlines(), WRITER.write([*triples, more]).splitlines()
    changes = [line for line in difflib.ndiff(before, after) if line[0] in "+-"]
    if more in triples:
        assert changes == []
    elif any(t.subject == more.subject for t in triples):
        assert len(changes) == 1 and changes[0].startswith("+     ")
    else:  # a new thing: an empty line, its name, the fact, the full stop
        assert len(changes) == 4 and all(change.startswith("+") for change in changes)


def test_a_fact_changed_is_its_own_line_changed() -> None:
    ann, note = NamedNode(KB + "person-ann"), NamedNode(terms.inc("note"))
    rest = [Triple(ann, NamedNode(terms.TYPE), NamedNode(terms.inc("Person"))), Triple(ann, note, Literal("b"))]
    before = WRITER.write([*rest, Triple(ann, note, Literal("c"))]).splitlines()
    after = WRITER.write([*rest, Triple(ann, note, Literal("d"))]).splitlines()
    changes = [line for line in difflib.ndiff(before, after) if line[0] in "+-"]
    assert changes == ['-     inc:note "c" ;', '+     inc:note "d" ;']


def test_a_file_as_people_see_it() -> None:
    ann = NamedNode(KB + "person-ann")
    triples = [
        Triple(ann, NamedNode(terms.inc("note")), Literal("a\tb\x1b\u202e", language="en")),
        Triple(ann, NamedNode(terms.ALT_LABEL), Literal("Anna", language="tr")),
        Triple(ann, NamedNode(terms.PREF_LABEL), Literal("Ann", language="en")),
        Triple(ann, NamedNode(terms.TYPE), NamedNode(terms.inc("Person"))),
        Triple(ann, NamedNode(terms.inc("birthDate")), Literal("1970~", datatype=NamedNode(terms.EDTF))),
        Triple(NamedNode(KB + "age-1"), NamedNode(terms.inc("person")), ann),
    ]
    assert WRITER.write(triples, lambda iri: iri != ann.value) == HEAD + (
        "\nkb:person-ann\n"
        "    a inc:Person ;\n"
        '    skos:prefLabel "Ann"@en ;\n'
        '    skos:altLabel "Anna"@tr ;\n'
        '    inc:birthDate "1970~"^^edtf:EDTF ;\n'
        '    inc:note "a\\tb\\u001B\\u202E"@en ;\n'
        "    .\n"
        "\nkb:age-1\n"
        "    inc:person kb:person-ann ;\n"
        "    .\n"
    )


def test_no_facts_are_just_the_head() -> None:
    assert WRITER.write([]) == HEAD


@pytest.mark.parametrize(
    "triple",
    [
        Triple(BlankNode("b"), NamedNode("urn:x:p"), Literal("o")),
        Triple(NamedNode("urn:x:s"), NamedNode("urn:x:p"), BlankNode("b")),
        Triple(
            NamedNode("urn:x:s"),
            NamedNode("urn:x:p"),
            Triple(NamedNode("urn:x:s"), NamedNode("urn:x:p"), Literal("o")),
        ),
    ],
)
def test_what_facts_do_not_have(triple: Triple) -> None:
    with pytest.raises(InputError, match="no blank nodes and no quoted triples"):
        WRITER.write([triple])


def test_quoted_shows_what_a_terminal_would_hide() -> None:
    assert quoted('a"\\\n\x1b\u200f\ufeff') == '"a\\"\\\\\\n\\u001B\\u200F\\uFEFF"'
