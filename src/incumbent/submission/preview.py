"""What a merge would change, before it does."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from incumbent.base.layout import Written
from incumbent.base.view import View
from incumbent.model.text import visible


class Preview(NamedTuple):
    """A change that was not made: both states, the IRIs of what is different in them, and the files as a unified diff."""

    before: View
    after: View
    changed: set[str]
    diff: str


def diff_of(root: Path, files: Mapping[Path, Written | None]) -> str:
    """The unified diff of the files of the base at ``root`` against what they are to hold; no control characters but line feeds."""
    lines: list[str] = []
    for path, written in sorted(files.items()):
        name = path.relative_to(root).as_posix()
        old = _lines(path.read_bytes()) if path.is_file() else []
        new = _lines(written.data) if written is not None else []
        heads = (f"a/{name}" if old else "/dev/null"), (f"b/{name}" if new else "/dev/null")
        lines += difflib.unified_diff(old, new, *heads, lineterm="")
    return "".join(f"{visible(line)}\n" for line in lines)


def _lines(data: bytes) -> list[str]:
    return data.decode("utf-8", "replace").removesuffix("\n").split("\n")
