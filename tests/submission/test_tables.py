"""Tables say what forms say, cell by cell, with the place of each; what no spreadsheet should have written is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import write_form
from tests.small_base import KB, add, make
from tests.submission.conftest import nodes_of

from incumbent.base.facts import Facts
from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.submission import tables
from incumbent.submission.faults import Fault, Faults
from incumbent.submission.form import Node, parse
from incumbent.submission.quotes import Texts
from incumbent.submission.reading import read_submission
from incumbent.submission.submitted import Submission
from incumbent.submission.tables import BETWEEN, build, delimiter_of, records

KEYS = {"label", "note", "date", "place", "quote", "source", "voice", "inferred", "type"}


def keys(kind: str) -> tuple[set[str], set[str]] | None:
    return (KEYS, {"statusReports"}) if kind in ("person", "meeting") else None


def bare(node: Node) -> Any:
    if isinstance(node.value, list):
        return [bare(member) for member in node.value]
    if isinstance(node.value, dict):
        return {key: bare(member) for key, member in node.value.items()}
    return node.value


def facts_of(text: str) -> Any:
    faults = Faults("table.csv")
    root = build(text, faults, keys)
    assert faults.findings == [] and root is not None and root.mapping is not None
    return bare(root.mapping["facts"])


def faults_of(text: str, ending: str = ".csv") -> list[tuple[str, int | None, int | None, str]]:
    faults = Faults("table" + ending)
    build(text, faults, keys, ending)
    return [(f.code, f.line, f.column, f.message) for f in faults.findings]


SAME = {
    "plain": (
        "person,label,quote\nann,Ann,Ann lives\nbob,Bob,\n",
        "- {person: ann, label: Ann, quote: Ann lives}\n- {person: bob, label: Bob}",
    ),
    "no slug": ("meeting,label\n,Hall\n", "- {meeting: '', label: Hall}"),
    "several values": ("person,note\nann,one | two |three| four\n", "- {person: ann, note: [one, two |three| four]}"),
    "languages": (
        "person,label,label@tr\nann,Ann,Än\nbob,,Bob\n",
        "- {person: ann, label: [Ann, {tr: Än}]}\n- {person: bob, label: {tr: Bob}}",
    ),
    "a key beside a value": (
        "meeting,date,date.quote,date.voice\nhall,2020-05,in May,Ann\n",
        "- {meeting: hall, date: {value: 2020-05, quote: in May, voice: Ann}}",
    ),
    "a record within": (
        "meeting,statusReports.status,statusReports.quote\nhall,held,it was held\n",
        "- {meeting: hall, statusReports: {status: held, quote: it was held}}",
    ),
    "an inference": (
        "meeting,inferred.scope,inferred.premise\nhall,inDocument,a | b\n",
        "- {meeting: hall, inferred: {scope: inDocument, premise: [a, b]}}",
    ),
    "quotation marks": ('person,note\nann,"a, ""b""\nc"\n', '- {person: ann, note: "a, \\"b\\"\\nc"}'),
    "spaces and empty rows": (" person , label \n\n ann , Ann \n,\n", "- {person: ann, label: Ann}"),
    "line ends of Windows": ("person,label\r\nann,Ann\r\n", "- {person: ann, label: Ann}"),
    "no line end": ("person,label\nann,Ann", "- {person: ann, label: Ann}"),
    "semicolons": ("person;label\nann;Ann, really\n", '- {person: ann, label: "Ann, really"}'),
    "tabs": ("person\tlabel\nann\tAnn; Ann, really\n", '- {person: ann, label: "Ann; Ann, really"}'),
    "a comma in a header": ('person;"label";note\nann;Ann;x\n', "- {person: ann, label: Ann, note: x}"),
    "a formula": (
        'person,label\nann,"=HYPERLINK(""http://x"",""c"")"\nbob,-1\n',
        "- {person: ann, label: '=HYPERLINK(\"http://x\",\"c\")'}\n- {person: bob, label: '-1'}",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("table", "form"), SAME.values(), ids=SAME)
def test_a_table_says_what_a_form_says(table: str, form: str) -> None:
    assert facts_of(table) == bare(parse(form))


FAULTS = {
    "an open quotation mark": ('person,label\nann,x\nbob,"Bob\n\n', ("syntax", 3, 5, "never closed")),
    "a quotation mark within": ('person,label\nann,An"n\n', ("syntax", 2, 7, "within a cell")),
    "text behind a quotation mark": ('person,label\nann,"An"n\n', ("syntax", 2, 9, "follows the quotation mark")),
    "a short row": ("person,label,note\nann,Ann\n", ("syntax", 2, 5, "has 2 cells where the header has 3")),
    "a long row": ("person,label\nann,Ann,x\n", ("syntax", 2, 9, "has 3 cells")),
    "behind a record of several lines": ('person,label\nann,"A\nB"\nbob\n', ("syntax", 4, 1, "has 1 cells")),
    "duplicate headers": ("person,label,Label\nann,A,B\n", ("syntax", 1, 14, "duplicate header 'Label'")),
    "duplicates of the kind": ("person,person\nann,A\n", ("syntax", 1, 8, "duplicate header")),
    "an unknown column": ("person,lable\nann,A\n", ("known-term", 1, 8, "Did you mean label")),
    "nothing like it": ("person,zzzz\nann,A\n", ("known-term", 1, 8, "'incumbent terms'")),
    "an unknown kind": ("persn,label\nann,A\n", ("known-term", 1, 1, "headed 'persn', which is no kind")),
    "a column without a name": ("person,label,\nann,A,x\n", ("syntax", 1, 14, "no name")),
    "a record without a key": (
        "meeting,statusReports\nhall,held\n",
        ("known-term", 1, 9, "such as statusReports.quote"),
    ),
    "something beside a value": ("meeting,date.qoute\nhall,x\n", ("known-term", 1, 9, "Did you mean date.quote?")),
    "two delimiters": ("person,label;note\nann,A;B\n", ("syntax", 1, 1, "a comma and a semicolon both")),
    "no header": ("\n\nann,A\n", ("syntax", 1, None, "no header")),
    "a long cell": (f"person,note\nann,{'x' * 100_001}\n", ("size-limits", 2, 5, "100001 characters")),
    "many columns": ("person" + ",x" * 100 + "\n", ("size-limits", 1, None, "101 columns")),
}


@pytest.mark.parametrize(("table", "fault"), FAULTS.values(), ids=FAULTS)
def test_what_is_wrong_is_told_with_its_place(table: str, fault: tuple[str, int, int | None, str]) -> None:
    (found,) = faults_of(table)
    assert found[:3] == fault[:3] and fault[3] in found[3], found


def test_all_rows_are_told() -> None:
    found = faults_of("person,label\na\nb,B\nc,C,x\nd\n")
    assert [(code, line) for code, line, _, _ in found] == [("syntax", 2), ("syntax", 4), ("syntax", 5)]


def test_many_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 3)
    ((code, line, _, _),) = faults_of("person,label\n" + "a,A\n" * 10)
    assert (code, line) == ("size-limits", 5)


def test_a_table_of_tabs_is_one_whatever_stands_in_it() -> None:
    assert faults_of("person,x\tlabel\na\tA\n", ".tsv")[0][0] == "known-term"
    assert faults_of("person\tlabel\na\tA\n", ".tsv") == []


@pytest.mark.parametrize("header", ["a,b", '"a;b",c', "a", '"x"'])
def test_the_header_tells_the_delimiter(header: str) -> None:
    assert delimiter_of(header) == ","


def test_each_cell_has_its_place() -> None:
    cells = [cell for record in records('a,"b\nc",d\r\n"e",,f\n', ",") for cell in record]
    assert cells == [("a", 1, 1), ("b\nc", 1, 3), ("d", 2, 4), ("e", 3, 1), ("", 3, 5), ("f", 3, 6)]
    with pytest.raises(Fault):
        list(records('"', ","))


# With a base


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str, str], Submission]:
    """Reads a table against the small base, and a text that has the quotes of these tests."""
    base = make(tmp_path / "base")
    form = write_form(
        base, "- place: x\n  label: X\n  quote: [Zoe runs X, in the dome, Zoe came, it was held]\n", "talks", "more"
    )
    add(base, form.read_text().split("quote: A report on talks more.\n")[1], "talks", "more")

    def read_table(name: str, text: str) -> Submission:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return read_submission(base, path, Facts.read(base), Texts(base.sources_folder))

    return read_table


def test_a_table_is_a_submission(read: Callable[[str, str], Submission]) -> None:
    rows = "participation,event,participant,onBehalfOf,role,quote,source\n,the hall meeting,Ann,State of X,host,Zoe came,more\n"
    submission = read("table.csv", rows.replace("more", "source-more"))
    assert submission.findings == []
    of = nodes_of(submission)
    (one,) = [node for node in of.values() if node["a"] == {"Participation"}]
    assert one["participant"] == {"person-ann"} and one["event"] == {"meeting-hall"} and one["role"] == {"host"}
    assert set(submission.lines.values()) == {2} and set(submission.at.values()) == {2}


def test_the_value_of_a_cell_has_its_line(read: Callable[[str, str], Submission]) -> None:
    table = "meeting,label,note,date,quote,source\n"
    table += 'dome,"the dome\nmeeting","a\nb",2020-13,in the dome,source-more\nhall,,,2020-05,it was held,source-more\n'
    submission = read("table.csv", table)
    (finding,) = submission.findings
    assert (finding.code, finding.line, finding.column) == ("edtf-valid", 4, 4)
    iri = KB + "meeting-dome"
    assert submission.line_of(iri) == 2
    assert submission.line_of(iri, "https://w3id.org/incumbent/ontology#note") == 3
    assert submission.line_of(KB + "meeting-hall", "https://w3id.org/incumbent/ontology#date") == 5


def test_values_of_a_cell_do_not_run_together() -> None:
    assert BETWEEN == " | " and facts_of("person,note\na,x|y\n") == [{"person": "a", "note": "x|y"}]


def test_kinds_and_keys_are_those_of_the_vocabulary(empty_base: KnowledgeBase) -> None:
    from incumbent.submission.compiler import Compiler

    known = Compiler(empty_base.vocabulary, Facts(), empty_base.settings, Texts(None), "x.csv").keys
    assert known("capacity") is None and known("nonsense") is None
    for kind in ("person", "office", "tenure", "meeting", "participation", "evidence"):
        own, nested = known(kind) or ((), ())
        assert "source" in own and "statusReports" in nested, kind
