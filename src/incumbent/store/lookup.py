"""Labels and names in a store: what an IRI is called, and what words stand for."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from incumbent.base.names import NameIndex, choose
from incumbent.model.terms import INC, PREF_LABEL, inc

if TYPE_CHECKING:
    from pyoxigraph import Store


def labels(store: Store, base_iri: str, language: str) -> Callable[[str], str | None]:
    """A function that gives the preferred label of an IRI, in ``language`` where there is one; None where there is none.

    Codes and classes of the vocabulary are shown by their names; records by what they are about.
    """
    from pyoxigraph import DefaultGraph, Literal, NamedNode

    graph = DefaultGraph()
    predicates = [NamedNode(PREF_LABEL), NamedNode(inc("knownAs"))]

    @lru_cache(maxsize=1 << 14)
    def label(iri: str) -> str | None:
        if not iri.startswith((base_iri, INC)):
            return None
        node = NamedNode(iri)
        for predicate in predicates:
            values = [q.object for q in store.quads_for_pattern(node, predicate, None, graph)]
            texts = sorted((v.language != language, v.value) for v in values if isinstance(v, Literal))
            if texts:
                return texts[0][1]
        return _spaced(iri[len(INC) :]) if iri.startswith(INC) else iri[len(base_iri) :]

    return label


def _spaced(name: str) -> str:
    """``presentStatus`` as "present status"."""
    return "".join(f" {c.lower()}" if c.isupper() and at else c for at, c in enumerate(name))


def find(store: Store, words: str, class_name: str | None, base_iri: str) -> str:
    """The IRI that ``words`` stand for, among the members of ``inc:class_name`` where that is given.

    ``class_name`` may be several, ``A|B``: those of ``B`` are looked at where none of ``A`` fits as well.

    ``words`` may be a full IRI, a local name (``kb:person-x`` or ``person-x``), or a name or spelling; where no name fits
    in full, the one name that holds all the words does. Raises UnknownNameError or AmbiguousNameError.
    """
    from pyoxigraph import DefaultGraph, Literal, NamedNode

    local = words.strip("<>").removeprefix(base_iri).removeprefix("kb:")
    if " " not in local and _is_described(store, base_iri + local):
        return base_iri + local
    names = [
        (quad.subject.value, quad.object.value)
        for quad in store.quads_for_pattern(None, NamedNode(inc("knownAs")), None, DefaultGraph())
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal)
    ]
    indexes = []
    for name in class_name.split("|") if class_name else [None]:
        members = _members(store, name)
        indexes.append(
            NameIndex((i, n) for i, n in names if i.startswith(base_iri) and (members is None or i in members))
        )
    # A whole name goes before a part of one, whatever class it is of.
    ways = [index.exact(words) for index in indexes] + [index.containing(words) for index in indexes]
    found = {iri.removeprefix(base_iri) for iri in next((way for way in ways if way), set())}
    index = indexes[-1]
    near = sorted(iri.removeprefix(base_iri) for iri in index.near(words))
    kind = class_name.split("|")[-1] if class_name else "thing"
    called = labels(store, base_iri, "en")
    what = _spaced(kind[:1].lower() + kind[1:])
    return base_iri + choose(words, found, near, what, lambda local: called(base_iri + local))


def _is_described(store: Store, iri: str) -> bool:
    from pyoxigraph import DefaultGraph, NamedNode

    try:
        node = NamedNode(iri)
    except ValueError:
        return False
    return any(True for _ in store.quads_for_pattern(node, None, None, DefaultGraph()))


def _members(store: Store, class_name: str | None) -> set[str] | None:
    from pyoxigraph import DefaultGraph, NamedNode

    if class_name is None:
        return None
    kind = NamedNode(inc(class_name))
    quads = store.quads_for_pattern(None, NamedNode(inc("isA")), kind, DefaultGraph())
    return {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}
