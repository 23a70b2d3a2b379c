"""Work that may run away is done in a child process, which can be killed.

The engines offer no way to stop a query, and a hostile one can exhaust the memory or overflow the stack. So the
child is forked from the asking process, with limits on time, memory and output, and its own process group; its
result comes through a pipe and is handed on only when it is complete. An error in the child arrives as the same
error here.

The limit on memory is ``RLIMIT_DATA``, which counts what a process can write to, above what it has when the work begins.
Address space would be the wrong measure: each thread of an engine reserves some of it, without ever using it, and an engine
starts the more of them the more processors there are. macOS accepts the limit and does not hold it; there the limit on
time is what stops a query.
"""

from __future__ import annotations

import contextlib
import gc
import io
import os
import resource
import select
import signal
import sys
import time
from collections.abc import Callable, Iterable
from typing import Any, BinaryIO, NamedTuple, NoReturn

import incumbent.errors
from incumbent.ask.spool import Spool
from incumbent.errors import IncumbentError, LimitError

OUTPUT = 2 * 2**30  # bytes that a result may have
_CHUNK = 1 << 16
_STATUS = 1 << 20  # bytes that the report or the message may have

_NO_MEMORY = ("failed to map segment", "Cannot allocate memory")  # how loading a library or a system call says it

Report = dict[str, Any]
Work = Callable[[BinaryIO], Report | None]


class Outcome(NamedTuple):
    """The bytes that the work wrote, and the report (plain JSON values) that it returned."""

    output: Spool
    report: Report


def run(work: Work, *, timeout: float, memory: int, output: int = OUTPUT) -> Outcome:
    """Do ``work`` in a child and return what it wrote.

    :param timeout: seconds of the clock.
    :param memory: bytes beyond what this process takes now.
    :param output: the most bytes that it may write.
    :raises LimitError: if time, memory or output ran out, or the engine crashed; nothing is delivered.
    :raises IncumbentError: what the work itself raised, of the same class.
    """
    child = Child(lambda: (work, timeout, memory))
    return child.outcome(timeout=timeout, memory=memory, output=output)


class Child:
    """A child process that does some work; ``outcome`` waits for it.

    :param task: called in the child, where the parent's open files are closed but for ``kept``; gives the work, and its
        limits of time (seconds) and memory (bytes beyond what the child takes by then). None ends the child without a word.
    """

    def __init__(self, task: Callable[[], tuple[Work, float, int] | None], kept: Iterable[int] = ()) -> None:
        self._out, out_write = os.pipe()
        self._status, status_write = os.pipe()
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(AttributeError, OSError, ValueError):
                stream.flush()
        self._child = os.fork()
        if self._child == 0:
            _child(task, out_write, status_write, kept)
        with contextlib.suppress(OSError):
            os.setpgid(self._child, self._child)  # here and in the child, whoever comes first
        os.close(out_write)
        os.close(status_write)

    def outcome(self, *, timeout: float, memory: int, output: int = OUTPUT) -> Outcome:
        """What the work came to; raises as ``run`` does. The clock starts here."""
        import json  # noqa: F401 # for the report; here it is read while the child is at work

        deadline = time.monotonic() + timeout
        spool, status = Spool(), bytearray()
        ended: int | None = None
        try:
            _collect(self._out, self._status, spool, status, deadline, timeout, output)
            ended = _wait(self._child, deadline)
        except BaseException:
            spool.close()
            raise
        finally:
            self.end(kill=ended is None)
        return _outcome(spool, status, ended, timeout, memory)

    def end(self, *, kill: bool = True) -> None:
        """Let go of the child, and kill it where it has not ended."""
        if kill:
            _kill(self._child)
        for descriptor in (self._out, self._status):
            os.close(descriptor)


def _outcome(spool: Spool, status: bytearray, ended: int | None, timeout: float, memory: int) -> Outcome:
    try:
        return Outcome(spool, _report(status, ended, timeout, memory))
    except BaseException:
        spool.close()
        raise


def _collect(
    out: int, status_pipe: int, spool: Spool, status: bytearray, deadline: float, timeout: float, output: int
) -> None:
    """Read both pipes to their ends, or raise LimitError at the deadline."""
    poll = select.poll()
    open_pipes = {out, status_pipe}
    for descriptor in open_pipes:
        poll.register(descriptor, select.POLLIN)
    while open_pipes:
        left = deadline - time.monotonic()
        if left <= 0:
            raise _too_long(timeout)
        for descriptor, _ in poll.poll(min(left, 3600) * 1000 + 1):
            data = os.read(descriptor, _CHUNK)
            if not data:
                poll.unregister(descriptor)
                open_pipes.discard(descriptor)
            elif descriptor == status_pipe:
                if len(status) < _STATUS:
                    status += data
            else:
                if spool.size + len(data) > output:
                    raise LimitError(f"the answer is larger than {_size(output)}; narrow the query or give --limit")
                spool.write(data)


def _wait(child: int, deadline: float) -> int | None:
    """The child's wait status, or None if it closed its pipes and lives on."""
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status
        if time.monotonic() > deadline + 1:
            return None
        time.sleep(0.0005)


def _kill(child: int) -> None:
    for kill in (os.killpg, os.kill):  # the group may not be there yet
        with contextlib.suppress(OSError):
            kill(child, signal.SIGKILL)
    with contextlib.suppress(OSError):
        os.waitpid(child, 0)


def _too_long(timeout: float) -> LimitError:
    longer = max(1, round(timeout * 6))
    return LimitError(f"ran past {timeout:g} s; narrow the query or give --timeout {longer}")


def _too_large(memory: int) -> LimitError:
    return LimitError(f"needed more than {_size(memory)} of memory; narrow the query or give a larger --memory")


def _size(count: int) -> str:
    for unit, size in (("GiB", 2**30), ("MiB", 2**20), ("KiB", 2**10)):
        if count >= size:
            return f"{count / size:.4g} {unit}"
    return f"{count} bytes"


def _report(status: bytearray, ended: int | None, timeout: float, memory: int) -> Report:
    """What the child reported; an error in it is raised here."""
    if ended is not None and os.WIFSIGNALED(ended):
        number = os.WTERMSIG(ended)
        if number in (signal.SIGXCPU, signal.SIGKILL) and not status:
            raise _too_long(timeout) if number == signal.SIGXCPU else _too_large(memory)
        if number == signal.SIGABRT:  # how Rust and C++ end when memory cannot be had
            raise _too_large(memory)
        if not status:
            raise LimitError(
                "the engine crashed on this query, which nests or chains too deeply for it; make it simpler"
            )
    try:
        import json

        report = json.loads(status)
        name, content = report["end"], report["content"]
    except (ValueError, KeyError, TypeError):
        raise LimitError("the engine ended without an answer; narrow the query, or give a larger --memory") from None
    if name == "done":
        return dict(content)
    if name == "MemoryError" or any(sign in content for sign in _NO_MEMORY):
        raise _too_large(memory)
    kind = getattr(incumbent.errors, name, None)
    if isinstance(kind, type) and issubclass(kind, IncumbentError):
        error = kind.__new__(kind)
        IncumbentError.__init__(error, content)  # the message is whole: no constructor adds to it again
        for attribute, value in report["details"].items():
            setattr(error, attribute, tuple(value))
        raise error
    raise IncumbentError(f"the engine failed: {name}: {content}")


# In the child


def _child(task: Callable[[], tuple[Work, float, int] | None], out: int, status: int, kept: Iterable[int]) -> NoReturn:
    """Do the work and end the process, without any of the parent's clean-up."""
    code = 1
    try:
        _isolate({out, status, *kept})
        found = task()
        if found is None:
            os._exit(0)
        work, timeout, memory = found
        _limit(timeout, memory)
        message: dict[str, Any]
        try:
            with io.FileIO(out, "w") as raw:
                stream = io.BufferedWriter(raw, _CHUNK)
                try:
                    content = work(stream)
                    stream.flush()
                except BaseException:
                    with contextlib.suppress(Exception):
                        raw.close()
                    raise
            message = {"end": "done", "content": content or {}}
        except IncumbentError as error:
            details = {name: value for name, value in vars(error).items() if isinstance(value, tuple)}
            message = {"end": _public_name(type(error)), "content": str(error), "details": details}
        except MemoryError:
            message = {"end": "MemoryError", "content": ""}
        except BaseException as error:  # a panic of Rust code is no Exception
            message = {"end": type(error).__name__, "content": " ".join(str(error).split())[:500]}
        import json

        data = json.dumps(message).encode()
        while data:
            data = data[os.write(status, data) :]
        code = 0
    finally:
        os._exit(code)


def _public_name(kind: type[BaseException]) -> str:
    for base in kind.__mro__:
        if getattr(incumbent.errors, base.__name__, None) is base:
            return str(base.__name__)
    return kind.__name__


def _isolate(kept: set[int]) -> None:
    with contextlib.suppress(OSError):
        os.setpgid(0, 0)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    gc.disable()  # what the parent made stays where it is, and its pages stay shared
    if "faulthandler" in sys.modules:
        sys.modules["faulthandler"].disable()
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    _close_all_but({0, 1, 2, *kept})


def _limit(timeout: float, memory: int) -> None:
    seconds = int(timeout) + 2
    for limit, value in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_DATA, _present_size() + memory),
    ):
        _, hard = resource.getrlimit(limit)
        if hard != resource.RLIM_INFINITY:
            value = min(value, hard)
        with contextlib.suppress(OSError, ValueError, OverflowError):
            resource.setrlimit(limit, (value, hard))


def _close_all_but(kept: set[int]) -> None:
    try:
        with os.scandir("/proc/self/fd" if sys.platform.startswith("linux") else "/dev/fd") as entries:
            descriptors = [int(entry.name) for entry in entries]
    except OSError:
        descriptors = list(range(1024))
    for descriptor in descriptors:
        if descriptor not in kept:
            with contextlib.suppress(OSError):
                os.close(descriptor)


def _present_size() -> int:
    """Bytes that this process can write to; a guess where the system does not say."""
    try:
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 # no pathlib in the child's start
            return int(file.read().split()[5]) * resource.getpagesize()
    except (OSError, ValueError, IndexError):
        return 4 * 2**30
