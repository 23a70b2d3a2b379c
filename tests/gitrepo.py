"""Real git repositories for tests: made quickly, by nobody's settings but their own."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

_ENVIRONMENT = {
    "GIT_AUTHOR_NAME": "t",
    "GIT_AUTHOR_EMAIL": "t@example.org",
    "GIT_COMMITTER_NAME": "t",
    "GIT_COMMITTER_EMAIL": "t@example.org",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
}


def environment() -> dict[str, str]:
    """What a command needs to commit, whoever runs the tests."""
    return {**os.environ, **_ENVIRONMENT}


def git(folder: Path, *arguments: str, check: bool = True) -> str:
    """What a git command prints."""
    done = subprocess.run(
        ["git", *arguments], cwd=folder, check=False, capture_output=True, text=True, env=environment()
    )
    assert done.returncode == 0 or not check, (arguments, done.stdout, done.stderr)
    return done.stdout


def commit(folder: Path, message: str = "change") -> str:
    """Commit all that is there; returns the name of the commit."""
    git(folder, "add", "-A")
    git(folder, "commit", "--allow-empty", "-qm", message)
    return git(folder, "rev-parse", "HEAD").strip()


def start(folder: Path) -> None:
    """A repository with one commit, of what is there, on the branch ``main``."""
    git(folder, "init", "-qb", "main")
    ignored = folder / ".gitignore"
    if not ignored.exists():
        ignored.write_text(".incumbent/\nsources/\n/*.yaml\n", encoding="utf-8")
    commit(folder, "first")
