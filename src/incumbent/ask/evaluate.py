"""Running a query on a ``pyoxigraph.Store``, in the child: from the engine's objects to plain terms.

Everything after this works on ``Rows``, ``bool`` or an iterator of triples, so that other engines can stand in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from incumbent.ask import term
from incumbent.ask.diagnosis import diagnose
from incumbent.ask.prepare import Prepared
from incumbent.errors import QueryError

if TYPE_CHECKING:
    import pyoxigraph

_KNOWN = 20_000  # terms that are kept
T = TypeVar("T")
Row = tuple[term.Term | None, ...]


class Rows(NamedTuple):
    """What a SELECT gives: the names of its columns, and rows with a term or None for each."""

    columns: list[str]
    rows: Iterator[Row]


Result = Rows | bool | Iterator["pyoxigraph.Triple"]


def evaluate(
    store: pyoxigraph.Store,
    query: Prepared,
    *,
    graphs: Sequence[str] | None = None,
    named: Iterable[str] | None = None,
) -> Result:
    """Run ``query`` on ``store``.

    :param graphs: the IRIs of the graphs that make up the default graph, "" for the store's unnamed one; None takes the
        union of all. A triple that several of them hold comes several times: a store keeps them apart.
    :param named: the IRIs of the graphs that GRAPH sees; None takes those of ``graphs``.
    :raises QueryError: for a query that the engine refuses.
    """
    import pyoxigraph

    def parse(text: str) -> object:
        return pyoxigraph.Store().query(text)

    try:
        if graphs is None:
            answer = store.query(query.rendered.text, use_default_graph_as_union=True)
        else:
            unnamed = pyoxigraph.DefaultGraph()
            answer = store.query(
                query.rendered.text,
                default_graph=[pyoxigraph.NamedNode(graph) if graph else unnamed for graph in graphs],
                named_graphs=[pyoxigraph.NamedNode(graph) for graph in (graphs if named is None else named) if graph],
            )
    except SyntaxError as error:
        raise diagnose(query.text, query.rendered, error, parse) from None
    except (ValueError, RuntimeError) as error:
        raise _refused(error) from None
    if isinstance(answer, pyoxigraph.QueryBoolean):
        return bool(answer)
    if isinstance(answer, pyoxigraph.QueryTriples):
        return _guarded(iter(answer))
    names = [variable.value for variable in answer.variables]
    kept = [index for index, name in enumerate(names) if name not in query.hidden]
    if query.order:
        kept.sort(key=lambda index: query.order.index(names[index]))
    rows = _guarded(iter(answer))
    return Rows([names[index] for index in kept], _rows(rows, kept))


def _refused(error: Exception) -> QueryError:
    return QueryError(f"the query cannot be answered: {' '.join(str(error).split())}")


def _guarded(items: Iterator[T]) -> Iterator[T]:
    try:
        yield from items
    except (ValueError, RuntimeError) as error:
        raise _refused(error) from None


def _rows(solutions: Iterator[pyoxigraph.QuerySolution], kept: Sequence[int]) -> Iterator[Row]:
    convert = converter()
    # The same terms come again and again; making one anew costs several objects.
    known: dict[object, term.Term | None] = {None: None}
    for solution in solutions:
        row: list[term.Term | None] = []
        for index in kept:
            node = solution[index]
            try:
                row.append(known[node])
            except KeyError:
                if len(known) > _KNOWN:
                    known = {None: None}
                converted = known[node] = convert(node)
                row.append(converted)
        yield tuple(row)


def converter() -> Callable[[object], term.Term | None]:
    """A function from pyoxigraph's terms (or None) to ours."""
    import pyoxigraph

    named_node, literal, blank_node = pyoxigraph.NamedNode, pyoxigraph.Literal, pyoxigraph.BlankNode

    def convert(node: object) -> term.Term | None:
        if node is None:
            return None
        if isinstance(node, named_node):
            return term.Term(term.IRI, node.value)
        if isinstance(node, literal):
            return term.Term(term.LITERAL, node.value, node.datatype.value, node.language or "")
        if isinstance(node, blank_node):
            return term.Term(term.BLANK, node.value)
        return term.Term(term.TRIPLE, str(node))

    return convert
