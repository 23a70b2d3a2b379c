"""A report of everything that a form has to cope with, ordinary and hostile."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import ROOT

from incumbent.check.findings import Finding, Severity
from incumbent.check.rulebook import Rulebook
from incumbent.report.report import Report

KB = "https://w3id.org/incumbent/kb/"
INC = "https://w3id.org/incumbent/ontology#"
BOOK = Rulebook.load([ROOT / "rules"])

LINES = [
    "dossier: talks",
    "facts:",
    "- tenure: b",
    '  date: "2024-12/.."',
    "  label: Işık — ’t Hooft",
    "- person: x  # " + "long " * 80 + "needle " + "long " * 20,
    "  ::error::label: \x1b[31mred\u202e",
]

HOSTILE = "\x1b]0;title\x07\r\n::error file=x::owned\n##[warning]x\u202e<b>&\x00 %0A {0} [link](https://evil.example) \u2028\ud800"


def lines(file: str, number: int) -> str | None:
    return LINES[number - 1] if file.endswith("talks.yaml") and number <= len(LINES) else None


def ordinary(root: Path) -> list[Finding]:
    file = str(root / "in" / "talks.yaml")
    return BOOK.settle(
        [
            Finding(
                "exclusive-office",
                Severity.VIOLATION,
                "the tenure of B as Minister: overlaps that of A; correct one of the two, or add disagreesWith:.",
                file,
                4,
                focus="tenure-b",
                value="2024-12/..",
                nodes=(KB + "tenure-b", KB + "tenure-a"),
                path=INC + "date",
            ),
            Finding(
                "Participation-event",
                Severity.VIOLATION,
                "participation-p: event place-x: give one that is described.",
                file,
                3,
                column=3,
                focus="participation-p",
                value="place-x",
                nodes=(KB + "participation-p", KB + "place-x"),
                path=INC + "event",
                component="ClassConstraintComponent",
            ),
            Finding(
                "label-style",
                Severity.WARNING,
                "person-x: has a title; remove it.",
                file,
                6,
                focus="person-x",
                value="needle",
            ),
            Finding(
                "planned-overdue",
                Severity.WARNING,
                "meeting-m: its day has passed; report what came of it.",
                file,
                5,
                focus="meeting-m",
            ),
            Finding(
                "venue-recommended",
                Severity.INFO,
                "meeting-m: has no place.",
                focus="meeting-m",
                nodes=(KB + "meeting-m",),
            ),
            Finding("syntax", Severity.VIOLATION, "the file ends within a text; close it.", file, 99, column=1),
        ]
    )


def hostile() -> list[Finding]:
    return [
        Finding(
            "S12",
            Severity.VIOLATION,
            HOSTILE,
            "in/talks.yaml" + HOSTILE,
            7,
            HOSTILE,
            HOSTILE,
            3,
            (HOSTILE, KB + "x y"),
            HOSTILE,
            HOSTILE,
            "known-term",
        ),
        Finding("S12", Severity.WARNING, "::error::x", "::error file=a::b.yaml", 1, rule="known-term"),
    ]


@pytest.fixture
def report(tmp_path: Path) -> Report:
    """Six findings about a file, of which one is accepted."""
    return Report(
        findings=ordinary(tmp_path),
        outcome="rejected",
        rulebook=BOOK,
        file=str(tmp_path / "in" / "talks.yaml"),
        dossier="talks",
        new=7,
        note="7 triples checked.",
        accepted=frozenset({"T06"}),
        lines=lines,
        root=tmp_path,
    )


@pytest.fixture
def hostile_report(tmp_path: Path) -> Report:
    """Findings that quote a file which would like to be obeyed."""
    return Report(
        hostile(), "rejected", BOOK, "in/talks.yaml" + HOSTILE, HOSTILE, 0, HOSTILE, frozenset({"S12"}), lines, tmp_path
    )
