r"""Changes as text, Markdown and JSON.

The JSON is ``{"from": REV, "to": REV or null, "dossier": NAME or null, "changes": [CHANGE, …]}``; null means the working tree,
or all dossiers. CHANGE is ``{"kind", "group", "thing", "label", "record", "property", "old", "new", "dossiers", "text"}``:

* ``kind`` is added, removed, changed, withdrawn, derived (it follows from another change) or evidence (how much supports it);
* ``group`` is the heading of the other forms; ``thing`` a local name, ``label`` its name, ``record`` the record's local name;
* ``property``, ``old`` and ``new`` tell a change of values, in words; ``text`` says all of it in a sentence.

Every key is always there. Characters that a terminal would obey are written as ``\uXXXX``, which JSON reads back as they were.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby

from incumbent.diff.change import Change
from incumbent.model.markdown import escaped
from incumbent.model.text import visible

_COLOURS = {"+": "32", "-": "31", "~": "33"}  # of ECMA-48
_NOTHING = "Nothing changed."


def text(changes: Sequence[Change], *, coloured: bool = False) -> str:
    """For people: a heading for each kind of thing, a line for each change behind its sign; empty where nothing changed."""
    parts = []
    for group, members in groupby(changes, key=lambda change: change.group):
        lines = [f"\x1b[1m{group}\x1b[0m" if coloured else group]
        for change in members:
            sign = f"\x1b[{_COLOURS[change.sign]}m{change.sign}\x1b[0m" if coloured else change.sign
            lines.append(f"  {sign} {_line(change.text)}")
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def markdown(changes: Sequence[Change], title: str) -> str:
    """For a pull request or a summary: the same as lists."""
    lines = [f"# {escaped(title)}", ""]
    for group, members in groupby(changes, key=lambda change: change.group):
        lines += [f"## {escaped(group)}", ""]
        lines += [f"- `{change.sign}` {escaped(change.text)}" for change in members]
        lines.append("")
    return "\n".join(lines if changes else [*lines, _NOTHING, ""])


def structured(changes: Sequence[Change], former: str, present: str | None, dossier: str | None) -> str:
    """For programs; see above."""
    document = {
        "from": former,
        "to": present,
        "dossier": dossier,
        "changes": [
            {
                "kind": change.kind,
                "group": change.group,
                "thing": change.thing,
                "label": change.label,
                "record": change.record,
                "property": change.property_name,
                "old": list(change.old),
                "new": list(change.new),
                "dossiers": list(change.dossiers),
                "text": change.text,
            }
            for change in changes
        ],
    }
    found = json.dumps(document, ensure_ascii=False, indent=2)
    return "".join(c if visible(c) == c else _escape(c) for c in found) + "\n"


def _escape(character: str) -> str:
    return json.dumps(character)[1:-1]


def _line(sentence: str) -> str:
    return " ".join(visible(sentence).split())
