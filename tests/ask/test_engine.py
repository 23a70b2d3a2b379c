from __future__ import annotations

import subprocess
import sys

import pyoxigraph
import pytest

from incumbent.ask import term
from incumbent.ask.engine import Answer, answer
from incumbent.ask.prefixes import compact
from incumbent.errors import QueryError, UsageError

PREFIXES = {"ex": "http://x/", "kb": "http://x/kb/", "service": "http://s/"}


def node(name: str) -> pyoxigraph.NamedNode:
    return pyoxigraph.NamedNode(f"http://x/{name}")


def store() -> pyoxigraph.Store:
    made = pyoxigraph.Store()
    for i in range(5):
        made.add(pyoxigraph.Quad(node(f"s{i}"), node("p"), pyoxigraph.Literal(i), node("facts")))
    made.add(pyoxigraph.Quad(node("s0"), node("q"), node("s1"), node("derived")))
    return made


def ask(text: str, **options: object) -> Answer:
    return answer(text, open_store=store, prefixes=PREFIXES, **options)  # type: ignore[arg-type]


def read(text: str, **options: object) -> str:
    return ask(text, **options).file().read().decode()


def test_the_default_is_the_union() -> None:
    assert ask("SELECT * { ?s ?p ?o }").total == 6
    assert ask("SELECT * { GRAPH ?g { ?s ?p ?o } }").total == 6


def test_some_graphs_alone() -> None:
    facts = ["http://x/facts"]
    assert ask("SELECT * { ?s ?p ?o }", graphs=facts).total == 5
    assert ask("SELECT * { GRAPH ?g { ?s ?p ?o } }", graphs=facts).total == 5
    assert ask("SELECT * { GRAPH ex:derived { ?s ?p ?o } }", graphs=facts).total == 0
    assert ask("SELECT * { ?s ?p ?o }", graphs=[]).total == 0


def test_columns_of_a_star_come_in_the_order_of_the_text() -> None:
    assert ask("SELECT * { ?z ex:q ?a . ?a ?m ?b }").columns == ("z", "a", "m", "b")
    assert ask("SELECT ?o ?s { ?s ?p ?o }").columns == ("o", "s")


def test_limit() -> None:
    cut = ask("SELECT ?s { ?s ex:p ?o }", limit=2)
    assert (cut.total, cut.truncated, cut.notes) == (2, True, ("cut at 2 rows (--limit); there are more",))
    for limit in (5, 6, None):
        whole = ask("SELECT ?s { ?s ex:p ?o }", limit=limit)
        assert (whole.total, whole.truncated, whole.notes) == (5, False, ())
    assert ask("SELECT ?s { ?s ex:p ?o }", limit=0).truncated
    triples = ask("CONSTRUCT WHERE { ?s ex:p ?o }", limit=3)
    assert (triples.total, triples.truncated) == (3, True)
    with pytest.raises(UsageError):
        ask("ASK {}", limit=-1)


def test_no_rows_are_said_beside_the_answer() -> None:
    none = ask("SELECT ?s ?o { ?s ex:nothing ?o }")
    assert none.file().read().decode() == "s  o\n─  ─\n"
    assert none.notes == ("no rows; the columns are s, o",)
    assert ask("ASK {}").notes == ()


def test_labels_for_people_iris_for_programs() -> None:
    def label(opened: pyoxigraph.Store) -> object:
        assert len(opened) == 6
        return {"http://x/s0": "Zero \x1b[31m"}.get

    text = "SELECT ?s { ?s ex:q ?o }"
    assert "Zero \\u{1b}[31m" in read(text, label=label)
    assert "Zero" in read(text, label=label, format="md")
    assert "ex:s0" in read(text)
    assert read(text, label=label, format="csv") == "s\r\nhttp://x/s0\r\n"


def test_bindings() -> None:
    assert read("SELECT ?s ?o { ?s ex:p ?o }", bindings={"s": term.iri("http://x/s3")}, format="csv").split() == [
        "s,o",
        "http://x/s3,3",
    ]


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("SELECT * {\n  ?s ?p ?o .\n  FILER(?o) }", 3, 3, "did you mean FILTER"),
        ("SELECT * { ?s ex:p }", 1, 20, "unexpected }"),
        ("SELECT * { ?s 'é𝒳' ?o }", 1, 15, "unexpected 'é𝒳'"),
        ("SELECT * { ?s ?p ?o } LIMIT ?x", 1, 29, "unexpected ?x"),
        ("SELECT * { ?s ?p ?o } ORDER ?s", 1, 29, "unexpected ?s"),
        ("SELECT * { ?s ?p ?o FILTER(?o > ) }", 1, 33, "unexpected )"),
        ("SELECT ?a, ?b { ?a ?p ?b }", 1, 10, "unexpected ,"),
        ("SELECT * { ?s \\u0045x:p ?o }", 1, 15, "prefix Ex: is not declared; did you mean ex:"),
        ("SELECT * { ?s <p> ?o }", 1, 15, "relative IRI"),
        ("SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o }", 1, 1, "neither grouped by nor aggregated"),
        ("SELECT ?s", 1, 10, "ends too early"),
        ("SELECT * { ?s ?p ?o } }", 1, 23, "closes nothing"),
        ("# c\n\nSELECT * { ?s ?p ex:a ex:b }", 3, 23, "unexpected ex:b"),
        ("SELECT * { LATERAL { } }", 1, 12, "no word of SPARQL 1.1"),
        ("SELECT * { ?s ?p ?o } SELECT", 1, 23, "unexpected SELECT"),
    ],
)
def test_a_fault_is_shown_where_it_is(text: str, line: int, column: int, words: str) -> None:
    with pytest.raises(QueryError) as caught:
        ask(text)
    first, shown, caret = str(caught.value).split("\n")
    assert first.startswith(f"line {line}, column {column}: ")
    assert words in first
    assert shown[2:] == text.split("\n")[line - 1].rstrip()
    assert caret.endswith("^")


def test_places_hold_with_prefixes_bindings_and_escapes() -> None:
    text = "SELECT * {\n ?s ex:\\u0070 ?o . ?who\n ex:q ?x ?y }"
    with pytest.raises(QueryError, match=r"^line 3, column 10: unexpected \?y"):
        ask(text, bindings={"who": term.iri("http://x/s1")})
    with pytest.raises(QueryError, match=r'^line 1, column 15: "a", which is bound here, may not stand'):
        ask("SELECT * { ?s ?x ?o }", bindings={"x": term.text("a")})


def test_a_long_line_is_shown_in_part() -> None:
    with pytest.raises(QueryError) as caught:
        ask("SELECT * { " + "?s ?p ?o . " * 200 + "}}" + " ?s" * 500)
    assert max(len(line) for line in str(caught.value).split("\n")) < 130


def test_own_prefixes_win_and_base_holds() -> None:
    assert ask("BASE <http://x/> PREFIX ex: <http://y/> SELECT * { ?s ex:p ?o }").total == 0
    assert ask("BASE <http://x/> SELECT * { ?s <p> ?o }").total == 5
    assert ask("SELECT * { ?s ?p ?o FILTER(?p != service:from && ?p != service:) }").total == 6


def test_compact() -> None:
    assert compact("http://x/kb/a-b", PREFIXES) == "kb:a-b"
    assert compact("http://x/a/b", PREFIXES) == "http://x/a/b"
    assert compact("http://x/", PREFIXES) == "http://x/"


def test_asking_starts_light() -> None:
    program = (
        "import sys; import incumbent.ask.engine, incumbent.ask.catalogue; "
        "heavy = {'rdflib', 'pyshacl', 'networkx', 'rich', 'yaml', 'pyoxigraph', 'tempfile', 'edtf', 'dataclasses'}; "
        "print(*sorted(heavy & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == ""
