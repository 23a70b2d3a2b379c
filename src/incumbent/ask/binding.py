"""Parameters: a variable of a query is bound to a term before the query runs.

A variable inside the WHERE group is replaced, token for token, by the term's N-Triples form. That works alike on
every engine, and in FILTER, OPTIONAL, EXISTS and sub-queries, where a value from outside (``initBindings``, VALUES)
is visible on some engines and not on others. What replacing alone would lose is put back with means of SPARQL 1.1:

* Outside the group (SELECT, CONSTRUCT, GROUP BY, ORDER BY, a closing VALUES …) the variable stays, and ``BIND(term
  AS ?x)`` at the end of the group gives it its value: so a bound variable is still a column, can be counted,
  grouped by and constructed with.
* A sub-query keeps the variable out of its projection, as nobody outside refers to it any more; where its own
  clauses need it, it has a fresh name there (the same name would clash with the BIND outside).
* ``BOUND(?x)`` becomes ``(true)``.
* MINUS removes rows only if both sides share a variable, so both sides get a fresh one that holds the term.
* ``VALUES ?x {…}`` and ``BIND(… AS ?x)`` keep a fresh variable, and a FILTER lets only rows with the term pass.
* ``(… AS ?x)`` in SELECT or GROUP BY is refused: what the query computes cannot be given from outside.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from incumbent.ask.guard import CONSTRUCT, Guarded
from incumbent.ask.place import error_at
from incumbent.ask.term import BLANK, TRIPLE, Term, n_triples
from incumbent.ask.tokens import INSERTED, VARIABLE, WORD, Token
from incumbent.errors import UsageError


class Bound(NamedTuple):
    """The rewritten tokens, and the fresh variables that ``SELECT *`` would show and nobody asked for."""

    tokens: list[Token]
    hidden: frozenset[str]


def bind(query: Guarded, bindings: Mapping[str, Term]) -> Bound:
    """Bind the variables named in ``bindings`` (without ``?``) in ``query``; names that it does not use are ignored.

    :raises QueryError: if the query assigns a bound variable by AS in SELECT or GROUP BY.
    :raises UsageError: for a blank node, which no query can name.
    """
    used = {token.text[1:] for token in query.tokens if token.kind == VARIABLE}
    terms = {name: term for name, term in bindings.items() if name in used}
    for name, term in terms.items():
        if term.kind in (BLANK, TRIPLE):
            raise UsageError(f"?{name} cannot be bound to {n_triples(term)}: only to an IRI or a literal")
    if not terms:
        return Bound(query.tokens, frozenset())
    rewriting = _Rewriting(query, {name: n_triples(term) for name, term in terms.items()}, used)
    return Bound(rewriting.query_level(), frozenset(rewriting.hidden))


class _Rewriting:
    def __init__(self, query: Guarded, terms: Mapping[str, str], used: set[str]) -> None:
        self.text = query.text
        self.tokens = query.tokens
        self.form = query.form
        self.ends = query.ends
        self.terms = terms
        self.used = used
        self.hidden: set[str] = set()

    # Which part is which

    def name_at(self, index: int) -> str | None:
        """The bound variable at ``index``, if one stands there."""
        token = self.tokens[index]
        if token.kind == VARIABLE and token.text[1:] in self.terms:
            return token.text[1:]
        return None

    def group_after(self, start: int, end: int) -> int | None:
        """The first ``{`` from ``start`` on that stands in no other bracket."""
        index = start
        while index < end:
            if self.tokens[index].is_mark("{"):
                return index
            index = self.ends.get(index, index) + 1
        return None

    def fresh(self, name: str) -> str:
        number = 1
        while (made := f"{name}_{number}") in self.used:
            number += 1
        self.used.add(made)
        self.hidden.add(made)
        return made

    # What is written

    def inserted(self, text: str, near: int) -> Token:
        token = self.tokens[near]
        return Token(INSERTED, text, token.offset, token.line, token.column, " ")

    def term(self, name: str, index: int) -> Token:
        token = self.tokens[index]
        return token._replace(kind=INSERTED, text=self.terms[name])

    def assignment(self, name: str, variable: str, near: int) -> Token:
        return self.inserted(f"BIND({self.terms[name]} AS ?{variable})", near)

    def check(self, name: str, variable: str, near: int) -> Token:
        # As a join would: an unbound value is compatible with every term.
        return self.inserted(f"FILTER(!BOUND(?{variable}) || sameTerm(?{variable}, {self.terms[name]}))", near)

    # The levels of a query

    def query_level(self) -> list[Token]:
        count = len(self.tokens)
        start = self.group_after(0, count)
        if start is None:  # DESCRIBE without a pattern
            return [self.term(name, i) if (name := self.name_at(i)) else self.tokens[i] for i in range(count)]
        plain = list(self.tokens)
        if self.form == CONSTRUCT:
            if self.tokens[start - 1].is_word("WHERE"):  # the short form, whose pattern is its template
                return [*plain[:start], *self.group(start, {}), *plain[self.ends[start] + 1 :]]
            start = self.group_after(self.ends[start] + 1, count)
            if start is None:
                return plain  # not a query; the engine says where
        end = self.ends[start]
        outside = [*range(start), *range(end + 1, count)]
        self.refuse_assignments(outside)
        wanted = {name: name for i in outside if (name := self.name_at(i))}
        if self.selects_all(0, start):
            wanted = {name: name for name in self.terms}
        return [*plain[:start], *self.group(start, wanted), *plain[end + 1 :]]

    def selects_all(self, start: int, group: int) -> bool:
        """Whether the clause before ``group`` is ``SELECT *``."""
        return self.tokens[group - 1].is_mark("*") or (
            group - start > 2 and self.tokens[group - 1].is_word("WHERE") and self.tokens[group - 2].is_mark("*")
        )

    def refuse_assignments(self, indexes: list[int]) -> None:
        for index in indexes:
            if (name := self.name_at(index)) and self.tokens[index - 1].is_word("AS"):
                raise error_at(
                    self.text, self.tokens[index].offset, f"the query computes ?{name} itself; it cannot be given"
                )

    def group(self, start: int, wanted: Mapping[str, str]) -> list[Token]:
        """The group from ``{`` at ``start``, its ``wanted`` (variable by bound name) assigned at its end."""
        end = self.ends[start]
        inside = self.inside(start + 1, end)
        if start + 1 < end and self.tokens[start + 1].is_word("SELECT"):
            inside = self.subquery(start + 1, end)
            if wanted:  # nothing may follow a sub-query in its own group
                inside = [self.inserted("{", start), *inside, self.inserted("}", end)]
        assigned = [self.assignment(name, variable, end) for name, variable in wanted.items()]
        return [self.tokens[start], *inside, *assigned, self.tokens[end]]

    def subquery(self, start: int, end: int) -> list[Token]:
        """A sub-query from SELECT at ``start`` up to the bracket that closes it."""
        group = self.group_after(start, end)
        if group is None:
            return self.tokens[start:end]
        group_end = self.ends[group]
        self.refuse_assignments([*range(start, group), *range(group_end + 1, end)])
        projected = [i for i in range(start, group) if self.tokens[i].kind == VARIABLE or i in self.ends]
        names: dict[str, str] = {}

        def renamed(index: int) -> Token:
            token, name = self.tokens[index], self.name_at(index)
            if name is None:
                return token
            if name not in names:
                names[name] = self.fresh(name)
            return token._replace(text="?" + names[name])

        # Columns: variables and `(… AS …)` in no bracket. Bound ones go, unless none would be left.
        columns = [i for i in projected if not any(o < i < self.ends[o] for o in projected if o in self.ends)]
        dropped = {i for i in columns if self.name_at(i)}
        if len(dropped) == len(columns):
            dropped = set()
        clause = [renamed(i) for i in range(start, group) if i not in dropped]
        modifiers = [renamed(i) for i in range(group_end + 1, end)]
        return [*clause, *self.group(group, names), *modifiers]

    def inside(self, start: int, end: int) -> list[Token]:
        """What stands between the brackets of a group."""
        result: list[Token] = []
        checks: dict[int, list[Token]] = {}  # by the index after which they stand
        index = start
        while index < end:
            token = self.tokens[index]
            at = index
            if (name := self.name_at(index)) is not None:
                result.extend(self.variable(name, index, checks, result))
                if result[-1].text == "(true)":
                    at = index = index + 1
            elif token.is_mark("{") and self.tokens[index + 1].is_word("SELECT"):
                result.extend(self.group(index, {}))
                at = index = self.ends[index]
            elif token.is_word("MINUS") and index + 1 in self.ends:
                result.extend(self.minus(index))
                at = index = self.ends[index + 1]
            else:
                result.append(token)
            result.extend(checks.pop(at, ()))
            index += 1
        return result

    def variable(self, name: str, index: int, checks: dict[int, list[Token]], written: list[Token]) -> list[Token]:
        """What stands for the bound variable at ``index``; a check that must follow is noted in ``checks``."""
        tokens = self.tokens
        if tokens[index - 1].is_mark("(") and tokens[index - 2].is_word("BOUND") and tokens[index + 1].is_mark(")"):
            del written[-2:]
            return [self.inserted("(true)", index)]
        after = None
        if tokens[index - 1].is_word("AS"):
            after = index + 1  # the bracket that closes BIND
        elif tokens[index - 1].is_word("VALUES"):
            after = self.ends.get(index + 1)
        else:
            opening = index - 1
            while tokens[opening].kind == VARIABLE:
                opening -= 1
            if tokens[opening].is_mark("(") and tokens[opening - 1].is_word("VALUES"):
                after = self.ends.get(self.ends[opening] + 1)
        if after is None:
            return [self.term(name, index)]
        variable = self.fresh(name)
        checks.setdefault(after, []).append(self.check(name, variable, index))
        return [tokens[index]._replace(text="?" + variable)]

    def minus(self, index: int) -> list[Token]:
        """MINUS at ``index`` and its group, with the shared variables that it needs on both sides."""
        start = index + 1
        shared = {name: self.fresh(name) for name in sorted(self.in_scope(start))}
        before = [self.assignment(name, variable, index) for name, variable in shared.items()]
        return [*before, self.tokens[index], *self.group(start, shared)]

    def in_scope(self, start: int) -> set[str]:
        """The bound variables that the group at ``start`` would bind itself: those that stand outside its filters."""
        found: set[str] = set()
        index, end = start + 1, self.ends[start]
        while index < end:
            token = self.tokens[index]
            if token.kind == WORD and token.text.upper() in ("FILTER", "MINUS", "BIND"):
                index += 1
                while index < end and index not in self.ends:  # NOT EXISTS, or the name of a function
                    index += 1
                index = self.ends.get(index, end)
            elif token.is_mark("{") and self.tokens[index + 1].is_word("SELECT"):
                group = self.group_after(index + 1, self.ends[index])
                columns = range(index + 1, group if group is not None else index)
                found.update(name for i in columns if (name := self.name_at(i)))
                index = self.ends[index]
            elif name := self.name_at(index):
                found.add(name)
            index += 1
        return found
