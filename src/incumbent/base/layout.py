"""Which file a fact stands in: one per thing, with the records that belong to it.

A thing ``kb:KIND-SLUG`` stands in ``graph/DOSSIER/KIND/SLUG.ttl``. A record (tenure, participation, evidence …) stands
with the thing that its class's ``inc:filedWith`` property leads to, in the end. What a change costs follows from what it
touches: ``planned`` reads and writes only the files in which something may stand otherwise afterwards.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import NamedNode, Triple

from incumbent.base.facts import Facts, read_turtle
from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.base.view import View
from incumbent.errors import InputError, RejectedError
from incumbent.model import terms
from incumbent.model.turtle import Writer
from incumbent.model.vocabulary import Vocabulary

LOCAL_NAME = re.compile(r"(?P<kind>[a-z]+)-(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)*)")
LONGEST_NAME = 120


class Layout:
    """Tells the home of each subject, by the vocabulary and by all that is known of it."""

    def __init__(self, vocabulary: Vocabulary, base_iri: str, facts: View) -> None:
        self._base_iri = base_iri
        self._facts = facts
        self._filed_with = {c.iri: c.filed_with for c in vocabulary.classes.values() if c.filed_with}
        self._homes: dict[str, str] = {}

    def home(self, iri: str) -> str:
        """The path of the file that holds ``iri``, below its dossier's folder: ``KIND/SLUG.ttl``.

        Raises RejectedError for an IRI that is not a flat name of this base.
        """
        known = self._homes.get(iri)
        if known is None:
            known = self._homes[iri] = self._find(iri)
        return known

    def _find(self, iri: str) -> str:
        reached, edge, ends = {iri}, [iri], []
        while edge:
            member = edge.pop()
            owners = self._owners(member)
            if not owners:
                ends.append(member)
            edge += owners - reached
            reached |= owners
        return min(self.own_file(end) for end in ends or reached)  # no end: records that only stand with each other

    def _owners(self, iri: str) -> set[str]:
        """What a record stands with; nothing for a thing."""
        for class_iri in sorted(self._facts.types(iri)):
            property_iri = self._filed_with.get(class_iri)
            if property_iri:
                owners = {o for o in self._facts.texts(iri, property_iri) if o.startswith(self._base_iri)}
                if owners:
                    return owners
        return set()

    def own_file(self, iri: str) -> str:
        """The file named after ``iri`` itself."""
        local = iri.removeprefix(self._base_iri)
        match = LOCAL_NAME.fullmatch(local)
        if match is None or local == iri or len(local) > LONGEST_NAME:
            raise RejectedError(
                f"<{iri}> is not a name of this knowledge base: write {self._base_iri}KIND-SLUG in lower-case ASCII "
                f"letters, digits and hyphens, at most {LONGEST_NAME} characters."
            )
        return f"{match['kind']}/{match['slug']}.ttl"

    def parted(self, triples: Iterable[Triple]) -> dict[str, set[Triple]]:
        """Path below the dossier's folder → what stands there, for the triples of one dossier; sorted by path."""
        by_home: dict[str, set[Triple]] = defaultdict(set)
        for triple in triples:
            assert isinstance(triple.subject, NamedNode)
            by_home[self.home(triple.subject.value)].add(triple)
        return dict(sorted(by_home.items()))

    def text(self, home: str, triples: Iterable[Triple]) -> str:
        """The canonical text of the file at ``home``: what it is named after stands first."""
        writer = Writer(self._base_iri)
        return writer.write(triples, lambda iri: not self._is_named_after(iri, home))

    def files(self, triples: Iterable[Triple]) -> dict[str, str]:
        """Path below the dossier's folder → canonical text, for the triples of one dossier."""
        return {home: self.text(home, members) for home, members in self.parted(triples).items()}

    def filed_with(self, view: View, iris: Iterable[str]) -> set[str]:
        """``iris`` with all the records in ``view`` that stand with them, directly or over others."""
        found, edge = set(iris), list(iris)
        while edge:
            owner = edge.pop()
            for record in view.pointing_to(owner) - found:
                properties = (self._filed_with.get(class_iri) for class_iri in view.types(record))
                if any(p and owner in view.texts(record, p) for p in properties):
                    found.add(record)
                    edge.append(record)
        return found

    def moving(self, triples: Iterable[Triple]) -> set[str]:
        """The subjects of those ``triples`` that have a say in where something stands."""
        telling = {terms.TYPE, *self._filed_with.values()}
        return {_subject(triple) for triple in triples if triple.predicate.value in telling}

    def _is_named_after(self, iri: str, home: str) -> bool:
        local = iri.removeprefix(self._base_iri)
        return local == home.removesuffix(".ttl").replace("/", "-", 1)


def _subject(triple: Triple) -> str:
    assert isinstance(triple.subject, NamedNode)
    return triple.subject.value


class Written(NamedTuple):
    """What a file is to hold: its bytes, and the triples that they are meant to say."""

    data: bytes
    triples: frozenset[Triple]


class Moves(NamedTuple):
    """A change of the files: the states of the union of all dossiers, what ``into`` is to have, and what goes everywhere."""

    before: View
    after: View
    into: str
    triples: frozenset[Triple]
    removed: frozenset[Triple]


def planned(base: KnowledgeBase, moves: Moves) -> dict[Path, Written | None]:
    """The files that the change makes otherwise: path → what they are to hold, None for those that go.

    Raises RejectedError for a name that is none of this base, InputError where what is to go stands nowhere.
    """
    before = Layout(base.vocabulary, base.settings.iri, moves.before)
    after = Layout(base.vocabulary, base.settings.iri, moves.after)
    new = [t for t in moves.triples if t.object not in moves.before.values(_subject(t), t.predicate.value)]
    moving = after.moving([*new, *moves.removed])
    carried = before.filed_with(moves.before, moving) | after.filed_with(moves.after, moving)
    subjects = carried | {_subject(triple) for triple in (*moves.triples, *moves.removed)}
    homes = {after.home(iri) for iri in subjects if iri in moves.after}
    homes |= {before.home(iri) for iri in subjects if iri in moves.before}
    elsewhere = moves.removed or any(before.home(i) != after.home(i) for i in carried if i in moves.before)
    dossiers = sorted({moves.into, *base.dossiers()} if elsewhere else {moves.into})
    changed, missing = _rewritten(base, after, moves, {name: set(homes) for name in dossiers})
    if missing:  # it stands where it does not belong: look everywhere
        every = {n: {str(p.relative_to(base.graph / n)) for _, p in base.fact_files(n)} | homes for n in dossiers}
        changed, missing = _rewritten(base, after, moves, every)
    if missing:
        some = min(map(str, missing))
        raise InputError(
            f"{some}: is to be withdrawn, but stands in no file in this form; write it as it stands there."
        )
    return changed


def _rewritten(
    base: KnowledgeBase, layout: Layout, moves: Moves, homes: dict[str, set[str]]
) -> tuple[dict[Path, Written | None], set[Triple]]:
    """The files of each dossier that become others, and what was to go but stood in none of those that were looked at."""
    gone = {iri for iri in map(_subject, moves.removed) if iri not in moves.after}
    missing = {triple for triple in moves.removed if _subject(triple) not in gone}
    unseen = set(gone)
    changed: dict[Path, Written | None] = {}
    for dossier, wanted in homes.items():
        folder = base.graph / dossier
        present: dict[str, frozenset[Triple]] = {}
        added = moves.triples if dossier == moves.into else frozenset()
        while True:
            present |= {h: _standing(folder / h) for h in wanted - present.keys()}
            stated = frozenset().union(*present.values())
            missing -= stated
            unseen -= {_subject(triple) for triple in stated}
            kept = {t for t in stated | added if t not in moves.removed and _subject(t) not in gone}
            parts = layout.parted(kept)
            if parts.keys() <= present.keys():
                break
            wanted = parts.keys() - present.keys()  # something stood where it does not belong, and moves home
        for home, before in sorted(present.items()):
            members = frozenset(parts.get(home, ()))
            if members != before:
                data = layout.text(home, members).encode()
                changed[folder / home] = Written(data, members) if members else None
    return changed, missing | {t for t in moves.removed if _subject(t) in unseen}


def _standing(path: Path) -> frozenset[Triple]:
    return frozenset(read_turtle(path)) if path.is_file() else frozenset()


def changed_files(base: KnowledgeBase, facts: Facts, dossier: str) -> dict[Path, bytes | None]:
    """The files of ``dossier`` that ``facts`` would have otherwise: path → canonical bytes, None for a file to remove.

    Empty where every file is canonical and every fact stands where it belongs.
    """
    layout = Layout(base.vocabulary, base.settings.iri, facts)
    folder = base.graph / dossier
    wanted = {folder / path: text.encode() for path, text in layout.files(facts.triples_in(dossier)).items()}
    present = {path: path.read_bytes() for _, path in base.fact_files(dossier)}
    changed: dict[Path, bytes | None] = {p: data for p, data in wanted.items() if present.get(p) != data}
    changed.update({path: None for path in present if path not in wanted})
    return changed


def misformed(base: KnowledgeBase) -> dict[Path, bytes | None]:
    """The same for all dossiers against their own facts: what ``incumbent format`` would change."""
    facts = Facts.read(base)
    return {path: data for name in base.dossiers() for path, data in changed_files(base, facts, name).items()}
