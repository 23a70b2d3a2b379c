"""Making a new, empty knowledge base."""

from __future__ import annotations

from pathlib import Path

from incumbent.base.knowledge_base import FILE_NAME, packaged_root
from incumbent.base.settings import parse
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
    """Make a knowledge base in ``folder``; returns the files written.

    Raises UsageError where one is there already, SettingsError for an IRI that cannot be one; then nothing is written.
    """
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
    parse(files[folder / FILE_NAME].encode("utf-8", "replace"), folder / FILE_NAME)
    missing = {path: text for path, text in files.items() if not path.exists()}
    for path, text in missing.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", errors="replace")
    return list(missing)


def _quoted(text: str) -> str:
    """A basic string of TOML (https://toml.io/en/v1.0.0#string)."""
    escaped = (f"\\u{ord(c):04X}" if ord(c) < 0x20 or ord(c) == 0x7F else "\\" * (c in '"\\') + c for c in text)
    return f'"{"".join(escaped)}"'
