"""Prefixes that need no declaration: those of the settings are declared where a query uses them and does not itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from incumbent.ask.place import error_at
from incumbent.ask.term import iri
from incumbent.ask.tokens import INSERTED, IRI, NAME, Token
from incumbent.errors import UsageError

# Some engines read a name such as ``ex:SERVICE:x`` letter by letter, and another way if its IRI is not to their liking:
# as ``ex:``, the word SERVICE, and ``:x``. Names with a refused word in them are therefore given as IRIs.
_REFUSED = re.compile("service|from", re.IGNORECASE)


def declared(tokens: Sequence[Token]) -> dict[str, str]:
    """The prefixes that the query declares itself, and the IRIs that they stand for as they are written."""
    return {
        name.text[:-1]: value.text[1:-1]
        for before, name, value in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if before.is_word("PREFIX") and name.kind == NAME and name.text.endswith(":") and value.kind == IRI
    }


def declare(text: str, tokens: Sequence[Token], prefixes: Mapping[str, str]) -> list[Token]:
    """``tokens`` of ``text``, preceded by a declaration for each known prefix that is used and not declared.

    What is added stands in tokens of its own, so that places in the user's text stay what they are.

    :raises QueryError: at the first name whose prefix nobody knows.
    """
    own = declared(tokens)
    needed: dict[str, str] = {}
    for token in tokens:
        if token.kind != NAME:
            continue
        prefix = token.text.partition(":")[0]
        if prefix in own or prefix in needed:
            continue
        if prefix not in prefixes:
            raise error_at(text, token.offset, _unknown(prefix, [*own, *prefixes]))
        needed[prefix] = f"PREFIX {prefix}: {iri(prefixes[prefix])}"
    added = [Token(INSERTED, line, 0, 1, 1, "\n") for _, line in sorted(needed.items())]
    rest = list(tokens)
    if added and rest:
        rest[0] = rest[0]._replace(gap="\n")
    for index, token in enumerate(rest):
        if token.kind == NAME and _REFUSED.search(token.text) and not (index and rest[index - 1].is_word("PREFIX")):
            prefix, _, local = token.text.partition(":")
            start = own.get(prefix) or prefixes[prefix]
            try:
                written = str(iri(start + re.sub(r"\\(.)", r"\1", local)))
            except UsageError as error:
                raise error_at(text, token.offset, str(error)) from None
            rest[index] = token._replace(kind=IRI, text=written)
    return added + rest


def _unknown(prefix: str, known: Sequence[str]) -> str:
    from difflib import get_close_matches

    near = [f"{name}:" for name in get_close_matches(prefix.lower(), known, 2, 0.6)]
    return f"the prefix {prefix}: is not declared" + (f"; did you mean {' or '.join(near)}?" if near else "")


def compact(iri_text: str, prefixes: Mapping[str, str]) -> str:
    """``kb:person-x`` for an IRI under a known prefix, where the rest is a plain name; else the IRI."""
    best = ""
    for prefix, start in prefixes.items():
        if iri_text.startswith(start) and len(start) > len(prefixes.get(best, "")) and prefix:
            best = prefix
    if best:
        local = iri_text[len(prefixes[best]) :]
        if local and local.replace("-", "a").replace("_", "a").isalnum():
            return f"{best}:{local}"
    return iri_text
