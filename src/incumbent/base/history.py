"""The second clock: the knowledge base as it stood at a git revision.

Git is asked for names and for the bytes of objects, and for nothing else. Its other commands run what a repository's
settings and attributes name (filters, text conversion, monitors, hooks), or leave out what attributes say; and what is
laid out may lie where a branch could have put files of its own, so that it is held against git each time.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

from incumbent.base.knowledge_base import FILE_NAME, KnowledgeBase, packaged_root
from incumbent.errors import InputError, UsageError

WORKFLOW = ".github/workflows/facts.yml"
JUDGES = ("ontology", "shapes", "rules", WORKFLOW)  # what decides, beside the settings, what is let in
ROOMS = ("graph", "ontology", "shapes", "queries", "rules")
_GIT = (
    "git",
    "--no-pager",
    "--no-replace-objects",
    *("-c", "core.quotepath=off"),
    *("-c", "core.fsmonitor=false"),
    *("-c", "core.hooksPath=/dev/null"),
    *("-c", "protocol.allow=never"),  # objects that a partial clone lacks are not fetched
    *("-c", "safe.bareRepository=explicit"),  # a branch may hold folders that look like a repository
)
# What git sets for its hooks, and what would lead to another repository or index than that of the folder.
_ELSEWHERE = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_NAMESPACE",
)
_PLAIN = ("100644", "100755")  # modes of files; a link could lead out, and facts need none
_STATE = ".incumbent"


class _Blob(NamedTuple):
    """A file of a commit: its path below the base, and the name of its content."""

    path: str
    name: str


def at_revision(base: KnowledgeBase, revision: str, folder: Path) -> KnowledgeBase:
    """The base ``base`` as of the commit that ``revision`` names, laid out below ``folder`` and kept there.

    The vocabulary, shapes and questions are today's where the base uses the packaged ones. Raises UsageError where there is
    no such commit, or no base in it.
    """
    rooms = ("graph",) if _is_packaged(base) else ROOMS
    return KnowledgeBase(_laid_out(base, revision, folder, "at", rooms))


def judging_at(base: KnowledgeBase, revision: str, folder: Path) -> KnowledgeBase:
    """The same with everything that judges as it was then: ontology, shapes, rules, settings."""
    return KnowledgeBase(_laid_out(base, revision, folder, "judging", ("graph", *JUDGES)), alone=_is_packaged(base))


def held_base(base: KnowledgeBase, revision: str) -> bool:
    """Whether there was a base at this place of the repository. Raises UsageError where there is no such commit."""
    return bool(_blobs(base.root, commit_of(base, revision), (FILE_NAME,)))


def is_unborn(base: KnowledgeBase) -> bool:
    """Whether the branch has no commit yet."""
    named = _answers(base.root, "symbolic-ref", "--quiet", "HEAD") is not None
    return named and _answers(base.root, "rev-parse", "--verify", "--quiet", "HEAD") is None


def commit_of(base: KnowledgeBase, revision: str) -> str:
    """The name of the commit that ``revision`` stands for; UsageError where there is none."""
    found = _answers(base.root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if found is None:
        _git(base.root, "rev-parse", "--git-dir")  # says what is wrong where there is no repository at all
        hint = f" {_SHALLOW}" if _is_shallow(base.root) else ""
        raise UsageError(f"revision {revision!r}: git knows no such commit in {base.root}.{hint}")
    return found.decode().strip()


def common(base: KnowledgeBase, revision: str) -> str:
    """The commit at which the present one and ``revision`` part ways; ``revision`` itself where they have none in common.

    Raises UsageError where that is not known because the clone is shallow.
    """
    commit = commit_of(base, revision)
    found = _answers(base.root, "merge-base", commit, "HEAD")
    if found is None and _is_shallow(base.root):
        raise UsageError(f"revision {revision!r}: the commit at which the branch began is not here. {_SHALLOW}")
    return found.decode().strip() if found else commit


def tracks_state(base: KnowledgeBase) -> bool:
    """Whether the present commit holds files of the program's own state, which are no part of a base."""
    return _answers(base.root, "ls-tree", "-z", "HEAD", "--", _STATE) not in (None, b"")


def top(folder: Path) -> Path | None:
    """The top of the working tree that ``folder`` lies in, or None."""
    for above in (folder.absolute(), *folder.absolute().parents):
        if (above / ".git").exists():
            return above
    return None


_SHALLOW = "This clone is shallow: get the rest with 'git fetch --unshallow' (in a workflow: fetch-depth: 0)."


def _is_packaged(base: KnowledgeBase) -> bool:
    return base.root.resolve() == packaged_root().resolve()


def _is_shallow(root: Path) -> bool:
    return _answers(root, "rev-parse", "--is-shallow-repository") == b"true\n"


def _laid_out(base: KnowledgeBase, revision: str, folder: Path, kind: str, rooms: tuple[str, ...]) -> Path:
    commit = commit_of(base, revision)
    blobs = _blobs(base.root, commit, (FILE_NAME, *rooms))
    if not any(blob.path == FILE_NAME for blob in blobs):
        raise UsageError(f"revision {revision!r}: there was no {FILE_NAME} in {base.root} then.")
    target = folder / f"{kind}-{commit[:16]}"
    if not _is_as_laid_out(target, blobs, may_have_cache=kind == "at"):
        _lay_out(base.root, blobs, target)
    return target


def _blobs(root: Path, commit: str, names: tuple[str, ...]) -> list[_Blob]:
    """The plain files of a commit that ``names`` name, and those below them, with their paths from ``root``."""
    found = []
    for entry in _git(root, "ls-tree", "-r", "-z", commit, "--", *names).split(b"\0"):
        about, tab, path = entry.partition(b"\t")
        if tab and about[:6].decode() in _PLAIN:
            found.append(_Blob(os.fsdecode(path), about.split(b" ")[2].decode()))
    return [blob for blob in found if not {"..", ""}.intersection(blob.path.split("/"))]


def _is_as_laid_out(target: Path, blobs: list[_Blob], *, may_have_cache: bool) -> bool:
    """Whether ``target`` holds just these files. A cache of its own may lie beside them, but nothing that would change them."""
    if target.is_symlink() or not target.is_dir():
        return False
    present: set[str] = set()
    for at, folders, files in os.walk(target):
        inside = os.path.relpath(at, target)
        if inside == "." and may_have_cache and _STATE in folders:
            if os.path.lexists(f"{at}/{_STATE}/journal") or Path(at, _STATE).is_symlink():
                return False
            folders.remove(_STATE)
        if any(Path(at, name).is_symlink() for name in folders):
            return False
        present.update(name if inside == "." else f"{inside}/{name}" for name in files)
    return present == {blob.path for blob in blobs} and all(_holds(target / blob.path, blob.name) for blob in blobs)


def _holds(path: Path, name: str) -> bool:
    """Whether the file has the content that git calls ``name`` (https://git-scm.com/book/en/v2/Git-Internals-Git-Objects)."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return False
        data = path.read_bytes()
    except OSError:
        return False
    digest = hashlib.sha1 if len(name) == 40 else hashlib.sha256
    return digest(b"blob %d\0%s" % (len(data), data)).hexdigest() == name


def _lay_out(root: Path, blobs: list[_Blob], target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    contents = _contents(root, blobs)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix="laying-out-") as beside:
        for blob, data in zip(blobs, contents, strict=True):
            path = Path(beside) / "base" / blob.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        if os.path.lexists(target):
            target.rename(Path(beside) / "former")
        try:
            (Path(beside) / "base").rename(target)
        except OSError:
            if not _is_as_laid_out(target, blobs, may_have_cache=True):  # another process was not quicker: it failed
                raise
        shutil.rmtree(Path(beside) / "former", ignore_errors=True)


def _contents(root: Path, blobs: list[_Blob]) -> list[bytes]:
    """The bytes of each, as they were committed: no filter, no conversion."""
    answer = _git(root, "cat-file", "--batch", stdin="".join(f"{blob.name}\n" for blob in blobs).encode())
    found, at = [], 0
    for blob in blobs:
        end = answer.index(b"\n", at)
        head = answer[at:end].split(b" ")
        if len(head) != 3:
            raise InputError(f"{root}: git has not got {blob.path} of that revision here; fetch it with 'git fetch'.")
        size = int(head[2])
        found.append(answer[end + 1 : end + 1 + size])
        at = end + 1 + size + 1
    return found


def _answers(root: Path, *arguments: str) -> bytes | None:
    """The output of a git command, or None where git says no."""
    done = _run(root, arguments, b"")
    return done.stdout if done.returncode == 0 else None


def _git(root: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    """The output of a git command in ``root``; UsageError, with its reason, where git says no."""
    done = _run(root, arguments, stdin)
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise UsageError(f"{root}: git says: {reason[-1] if reason else 'no'}.")
    return done.stdout


def _run(root: Path, arguments: tuple[str, ...], stdin: bytes) -> subprocess.CompletedProcess[bytes]:
    environment = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
    environment |= {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"}
    try:
        return subprocess.run(
            [*_GIT, *arguments], cwd=root, input=stdin, capture_output=True, env=environment, check=False
        )
    except OSError as error:
        raise InputError(f"git cannot be run: {error.strerror}; install git, or put it on the PATH.") from error
    except ValueError as error:  # a null byte in the name of a revision
        raise UsageError(f"git cannot be asked that: {error}.") from error
