"""Running the command line: in this process where that is enough, in one of its own where that is the point."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.small_base import HOSTILE, make

from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.cli.main import main


class Ran(NamedTuple):
    """How a run ended, and what it printed."""

    code: int
    out: str
    err: str

    @property
    def fault(self) -> str:
        """The one line of a run that failed; a caret under a query's fault may stand below it."""
        assert self.code and not self.out and "Traceback" not in self.err, self
        lines = self.err.splitlines()
        assert lines and lines[0].startswith("incumbent: ") and all(line.startswith("  ") for line in lines[1:]), self
        return lines[0].removeprefix("incumbent: ")


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes]) -> Callable[..., Ran]:
    """Runs a command in this process."""

    def call(*arguments: object) -> Ran:
        capfdbinary.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        code = ended.value.code
        return Ran(code if isinstance(code, int) else 0, out.decode(), err.decode())

    return call


def process(*arguments: object, cwd: Path, **options: object) -> Ran:
    """Runs a command in a process of its own, from the folder ``cwd``."""
    options.setdefault("env", dict(os.environ))
    found = subprocess.run(
        [sys.executable, "-m", "incumbent", *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        timeout=60,
        **options,  # type: ignore[call-overload]
    )
    return Ran(found.returncode, found.stdout.decode(), found.stderr.decode())


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """A base that no test changes, with a name in it that a merge would not let in."""
    return make(tmp_path_factory.mktemp("cli") / "base", HOSTILE)
