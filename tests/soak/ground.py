"""What all soaks stand on: a tiny base, a submission that touches several files of it, and children that may die."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple, NoReturn

from tests.conftest import SETTINGS, write_form
from tests.small_base import add

from incumbent.base.knowledge_base import KnowledgeBase, packaged_root
from incumbent.base.view import View
from incumbent.check.findings import violations
from incumbent.model.vocabulary import Vocabulary
from incumbent.submission import judge as judging
from incumbent.submission import merge as merging
from incumbent.submission import retraction
from incumbent.submission.merge import Merged
from incumbent.submission.quotes import Texts
from incumbent.submission.reading import read_submission
from incumbent.submission.submitted import Submission

TODAY = date(2026, 1, 1)
Files = dict[str, bytes]
Progress = Callable[[str], None]

FIRST = """\
- person: ann
  label: Ann Marlowe
  quote: Ann Marlowe lives
- person: bob
  label: Bob Tremaine
  quote: [Bob Tremaine lives, "Eve Larsen, also called Işık, was born in May 1970", Fay Quick lives, "Eve Larsen was made
      Minister of Y in December 2019", "the State of Y sent Ann Marlowe to the pier meeting of March 2021, where Bob Tremaine
      was host"]
"""
# Files that are new, one that changes, and one that goes.
SECOND = """\
- person: ann
  altLabel: Anna
  quote: Anna, they say
- person: cid
  label: Cid Okafor
  quote: Cid Okafor lives
- state: x
  label: State of X
  quote: X is a state
- place: town
  label: Town
  quote: Town is a town
- meeting: hall
  label: the hall meeting
  date: "2020-05-01"
  place: place-town
  quote: they met in the hall
  statusReports:
  - {status: held, quote: the hall meeting was held}
  participations:
  - {participant: person-ann, onBehalfOf: state-x, role: delegate, quote: Ann sat there for X}
  - {participant: person-cid, role: host, quote: Cid opened the door}
"""
WITHDRAWN = "retract:\n- {node: person-bob, reason: a namesake}\n"


class Result(NamedTuple):
    """What a soak came to: a line for each figure, and each failure in words."""

    name: str
    figures: dict[str, str]
    failures: list[str]
    seconds: float


def found(folder: Path) -> KnowledgeBase:
    """A base of three files of facts in ``folder``."""
    (folder / "graph").mkdir(parents=True)
    (folder / "sources").mkdir()
    (folder / "incumbent.toml").write_text(SETTINGS, encoding="utf-8")
    base = opened(folder)
    add(base, FIRST, "talks", "first")
    (folder / "first.yaml").unlink()
    assert len(list(base.fact_files())) == 3
    return base


def submission(base: KnowledgeBase) -> Path:
    """A file that changes several files of the base of ``found``, and takes one away."""
    path = write_form(base, SECOND, "talks", "second")
    path.write_text(path.read_text(encoding="utf-8") + WITHDRAWN, encoding="utf-8")
    return path


def let_in(root: Path, path: Path, *, gate: bool = True) -> Merged:
    """Merge a file; without ``gate`` everything that can be read is let in, which is quick: it is the writing that is soaked."""
    merging.judge = judging.judge if gate else _lenient
    return merging.merge(opened(root), path, sources=root / "sources", today=TODAY)


def opened(root: Path) -> KnowledgeBase:
    """The base at ``root``, with the vocabulary that was read once for all."""
    base = KnowledgeBase(root)
    base.__dict__["vocabulary"] = _vocabulary()
    return base


@cache
def _vocabulary() -> Vocabulary:
    return KnowledgeBase(packaged_root()).vocabulary


_read: dict[Path, Submission] = {}


def _lenient(base: KnowledgeBase, path: Path, *, view: View, sources: Path, **_: object) -> judging.Verdict:
    read = _read.get(path) or read_submission(base, path, view, Texts(sources), TODAY)
    _read[path] = read
    assert read.dossier is not None and not violations(read.findings), read.findings
    change = retraction.change(view, read.dossier, read.triples)
    return judging.Verdict("accepted", read.dossier, [], read.triples, change, [])


def files(root: Path) -> Files:
    """The facts of a base as bytes, just as they lie there; names that are no facts too."""
    graph = root / "graph"
    return {
        path.relative_to(graph).as_posix(): path.read_bytes() for path in sorted(graph.rglob("*")) if path.is_file()
    }


def state_left(root: Path) -> list[str]:
    """What a journal left behind."""
    state = root / ".incumbent"
    return sorted(path.name for path in state.iterdir() if path.name.startswith("journal")) if state.is_dir() else []


class Stage(NamedTuple):
    """A base before the merge of ``path``, to be copied; the bytes of its facts before and after."""

    pristine: Path
    path: Path
    old: Files
    new: Files
    gate: bool

    def fresh(self) -> Path:
        """A copy of the base."""
        target = self.pristine.parent / "base"
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(self.pristine, target)
        return target


@contextlib.contextmanager
def workplace(*, memory: bool) -> Iterator[Path]:
    """A folder to work in, in ``memory`` where the system has one such: what is killed is the process, not the disk."""
    place = Path("/dev/shm")
    usable = memory and place.is_dir() and os.access(place, os.W_OK)
    with tempfile.TemporaryDirectory(prefix="soak-", dir=place if usable else None) as name:
        yield Path(name)


@contextlib.contextmanager
def stage(*, gate: bool, memory: bool) -> Iterator[Stage]:
    """The stage for merges that are cut short; the merge was done once, so that whoever forks is warm."""
    with workplace(memory=memory) as folder:
        base = found(folder / "pristine")
        path = submission(base)
        moved = path.rename(folder / "second.yaml")
        ready = Stage(base.root, moved, files(base.root), {}, gate)
        root = ready.fresh()
        merged = let_in(root, moved, gate=gate)
        assert merged.verdict.outcome == "accepted", merged.verdict.findings
        new = files(root)
        assert len(merged.files) > 5 and new.keys() != ready.old.keys()
        yield ready._replace(new=new)


def forked(work: Callable[[], int]) -> int:
    """Start ``work`` in a child, which ends with what it returns; 70 where it raises, as no child should. Gives its id."""
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child == 0:
        _work(work)
    return child


def _work(work: Callable[[], int]) -> NoReturn:
    code = 70
    try:
        code = work()
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def ended(child: int, patience: float = 120.0) -> int:
    """How a child ended: its exit code, or the negative number of the signal that killed it."""
    deadline = time.monotonic() + patience
    while True:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > deadline:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            raise TimeoutError(f"a child of the soak did not end within {patience} s")
        time.sleep(0.0005)


def after_death(ready: Stage, root: Path, what: str, allowed: list[Files]) -> list[str]:
    """What is wrong with a base in which a merge was cut short: the next reader, and the next merge, must find none of it."""
    failures = []
    list(opened(root).fact_files())  # the next reader
    if files(root) not in allowed:
        known = "neither the old state nor the new" if files(root) not in (ready.old, ready.new) else "the other state"
        failures.append(f"{what}: the next reader finds {known}")
    merged = let_in(root, ready.path, gate=ready.gate)
    if merged.verdict.outcome != "accepted" or files(root) != ready.new:
        failures.append(f"{what}: the next merge does not come to the new state")
    if state_left(root):
        failures.append(f"{what}: {', '.join(state_left(root))} is left behind")
    return failures
