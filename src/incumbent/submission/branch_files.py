"""The facts of a working tree whose branch comes from somebody: what it changed is read with the care of a submission."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from incumbent.base import journal
from incumbent.base.facts import Facts, read_turtle
from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.check.findings import Finding, Severity, violations
from incumbent.errors import InputError
from incumbent.submission.many import turtle_of
from incumbent.submission.submitted import Submission

_MARKER = b"<<<<<<< "


class Tree(NamedTuple):
    """The facts of all files, how each changed file reads (by its path), and what is wrong with the files themselves."""

    facts: Facts
    changed: dict[str, Submission]
    findings: list[Finding]

    def located(self, finding: Finding) -> Finding:
        """The finding with the file and line of the first of its things that stands in a changed file."""
        if finding.file is not None:
            return finding
        value = finding.nodes[1] if len(finding.nodes) > 1 else finding.value
        for node in finding.nodes:
            for file, submission in self.changed.items():
                line = submission.line_of(node, finding.path, value)
                if line is not None:
                    return finding._replace(file=file, line=line)
        return finding


def former(base: KnowledgeBase) -> Facts:
    """The facts of a state that is past; files of it that cannot be read are left out, for nobody can mend them."""
    facts = Facts()
    for name, path in base.fact_files():
        _add_trusted(facts, name, path)
    return facts


def _add_trusted(facts: Facts, dossier: str, path: Path) -> None:
    """Add what a file says that was let in before; nothing where it cannot be read, for it could not be read then."""
    with contextlib.suppress(InputError):
        facts.add(dossier, list(read_turtle(path)))


def read(base: KnowledgeBase, known: Sequence[KnowledgeBase]) -> Tree:
    """The facts of ``base``; files that stand in one of the ``known`` former states as they are now are not suspected.

    A changed file that cannot be read counts as it stood before: what it said is not gone.
    """

    def once() -> Tree:
        tree = Tree(Facts(), {}, list(_strange(base, known)))
        strange = {finding.file for finding in tree.findings}
        changed: dict[Path, str] = {}
        for dossier, path in base.fact_files():
            if not strange.isdisjoint(map(str, (path, *path.parents))):
                continue
            if any(_same(path, twin) for twin in _twins(base, known, path)):
                _add_trusted(tree.facts, dossier, path)
            else:
                changed[path] = dossier
        read = turtle_of(list(changed), base.settings.prefixes)
        for (path, dossier), submission in zip(changed.items(), read, strict=True):
            if violations(submission.findings):
                tree.findings.extend(_unmerged(path) or submission.findings)
                for twin in _twins(base, known, path)[-1:]:
                    _add_trusted(tree.facts, dossier, twin)
            else:
                tree.findings.extend(submission.findings)
                tree.changed[str(path)] = submission
                tree.facts.add(dossier, submission.triples)
        return tree

    return journal.steadily(base.root, once)


def _twins(base: KnowledgeBase, known: Sequence[KnowledgeBase], path: Path) -> list[Path]:
    """The file as it stood in the former states, where it did."""
    twins = [state.root / path.relative_to(base.root) for state in known]
    return [twin for twin in twins if twin.is_file()]


def _same(path: Path, twin: Path) -> bool:
    """Whether both say the same, however their lines end."""
    try:
        if abs(path.stat().st_size - twin.stat().st_size) > twin.stat().st_size + 1:
            return False
        return path.read_bytes().replace(b"\r\n", b"\n") == twin.read_bytes().replace(b"\r\n", b"\n")
    except OSError:
        return False


def _unmerged(path: Path) -> list[Finding]:
    """The finding that git left a conflict in the file, where it did."""
    with path.open("rb") as stream:
        lines = stream.read(1 << 24).split(b"\n")
    for number, line in enumerate(lines, 1):
        if line.startswith(_MARKER):
            message = (
                f"{path.name}: git left a conflict here; keep the lines of both sides that are true, take the marks out, and run "
                "'incumbent format'."
            )
            return [Finding("syntax", Severity.VIOLATION, message, str(path), number)]
    return []


def _strange(base: KnowledgeBase, known: Sequence[KnowledgeBase]) -> Iterator[Finding]:
    """Links among the files of facts, and new files of which nobody would read the facts."""
    if base.graph.is_symlink():
        yield _link(base.graph)
        return
    read = {str(path) for _, path in base.fact_files()}
    for at, folders, files in os.walk(base.graph):
        for name in sorted([*folders, *files]):
            path = Path(at, name)
            if path.is_symlink():
                yield _link(path)
            elif name in files and name.lower().endswith(".ttl") and str(path) not in read:
                inside = path.relative_to(base.root)
                if not any((state.root / inside).is_file() for state in known):
                    message = (
                        f"{inside.as_posix()}: nobody reads the facts in this file; put it into graph/DOSSIER/KIND/NAME.ttl, in "
                        "lower-case letters, digits and hyphens."
                    )
                    yield Finding("syntax", Severity.VIOLATION, message, str(path))


def _link(path: Path) -> Finding:
    message = (
        f"{path.name}: is a symbolic link, and facts stand in files of the base itself; put the file in its place."
    )
    return Finding("syntax", Severity.VIOLATION, message, str(path))
