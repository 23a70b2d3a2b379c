"""The page on git shows what happens: its commands are run in order, in a repository of their own.

Blocks in ``sh`` hold commands (``$ …``) with what they print; forms and files between them are put where the last command left
off. ``python -m tests.docs.test_git_page`` writes the shown answers anew.
"""

from __future__ import annotations

import hashlib
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.docs.test_docs import ROOT, WIDTH, blocks, same, trimmed
from tests.gitrepo import environment

PAGE = ROOT / "docs" / "git.md"
ALLOWED = ("incumbent", "git", "sed", "cd")


def go(text: str, folder: Path) -> tuple[str, list[str]]:
    """The page with the answers as they are, and what is shown otherwise."""
    faults, answers = [], []
    found = {**environment(), "COLUMNS": WIDTH, "NO_COLOR": "1"}
    found = {name: value for name, value in found.items() if name != "INCUMBENT_KB"}
    for block in blocks(text):
        place = re.search(r"\bfile=(\S+)", block.info) or re.match(r"# form: (\S+)", block.body)
        if place:
            path = folder / place[1]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.body, encoding="utf-8")
        if block.language != "sh":
            continue
        at = block.start
        for part in re.findall(r"^\$ .*\n(?:(?!\$ ).*\n)*", block.body, re.MULTILINE):
            line, _, shown = part.partition("\n")
            words = shlex.split(line.removeprefix("$ "))
            assert words[0] in ALLOWED, line
            real = ""
            if words[0] == "cd":
                folder = folder / words[1]
            else:
                real = run(words, folder, found)
            if not same(shown, real):
                faults.append(f"{line}\nshown is\n{shown}\nreal is\n{real}")
            new = trimmed(shown, real)
            start = at + len(line) + 1
            answers.append((start, start + len(shown), new + "\n" if new else ""))
            at += len(part)
    for start, end, answer in reversed(answers):
        text = text[:start] + answer + text[end:]
    return text, faults


def run(words: list[str], folder: Path, found: dict[str, str]) -> str:
    program = [sys.executable, "-m", "incumbent"] if words[0] == "incumbent" else [words[0]]
    done = subprocess.run(
        [*program, *words[1:]], cwd=folder, env=found, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    lines = done.stdout.decode().splitlines()
    return "\n".join(line.rstrip() for line in lines if "building the query cache" not in line)


def test_the_page_shows_what_happens(tmp_path: Path) -> None:
    _, faults = go(PAGE.read_text(encoding="utf-8"), tmp_path)
    assert not faults, "\n\n".join(faults)


def test_the_text_of_the_page_has_the_digest_that_its_form_names() -> None:
    text = PAGE.read_text(encoding="utf-8")
    body = next(block.body for block in blocks(text) if "file=sources/" in block.info)
    assert hashlib.sha256(body.encode()).hexdigest() in text and f"textLength: {len(body)}\n" in text


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        os.environ.pop("INCUMBENT_KB", None)
        written, _ = go(PAGE.read_text(encoding="utf-8"), Path(scratch))
        PAGE.write_text(written, encoding="utf-8")
