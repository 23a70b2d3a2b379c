"""A single term as a person writes it in SPARQL: ``<iri>``, ``kb:state-syria``, ``"words"@en``, ``5``, ``true``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from incumbent.ask import term
from incumbent.ask.tokens import IRI, LANGUAGE, NAME, NUMBER, STRING, WORD, Token, tokenize
from incumbent.errors import QueryError, UsageError
from incumbent.model.terms import XSD

_PLAIN = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def read_term(text: str, prefixes: Mapping[str, str]) -> term.Term:
    """The term that ``text`` holds. :raises UsageError: if it is not exactly one."""
    try:
        tokens = tokenize(text.strip())
    except QueryError as error:
        raise UsageError(f"not a term: {text!a}") from error
    found = _term(tokens, prefixes)
    if found is None:
        raise UsageError(f'not a term: {text!a}; write <iri>, prefix:name, "text", "text"@en or a number')
    return found


def _iri(token: Token, prefixes: Mapping[str, str]) -> str:
    if token.kind == IRI:
        return token.text[1:-1]
    prefix, _, local = token.text.partition(":")
    if prefix not in prefixes:
        raise UsageError(f"the prefix {prefix}: is not declared")
    return prefixes[prefix] + re.sub(r"\\(.)", r"\1", local)


def _string(token: Token) -> str:
    size = 3 if token.text.startswith(('"""', "'''")) else 1
    return re.sub(r"\\(.)", lambda match: _PLAIN.get(match[1], match[1]), token.text[size:-size])


def _term(tokens: Sequence[Token], prefixes: Mapping[str, str]) -> term.Term | None:
    kinds = [token.kind for token in tokens]
    if kinds in ([IRI], [NAME]):
        return term.iri(_iri(tokens[0], prefixes))
    if kinds == [STRING]:
        return term.text(_string(tokens[0]))
    if kinds == [STRING, LANGUAGE]:
        return term.text(_string(tokens[0]), tokens[1].text[1:])
    if len(tokens) == 3 and kinds[0] == STRING and tokens[1].text == "^^" and kinds[2] in (IRI, NAME):
        return term.literal(_string(tokens[0]), _iri(tokens[2], prefixes))
    if kinds[-1:] == [NUMBER] and (len(tokens) == 1 or (len(tokens) == 2 and tokens[0].text in "+-")):
        written = "".join(token.text for token in tokens)
        kind = "double" if "e" in written.lower() else "decimal" if "." in written else "integer"
        return term.literal(written, XSD + kind)
    if kinds == [WORD] and tokens[0].text in ("true", "false"):
        return term.literal(tokens[0].text, XSD + "boolean")
    return None
