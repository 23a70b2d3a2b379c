"""Several processes that merge into one base at once: nothing is lost."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

from tests.conftest import write_form
from tests.soak import ground
from tests.soak.ground import Progress, Result

from incumbent.base.facts import Facts
from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.base.layout import misformed
from incumbent.model import terms


def run(writers: int, merges: int, seed: int, progress: Progress = lambda _: None, *, quick: bool = False) -> Result:
    """Let each of ``writers`` processes merge ``merges`` submissions, which all change one file, and look for every one."""
    begun, failures = time.monotonic(), []
    with ground.workplace(memory=quick) as folder:
        base = ground.found(folder / "base")
        warm = write_form(base, "- person: dan\n  label: Dan Osei\n  quote: Dan Osei lives\n", "talks", "dan")
        assert ground.let_in(base.root, warm, gate=not quick).verdict.outcome == "accepted"
        paths = [[_form(base, writer, number) for number in range(merges)] for writer in range(writers)]
        children = [ground.forked(lambda own=own: _writer(base.root, own, seed, quick)) for own in paths]  # type: ignore[misc]
        seen = reads = 0
        while children:
            before, seen, reads = seen, _read(base.root, seen, failures), reads + 1
            if seen // 20 > before // 20:
                progress(f"{seen} of {writers * merges} merges seen, {len(failures)} failures")
            children = [child for child in children if not _is_over(child, failures)]
        facts = Facts.read(ground.opened(base.root))
        labels = set(facts.texts(base.settings.iri + "person-ann", terms.ALT_LABEL))
        present = sum(_label(w, n) in labels for w in range(writers) for n in range(merges))
        if present != writers * merges:
            failures.append(f"{present} of {writers * merges} merges are in the base")
        if misformed(ground.opened(base.root)) or ground.state_left(base.root):
            failures.append("the base is not as it should lie there")
    figures = {
        "writers": str(writers),
        "merges each": str(merges),
        "present": f"{present} of {writers * merges}",
        "readers meanwhile": str(reads),
    }
    return Result("writers at once", figures, failures, time.monotonic() - begun)


def _label(writer: int, number: int) -> str:
    return f"Anna {writer}-{number}"


def _form(base: KnowledgeBase, writer: int, number: int) -> Path:
    label = _label(writer, number)
    facts = f"- person: ann\n  altLabel: {label}\n  quote: she is {label}.\n"
    return write_form(base, facts, "talks", f"w{writer}n{number}")


def _writer(root: Path, paths: list[Path], seed: int, quick: bool) -> int:
    dice = random.Random(f"{seed} {paths[0].name}")
    for path in dice.sample(paths, len(paths)):
        merged = ground.let_in(root, path, gate=not quick)
        if merged.verdict.exit_code or not merged.files:
            print(path, merged.verdict.findings)
            return 1
    return 0


def _read(root: Path, seen: int, failures: list[str]) -> int:
    """What a reader finds meanwhile: never less than before, and never half of a merge."""
    base = ground.opened(root)
    facts = Facts.read(base)
    labels = set(facts.texts(base.settings.iri + "person-ann", terms.ALT_LABEL))
    sources = {iri for iri in facts.subjects() if "/source-w" in iri}
    if len(labels) < seen or len(labels) != len(sources):
        failures.append(f"a reader finds {len(labels)} names and {len(sources)} sources, after {seen} were there")
    return len(labels)


def _is_over(child: int, failures: list[str]) -> bool:
    pid, status = os.waitpid(child, os.WNOHANG)
    if not pid:
        return False
    code = os.waitstatus_to_exitcode(status)
    if code:
        failures.append(f"a writer ended with {code}")
    return True
