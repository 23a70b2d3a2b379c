"""The pages of the rules: the command's, and the one in the documentation."""

from __future__ import annotations

import json
import re

import click
import pytest
from click.testing import CliRunner
from tests.conftest import ROOT

from incumbent.check.rulebook import Rulebook
from incumbent.cli.rule import command
from incumbent.errors import UnknownNameError, UsageError
from incumbent.report import rulepage

BOOK = Rulebook.load([ROOT / "rules"])


def run(*arguments: str) -> bytes:
    assert isinstance(command, click.Command)
    result = CliRunner().invoke(command, [*arguments, "--kb", str(ROOT)], catch_exceptions=True)
    if isinstance(result.exception, Exception):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.stdout_bytes


def test_the_page_in_the_documentation_is_up_to_date() -> None:
    page = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert page == rulepage.all_as_markdown(BOOK), "run tools/reference.py"
    for rule in BOOK.rules():
        assert f"\n### {rule.code} {rule.name}\n" in page


def test_the_list_has_every_rule_once() -> None:
    lines = run().decode().splitlines()
    assert [line.split()[0] for line in lines if re.match(r"  [A-Z]", line)] == [rule.code for rule in BOOK.rules()]
    assert "  T04  exclusive-office           violation, warning  One holder at a time" in lines
    assert "  S08  venue-recommended          info                A meeting that was held was held somewhere" in lines
    assert max(len(line) for line in lines) <= 120
    assert "| T04 | exclusive-office | violation; warning where it is only possible |" in run("--format", "md").decode()
    assert [each["code"] for each in json.loads(run("--format", "json"))] == [rule.code for rule in BOOK.rules()]


@pytest.mark.parametrize("rule", BOOK.rules(), ids=lambda rule: rule.code)
def test_each_rule_has_a_page(rule: object) -> None:
    assert hasattr(rule, "code")
    for render in (rulepage.as_text, rulepage.as_markdown, rulepage.as_json):
        page = render(BOOK, rule)  # type: ignore[arg-type]
        assert rule.code in page and not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", page)
    page = rulepage.as_text(BOOK, rule)  # type: ignore[arg-type]
    assert all(len(line) <= 132 for line in page.splitlines())


def test_a_page_tells_why_and_what_can_be_done() -> None:
    page = run("exclusive-office").decode()
    assert page.startswith("T04  exclusive-office\nOne holder at a time\n")
    for part in (
        "Severity: violation; warning where",
        "disagreesWith:",
        "--accept T04",
        'T04 = "warning"',
        "Bad:",
        "Good:",
    ):
        assert part in page
    safety = run("X08").decode()
    assert "no profile can turn it off" in safety and "rules/profile.toml" not in safety
    record = json.loads(run("T04", "--format", "json"))
    assert record["severity"] == {"certain": "violation", "possible": "warning", "hint": "info"}


def test_an_example_is_printed_as_it_is() -> None:
    assert run("T04", "--example", "bad") == BOOK.rule("T04").bad.content
    assert run("X02", "--example", "bad").startswith((b"\xff\xfe", b"\xfe\xff"))
    assert run("E02", "--example", "text") == BOOK.rule("E02").text.encode()
    assert len(run("X03", "--example", "bad")) > 1000 > len(run("X03", "--example", "good"))


@pytest.mark.parametrize(
    ("arguments", "kind", "message"),
    [
        (["T99"], UnknownNameError, "No rule is called 'T99'"),
        (["exclusive"], UnknownNameError, "Did you mean exclusive-office"),
        (["T04", "--example", "text"], UsageError, "need no text"),
        (["--example", "bad"], UsageError, "takes the CODE"),
    ],
)
def test_a_wrong_call_is_told(arguments: list[str], kind: type[Exception], message: str) -> None:
    with pytest.raises(kind, match=message):
        run(*arguments)
