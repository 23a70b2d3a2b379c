"""Making a new, empty knowledge base."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

from incumbent import __version__
from incumbent.base.history import WORKFLOW, top
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
_MOVE = "# Move this to {} of the repository{}: only there it works.\n"


def found(folder: Path, title: str, iri: str) -> list[Path]:
    """Make a knowledge base in ``folder``; returns the files written.

    Raises UsageError where one is there already, SettingsError for an IRI that cannot be one; then nothing is written.
    """
    if (folder / FILE_NAME).exists():
        raise UsageError(f"{folder}: has an {FILE_NAME} already.")
    below = inside_of(folder)
    packaged = (packaged_root() / FILE_NAME).read_text(encoding="utf-8")
    rest = packaged[packaged.index("[prefixes]") :]
    rest = "\n".join(f"kb = {_quoted(iri)}" if line.startswith("kb = ") else line for line in rest.splitlines())
    files = {
        folder / FILE_NAME: _HEAD.format(title=_quoted(title), iri=_quoted(iri)) + rest + "\n",
        folder / ".gitignore": ".incumbent/\nsources/\n",
        folder / ".pre-commit-config.yaml": _hooks(below),
        folder / WORKFLOW: _workflow(below),
        folder / "graph" / ".gitkeep": "",
    }
    parse(files[folder / FILE_NAME].encode("utf-8", "replace"), folder / FILE_NAME)
    missing = {path: text for path, text in files.items() if not path.exists()}
    for path, text in missing.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", errors="replace")
    return list(missing)


def inside_of(folder: Path) -> tuple[Path, str] | None:
    """The top of the git repository in which ``folder`` lies, and the folder's path below it; None where it is the top.

    Git hooks and workflows work only from there, so that somebody has to move them.
    """
    repository = top(folder)
    if repository is None or repository == folder.absolute():
        return None
    return repository, folder.absolute().relative_to(repository).as_posix()


def _hooks(below: tuple[Path, str] | None) -> str:
    text = _template("pre-commit-config.yaml")
    if below is None:
        return text
    name = shlex.quote(below[1])
    text = re.sub(r"(?m)^( *)entry: (.*)$", lambda m: f"{m[1]}entry: {json.dumps(f'{m[2]} --kb {name}')}", text)
    pattern = json.dumps(f"^{re.escape(below[1])}/graph/")
    return _MOVE.format("the top", ", or add its hooks to those of the file there") + text.replace("^graph/", pattern)


def _workflow(below: tuple[Path, str] | None) -> str:
    text = _template("workflow.yml").replace("pip install incumbent", f"pip install incumbent=={__version__}")
    if below is None:
        return text
    place = json.dumps(below[1] if "${{" not in below[1] else "FOLDER")  # what stands behind that sign would be run
    where = f"    defaults:\n      run:\n        working-directory: {place}\n"
    return _MOVE.format(".github/workflows at the top", ", under any name") + text.replace(
        "    env:\n", f"{where}    env:\n", 1
    )


def _template(name: str) -> str:
    return (Path(__file__).parent / "template" / name).read_text(encoding="utf-8")


def _quoted(text: str) -> str:
    """A basic string of TOML (https://toml.io/en/v1.0.0#string)."""
    escaped = (f"\\u{ord(c):04X}" if ord(c) < 0x20 or ord(c) == 0x7F else "\\" * (c in '"\\') + c for c in text)
    return f'"{"".join(escaped)}"'
