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
    """What ``begun`` may become, with a word on each: local names that begin so, else labels that do.

    Case and accents do not count; the number is limited. Labels that a terminal might obey are left out.
    """
    wanted = normal_form(begun)
    start = begun.removeprefix("kb:")
    known = sorted(set(names(base)), key=lambda pair: (pair[1].casefold(), pair[0]))
    locals_found = {local: label for local, label in known if begun and local.startswith(start)}
    if locals_found:
        prefix = "kb:" if begun.startswith("kb:") else ""
        found = [(prefix + local, visible(label)) for local, label in locals_found.items()]
    else:
        labels = {label: local for local, label in known if normal_form(label).startswith(wanted) and visible(label) == label}
        found = list(labels.items())
    return found[:_MOST]
