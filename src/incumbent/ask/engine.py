"""One question, one answer: read, guard, bind, run in the sandbox, write.

``answer`` is the whole way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import IO, TYPE_CHECKING, Any, BinaryIO, NamedTuple, TypeVar

from incumbent.ask import names, sandbox
from incumbent.ask.prefixes import compact
from incumbent.ask.prepare import prepare
from incumbent.ask.spool import Spool
from incumbent.ask.term import IRI, Term, n_triples
from incumbent.errors import UsageError

if TYPE_CHECKING:
    import pyoxigraph

T = TypeVar("T")

TIMEOUT = 10.0  # seconds
MEMORY = 2**30  # bytes

Label = Callable[[str], str | None]


class Answer(NamedTuple):
    """A complete answer.

    ``total`` is of rows or triples (of an ASK: 1); ``columns`` are those of rows; ``truncated`` says that ``limit``
    cut it; ``boolean`` is what an ASK says; ``notes`` are lines for standard error.
    """

    output: Spool
    form: str
    format: str
    total: int
    truncated: bool
    columns: tuple[str, ...]
    boolean: bool | None
    notes: tuple[str, ...]

    def file(self) -> IO[bytes]:
        """The bytes of the answer, from the start."""
        return self.output.rewind()


def answer(
    query_text: str,
    *,
    open_store: Callable[[], pyoxigraph.Store],
    prefixes: Mapping[str, str],
    bindings: Mapping[str, Term] | None = None,
    format: str | None = None,  # noqa: A002 # the option's name
    timeout: float = TIMEOUT,
    memory: int = MEMORY,
    limit: int | None = None,
    label: Callable[[pyoxigraph.Store], Label] | None = None,
    width: int | None = None,
    graphs: Sequence[str] | None = None,
    named: Sequence[str] | None = None,
    bold: bool = False,
) -> Answer:
    """Answer ``query_text``.

    :param open_store: opens the store; called in the child, where the parent's open files are closed.
    :param bindings: terms by the name of a variable, without ``?``.
    :param format: one of ``names.ROWS``, ``names.GRAPHS`` or an alias; None is table or turtle.
    :param timeout: seconds. :param memory: bytes above what the process takes. :param limit: rows or triples at most.
    :param label: makes, from the store, the function that gives an IRI's label in table and md; None: short IRIs.
    :param width: columns of the terminal for a table; None does not fit it to any.
    :param graphs: the IRIs of the graphs that are asked, "" for the store's unnamed one; None is the union of all.
    :param named: the IRIs of the graphs that GRAPH sees; None is those of ``graphs``.
    :param bold: whether the head of a table is bold.
    :raises QueryError: for a query that is refused or wrong. :raises LimitError: if time or memory ran out.
    """
    if limit is not None and limit < 0:
        raise UsageError("--limit takes a whole number from 0 on")
    if timeout <= 0 or memory <= 0:
        raise UsageError("--timeout and --memory take a number above 0")
    prepared = prepare(query_text, prefixes=prefixes, bindings=bindings)
    chosen = names.resolve(format, prepared.form)

    def work(out: BinaryIO) -> sandbox.Report:
        from incumbent.ask.evaluate import evaluate

        store = open_store()
        result = evaluate(store, prepared, graphs=graphs, named=named)
        labels = label(store) if label and chosen in names.FOR_PEOPLE else None
        return write(result, chosen, out, prefixes=prefixes, limit=limit, label=labels, width=width, bold=bold)

    outcome = sandbox.run(work, timeout=timeout, memory=memory)
    report = outcome.report
    columns = tuple(report["columns"])
    return Answer(
        outcome.output,
        prepared.form,
        chosen,
        report["count"],
        report["truncated"],
        columns,
        report["boolean"],
        tuple(_notes(report, columns, limit)),
    )


def _notes(report: sandbox.Report, columns: Sequence[str], limit: int | None) -> Iterator[str]:
    if report["truncated"]:
        yield f"cut at {limit} {report['unit']} (--limit); there are more"
    elif report["boolean"] is None and not report["count"]:
        yield f"no {report['unit']}" + (f"; the columns are {', '.join(columns)}" if columns else "")


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
    from incumbent.ask import rows, table
    from incumbent.ask.evaluate import Rows

    if isinstance(result, bool):
        rows.write_boolean(result, name, out)
        return {"count": 1, "truncated": False, "columns": [], "boolean": result, "unit": "rows"}
    if not isinstance(result, Rows):
        from incumbent.ask.graphs import write_graph

        triples = _Cut(result, limit)
        count = write_graph(triples, name, out, prefixes)
        return {"count": count, "truncated": triples.more, "columns": [], "boolean": None, "unit": "triples"}
    cut = _Cut(result.rows, limit)
    if name == "table":
        show = shower(prefixes, label)
        count = table.write_table(result.columns, cut, out, show=show, columns_wide=width, bold=bold)
    elif name == "md":
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
