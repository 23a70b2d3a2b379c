"""Rules about two things that may be one: who finds whom, which of the two is told of, and what is known to part them.

What such a rule reads of the one thing it reads of the other, too. So a change that matters to a pair is seen from the side
that it touches: paths need to lead from a thing to its own facts only, never to those of the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple
from weakref import WeakKeyDictionary

from incumbent.base.names import names_of
from incumbent.check.case import Case, Check
from incumbent.check.findings import Finding
from incumbent.check.rules.fault import WARNING, fault
from incumbent.check.rules.spans import narrowed
from incumbent.model import terms
from incumbent.model.bounds import Bounds
from incumbent.model.terms import inc
from incumbent.model.timeline import Certainty, Narrowed, before

NAMES = ("skos:prefLabel", "skos:altLabel", "^nameOf/spelling")
"""The paths to what a thing is called."""

_LINKS = (
    "differentFrom|disagreesWith|dcterms:isReplacedBy|partOf|within|hasMember|amends|supersedes|implements|succeeds|after|"
    "before|partOfEvent|outcome|sectionOf|skos:broader"
)
LINKS = (_LINKS, f"^{_LINKS}", "wikidata")
"""The paths to what tells two things apart by being said of both: a thing is not its own part, successor or outcome."""

_LINKING = tuple(
    terms.DCTERMS + name.partition(":")[2]
    if name.startswith("dcterms:")
    else terms.SKOS + name.partition(":")[2]
    if name.startswith("skos:")
    else inc(name)
    for name in _LINKS.split("|")
)

_MOST = 30  # names that are compared with one, though a submission be made of nothing but namesakes


def called(case: Case, iri: str) -> list[str]:
    """All names of ``iri``, in a stable order."""
    return sorted(names_of(case.after, iri))


def lookalikes(case: Case, iri: str, class_name: str) -> set[str]:
    """Other things of a class that have a name which may be one of ``iri``; of very many, those with the nearest names."""
    index = case.names
    found: set[str] = set()
    for text in called(case, iri):
        names = sorted(name for name in index.alike(text) if name.iri != iri)
        if len(names) > _MOST:
            from rapidfuzz import fuzz

            names.sort(key=lambda name: -fuzz.token_sort_ratio(text, name.text))
        found.update(name.iri for name in names[:_MOST])
    return {other for other in found if case.is_a(other, class_name)}


def values(case: Case, iri: str, *names: str) -> set[str]:
    """The values of some properties of ``iri``."""
    return {value for name in names for value in case.after.texts(iri, inc(name))}


OWNERS = "partOf|governs*"
"""The path from somebody's side to all that it belongs to."""


def owners(case: Case, sides: set[str]) -> set[str]:
    """``sides``, and all that they belong to: the ministry of a government is its state's, too."""
    found = set(sides)
    todo = set(sides)
    while todo:
        todo = {above for one in todo for above in values(case, one, "partOf", "governs")} - found
        found |= todo
    return found


def apart(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    """Whether both are known and have nothing in common."""
    a, b = set(ours), set(theirs)
    return bool(a and b and not a & b)


def when(case: Case, iri: str, *names: str) -> Narrowed:
    """The dates that some properties of ``iri`` state, narrowed."""
    return narrowed(values(case, iri, *names))


def excluded(one: Narrowed | Bounds, other: Narrowed | Bounds) -> bool:
    """Whether two extents have no day in common in any reading."""
    return Certainty.CERTAIN in (before(one, other), before(other, one))


def told_apart(case: Case, iri: str, other: str) -> bool:
    """Whether the facts say that the two are not the same, or tie them as only two things can be tied."""
    for one, two in ((iri, other), (other, iri)):
        if any(two in case.after.texts(one, predicate) for predicate in _LINKING):
            return True
    return apart(values(case, iri, "wikidata"), values(case, other, "wikidata"))


def is_new(case: Case, iri: str) -> bool:
    """Whether the change brings ``iri``."""
    return not case.before.types(iri)


class PairCheck(Check):
    """A check of pairs: of either thing it reads what its paths lead to from there, so that both must be its foci."""


class Rival(NamedTuple):
    """Another thing that may be the same: ``described`` in words, with the ``reason`` why it may."""

    iri: str
    described: str
    reason: str


class PairRule:
    """A rule that finds, for one thing, others that may be the same, and tells of each pair once."""

    def __init__(
        self,
        code: str,
        classes: tuple[str, ...],
        reads: tuple[str, ...],
        rivals: Callable[[Case, str], Iterator[Rival]],
    ) -> None:
        self._code = code
        self._rivals = rivals
        self.check = PairCheck(self._judge, classes, tuple(dict.fromkeys((*NAMES, *LINKS, *reads))))
        self._touched: WeakKeyDictionary[Case, set[str]] = WeakKeyDictionary()

    def _judge(self, case: Case, iri: str) -> Iterator[Finding]:
        rivals = {rival.iri: rival for rival in sorted(self._rivals(case, iri), reverse=True)}
        for rival in reversed(rivals.values()):
            if self._tells(case, iri, rival.iri) and not told_apart(case, iri, rival.iri):
                own, other = case.local(iri), case.local(rival.iri)
                if not is_new(case, iri) and not is_new(case, rival.iri):
                    repair = f"let one be replaced by the other (isReplacedBy), or say differentFrom: {other} if these are two"
                else:
                    repair = f"use {other}, or say differentFrom: {other} if this is another"
                message = f"{own}: {case.label(iri)!r} resembles {other} ({rival.described}): {rival.reason}; {repair}."
                yield fault(case, self._code, WARNING, message, iri, rival.iri)

    def _tells(self, case: Case, iri: str, other: str) -> bool:
        """Whether it is for ``iri`` to tell of the pair: as the new one, as the one that the change touches, or by name."""
        new, also_new = is_new(case, iri), is_new(case, other)
        if new != also_new:
            return new
        if case not in self._touched:
            self._touched[case] = self.check.reach.reaching(case.change.added | case.change.removed, case.walk)
        touched = self._touched[case]
        if (iri in touched) != (other in touched):
            return iri in touched
        return iri > other
