"""The program as the system sees it: exit codes, streams, pipes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.cli.conftest import process
from tests.conftest import ROOT
from tests.small_base import make

from incumbent.base.knowledge_base import KnowledgeBase

ENDLESS = "SELECT (COUNT(*) AS ?c) {?a ?b ?c1 . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l}"
COMMAND = [sys.executable, "-m", "incumbent"]


@pytest.fixture(scope="module")
def built(small: KnowledgeBase) -> KnowledgeBase:
    assert process("cache", "build", cwd=small.root).code == 0
    return small


def test_a_question_is_answered(built: KnowledgeBase) -> None:
    found = process("ask", "participants", cwd=built.root)
    assert found.code == 0 and found.err == "" and "Bob" in found.out and "\x1b" not in found.out


def test_an_endless_query_ends(built: KnowledgeBase) -> None:
    started = time.monotonic()
    found = process("query", ENDLESS, "--timeout", "1", cwd=ROOT)
    assert found.code == 1 and "ran past 1 s; narrow the query or give --timeout" in found.fault
    assert time.monotonic() - started < 30


def test_a_query_that_wants_too_much_memory_ends(built: KnowledgeBase) -> None:
    query = "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?b), STR(?c))) AS ?all) {?a ?b ?c . ?d ?e ?f}"
    found = process("query", query, "--memory", "16MiB", "--timeout", "40", cwd=built.root)
    assert found.code == 1 and "needed more than 16 MiB of memory" in found.fault


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["ask", "participants", "--meeting", "hull"], 2),
        (["nothing"], 2),
        (["query", "SELECT * { SERV\\u0049CE <http://example.org/> { ?a ?b ?c } }"], 2),
        (["query", "SELECT * FROM <http://example.org/> { ?a ?b ?c }"], 2),
        (["query", "LOAD <http://example.org/>"], 2),
        (["export", "--kb", "/nonexistent"], 2),
    ],
)
def test_a_fault_is_one_line_and_a_code(arguments: list[str], code: int, built: KnowledgeBase) -> None:
    found = process(*arguments, cwd=built.root)
    assert found.code == code and found.fault


def test_a_query_from_standard_input_and_from_a_file(built: KnowledgeBase, tmp_path: Path) -> None:
    query = "\ufeffASK { ?x a inc:Meeting }".encode()
    assert process("query", "-", cwd=built.root, input=query).out == "yes\n"
    (tmp_path / "q.rq").write_bytes(query)
    assert process("query", tmp_path / "q.rq", cwd=built.root).out == "yes\n"
    assert "standard input: is not UTF-8" in process("query", "-", cwd=built.root, input=b"\xff").fault


@pytest.mark.parametrize("arguments", [["export"], ["terms"], ["query", "SELECT * {?a ?b ?c . ?d ?e ?f} LIMIT 20000"]])
def test_a_reader_that_has_had_enough(arguments: list[str], built: KnowledgeBase) -> None:
    started = subprocess.Popen([*COMMAND, *arguments], cwd=built.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert started.stdout is not None and started.stderr is not None
    started.stdout.read(1)
    started.stdout.close()
    assert started.stderr.read() == b""
    started.stderr.close()
    assert started.wait(30) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
@pytest.mark.parametrize("arguments", [["export"], ["terms"], ["query", "ASK{}"]])
def test_an_output_without_room(arguments: list[str], built: KnowledgeBase) -> None:
    with Path("/dev/full").open("wb") as full:
        found = subprocess.run([*COMMAND, *arguments], cwd=built.root, stdout=full, stderr=subprocess.PIPE, check=False)
    assert (
        found.returncode == 1 and found.stderr == b"incumbent: the output cannot be written: No space left on device.\n"
    )


def test_an_output_that_is_closed(built: KnowledgeBase) -> None:
    for arguments in ("query ASK{}", "terms"):
        command = f'exec "{sys.executable}" -m incumbent {arguments} >&-'
        found = subprocess.run(["sh", "-c", command], cwd=built.root, stderr=subprocess.PIPE, check=False)
        assert found.returncode == 0 and found.stderr == b""


def test_a_folder_that_is_gone(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    command = f'rmdir "{gone}"; exec "{sys.executable}" -m incumbent terms statedCapacity -q'
    found = subprocess.run(["sh", "-c", command], cwd=gone, env=_with_source(), capture_output=True, check=False)
    assert found.returncode == 0 and b"statedCapacity" in found.stdout and found.stderr == b""


def _with_source() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT / "src")}


def test_environment_names_a_base(tmp_path: Path) -> None:
    base = make(tmp_path / "base")
    environment = {**os.environ, "INCUMBENT_KB": str(base.root)}
    found = process(
        "query", "SELECT (COUNT(*) AS ?n) {?x a inc:Person}", "--format", "csv", "-q", cwd=tmp_path, env=environment
    )
    assert found.out == "n\r\n2\r\n"
    environment["INCUMBENT_KB"] = str(tmp_path)
    assert "no incumbent.toml there" in process("ask", "participants", cwd=base.root, env=environment).fault


def test_debug_shows_where(built: KnowledgeBase, tmp_path: Path) -> None:
    code = (
        "import incumbent.export.whole as w; w.quads = None\n"
        "import sys; from incumbent.cli.main import main; main(sys.argv[1:])"
    )
    environment = {**os.environ, "INCUMBENT_DEBUG": "1"}
    command = [sys.executable, "-c", code, "export"]
    found = subprocess.run(command, cwd=built.root, env=environment, capture_output=True, check=False)
    assert found.returncode == 1 and b"Traceback" in found.stderr
