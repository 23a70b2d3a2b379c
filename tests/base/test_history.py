"""The base as it stood at a git revision, in a real repository."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from incumbent.base.facts import Facts
from incumbent.base.history import at_revision
from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.errors import UsageError

FACT = '<https://example.org/kb/state-{0}> <http://www.w3.org/2004/02/skos/core#prefLabel> "{0}"@en .\n'


def git(folder: Path, *arguments: str) -> None:
    names = {f"GIT_{who}_{what}": "t@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    subprocess.run(
        ["git", *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
        env={**os.environ, **names, "HOME": str(folder)},
    )


def commit(base: KnowledgeBase, *states: str) -> None:
    for path in base.graph.rglob("*.ttl"):
        path.unlink()
    for state in states:
        path = base.graph / "talks" / "state" / f"{state}.ttl"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(FACT.format(state), encoding="utf-8")
    git(base.root, "add", "-A")
    git(base.root, "commit", "--allow-empty", "-qm", "facts")


@pytest.fixture
def repository(empty_base: KnowledgeBase) -> KnowledgeBase:
    git(empty_base.root, "init", "-q")
    commit(empty_base, "x")
    commit(empty_base, "x", "y")
    commit(empty_base, "y")
    return empty_base


@pytest.mark.parametrize(("revision", "states"), [("HEAD", "y"), ("HEAD~1", "xy"), ("HEAD~2", "x")])
def test_each_revision_has_its_own_facts(repository: KnowledgeBase, tmp_path: Path, revision: str, states: str) -> None:
    for _ in range(2):  # laid out, then found laid out
        then = at_revision(repository, revision, tmp_path / "cache")
        assert sorted(iri[-1] for iri in Facts.read(then).subjects()) == list(states)


def test_a_base_below_the_top_of_its_repository(repository: KnowledgeBase, tmp_path: Path) -> None:
    inner = repository.root / "inner"
    (inner / "graph" / "talks").mkdir(parents=True)
    (inner / "incumbent.toml").write_bytes((repository.root / "incumbent.toml").read_bytes())
    (inner / "graph" / "talks" / "z.ttl").write_text(FACT.format("z"), encoding="utf-8")
    git(repository.root, "add", "-A")
    git(repository.root, "commit", "-qm", "inner")
    then = at_revision(KnowledgeBase(inner), "HEAD", tmp_path / "cache")
    assert [iri[-1] for iri in Facts.read(then).subjects()] == ["z"]


@pytest.mark.parametrize("revision", ["nothing", "--output=/tmp/x", "HEAD~99", "", "HEAD:graph"])
def test_what_is_no_commit_is_refused(repository: KnowledgeBase, tmp_path: Path, revision: str) -> None:
    with pytest.raises(UsageError, match="no such commit"):
        at_revision(repository, revision, tmp_path / "cache")


def test_a_folder_that_is_no_repository(empty_base: KnowledgeBase, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        at_revision(empty_base, "HEAD", tmp_path / "cache")
