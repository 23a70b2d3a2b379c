"""Finding the thing that words stand for, among the facts in memory."""

from __future__ import annotations

import difflib

from incumbent.base.facts import Facts
from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.base.layout import LOCAL_NAME
from incumbent.base.names import NameIndex, choose
from incumbent.model import terms
from incumbent.model.terms import inc


def find_thing(base: KnowledgeBase, facts: Facts, words: str) -> str:
    """The IRI of the thing that ``words`` stand for: an IRI, a local name, or a name that only one thing has.

    Raises UnknownNameError, with names and local names that look like it, or AmbiguousNameError.
    """
    local = words.strip("<>").removeprefix(base.settings.iri).removeprefix("kb:")
    named = base.settings.iri + local
    withdrawn = LOCAL_NAME.fullmatch(local) and facts.having(inc("retracts"), named)
    if named in facts or withdrawn:  # what was withdrawn has a page that says so
        return named
    index = NameIndex()
    for iri in facts.subjects():
        for predicate in (terms.PREF_LABEL, terms.ALT_LABEL):
            for name in facts.texts(iri, predicate):
                index.add(iri, name)
        for owner in facts.texts(iri, inc("nameOf")):
            for name in facts.texts(iri, inc("spelling")):
                index.add(owner, name)
    found = index.exact(words) or index.containing(words)
    short = len(base.settings.iri)
    by_local = {iri[short:]: iri for iri in found}
    near = [] if found else [iri[short:] for iri in index.near(words)] or _near(base, facts, local)
    return by_local[choose(words, set(by_local), near, "thing")]


def _near(base: KnowledgeBase, facts: Facts, local: str) -> list[str]:
    short = len(base.settings.iri)
    known = [iri[short:] for iri in facts.subjects() if iri.startswith(base.settings.iri)]
    return difflib.get_close_matches(local, known, 3, 0.75)
