"""Names of things for a shell that completes them: read off the files as they stand, which is much faster than parsing them.

Files of facts are canonical (:mod:`incumbent.model.turtle`): a subject stands alone on its line, a label on one below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.base.names import normal_form
from incumbent.model.text import visible

_LINE = re.compile(r'^(?:kb:([A-Za-z0-9_-]+)$|    skos:(?:pref|alt)Label "((?:[^"\\]|\\.)*)")', re.MULTILINE)
_MOST = 60


def names(base: KnowledgeBase) -> Iterator[tuple[str, str]]:
    """Each thing's local name with each of its labels; files that cannot be read are passed over."""
    for _, path in base.fact_files():
        local = ""
        for match in _LINE.finditer(_read(path)):
            if match[1] is not None:
                local = match[1]
            elif local and "\\" not in match[2]:
                yield local, match[2]


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        return ""


def matching(base: KnowledgeBase, begun: str) -> list[tuple[str, str]]:
    """What ``begun`` may become: local names, each with its label; at most 60.

    Those that begin with it, else those a word of whose label does, case and accents aside. Always local names: a label
    has spaces, which not every shell's completion puts in quotation marks.
    """
    known = sorted(set(names(base)), key=lambda pair: (pair[0], pair[1].casefold()))
    start = begun.removeprefix("kb:")
    prefix = begun[: len(begun) - len(start)]
    found = {local: label for local, label in reversed(known) if local.startswith(start)}
    if not found:
        wanted = normal_form(begun)
        found = {local: label for local, label in reversed(known) if f" {wanted}" in f" {normal_form(label)}"}
    return [(prefix + local, visible(label)) for local, label in sorted(found.items())][:_MOST]
