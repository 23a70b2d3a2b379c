"""Reading back what was written with a second parser, so that no fault of the writer or of the first parser goes unseen."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pyoxigraph import Literal, Triple

from incumbent.errors import StoreError
from incumbent.model.terms import LANG_STRING, STRING
from incumbent.model.turtle import Term

# Subject, property, and the value: its text, its language and its datatype; both are empty for an IRI.
_Plain = tuple[str, str, str, str, str]


def require_same(path: Path, data: bytes, meant: frozenset[Triple]) -> None:
    """Raise StoreError unless ``data`` says just what was ``meant``, as rdflib reads it."""
    try:
        read = _read(data)
    except Exception as error:  # rdflib raises whatever its parser stumbles over
        raise StoreError(
            f"{path}: what was to be written is no Turtle to rdflib ({error}); nothing was changed."
        ) from error
    wanted = {_plain(triple) for triple in meant}
    if read != wanted:
        other = min(read ^ wanted)
        raise StoreError(
            f"{path}: what was to be written does not read back as it was meant, at {' '.join(filter(None, other))!r}; "
            "nothing was changed."
        )


def _plain(triple: Triple) -> _Plain:
    value = triple.object
    assert isinstance(value, Term)
    start = (triple.subject.value if not isinstance(triple.subject, Triple) else "", triple.predicate.value)
    if isinstance(value, Literal):
        return (*start, value.value, (value.language or "").lower(), value.datatype.value)
    return (*start, value.value, "", "")


def _read(data: bytes) -> set[_Plain]:
    import rdflib

    with _as_written():
        graph = rdflib.Graph(bind_namespaces="none").parse(data=data, format="turtle")
        found: set[_Plain] = set()
        for subject, predicate, value in graph:
            if isinstance(value, rdflib.Literal):
                datatype = str(value.datatype or (LANG_STRING if value.language else STRING))
                found.add((str(subject), str(predicate), str(value), (value.language or "").lower(), datatype))
            else:
                found.add((str(subject), str(predicate), str(value), "", ""))
    return found


@contextmanager
def _as_written() -> Iterator[None]:
    """Keep rdflib from spelling literals in its own way, and from telling the terminal what it thinks of them."""
    import rdflib

    before, logger = rdflib.NORMALIZE_LITERALS, logging.getLogger("rdflib")
    level = logger.level
    rdflib.NORMALIZE_LITERALS = False
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        rdflib.NORMALIZE_LITERALS = before
        logger.setLevel(level)
