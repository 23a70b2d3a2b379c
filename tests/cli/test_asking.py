"""Asking with and without a child that waits: the same answer, from Python and from the command line."""

from __future__ import annotations

import io
import subprocess
import sys
from contextlib import redirect_stdout
from pathlib import Path

import pytest
from tests.conftest import ROOT

from incumbent.cli.main import main


def cold(capfdbinary: pytest.CaptureFixture[bytes], *arguments: str) -> tuple[int, bytes]:
    with pytest.raises(SystemExit) as ended:
        main([*arguments, "--kb", str(ROOT)])
    return int(ended.value.code or 0), capfdbinary.readouterr().out


def warm(*arguments: str) -> tuple[int, bytes]:
    command = [sys.executable, "-m", "incumbent", *arguments, "--kb", str(ROOT)]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    return done.returncode, done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", "line", "--format", "csv"),
        ("ask", "participants", "--meeting", "Moscow trilateral", "--format", "json"),
        ("ask", "participants", "--meeting", "nobody met here"),
        ("ask", "counts", "--dossier", "moscow-talks", "--format", "tsv"),
        ("query", "ASK { ?s ?p ?o }", "--format", "csv"),
        ("query", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"),
    ],
    ids=lambda arguments: " ".join(arguments)[:40],
)
def test_a_waiting_child_answers_as_a_fresh_one(
    arguments: tuple[str, ...], capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert cold(capfdbinary, *arguments) == warm(*arguments)


def test_help_leaves_no_child_behind(tmp_path: Path) -> None:
    # A child that lived on would hold the pipe open, and this would wait for it.
    command = [sys.executable, "-m", "incumbent", "ask", "no-such-question", "--kb", str(ROOT)]
    done = subprocess.run(command, capture_output=True, timeout=20, check=False)
    assert done.returncode == 2 and done.stderr.count(b"\n") == 1


def test_stdout_may_be_no_file() -> None:
    with redirect_stdout(io.StringIO()), pytest.raises(SystemExit):
        main(["--version"])
