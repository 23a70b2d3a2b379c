"""From a person's query to the text that any SPARQL 1.1 engine is given: guarded, bound, with its prefixes declared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from incumbent.ask.binding import bind
from incumbent.ask.guard import guard
from incumbent.ask.prefixes import declare
from incumbent.ask.term import Term
from incumbent.ask.tokens import VARIABLE, WORD, Rendered, Token, render


class Prepared(NamedTuple):
    """A query ready to run: the user's text, its form, and what the engine is given.

    ``hidden`` are columns to leave out. ``order`` is that of the columns of a ``SELECT *``, on which engines differ:
    that in which the variables first come in the text. It is empty for any other query.
    """

    text: str
    form: str
    rendered: Rendered
    hidden: frozenset[str]
    order: tuple[str, ...]


def prepare(text: str, *, prefixes: Mapping[str, str], bindings: Mapping[str, Term] | None = None) -> Prepared:
    """Guard ``text``, declare the known prefixes that it uses, and bind variables.

    :raises QueryError: for what no query may hold, and for faults that show in the tokens.
    """
    query = guard(text)
    bound = bind(query, bindings or {})
    rendered = render(declare(text, bound.tokens, prefixes))
    return Prepared(text, query.form, rendered, bound.hidden, _order(query.tokens))


def _order(tokens: Sequence[Token]) -> tuple[str, ...]:
    selects = [index for index, token in enumerate(tokens) if token.is_word("SELECT")]
    after = tokens[selects[0] + 1 : selects[0] + 3] if selects else []
    if not after or not (after[0].is_mark("*") or (after[0].kind == WORD and after[-1].is_mark("*"))):
        return ()
    return tuple(dict.fromkeys(token.text[1:] for token in tokens if token.kind == VARIABLE))
