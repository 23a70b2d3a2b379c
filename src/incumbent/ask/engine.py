"""One question, one answer: read, guard, bind, run in the sandbox, write.

``answer`` is the whole way. All of it happens in the child, so that the asking process imports next to nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import IO, TYPE_CHECKING, BinaryIO, NamedTuple

from incumbent.ask import sandbox
from incumbent.ask.spool import Spool
from incumbent.errors import UsageError

if TYPE_CHECKING:
    import pyoxigraph

    from incumbent.ask.term import Term

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


class Opening:
    """Opens a store in a thread, so that other work goes on meanwhile; what the opening raises, ``store`` raises."""

    def __init__(self, open_store: Callable[[], pyoxigraph.Store]) -> None:
        import _thread  # the module threading takes longer to import than the store to open

        self._open = open_store
        self._store: pyoxigraph.Store | None = None
        self._error: BaseException | None = None
        self._done = _thread.allocate_lock()
        self._done.acquire()
        _thread.start_new_thread(self._work, ())

    def _work(self) -> None:
        try:
            self._store = self._open()
        except BaseException as error:
            self._error = error
        finally:
            self._done.release()

    def wait(self) -> None:
        """Come back once it is open, or could not be opened."""
        with self._done:
            return

    def store(self) -> pyoxigraph.Store:
        """The store, once it is open."""
        with self._done:
            if self._error is not None:
                raise self._error
            assert self._store is not None
            return self._store


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
    named: Iterable[str] | None = None,
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

    def task() -> tuple[sandbox.Work, float, int]:
        opening = Opening(open_store)
        opening.wait()  # what an open store takes is not the query's
        return lambda out: work(opening, out), timeout, memory

    def work(opening: Opening, out: BinaryIO) -> sandbox.Report:
        return evaluated(
            query_text,
            store=opening.store,
            prefixes=prefixes,
            bindings=lambda: bindings or {},
            format=format,
            limit=limit,
            label=label,
            width=width,
            graphs=graphs,
            named=named,
            bold=bold,
            out=out,
        )

    return answer_of(sandbox.Child(task).outcome(timeout=timeout, memory=memory), limit)


def evaluated(
    query_text: str,
    *,
    store: Callable[[], pyoxigraph.Store],
    prefixes: Mapping[str, str],
    bindings: Callable[[], Mapping[str, Term]],
    format: str | None,  # noqa: A002 # the option's name
    limit: int | None,
    label: Callable[[pyoxigraph.Store], Label] | None,
    width: int | None,
    graphs: Sequence[str] | None,
    named: Iterable[str] | None,
    bold: bool,
    out: BinaryIO,
) -> sandbox.Report:
    """The part of ``answer`` that is done in the child: evaluate, write to ``out``, report for ``answer_of``."""
    from incumbent.ask import deliver, names
    from incumbent.ask.evaluate import evaluate
    from incumbent.ask.prepare import prepare

    prepared = prepare(query_text, prefixes=prefixes, bindings=bindings())
    chosen = names.resolve(format, prepared.form)
    result = evaluate(store(), prepared, graphs=graphs, named=named)
    labels = label(store()) if label and chosen in names.FOR_PEOPLE else None
    told = deliver.write(result, chosen, out, prefixes=prefixes, limit=limit, label=labels, width=width, bold=bold)
    return {**told, "form": prepared.form, "format": chosen}


def answer_of(outcome: sandbox.Outcome, limit: int | None) -> Answer:
    """The answer that a child's outcome is."""
    report = outcome.report
    columns = tuple(report["columns"])
    return Answer(
        outcome.output,
        report["form"],
        report["format"],
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
