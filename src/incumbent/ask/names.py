"""The names of the output formats, and which query form each can carry."""

from __future__ import annotations

from incumbent.ask.guard import CONSTRUCT, DESCRIBE
from incumbent.errors import UnknownNameError, UsageError

ROWS = ("table", "csv", "tsv", "json", "jsonl", "xml", "md")
GRAPHS = ("turtle", "ntriples", "nquads", "trig", "jsonld", "rdfxml")
ALIASES = {"ttl": "turtle", "nt": "ntriples", "nq": "nquads", "markdown": "md", "json-ld": "jsonld", "rdf": "rdfxml"}
FOR_PEOPLE = ("table", "md")  # these show labels; the others give terms in full


def resolve(name: str | None, form: str) -> str:
    """The format called ``name`` for an answer to a query of that ``form``; None stands for table or turtle.

    :raises UnknownNameError: if no format is called so. :raises UsageError: if it cannot carry the answer.
    """
    graph = form in (CONSTRUCT, DESCRIBE)
    if name is None:
        return "turtle" if graph else "table"
    chosen = ALIASES.get(name.lower(), name.lower())
    if chosen not in (*ROWS, *GRAPHS):
        from difflib import get_close_matches

        near = tuple(get_close_matches(chosen, [*ROWS, *GRAPHS, *ALIASES], 2, 0.5))
        raise UnknownNameError(f"no format is called {ascii(name)[1:-1]}.", near)
    if (chosen in GRAPHS) != graph:
        fitting = ", ".join(GRAPHS if graph else ROWS)
        raise UsageError(
            f"{form} answers with {'a graph' if graph else 'rows'}, which {chosen} cannot carry; use {fitting}"
        )
    return chosen
