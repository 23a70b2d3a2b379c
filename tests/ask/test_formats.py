from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable
from itertools import repeat
from xml.etree import ElementTree

import pyoxigraph
import pytest
import rdflib
from rdflib.compare import isomorphic
from rdflib.plugins.sparql.results.jsonresults import JSONResultParser
from rdflib.plugins.sparql.results.tsvresults import TSVResultParser
from rdflib.plugins.sparql.results.xmlresults import XMLResultParser

from incumbent.ask import graphs, names, rows
from incumbent.ask.deliver import shower
from incumbent.ask.display import clip, visible, width, wrap
from incumbent.ask.engine import answer
from incumbent.ask.table import fit, write_table
from incumbent.ask.term import BLANK, IRI, LITERAL, Term, text
from incumbent.errors import UnknownNameError, UsageError
from incumbent.model.terms import XSD

HOSTILE = [
    "plain",
    "comma, \"quote\" 'single' \\ tab\t line\nfeed\r\nreturn\r",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1-1",
    "@SUM(1)",
    "-12.5",
    "\x1b[31mred\x1b]0;title\x07",
    "\x9b31m \x85 \x00 \x7f",
    "a\u202eb\u2066c\u200bd\ufeff",
    "<script>alert(1)</script> &amp; ]]>",
    "| pipe | `code` *b* [x](javascript:alert(1))",
    "𝒳 é 中文 עברית e\u0301",
    "\ufffe\uffff \U000e0041",
    "",
    " lead and trail ",
]
COLUMNS = ["iri", "text", "n", "none"]
ROWS: list[tuple[Term | None, ...]] = [
    (
        Term(IRI, f"http://x/{i}?a=1&b='2'"),
        text(value, "en" if i % 2 else ""),
        Term(LITERAL, str(i), XSD + "integer"),
        None,
    )
    for i, value in enumerate(HOSTILE)
] + [(Term(BLANK, "b0"), Term(LITERAL, "2025-01-01", XSD + "date"), None, None)]
SAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
HIDING = re.compile("[\u200b\u202a-\u202e\u2066-\u2069\ufeff]")


def written(name: str, columns: list[str] = COLUMNS, data: Iterable[tuple[Term | None, ...]] = ROWS) -> bytes:
    out = io.BytesIO()
    rows.WRITERS[name](columns, iter(data), out)
    return out.getvalue()


def plain(rdf: object) -> tuple[object, ...] | None:
    if rdf is None:
        return None
    if isinstance(rdf, rdflib.Literal):
        datatype = None if rdf.language or str(rdf.datatype) == XSD + "string" else rdf.datatype
        return ("literal", str(rdf), rdf.language, str(datatype) if datatype else None)
    return (type(rdf).__name__, "" if isinstance(rdf, rdflib.BNode) else str(rdf))


def expected(carry: object = str) -> list[tuple[object, ...]]:
    def one(term: Term | None) -> tuple[object, ...] | None:
        if term is None:
            return None
        if term.kind == LITERAL:
            datatype = None if term.language or term.datatype == XSD + "string" else term.datatype
            return ("literal", carry(term.value), term.language or None, datatype)  # type: ignore[operator]
        return ("BNode", "") if term.kind == BLANK else ("URIRef", term.value)

    return [tuple(one(term) for term in row) for row in ROWS]


def test_json_is_exact() -> None:
    data = written("json")
    result = JSONResultParser().parse(io.BytesIO(data))
    assert [str(name) for name in result.vars or ()] == COLUMNS
    assert [tuple(plain(row.get(rdflib.Variable(c))) for c in COLUMNS) for row in result.bindings] == expected()
    by_pyoxigraph = pyoxigraph.parse_query_results(data, pyoxigraph.QueryResultsFormat.JSON)
    assert [solution["text"].value for solution in by_pyoxigraph][: len(HOSTILE)] == HOSTILE  # type: ignore


def test_jsonl_is_exact() -> None:
    lines = written("jsonl").decode().split("\n")
    assert lines.pop() == ""
    assert [json.loads(line)["text"]["value"] for line in lines][: len(HOSTILE)] == HOSTILE
    assert "none" not in json.loads(lines[0])


def test_tsv_is_exact() -> None:
    by_pyoxigraph = pyoxigraph.parse_query_results(written("tsv"), pyoxigraph.QueryResultsFormat.TSV)
    found = list(by_pyoxigraph)  # type: ignore[arg-type]
    assert [solution["text"].value for solution in found][: len(HOSTILE)] == HOSTILE
    assert found[0]["none"] is None
    simple = written("tsv", ["a", "b"], [(ROWS[0][0], text("x y", "en")), (Term(BLANK, "b"), None)])
    result = TSVResultParser().parse(io.BytesIO(simple))
    assert plain(result.bindings[0][rdflib.Variable("b")]) == ("literal", "x y", "en", None)


def test_xml_is_exact_but_for_what_xml_cannot_carry() -> None:
    def carried(value: str) -> str:
        return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", lambda match: f"\\u{{{ord(match[0]):x}}}", value)

    data = written("xml")
    root = ElementTree.fromstring(data)
    space = "{http://www.w3.org/2005/sparql-results#}"
    literals = [element.text or "" for element in root.iterfind(f".//{space}binding[@name='text']/{space}literal")]
    assert literals[: len(HOSTILE)] == [carried(value) for value in HOSTILE]
    result = XMLResultParser().parse(io.BytesIO(data))
    assert [tuple(plain(row.get(rdflib.Variable(c))) for c in COLUMNS) for row in result.bindings] == expected(carried)


def test_csv_reads_back_and_runs_no_formula() -> None:
    found = list(csv.reader(io.StringIO(written("csv").decode(), newline=""), strict=True))
    assert found[0] == COLUMNS
    assert len(found) == len(ROWS) + 1
    cells = [row[1] for row in found[1:]]
    assert cells[0] == "plain"
    assert cells[1] == HOSTILE[1]
    assert cells[2:7] == ["'=cmd|' /C calc'!A0", "'+1+1", "'-1-1", "'@SUM(1)", "-12.5"]
    assert cells[7].startswith("\\u{1b}[31m")
    assert found[1] == ["http://x/0?a=1&b='2'", "plain", "0", ""]
    assert found[-1] == ["_:b0", "2025-01-01", "", ""]
    one = written("csv", ["x"], [(None,), (text("\t=1"),)])
    assert list(csv.reader(io.StringIO(one.decode(), newline=""))) == [["x"], [""], ["'\t=1"]]


@pytest.mark.parametrize("name", rows.WRITERS)
def test_no_control_character_reaches_a_terminal(name: str) -> None:
    shown = written(name).decode()
    assert not SAFE.search(shown)
    assert name == "csv" or not HIDING.search(shown)


def test_markdown_is_inert() -> None:
    out = io.BytesIO()
    count = rows.write_markdown(COLUMNS, iter(ROWS), out, show=shower({}, None))
    lines = out.getvalue().decode().split("\n")
    assert count == len(ROWS)
    assert len(lines) == len(ROWS) + 3
    assert all(len(re.findall(r"(?<!\\)\|", line)) == len(COLUMNS) + 1 for line in lines[:-1])
    body = "\n".join(lines)
    assert "<" not in body
    assert "http:" not in body
    assert not SAFE.search(body)
    assert not HIDING.search(body)


# Tables


def table(
    data: Iterable[tuple[Term | None, ...]], columns: list[str], wide: int | None = 80, bold: bool = False
) -> str:
    out = io.BytesIO()
    show = shower({"ex": "http://x/"}, {"http://x/a": "Hakan Fidan"}.get)
    write_table(columns, data, out, show=show, columns_wide=wide, bold=bold)
    return out.getvalue().decode()


def test_table_shows_labels_and_aligns_numbers() -> None:
    data = [
        (Term(IRI, "http://x/a"), Term(LITERAL, "5", XSD + "integer"), text("中文")),
        (Term(IRI, "http://x/b"), Term(LITERAL, "10", XSD + "integer"), None),
        (None, None, text("e\u0301x")),
    ]
    assert table(data, ["who", "n", "t"]).split("\n") == [
        "who           n  t",
        "───────────  ──  ────",
        "Hakan Fidan   5  中文",
        "ex:b         10",
        "                 e\u0301x",
        "",
    ]


@pytest.mark.parametrize("wide", [1, 20, 40, 60, 80, 200])
def test_table_fits_and_is_safe(wide: int) -> None:
    shown = table(ROWS, COLUMNS, wide)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", shown)
    assert not HIDING.search(shown)
    if wide >= 20:
        assert max(width(line) for line in shown.split("\n")) <= wide


def test_table_wraps_at_words_and_says_when_it_cuts() -> None:
    long = "the deputy minister of foreign affairs " * 10
    shown = table([(text("a"), text(long))], ["x", "y"], 30)
    lines = shown.split("\n")
    assert lines[2] == "a  the deputy minister of"
    assert lines[9].endswith("…") and len(lines) == 11
    assert table([(text(long),)], ["x"], None).split("\n")[2] == long.rstrip()


def test_table_too_narrow_becomes_blocks() -> None:
    shown = table([(text("word " * 9), text("b"), None)] * 2, ["first", "second", "third"], 20)
    assert shown.startswith("first   word word\n        word word")
    assert "\n\nfirst " in shown
    assert "third" not in shown


def test_empty_and_bold_table() -> None:
    assert table([], ["a", "bc"]) == "a  bc\n─  ──\n"
    assert table([], ["a"], bold=True).startswith("\x1b[1ma\x1b[0m\n")


def test_a_long_table_is_streamed() -> None:
    class Counting(io.RawIOBase):
        size = 0

        def write(self, data: object) -> int:
            self.size += len(data)  # type: ignore[arg-type]
            return len(data)  # type: ignore[arg-type]

    out = Counting()
    endless = repeat((text("x"),), 50_000)
    assert write_table(["a"], endless, out, show=lambda term: term.value, columns_wide=80) == 50_000


def test_display() -> None:
    assert visible("a\x1b\u202e\u200b\ufeff\x85é") == "a\\u{1b}\\u{202e}\\u{200b}\\u{feff}\\u{85}é"
    assert (width("中e\u0301"), clip("中文字", 5), clip("abc", 3)) == (3, "中文…", "abc")
    assert wrap("aa bb cc", 5, 9) == ["aa bb", "cc"]
    assert wrap("abcdefgh", 3, 9) == ["abc", "def", "gh"]
    assert fit([3, 50, 30], 60) == [3, 28, 28]
    assert fit([3, 20], 60) == [3, 20]
    assert fit([40] * 9, 60) is None


# Graphs, and the whole way

TURTLE = r"""
@prefix ex: <http://x/> .
ex:a ex:says "plain", "\u001b[31m \u009b \u202e \u200b <b> & \"q\" \\ \n \r \t \U000E0041", "x"@en-gb ;
  ex:n 1, 1.5, true ;
  ex:b [ ex:p ex:c ] .
"""


def store() -> pyoxigraph.Store:
    made = pyoxigraph.Store()
    for quad in pyoxigraph.parse(TURTLE.encode(), pyoxigraph.RdfFormat.TURTLE):
        made.add(pyoxigraph.Quad(quad.subject, quad.predicate, quad.object, pyoxigraph.NamedNode("http://x/g")))
    return made


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib warns of its own calls
@pytest.mark.parametrize("name", names.GRAPHS)
def test_graphs_read_back_as_the_same(name: str) -> None:
    found = answer("CONSTRUCT WHERE { ?s ?p ?o }", open_store=store, prefixes={"ex": "http://x/"}, format=name)
    data = found.file().read()
    assert found.total == 8
    shown = data.decode()
    assert not SAFE.search(shown)
    assert not HIDING.search(shown)
    reader = {
        "turtle": "turtle",
        "ntriples": "nt",
        "nquads": "nquads",
        "trig": "trig",
        "jsonld": "json-ld",
        "rdfxml": "xml",
    }
    source = TURTLE.replace("\\u001b", "\\\\u{1b}") if name == "rdfxml" else TURTLE  # XML cannot carry it
    wanted = rdflib.Graph().parse(data=source, format="turtle")
    dataset = rdflib.Dataset(default_union=True) if name in ("nquads", "trig", "jsonld") else rdflib.Graph()
    dataset.parse(data=data, format=reader[name])
    triples = rdflib.Graph()
    for s, p, o, *_ in dataset:
        triples.add((s, p, o))
    assert isomorphic(triples, wanted)


def test_xml_filter_splits_no_character() -> None:
    out = io.BytesIO()
    stream = graphs._Filter(out, "turtle")
    for byte in "é𝒳\u202e".encode():
        stream.write(bytes([byte]))
    assert out.getvalue().decode() == "é𝒳\\u202E"


@pytest.mark.parametrize(
    ("name", "yes"),
    [
        ("table", b"yes\n"),
        ("md", b"yes\n"),
        ("csv", b"true\n"),
        ("tsv", b"true\n"),
        ("jsonl", b"true\n"),
        ("json", b'{"head":{},"boolean":true}\n'),
        ("xml", None),
    ],
)
def test_ask(name: str, yes: bytes | None) -> None:
    found = answer("ASK { ?s ?p ?o }", open_store=store, prefixes={}, format=name)
    data = found.file().read()
    assert found.boolean is True
    assert yes in (data, None)
    if name == "xml":
        assert XMLResultParser().parse(io.BytesIO(data)).askAnswer is True


def test_names_of_formats() -> None:
    assert names.resolve(None, "ASK") == "table"
    assert names.resolve(None, "DESCRIBE") == "turtle"
    assert names.resolve("NT", "CONSTRUCT") == "ntriples"
    with pytest.raises(UnknownNameError, match="Did you mean turtle"):
        names.resolve("turtel", "CONSTRUCT")
    with pytest.raises(UsageError, match="use turtle, ntriples"):
        names.resolve("csv", "CONSTRUCT")
    with pytest.raises(UsageError, match="use table, csv"):
        names.resolve("ttl", "SELECT")
