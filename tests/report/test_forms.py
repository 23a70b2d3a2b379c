"""What each form of a report says, to the letter where a program reads it."""

from __future__ import annotations

import json
import re
from typing import Any

import jsonschema
import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SH
from tests.report.conftest import BOOK, HOSTILE, INC, KB

from incumbent.errors import UsageError
from incumbent.model.text import HIDDEN
from incumbent.report.forms import FORMS, write
from incumbent.report.plain import SCHEMA
from incumbent.report.report import Report


def as_json(report: Report) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(write("json", report))
    return content


# --- all forms -------------------------------------------------------------------------------------------------------


def test_the_forms_are_these() -> None:
    assert FORMS == ("text", "json", "sarif", "github", "turtle")
    with pytest.raises(UsageError, match="No form of a report is called 'xml'; there are text, json"):
        write("xml", Report([], "accepted", BOOK))


@pytest.mark.parametrize("form", FORMS)
def test_nothing_that_is_obeyed_or_hidden_gets_through(form: str, hostile_report: Report) -> None:
    text = write(form, hostile_report)
    assert not re.search(f"[{HIDDEN}]", text.replace("\n", ""))
    assert text.encode().decode() == text
    if form in ("text", "github"):
        assert "##[" not in text
        commands = [line for line in text.splitlines() if line.lstrip().startswith("::")]
        assert len(commands) == (2 if form == "github" else 0)


@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_the_same_each_time_and_ends_with_a_line(form: str, report: Report) -> None:
    assert write(form, report) == write(form, report._replace(findings=list(reversed(report.findings))))
    assert write(form, report).endswith("\n")


@pytest.mark.parametrize("form", FORMS)
def test_nothing_found_is_a_report_too(form: str) -> None:
    assert write(form, Report([], "accepted", BOOK))


@pytest.mark.parametrize("form", FORMS)
def test_only_text_is_coloured(form: str, report: Report) -> None:
    assert ("\x1b[" in write(form, report, colour=True)) is (form == "text")
    assert "\x1b" not in write(form, report)


# --- text ------------------------------------------------------------------------------------------------------------


def test_text_shows_the_place_the_fault_and_the_way_on(report: Report) -> None:
    assert write("text", report).splitlines() == [
        "Violations (3)",
        "",
        "in/talks.yaml:3:3  participation-p",
        "    3 | - tenure: b",
        "      |   ^",
        "  S10 object-class: participation-p: event place-x: give one that is described.",
        "",
        "in/talks.yaml:4  tenure-b",
        '    4 |   date: "2024-12/.."',
        "      |          ^^^^^^^^^^",
        "  T04 exclusive-office: the tenure of B as Minister: overlaps that of A; correct one of the two, or add disagreesWith:.",
        "",
        "in/talks.yaml:99:1",
        "  X01 syntax: the file ends within a text; close it.",
        "",
        "Warnings (1)",
        "",
        "in/talks.yaml:6  person-x",
        "    6 | …" + ("long " * 80)[-80:] + "needle " + "long " * 14 + "lo" + "n…",
        "      |  " + " " * 80 + "^^^^^^",
        "  L03 label-style: person-x: has a title; remove it.",
        "",
        "Hints (1)",
        "",
        "meeting-m",
        "  S08 venue-recommended: meeting-m: has no place.",
        "",
        "Accepted warnings (1)",
        "",
        "in/talks.yaml:5  meeting-m",
        "    5 |   label: Işık — ’t Hooft",
        "  T06 planned-overdue: meeting-m: its day has passed; report what came of it.",
        "",
        "7 triples checked.",
        "in/talks.yaml: rejected (3 violations, 2 warnings, 1 hint).",
        "Nothing was changed. Mend what is listed under Violations, and check again.",
        "'incumbent rule S10' explains the rule, with an example that is right.",
    ]


@pytest.mark.parametrize(
    ("outcome", "last"),
    [
        ("accepted", ["in/talks.yaml: accepted; 7 new triples for dossier talks (1 warning)."]),
        (
            "contradicts",
            ["in/talks.yaml: contradicts what is known, and says so; 7 new triples for dossier talks (1 warning)."],
        ),
        (
            "waiting",
            [
                "in/talks.yaml: waits (1 warning).",
                "Nothing was changed. Mend the warnings, or let them stand with --accept L03.",
            ],
        ),
    ],
)
def test_text_tells_what_came_of_it(outcome: str, last: list[str], report: Report) -> None:
    only = [finding for finding in report.findings if finding.code == "L03"]
    shown = write("text", report._replace(findings=only, outcome=outcome, note="")).splitlines()
    assert shown[7 : 7 + len(last)] == last
    assert shown[7 + len(last) :] == ["'incumbent rule L03' explains the rule, with an example that is right."]


def test_text_of_a_whole_base(report: Report) -> None:
    whole = report._replace(file=None, findings=[], outcome="accepted")
    assert write("text", whole) == "7 triples checked.\nsound.\n"
    assert "\nunsound (3 violations, 2 warnings, 1 hint).\n" in write("text", report._replace(file=None))


def test_text_of_a_branch_and_of_a_withdrawal(report: Report) -> None:
    only = [finding for finding in report.findings if finding.code == "L03"]
    branch = report._replace(file=None, findings=only, note="", judged="branch")
    waiting = write("text", branch._replace(outcome="waiting"))
    assert (
        "\nsound, but warnings wait (1 warning).\nMend the warnings, or let them stand with --accept L03.\n" in waiting
    )
    contradicting = write("text", branch._replace(outcome="contradicts"))
    assert "\ncontradicts what is known, and says so (1 warning).\n" in contradicting
    withdrawal = branch._replace(outcome="rejected", judged="withdrawal")
    assert "\nrejected (1 warning).\nNothing was changed.\n" in write("text", withdrawal)


def test_several_faults_in_one_place_show_the_line_once(report: Report) -> None:
    one = report.findings[0]
    both = [one, one._replace(code="T03", rule="interval-order", message="ends before it starts; swap the two.")]
    shown = write("text", report._replace(findings=both))
    assert shown.count('    4 |   date: "2024-12/.."') == 1 and "T03 interval-order" in shown and "T04" in shown


# --- json ------------------------------------------------------------------------------------------------------------


def test_json_keeps_to_its_schema(report: Report, hostile_report: Report) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    hostile = hostile_report._replace(accepted=frozenset())
    for each in (report, hostile, report._replace(file=None, dossier=None), Report([], "accepted", BOOK)):
        validator.validate(as_json(each))
    for key in ("findings", "outcome", "file"):
        broken = as_json(report)
        del broken[key]
        assert not validator.is_valid(broken)
    assert not validator.is_valid({**as_json(report), "extra": 1})


def test_json_has_all_that_is_known(report: Report) -> None:
    content = as_json(report)
    assert content["counts"] == {"violation": 3, "warning": 2, "info": 1}
    assert (content["file"], content["dossier"], content["newTriples"]) == ("in/talks.yaml", "talks", 7)
    assert content["accepted"] == ["T06"]
    assert [(f["code"], f["line"], f["accepted"]) for f in content["findings"]] == [
        ("S10", 3, False),
        ("T04", 4, False),
        ("X01", 99, False),
        ("T06", 5, True),
        ("L03", 6, False),
        ("S08", None, False),
    ]
    assert content["findings"][1] == {
        "code": "T04",
        "rule": "exclusive-office",
        "title": "One holder at a time",
        "severity": "violation",
        "accepted": False,
        "message": "the tenure of B as Minister: overlaps that of A; correct one of the two, or add disagreesWith:.",
        "file": "in/talks.yaml",
        "line": 4,
        "column": None,
        "focus": "tenure-b",
        "nodes": [KB + "tenure-b", KB + "tenure-a"],
        "path": INC + "date",
        "value": "2024-12/..",
    }


# --- github ----------------------------------------------------------------------------------------------------------


def test_github_annotates_the_lines(report: Report) -> None:
    assert write("github", report).splitlines() == [
        "::error file=in/talks.yaml,line=3,col=3,title=S10 object-class::participation-p: event place-x: "
        "give one that is described.",
        "::error file=in/talks.yaml,line=4,title=T04 exclusive-office::the tenure of B as Minister: overlaps that of A; "
        "correct one of the two, or add disagreesWith:.",
        "::error file=in/talks.yaml,line=99,col=1,title=X01 syntax::the file ends within a text; close it.",
        "::notice file=in/talks.yaml,line=5,title=T06 planned-overdue::meeting-m: its day has passed; report what came of it.",
        "::warning file=in/talks.yaml,line=6,title=L03 label-style::person-x: has a title; remove it.",
        "::notice title=S08 venue-recommended::meeting-m: has no place.",
        "incumbent: in/talks.yaml: rejected (3 violations, 2 warnings, 1 info).",
    ]


def test_github_escapes_what_would_end_a_command(hostile_report: Report) -> None:
    strange = hostile_report.findings[1]._replace(file="a,b:c%\n.yaml", message="100% :: done\r\nnext")
    command = write("github", hostile_report._replace(findings=[strange], accepted=frozenset())).splitlines()[0]
    assert command == ("::warning file=a%2Cb%3Ac%25 .yaml,line=1,title=S12 known-term::100%25 :: done\\u{d} next")


# --- turtle ----------------------------------------------------------------------------------------------------------


def test_turtle_is_a_validation_report(report: Report) -> None:
    graph = Graph().parse(data=write("turtle", report), format="turtle")
    (whole,) = graph.subjects(RDF.type, SH.ValidationReport)
    assert graph.value(whole, SH.conforms) == Literal(False)
    results = list(graph.objects(whole, SH.result))
    assert len(results) == 6
    for result in results:
        assert graph.value(result, RDF.type) == SH.ValidationResult
        for needed in (SH.focusNode, SH.resultSeverity, SH.sourceConstraintComponent, SH.resultMessage):
            assert len(list(graph.objects(result, needed))) == 1
        assert graph.value(result, SH.resultSeverity) in (SH.Violation, SH.Warning, SH.Info)
    (shape,) = graph.subjects(SH.sourceConstraintComponent, SH.ClassConstraintComponent)
    assert graph.value(shape, SH.focusNode) == URIRef(KB + "participation-p")
    assert graph.value(shape, SH.value) == URIRef(KB + "place-x")
    assert graph.value(shape, SH.resultPath) == URIRef(INC + "event")
    rule = "https://w3id.org/incumbent/rules#"
    (overlap,) = graph.subjects(SH.sourceConstraintComponent, URIRef(rule + "exclusive-office"))
    assert graph.value(overlap, URIRef(rule + "code")) == Literal("T04")
    assert graph.value(overlap, URIRef(rule + "line")).toPython() == 4
    assert graph.value(overlap, SH.value) == Literal("2024-12/..")


def test_turtle_conforms_where_nothing_is_found() -> None:
    graph = Graph().parse(data=write("turtle", Report([], "accepted", BOOK)), format="turtle")
    assert [value.toPython() for value in graph.objects(None, SH.conforms)] == [True]


def test_turtle_of_hostile_findings_is_sound(hostile_report: Report) -> None:
    graph = Graph().parse(data=write("turtle", hostile_report), format="turtle")
    assert len(list(graph.objects(None, SH.result))) == 2
    for focus in graph.objects(None, SH.focusNode):
        assert isinstance(focus, URIRef) and str(focus).startswith("urn:incumbent:")


# --- sarif -----------------------------------------------------------------------------------------------------------


def test_sarif_says_what_was_found(report: Report) -> None:
    log = json.loads(write("sarif", report))
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["L03", "S08", "S10", "T04", "T06", "X01"]
    assert rules[3]["shortDescription"]["text"] == "One holder at a time"
    assert "helpUri" not in rules[3] and "incumbent rule T04" in rules[3]["help"]["text"]
    assert [result["level"] for result in run["results"]] == ["error", "error", "error", "warning", "warning", "note"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    first = run["results"][1]
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "in/talks.yaml"}
    assert place["region"] == {"startLine": 4, "snippet": {"text": '  date: "2024-12/.."'}}
    assert run["results"][0]["locations"][0]["physicalLocation"]["region"]["startColumn"] == 3
    assert run["results"][3]["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "accepted by --accept T06"}
    ]
    assert all("suppressions" not in result for result in run["results"] if result["ruleId"] != "T06")


def test_sarif_fingerprints_stay_when_lines_move(report: Report) -> None:
    def prints(given: Report) -> list[dict[str, str]]:
        return [result["partialFingerprints"] for result in json.loads(write("sarif", given))["runs"][0]["results"]]

    moved = report._replace(findings=[f._replace(line=f.line and f.line + 10) for f in report.findings])
    assert prints(moved) == prints(report)
    assert len({json.dumps(each) for each in prints(report)}) == 6


def test_sarif_paths_are_uris(report: Report) -> None:
    odd = report.findings[0]._replace(file="C:x/ä b#?.yaml")
    away = report.findings[0]._replace(file="/elsewhere/a.yaml")
    results = json.loads(write("sarif", report._replace(findings=[odd, away])))["runs"][0]["results"]
    uris = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in results}
    assert uris == {"C%3Ax/%C3%A4%20b%23%3F.yaml", "file:///elsewhere/a.yaml"}


def test_sarif_gives_every_result_a_file(report: Report) -> None:
    nowhere = report.findings[0]._replace(file=None, line=None)
    assert report.root is not None
    branch = report._replace(file=None, findings=[nowhere], home=str(report.root / "incumbent.toml"))
    result = json.loads(write("sarif", branch))["runs"][0]["results"][0]
    assert result["locations"][0]["physicalLocation"] == {"artifactLocation": {"uri": "incumbent.toml"}}


def test_sarif_messages_have_no_placeholders_and_no_links(hostile_report: Report) -> None:
    text = json.loads(write("sarif", hostile_report))["runs"][0]["results"][0]["message"]["text"]
    assert "{{0}" in text and "\\[link\\](" in text
    assert HOSTILE not in text
