"""Which file a fact stands in: one per thing, with the records that belong to it.

A thing ``kb:KIND-SLUG`` stands in ``graph/DOSSIER/KIND/SLUG.ttl``. A record (tenure, participation, evidence …) stands
with the thing that its class's ``inc:filedWith`` property leads to, in the end.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import NamedNode, Triple

from incumbent.base.facts import Facts
from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.errors import RejectedError
from incumbent.model.turtle import Writer
from incumbent.model.vocabulary import Vocabulary

LOCAL_NAME = re.compile(r"(?P<kind>[a-z]+)-(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)*)")
_LONGEST_NAME = 120


class Layout:
    """Tells the home of each subject, by the vocabulary and by all that is known of it."""

    def __init__(self, vocabulary: Vocabulary, base_iri: str, facts: Facts) -> None:
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
        if match is None or local == iri or len(local) > _LONGEST_NAME:
            raise RejectedError(
                f"<{iri}> is not a name of this knowledge base: write {self._base_iri}KIND-SLUG in lower-case ASCII "
                f"letters, digits and hyphens, at most {_LONGEST_NAME} characters."
            )
        return f"{match['kind']}/{match['slug']}.ttl"

    def files(self, triples: Iterable[Triple]) -> dict[str, str]:
        """Path below the dossier's folder → canonical text, for the triples of one dossier."""
        by_home: dict[str, list[Triple]] = defaultdict(list)
        for triple in triples:
            assert isinstance(triple.subject, NamedNode)
            by_home[self.home(triple.subject.value)].append(triple)
        writer = Writer(self._base_iri)
        return {
            home: writer.write(members, lambda iri, home=home: not self._is_named_after(iri, home))  # type: ignore[misc]
            for home, members in sorted(by_home.items())
        }

    def _is_named_after(self, iri: str, home: str) -> bool:
        local = iri.removeprefix(self._base_iri)
        return local == home.removesuffix(".ttl").replace("/", "-", 1)


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
