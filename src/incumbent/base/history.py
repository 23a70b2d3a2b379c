"""The second clock: the knowledge base as it stood at a git revision."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
import tempfile
from pathlib import Path

from incumbent.base.knowledge_base import FILE_NAME, KnowledgeBase, packaged_root
from incumbent.errors import InputError, UsageError

_GIT = ("git", "-c", "core.quotepath=off", "-c", "core.fsmonitor=false")


def at_revision(base: KnowledgeBase, revision: str, folder: Path) -> KnowledgeBase:
    """The base ``base`` as of the commit that ``revision`` names, laid out below ``folder`` and kept there.

    What a commit holds never changes, so that it is written once. The vocabulary, shapes and questions are today's where the
    base uses the packaged ones. Raises UsageError where there is no such commit, or no base in it.
    """
    commit = _commit(base.root, revision)
    target = folder / f"at-{commit[:16]}"
    if not (target / FILE_NAME).is_file():
        rooms = (
            ["graph"]
            if base.root.resolve() == packaged_root().resolve()
            else ["graph", "ontology", "shapes", "queries"]
        )
        names = _git(base.root, "ls-tree", "--name-only", commit).decode("utf-8", "replace").splitlines()
        wanted = [name for name in (FILE_NAME, *rooms) if name in names]
        if FILE_NAME not in wanted:
            raise UsageError(f"--at {revision}: there was no {FILE_NAME} in {base.root} then.")
        _lay_out(_git(base.root, "archive", "--format=tar", commit, "--", *wanted), target)
    return KnowledgeBase(target)


def _commit(root: Path, revision: str) -> str:
    try:
        found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except UsageError:
        raise UsageError(f"--at {revision!r}: git knows no such commit in {root}.") from None
    return found.decode().strip()


def _git(root: Path, *arguments: str) -> bytes:
    """The output of a git command in ``root``; nothing of the base's own git configuration runs a program here."""
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    try:
        done = subprocess.run([*_GIT, *arguments], cwd=root, capture_output=True, env=environment, check=False)
    except OSError as error:
        raise InputError(f"git cannot be run: {error.strerror}.") from error
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise UsageError(f"{root}: git says: {reason[-1] if reason else 'no'}.")
    return done.stdout


def _lay_out(archive: bytes, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix="laying-out-") as beside:
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            for member in tar:
                # Plain files alone: a link could lead out, and facts need none.
                stream = tar.extractfile(member) if member.isfile() else None
                path = Path(beside) / "base" / member.name
                if stream is not None and ".." not in path.parts and not Path(member.name).is_absolute():
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(stream.read())
        try:
            (Path(beside) / "base").rename(target)
        except OSError:
            if not (target / FILE_NAME).is_file():  # another process was not quicker: it failed
                raise
