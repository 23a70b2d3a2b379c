"""SARIF against schemas: one of what the program writes, and the official one where somebody has it.

The official schema is not ours to hand out. ``INCUMBENT_SARIF_SCHEMA`` names a copy of it:
https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.conftest import SHARED
from tests.report.conftest import BOOK

from incumbent.report.forms import write
from incumbent.report.report import Report

OURS = Path(__file__).parent / "sarif.schema.json"
# Read before a test takes the caller's settings away.
OFFICIAL = Path(os.environ.get("INCUMBENT_SARIF_SCHEMA") or SHARED / "sarif-schema-2.1.0.json")


def logs(report: Report, hostile: Report) -> list[dict[str, Any]]:
    every = [
        finding._replace(code=rule.code, rule=rule.name) for rule in BOOK.rules() for finding in report.findings[:1]
    ]
    reports = [
        report,
        hostile,
        report._replace(findings=every),
        report._replace(file=None),
        Report([], "accepted", BOOK),
    ]
    return [json.loads(write("sarif", each)) for each in reports]


def test_sarif_is_what_the_specification_knows(report: Report, hostile_report: Report) -> None:
    schema = json.loads(OURS.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for log in logs(report, hostile_report):
        validator.validate(log)


def _drop_text(log: dict[str, Any]) -> None:
    del log["runs"][0]["results"][0]["message"]["text"]


def _level(log: dict[str, Any]) -> None:
    log["runs"][0]["results"][0]["level"] = "violation"


def _line(log: dict[str, Any]) -> None:
    log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0


def _key(log: dict[str, Any]) -> None:
    log["runs"][0]["results"][0]["file"] = "x"


def _version(log: dict[str, Any]) -> None:
    log["version"] = "2.0.0"


@pytest.mark.parametrize("spoil", [_drop_text, _level, _line, _key, _version])
def test_the_schema_finds_faults(spoil: Callable[[dict[str, Any]], None], report: Report) -> None:
    log = json.loads(write("sarif", report))
    spoil(log)
    validator = jsonschema.Draft202012Validator(json.loads(OURS.read_text(encoding="utf-8")))
    assert not validator.is_valid(log)


@pytest.mark.skipif(not OFFICIAL.is_file(), reason="no copy of the official schema: name one in INCUMBENT_SARIF_SCHEMA")
def test_sarif_keeps_to_the_official_schema(report: Report, hostile_report: Report) -> None:
    schema = json.loads(OFFICIAL.read_text(encoding="utf-8"))
    validator = jsonschema.Draft4Validator(schema)
    for log in logs(report, hostile_report):
        validator.validate(log)
