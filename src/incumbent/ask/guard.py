"""What a query may hold before an engine sees it.

Refused, however they are spelt: SERVICE and LOAD (they would reach out to the network), FROM (which graphs are
asked is decided by the options), and every update. The words are looked for among the tokens, never in the text, so
that a variable ``?service``, a string, an IRI or a comment that holds them is left alone.

The length of a query and the depth of the tree that an engine builds from it have a ceiling, because engines
descend such trees by recursion and a deep one ends the process.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from incumbent.ask.limits import LENGTH
from incumbent.ask.place import error_at
from incumbent.ask.tokens import MARK, VARIABLE, WORD, Token, tokenize
from incumbent.errors import QueryError

NESTING = 100  # brackets within brackets
# An upper bound on the steps from the root of the parsed tree to its deepest leaf. pyoxigraph 0.5 overflows a stack of
# 8 MiB between 1,000 and 3,000 of BIND, MINUS or columns in one group, and below 10,000 of an operator.
DEPTH = 1_000

SELECT, ASK, CONSTRUCT, DESCRIBE = "SELECT", "ASK", "CONSTRUCT", "DESCRIBE"
FORMS = frozenset((SELECT, ASK, CONSTRUCT, DESCRIBE))

_REFUSED = {
    "SERVICE": "SERVICE is refused: a query may not reach another server",
    "LOAD": "LOAD is refused: a query may not fetch anything",
    "FROM": "FROM is refused: choose the dossiers by --dossier, or name a graph with GRAPH",
    **dict.fromkeys(
        ("INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH", "USING"),
        "updates are refused: queries only read; facts enter by check and merge",
    ),
}
# Engines that read letter by letter take SERVICESILENT for two words. So only the words of SPARQL 1.1 pass, and none of
# these begins with a refused one.
_WORDS = frozenset(
    """
    BASE PREFIX SELECT DISTINCT REDUCED AS CONSTRUCT DESCRIBE ASK WHERE NAMED GROUP BY HAVING ORDER ASC DESC LIMIT
    OFFSET VALUES UNDEF OPTIONAL GRAPH BIND MINUS UNION FILTER IN NOT EXISTS A TRUE FALSE COUNT SUM MIN MAX AVG
    SAMPLE GROUP_CONCAT SEPARATOR STR LANG LANGMATCHES DATATYPE BOUND IRI URI BNODE RAND ABS CEIL FLOOR ROUND
    CONCAT STRLEN UCASE LCASE ENCODE_FOR_URI CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER YEAR MONTH DAY HOURS
    MINUTES SECONDS TIMEZONE TZ NOW UUID STRUUID MD5 SHA1 SHA256 SHA384 SHA512 COALESCE IF STRLANG STRDT SAMETERM
    ISIRI ISURI ISBLANK ISLITERAL ISNUMERIC REGEX SUBSTR REPLACE
    """.split()  # noqa: SIM905 # a list would be a page long
)
_OPEN = {"{": "}", "(": ")", "[": "]"}
_CLOSE = frozenset(_OPEN.values())
_FLAT = frozenset((",",))  # lists of arguments and values become lists, not trees


class Guarded(NamedTuple):
    """A query that may be run: its text, tokens and form, and for each opening bracket the index of its end."""

    text: str
    tokens: list[Token]
    form: str
    ends: dict[int, int]


def guard(text: str) -> Guarded:
    """Read ``text`` and refuse what no query may hold.

    :raises QueryError: with line, column and a caret.
    """
    if len(text) > LENGTH:
        raise QueryError(f"the query has {len(text):,} characters; at most {LENGTH:,} are read")
    tokens = tokenize(text)
    for token in tokens:
        if token.kind == WORD and (reason := _REFUSED.get(token.text.upper())):
            raise error_at(text, token.offset, reason)
    form = _form(text, tokens)
    for token in tokens:
        if token.kind == WORD and token.text.upper() not in _WORDS:
            raise error_at(text, token.offset, _unknown(token.text))
    return Guarded(text, tokens, form, _brackets(text, tokens))


def _unknown(word: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(word.upper()[:30], sorted(_WORDS), 1, 0.7)
    return f"{word[:30]} is no word of SPARQL 1.1" + (f"; did you mean {near[0]}?" if near else "")


def _form(text: str, tokens: Sequence[Token]) -> str:
    """The query form, which is the first word after the prologue (PREFIX and BASE declarations)."""
    for token in tokens:
        if token.kind == WORD and token.text.upper() not in ("PREFIX", "BASE"):
            if token.text.upper() in FORMS:
                return token.text.upper()
            raise error_at(
                text, token.offset, f"a query starts with SELECT, ASK, CONSTRUCT or DESCRIBE, not {token.text}"
            )
        if token.kind == MARK:
            raise error_at(text, token.offset, f"{token.text} before SELECT, ASK, CONSTRUCT or DESCRIBE")
    raise error_at(text, len(text.rstrip()), "the query is empty: it needs SELECT, ASK, CONSTRUCT or DESCRIBE")


def _brackets(text: str, tokens: Sequence[Token]) -> dict[int, int]:
    """Match the brackets, and hold nesting and depth to their ceilings."""
    ends: dict[int, int] = {}
    open_at: list[int] = []
    # For each open bracket: what stands in it directly, and the depth of the deepest bracket in it. Operators that
    # associate to one side make a tree as deep as they are many, so that the sum of both bounds the depth.
    counts, deepest = [0], [0]
    for index, token in enumerate(tokens):
        if token.kind == WORD:
            counts[-1] += token.text.upper() != "PREFIX"
        elif token.kind != MARK or token.text in _FLAT:
            continue
        elif token.text in _OPEN:
            open_at.append(index)
            if len(open_at) > NESTING:
                raise error_at(text, token.offset, f"more than {NESTING} brackets within brackets")
            counts.append(0)
            deepest.append(0)
        elif token.text in _CLOSE:
            if not open_at or _OPEN[tokens[open_at[-1]].text] != token.text:
                expected = f"; {_OPEN[tokens[open_at[-1]].text]} is due" if open_at else ""
                raise error_at(text, token.offset, f"{token.text} closes nothing{expected}")
            start = open_at.pop()
            ends[start] = index
            inside, below = counts.pop(), deepest.pop()
            if not is_data(tokens, start):
                counts[-1] += 1
                deepest[-1] = max(deepest[-1], inside + below)
        else:
            counts[-1] += 1
        if counts[-1] + deepest[-1] > DEPTH and not (open_at and is_data(tokens, open_at[-1])):
            raise error_at(
                text, token.offset, f"more than {DEPTH:,} operators and patterns hang on one another up to here"
            )
    if open_at:
        opening = tokens[open_at[-1]]
        raise error_at(text, opening.offset, f"{opening.text} is never closed")
    return ends


def is_data(tokens: Sequence[Token], start: int) -> bool:
    """Whether the bracket at ``start`` opens the rows of a VALUES: a list, however long, and no tree."""
    if tokens[start].text != "{" or start < 2:
        return False
    last = start - 1
    if tokens[last].kind == VARIABLE:
        return tokens[last - 1].is_word("VALUES")
    # `VALUES (?a ?b) {`: no bracket stands in the list of variables, so the nearest one opens it.
    if tokens[last].is_mark(")"):
        opening = last - 1
        while opening > 0 and tokens[opening].kind == VARIABLE:
            opening -= 1
        return opening > 0 and tokens[opening].is_mark("(") and tokens[opening - 1].is_word("VALUES")
    return False
