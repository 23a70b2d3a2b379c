"""Writing an evaluated result in the format that is wanted, in the child."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any, BinaryIO, TypeVar

from incumbent.ask import sandbox
from incumbent.ask.evaluate import Rows
from incumbent.ask.prefixes import compact
from incumbent.ask.term import IRI, Term, n_triples

T = TypeVar("T")

Label = Callable[[str], str | None]


class _Cut(Iterator[T]):
    """The first ``limit`` items; ``more`` says, once they are used up, whether there was another."""

    def __init__(self, items: Iterator[T], limit: int | None) -> None:
        self._all = items
        self._items = items if limit is None else islice(items, limit)
        self._limited = limit is not None
        self.more = False

    def __next__(self) -> T:
        try:
            return next(self._items)
        except StopIteration:
            if self._limited:
                self.more = next(self._all, self) is not self
                self._limited = False
            raise


def write(
    result: Any,
    name: str,
    out: BinaryIO,
    *,
    prefixes: Mapping[str, str],
    limit: int | None = None,
    label: Label | None = None,
    width: int | None = None,
    bold: bool = False,
) -> sandbox.Report:
    """Write an evaluated ``result`` to ``out`` in the format ``name``; returns what ``Answer`` tells about it."""
    if isinstance(result, bool):
        from incumbent.ask import rows

        rows.write_boolean(result, name, out)
        return {"count": 1, "truncated": False, "columns": [], "boolean": result, "unit": "rows"}
    if not isinstance(result, Rows):
        from incumbent.ask.graphs import write_graph

        triples = _Cut(result, limit)
        count = write_graph(triples, name, out, prefixes)
        return {"count": count, "truncated": triples.more, "columns": [], "boolean": None, "unit": "triples"}
    cut = _Cut(result.rows, limit)
    if name == "table":
        from incumbent.ask import table

        show = shower(prefixes, label)
        count = table.write_table(result.columns, cut, out, show=show, columns_wide=width, bold=bold)
    else:
        from incumbent.ask import rows

        if name == "md":
            count = rows.write_markdown(result.columns, cut, out, show=shower(prefixes, label))
        else:
            count = rows.WRITERS[name](result.columns, cut, out)
    return {"count": count, "truncated": cut.more, "columns": result.columns, "boolean": None, "unit": "rows"}


def shower(prefixes: Mapping[str, str], label: Label | None) -> Callable[[Term], str]:
    """How people see a term: an IRI by its label, else shortened by a prefix; a literal by its text."""
    seen: dict[str, str] = {}

    def show(term: Term) -> str:
        if term.kind == IRI:
            shown = seen.get(term.value)
            if shown is None:
                shown = (label(term.value) if label else None) or compact(term.value, prefixes)
                if len(seen) < 100_000:
                    seen[term.value] = shown
            return shown
        return term.value if term.kind == "literal" else n_triples(term)

    return show
