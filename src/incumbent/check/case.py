"""One case to judge: the facts before and after a change, and what rules need to compare them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import NamedTuple

from pyoxigraph import Triple

from incumbent.base.names import ChangedNames, NameIndex, Names, all_names
from incumbent.base.view import Overlay, View
from incumbent.check.findings import Finding
from incumbent.check.paths import Path, Reach, Walk, parse
from incumbent.derive.extents import Extents
from incumbent.derive.status import Statuses
from incumbent.derive.support import Support
from incumbent.model import terms
from incumbent.model.terms import inc
from incumbent.model.vocabulary import Vocabulary

Words = Callable[[str], str | None]


class Change(NamedTuple):
    """What a submission changes on the union of all dossiers: triples that nobody stated, and some that nobody states then."""

    dossier: str
    added: frozenset[Triple] = frozenset()
    removed: frozenset[Triple] = frozenset()


class Case:
    """The state ``before``, a ``change``, and the state ``after`` it.

    :param iri: the namespace of the base's things.
    :param today: the day of judging, as :mod:`incumbent.model.days` counts.
    :param words: gives the words that an evidence quotes, or None where neither quote nor text is at hand.
    :param names: the names of all things before the change, where they are at hand.
    :param whole: everything is to be judged, not the change alone.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        iri: str,
        before: View,
        change: Change,
        *,
        today: int,
        words: Words = lambda _: None,
        names: Names | None = None,
        whole: bool = False,
    ) -> None:
        self.vocabulary = vocabulary
        self.iri = iri
        self.before = before
        self.change = change
        self.after: View = Overlay(before, change.added, change.removed) if change.added or change.removed else before
        self.today = today
        self.words = words
        self.whole = whole
        self._names = names

    @cached_property
    def names(self) -> Names:
        """The names of all things after the change."""
        index = NameIndex(all_names(self.before)) if self._names is None else self._names
        changed = self.change.added | self.change.removed
        return ChangedNames(index, self.before, self.after, changed) if changed else index

    @cached_property
    def support(self) -> Support:
        """What supports the facts after the change."""
        return Support(self.after)

    @cached_property
    def statuses(self) -> Statuses:
        """How far happenings have come after the change."""
        return Statuses(self.after, self.vocabulary, self.support)

    @cached_property
    def extents(self) -> Extents:
        """When things were, after the change."""
        return Extents(self.after, self.support, self.statuses)

    def local(self, iri: str) -> str:
        """The name of a thing of the base as people write it: ``person-hakan-fidan``."""
        return iri.removeprefix(self.iri).removeprefix(terms.INC)

    def label(self, iri: str) -> str:
        """What a message calls ``iri``: its preferred name in English, else any, else its local name."""
        labels = self.after.values(iri, terms.PREF_LABEL)
        english = [label.value for label in labels if getattr(label, "language", None) == "en"]
        return min(english or [label.value for label in labels], default="") or self.local(iri)

    def is_a(self, iri: str, class_name: str) -> bool:
        """Whether ``iri`` is of the class ``inc:class_name`` or of one below it."""
        wanted = inc(class_name)
        return any(self.vocabulary.is_a(stated, wanted) for stated in self.after.types(iri))

    def instances(self, *class_names: str) -> set[str]:
        """All things of the classes, those of classes below them included."""
        wanted = [inc(name) for name in class_names]
        below = [c for c in self.vocabulary.classes if any(self.vocabulary.is_a(c, w) for w in wanted)]
        return {iri for cls in below for iri in self.after.having(terms.TYPE, cls)}

    @cached_property
    def walk(self) -> Walk:
        """Steps over the states before and after."""
        return Walk((self.before, self.after))

    def foci(self, check: Check) -> set[str]:
        """The things that ``check`` is to judge: all of its classes, or those that the change can touch."""
        if self.whole:
            return self.instances(*check.classes)
        changed = self.change.added | self.change.removed
        reached = check.reach.reaching(changed, self.walk)
        return {iri for iri in reached if any(self.is_a(iri, name) for name in check.classes)}


class Check:
    """A rule that Python judges, one thing at a time.

    :param judge: yields what is wrong with one thing.
    :param classes: local names of the classes of these things; classes below them are meant, too.
    :param reads: every property path (see :mod:`incumbent.check.paths`) that leads from the thing to something that ``judge``
        reads. A change-wise check judges the things that reach a changed triple by one of them, so a path left out is a
        verdict lost.
    """

    def __init__(
        self, judge: Callable[[Case, str], Iterator[Finding]], classes: tuple[str, ...], reads: tuple[str, ...]
    ) -> None:
        self.judge = judge
        self.classes = classes
        self.paths: tuple[Path, ...] = (parse("rdf:type"), *map(parse, reads))

    @cached_property
    def reach(self) -> Reach:
        """Tells which things reach a changed triple."""
        return Reach(self.paths)

    def run(self, case: Case) -> Iterator[Finding]:
        """All that is wrong with the things that are to be judged in ``case``."""
        for iri in sorted(case.foci(self)):
            yield from self.judge(case, iri)
