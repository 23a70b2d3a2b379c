from __future__ import annotations

import atexit
import os
import subprocess
import sys
import time
from typing import BinaryIO

import pyoxigraph
import pytest

from incumbent.ask import sandbox
from incumbent.ask.engine import answer
from incumbent.errors import AmbiguousNameError, IncumbentError, LimitError, QueryError, UnknownNameError

GIB = 2**30


def run(work: sandbox.Work, timeout: float = 5, memory: int = GIB, output: int = GIB) -> tuple[bytes, sandbox.Report]:
    outcome = sandbox.run(work, timeout=timeout, memory=memory, output=output)
    data = outcome.output.rewind().read()
    outcome.output.close()
    return data, outcome.report


def no_children() -> bool:
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return True
    return False


def test_output_and_report_come_back() -> None:
    def work(out: BinaryIO) -> sandbox.Report:
        out.write(b"x" * 20_000_000)
        return {"rows": 3}

    data, report = run(work)
    assert len(data) == 20_000_000
    assert report == {"rows": 3}
    assert no_children()


@pytest.mark.parametrize(
    "error",
    [
        QueryError("line 1\n  x\n  ^"),
        UnknownNameError("no such thing.", ("that", "this")),
        AmbiguousNameError("which?", ("a", "b")),
        LimitError("enough"),
    ],
)
def test_errors_come_back_as_what_they_were(error: IncumbentError) -> None:
    def work(out: BinaryIO) -> None:
        out.write(b"partial")
        out.flush()
        raise error

    with pytest.raises(type(error)) as caught:
        run(work)
    assert type(caught.value) is type(error)
    assert str(caught.value) == str(error)
    assert vars(caught.value) == vars(error)


def test_a_private_error_comes_back_as_its_public_kind() -> None:
    class OurError(QueryError):
        pass

    def work(out: BinaryIO) -> None:
        raise OurError("bad")

    with pytest.raises(QueryError, match="bad"):
        run(work)


def test_an_error_of_the_program_is_internal() -> None:
    def work(out: BinaryIO) -> None:
        raise ZeroDivisionError("one\ntwo")

    with pytest.raises(IncumbentError, match="ZeroDivisionError: one two") as caught:
        run(work)
    assert caught.value.exit_code == 3


@pytest.mark.parametrize("sleep", [time.sleep, lambda seconds: [None for _ in iter(int, 1)]], ids=["idle", "busy"])
def test_deadline(sleep: object) -> None:
    def work(out: BinaryIO) -> None:
        out.write(b"x" * 100_000)
        sleep(60)  # type: ignore[operator]

    start = time.monotonic()
    with pytest.raises(LimitError, match=r"ran past 0\.3 s; narrow the query or give --timeout 2"):
        run(work, timeout=0.3)
    assert time.monotonic() - start < 2
    assert no_children()


def test_deadline_with_pipes_closed_and_grandchildren() -> None:
    def work(out: BinaryIO) -> None:
        if os.fork() == 0:
            time.sleep(30)
        time.sleep(30)

    with pytest.raises(LimitError):
        run(work, timeout=0.3)
    assert no_children()


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS does not hold RLIMIT_AS")
def test_memory() -> None:
    def work(out: BinaryIO) -> None:
        out.write(b"x" * (1 << 28))

    with pytest.raises(
        LimitError, match=r"needed more than 64 MiB of memory; narrow the query or give a larger --memory"
    ):
        run(work, memory=64 * 2**20)


def test_output_is_limited() -> None:
    def work(out: BinaryIO) -> None:
        while True:
            out.write(b"x" * 10_000)

    with pytest.raises(LimitError, match=r"larger than 1 MiB"):
        run(work, output=2**20)


@pytest.mark.parametrize("number", [6, 9, 11])
def test_death_by_signal(number: int) -> None:
    def work(out: BinaryIO) -> None:
        out.write(b"partial")
        out.flush()
        os.kill(os.getpid(), number)

    with pytest.raises(LimitError):
        run(work)


def test_silent_exit() -> None:
    def work(out: BinaryIO) -> None:
        os._exit(0)

    with pytest.raises(LimitError, match="without an answer"):
        run(work)


def test_the_child_sees_no_files_and_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    read, write = os.pipe()

    def work(out: BinaryIO) -> sandbox.Report:
        os.write(1, b"to standard output")
        os.write(2, b"to standard error")
        try:
            os.fstat(write)
        except OSError:
            return {"open": False, "stdin": os.read(0, 1).decode()}
        return {"open": True}

    assert run(work)[1] == {"open": False, "stdin": ""}
    os.close(read)
    os.close(write)
    assert capfd.readouterr() == ("", "")


PROGRAM = """
import atexit, sys, os, signal, threading
from incumbent.ask import sandbox
atexit.register(print, "leaving")
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have it ignored
sys.stdout.write("once ")
if sys.argv[1] == "interrupt":
    threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()
def work(out):
    print("child")
    if sys.argv[1] == "interrupt":
        import time
        time.sleep(60)
try:
    sandbox.run(work, timeout=20, memory=1 << 30)
except KeyboardInterrupt:
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        print("no child")
"""


@pytest.mark.parametrize(("mode", "output"), [("plain", "once leaving\n"), ("interrupt", "once no child\nleaving\n")])
def test_the_parents_buffers_and_exit_handlers_are_its_own(mode: str, output: str) -> None:
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM, mode], capture_output=True, text=True, timeout=20, check=False
    )
    assert (result.stdout, result.stderr) == (output, "")


def test_parent_survives_without_standard_streams() -> None:
    program = (
        "from incumbent.ask import sandbox; print(sandbox.run(lambda out: None, timeout=5, memory=1 << 30).report)"
    )
    result = subprocess.run(
        ["sh", "-c", '"$0" -c "$1" <&- 2>&-', sys.executable, program],
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    assert result.stdout == "{}\n"


# With the engine


def big_store() -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    node = pyoxigraph.NamedNode
    store.extend(
        pyoxigraph.Quad(node(f"a:{i}"), node("a:p"), pyoxigraph.Literal(str(i)), node("a:g")) for i in range(2_000)
    )
    return store


CARTESIAN = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def test_an_endless_query_ends() -> None:
    start = time.monotonic()
    with pytest.raises(LimitError, match="ran past 1 s"):
        answer(CARTESIAN, open_store=big_store, prefixes={}, timeout=1)
    assert time.monotonic() - start < 3
    assert no_children()


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS does not hold RLIMIT_AS")
def test_a_greedy_query_ends() -> None:
    with pytest.raises(LimitError, match="of memory"):
        answer(
            "SELECT DISTINCT ?a ?d { ?a ?b ?c . ?d ?e ?f } ORDER BY ?a",
            open_store=big_store,
            prefixes={},
            timeout=20,
            memory=96 * 2**20,
        )


def test_a_query_that_crashes_the_engine_ends() -> None:
    # What the guard lets pass must at worst end in a LimitError: many objects overflow the stack or the time.
    text = "SELECT * { ?s ?p 1" + ", 1" * 15_000 + " }"
    with pytest.raises(LimitError):
        answer(text, open_store=big_store, prefixes={}, timeout=3)


def test_nothing_runs_at_exit_in_the_child() -> None:
    ran: list[int] = []
    atexit.register(ran.append, 1)
    assert run(lambda out: None) == (b"", {})
    assert not ran
    atexit.unregister(ran.append)
