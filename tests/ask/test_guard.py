from __future__ import annotations

import pyoxigraph
import pytest

from incumbent.ask import guard as guard_module
from incumbent.ask.guard import guard
from incumbent.ask.prepare import prepare
from incumbent.errors import QueryError


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
        "SELECT * { service silent ?x {} }",
        "SELECT * { SERV\\u0049CE <http://x/> {} }",
        "SELECT * { \\U00000053ervice<http://x/>{} }",
        "SELECT * {SERVICE#comment\n<http://x/>{}}",
        "SELECT * { OPTIONAL { { SERVICE ?s {} } } }",
        "SELECT * { FILTER EXISTS { SERVICE <http://x/> {} } }",
        "SELECT * { { SELECT * { SERVICE <http://x/> {} } } }",
        "SELECT * { FILTER(1<2)SERVICE?s#>\n{} }",
        "SELECT * { ?s ?p 'x' . SERVICE <a:b'> {} } # '",
        "SELECT * { ?s ?p '''it''s''' SERVICE <a:b> {} }",
        'SELECT * { ?s ?p "\\"" SERVICE <a:b> {} }',
        "SELECT * { ?s ?p '\\u0027 SERVICE <a:b> {} #' } SERVICE",
        "SELECT * { \u017fERVICE <a:b> {} }",
        "SELECT * FROM <a:b> { }",
        "SELECT * from named<a:b> { }",
        "SELECT * FR\\u004FM <a:b> {}",
        "SELECT * #x\nFROM#y\n<a:b>{}",
        "SELECT((1<2)AS?c)FROM<a:g>#>\n{}",
        "CONSTRUCT { ?s ?p ?o } FROM <a:b> { ?s ?p ?o }",
        "CONSTRUCT FROM <a:b> WHERE { ?s ?p ?o }",
        "ASK FROM NAMED <a:b> {}",
        "DESCRIBE <a:b> FROM <a:c>",
        "LOAD <http://x/>",
        "load silent <http://x/> into graph <a:b>",
        "SELECT * {} ; LOAD <http://x/>",
        "INSERT DATA { <a:b> <a:c> 1 }",
        "PREFIX a: <a:> DELETE WHERE { ?s ?p ?o }",
        "WITH <a:b> DELETE { ?s ?p ?o } USING <a:c> WHERE {}",
        "CLEAR ALL",
        "DROP GRAPH <a:b>",
        "CREATE GRAPH <a:b>",
        "ADD <a:b> TO <a:c>",
        "MOVE DEFAULT TO <a:c>",
        "CO\\u0050Y DEFAULT TO <a:c>",
    ],
)
def test_refused_however_spelt(text: str) -> None:
    with pytest.raises(QueryError, match=r"(?s)line \d+, column \d+: .*refused.*\^$"):
        guard(text)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("SELECT ?service ?from ?load { ?service ?from $load }", "SELECT"),
        ("select * { ?s ?p 'SERVICE', \"FROM <a:b>\", '''LOAD''' }", "SELECT"),
        ("ASK { <http://x/SERVICE> ex:FROM service:load }", "ASK"),
        ("SELECT * { ?s <iri/SERVICE> ?o } # SERVICE <a:b> {} FROM", "SELECT"),
        ("#SERVICE\nPREFIX service: <a:b> DESCRIBE service:x", "DESCRIBE"),
        ("BASE <http://x/> construct where { _:SERVICE ?p 'x'@load }", "CONSTRUCT"),
        ("SELECT * { ?s ?p '\\u0027 SERVICE <a:b> {} #' }", "SELECT"),
        ("SELECT * { BIND(STRAFTER('x','FROM') AS ?insert) }", "SELECT"),
    ],
)
def test_the_words_elsewhere_are_left_alone(text: str, form: str) -> None:
    assert guard(text).form == form


# Engines that read letter by letter would find SERVICE or FROM in these.
@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICESILENT<http://127.0.0.1:1/>{} }",
        "SELECT * { ?s ?p trueSERVICE<http://127.0.0.1:1/>{} }",
        "PREFIX : <http://127.0.0.1:1/> SELECT * { SERVICE:x { ?s ?p ?o } }",
        "PREFIX SERVICE: <a:> PREFIX : <http://127.0.0.1:1/> SELECT * { SERVICE:x { ?s ?p ?o } }",
        "PREFIX e: <http://x:> PREFIX : <http://127.0.0.1:1/> SELECT * { ?s ?p e:SERVICE:y { ?s ?p ?o } }",
        "PREFIX tS: <http://x:> PREFIX : <http://127.0.0.1:1/> SELECT * { ?s ?p tS:SERVICE:y { ?s ?p ?o } }",
        "PREFIX trueSERVICE: <http://x:> PREFIX : <http://127.0.0.1:1/> SELECT * { ?s ?p trueSERVICE:y { ?s ?p ?o } }",
        "PREFIX : <a:> SELECT *FROM:g{ ?s ?p ?o }",
        "PREFIX FROM: <a:> PREFIX : <a:> SELECT *FROM:g{ ?s ?p ?o }",
        "SELECT*FROMNAMED<a:g>{ ?s ?p ?o }",
    ],
)
def test_no_other_reading_is_left_to_the_engine(text: str) -> None:
    store = pyoxigraph.Store()
    store.add(pyoxigraph.Quad(*[pyoxigraph.NamedNode("a:b")] * 3, pyoxigraph.NamedNode("a:g")))
    try:
        query = prepare(text, prefixes={})
        result = list(store.query(query.rendered.text))
    except (QueryError, SyntaxError):
        return
    except (ValueError, RuntimeError, OSError) as error:
        pytest.fail(f"it was run: {error}")
    assert result == []


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("", (1, 1), "empty"),
        ("\n# only this\n", (2, 12), "empty"),
        ("HELLO { }", (1, 1), "starts with SELECT"),
        ("{ ?s ?p ?o }", (1, 1), "before SELECT"),
        ("SELECT * {\n ?s ?p (1 2 }", (2, 13), "is due"),
        ("SELECT * {\n { ?s ?p ?o }", (1, 10), "never closed"),
        ("SELECT * } {", (1, 10), "closes nothing"),
    ],
)
def test_faults_of_form_have_a_place(text: str, place: tuple[int, int], words: str) -> None:
    with pytest.raises(QueryError, match=words) as caught:
        guard(text)
    assert str(caught.value).startswith(f"line {place[0]}, column {place[1]}: ")


START = "SELECT * { ?s ?p ?o "


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { } " + " " * guard_module.LENGTH,
        "SELECT * " + "{" * 5_000 + "}" * 5_000,
        START + "FILTER(" + "(" * 5_000 + "1" + ")" * 5_000 + ") }",
        START + ". ?s ?p " + "[ ?p " * 5_000 + "1" + "]" * 5_000 + "}",
        START + "FILTER(" + "!" * 20_000 + "true) }",
        START + "FILTER(1" + "+1" * 20_000 + ") }",
        START + "FILTER(1" + "||1" * 20_000 + ") }",
        START + ". ?s <a:b>" + "/<a:b>" * 10_000 + " ?o }",
        START + ". ?s <a:b>" + "|<a:b>" * 10_000 + " ?o }",
        START + "UNION{}" * 10_000 + "}",
        START + "BIND(1 AS ?x)" * 3_000 + "}",
        START + ". ?s ?p ?o " * 10_000 + "}",
        "SELECT " + "(1 AS ?x)" * 3_000 + "{}",
        START + "FILTER(" + "STR(" * 1_000 + "1" + ")" * 1_000 + ")}",
        START + "FILTER(" + "(" * 90 + "1" + ("+1" * 20 + ")") * 90 + ")}",
    ],
    ids=range(15),
)
def test_length_nesting_and_chains_are_capped(text: str) -> None:
    with pytest.raises(QueryError) as caught:
        guard(text)
    assert len(str(caught.value)) < 500


@pytest.mark.parametrize(
    "text",
    [
        START + "FILTER(?s IN (" + "1, " * 20_000 + "1)) }",
        START + "VALUES ?x { " + "<a:b> UNDEF " * 8_000 + "} }",
        START + "VALUES (?x ?y) { " + "(1 -2) " * 8_000 + "} }",
        "PREFIX a: <a:> " * 2_000 + START + "}",
        START + "UNION { ?s ?p ?o }" * 200 + "}",
    ],
    ids=range(5),
)
def test_long_lists_are_no_chains(text: str) -> None:
    guard(text)
