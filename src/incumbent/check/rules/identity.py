"""Identity: is a thing known already, and does each identifier stand for one thing?"""

from __future__ import annotations

from collections.abc import Iterator

from incumbent.check.case import Case
from incumbent.check.findings import Finding
from incumbent.check.rules import same_as
from incumbent.check.rules.duplicate_entity import AGREEMENTS, NAMED, OFFICES, SOURCES
from incumbent.check.rules.duplicate_event import MEETINGS, UNNAMED
from incumbent.check.rules.duplicate_person import PEOPLE
from incumbent.check.rules.fault import VIOLATION, fault
from incumbent.check.rules.pairs import PairCheck, is_new
from incumbent.model import terms
from incumbent.model.terms import inc

_IDENTIFIERS = {"wikidata": "Wikidata identifier", "isoCode": "ISO 3166-1 code"}


def _identifiers(case: Case, iri: str) -> Iterator[Finding]:
    for name, words in _IDENTIFIERS.items():
        found = sorted(case.after.texts(iri, inc(name)))
        if len(found) > 1:
            message = f"{case.local(iri)}: {case.label(iri)} has more than one {words} ({', '.join(found)}); keep the right one."
            yield fault(case, "external-id-unique", VIOLATION, message, iri, path=name, value=", ".join(found))
        for value in case.after.values(iri, inc(name)):
            for other in sorted(case.after.having(inc(name), value) - {iri}):
                if _replaced(case, iri, other) or not _tells(case, iri, other, name):
                    continue
                own, their = case.local(iri), case.local(other)
                called = case.label(iri)
                if not is_new(case, iri) or is_new(case, other):
                    repair = f"give it to the one that it stands for, and remove it from the other ({own}, {their})"
                else:
                    repair = f'use {their} in place of {own}, and add "{called}" to its names, or correct the {words}'
                known = f"{case.label(other)} ({their})"
                message = f"{own}: the {words} {value.value} of {called} already belongs to {known}; {repair}."
                yield fault(case, "external-id-unique", VIOLATION, message, iri, other, path=name, value=value.value)


def _replaced(case: Case, iri: str, other: str) -> bool:
    replaced = terms.DCTERMS + "isReplacedBy"
    return other in case.after.texts(iri, replaced) or iri in case.after.texts(other, replaced)


def _tells(case: Case, iri: str, other: str, name: str) -> bool:
    """Whether it is for ``iri`` to tell of the pair: as the one to which the change gives the identifier, or by name."""
    given = {t.subject.value for t in case.change.added if t.predicate.value == inc(name)}  # type: ignore[union-attr]
    if (iri in given) != (other in given):
        return iri in given
    new, also_new = is_new(case, iri), is_new(case, other)
    return new if new != also_new else iri > other


IDENTIFIERS = PairCheck(
    _identifiers,
    ("Entity",),
    ("wikidata|isoCode", "dcterms:isReplacedBy", "^dcterms:isReplacedBy", "skos:prefLabel"),
)
CHECKS = (
    PEOPLE.check,
    NAMED.check,
    OFFICES.check,
    AGREEMENTS.check,
    SOURCES.check,
    MEETINGS.check,
    UNNAMED,
    IDENTIFIERS,
    same_as.CHECK,
)
