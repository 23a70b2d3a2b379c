"""Making a new, empty knowledge base."""

from __future__ import annotations

from pathlib import Path

from incumbent.base.knowledge_base import packaged_root
from incumbent.base.settings import FILE_NAME
from incumbent.errors import UsageError

_HEAD = """\
# A knowledge base of incumbent.

[base]
title = {title}
# The namespace of its things. Choose it before the first fact: IRIs are never changed.
iri = {iri}
language = "en"

"""


def found(folder: Path, title: str, iri: str) -> list[Path]:
    """Make a knowledge base in ``folder``; returns the files written. Raises UsageError where one is there already."""
    if (folder / FILE_NAME).exists():
        raise UsageError(f"{folder}: has an {FILE_NAME} already.")
    packaged = (packaged_root() / FILE_NAME).read_text(encoding="utf-8")
    rest = packaged[packaged.index("[prefixes]") :]
    rest = "\n".join(f"kb = {_quoted(iri)}" if line.startswith("kb = ") else line for line in rest.splitlines())
    files = {
        folder / FILE_NAME: _HEAD.format(title=_quoted(title), iri=_quoted(iri)) + rest + "\n",
        folder / ".gitignore": ".incumbent/\nsources/\n",
        folder / "graph" / ".gitkeep": "",
    }
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.write_text(text, encoding="utf-8")
    return list(files)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
