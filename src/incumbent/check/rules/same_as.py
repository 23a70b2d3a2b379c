"""Two things that are said to be one: may they be?"""

from __future__ import annotations

from collections.abc import Iterator

from incumbent.check.case import Case, Check
from incumbent.check.findings import Finding
from incumbent.check.paths import Step
from incumbent.check.rules import likeness
from incumbent.check.rules.fault import VIOLATION, fault
from incumbent.check.rules.pairs import NAMES, apart, called, excluded, values, when
from incumbent.model import terms
from incumbent.model.terms import inc

SAME_AS = terms.OWL + "sameAs"
_EXACT_MATCH = terms.SKOS + "exactMatch"
_REPLACED = terms.DCTERMS + "isReplacedBy"
_WORDS = {
    SAME_AS: "is said to be the same as",
    _EXACT_MATCH: "is said to match",
    _REPLACED: "is said to be replaced by",
}

# Classes of which nothing is a member of two, as the ontology declares them (owl:AllDisjointClasses); a test compares.
DISJOINT = (
    ("Person", "State", "Government", "Organization", "UnnamedAgent"),
    ("Person", "State", "Government", "Organization", "Collective"),
    ("Agent", "Place", "Topic", "Office", "Happening", "Agreement", "Record"),
    ("Claim", "Happening", "Source"),
    ("Place", "Topic", "Dossier"),
    ("Entity", "Record"),
)
_IDENTIFIERS = {"wikidata": "Wikidata identifiers", "isoCode": "ISO 3166-1 codes"}


def _judge(case: Case, iri: str) -> Iterator[Finding]:
    for predicate, words in _WORDS.items():
        for other in sorted(set(case.after.texts(iri, predicate)) - {iri}):
            own = bool(case.after.types(other))
            reason = difference(case, iri, other) if own else None
            if reason is None and (predicate == _REPLACED or (predicate == _EXACT_MATCH and not own)):
                continue
            said = f"{case.local(iri)}: {case.label(iri)} {words} {case.label(other) if own else other}"
            if reason:
                message = f"{said}, but {reason}; remove this, and say differentFrom if they could be mistaken for each other."
            else:
                message = (
                    f"{said}; that is not kept. Where both stand here, let one be replaced by the other "
                    f"(dcterms:isReplacedBy) and give the names of both to the one that stays (altLabel); what stands "
                    f"elsewhere is named by wikidata: or skos:exactMatch."
                )
            yield fault(case, "same-as", VIOLATION, message, iri, other, value=case.local(other))._replace(
                path=predicate
            )


def difference(case: Case, iri: str, other: str) -> str | None:
    """How two things are known to differ, in words; None where nothing tells."""
    for group in DISJOINT:
        ours = next((name for name in group if case.is_a(iri, name)), None)
        theirs = next((name for name in group if case.is_a(other, name)), None)
        if ours and theirs and ours != theirs:
            one, two = (_class(case, name) for name in (ours, theirs))
            return f"the one is {one} and the other {two}, and nothing is both"
    if other in values(case, iri, "differentFrom") or iri in values(case, other, "differentFrom"):
        return "they are known to be different (differentFrom)"
    for name, words in _IDENTIFIERS.items():
        if apart(values(case, iri, name), values(case, other, name)):
            return f"their {words} differ ({_both(case, iri, other, name)})"
    for name, words in (("birthDate", "were born"), ("deathDate", "died")):
        if excluded(when(case, iri, name), when(case, other, name)):
            return f"they {words} on different days ({_both(case, iri, other, name)})"
    return _other_circumstances(case, iri, other)


def _other_circumstances(case: Case, iri: str, other: str) -> str | None:
    differences = []
    if case.is_a(iri, "Agreement") and case.is_a(other, "Agreement"):
        ours, theirs = values(case, iri, "party"), values(case, other, "party")
        if not ours <= theirs and not theirs <= ours:
            differences.append(f"the parties differ ({_both(case, iri, other, 'party')})")
    dated = all(case.is_a(one, "Agreement") or case.is_a(one, "Happening") for one in (iri, other))
    if dated and excluded(when(case, iri, "date"), when(case, other, "date")):
        differences.append(f"the dates differ ({_both(case, iri, other, 'date')})")
    for name, words in (("officeOf", "they belong to different bodies"), ("governs", "they govern different states")):
        if apart(values(case, iri, name), values(case, other, name)):
            differences.append(f"{words} ({_both(case, iri, other, name)})")
    shared = _attended(case, iri) & _attended(case, other)
    alike = any(likeness.alike(one, two) for one in called(case, iri) for two in called(case, other))
    if shared and not alike and case.is_a(iri, "Person") and case.is_a(other, "Person"):
        differences.append(f"both take part in {case.label(min(shared))}")
    return " and ".join(differences) or None


def _attended(case: Case, iri: str) -> set[str]:
    taken = case.after.having(inc("participant"), iri)
    return {event for record in taken for event in case.after.texts(record, inc("event"))}


def _both(case: Case, iri: str, other: str, name: str) -> str:
    def said(one: str) -> str:
        return ", ".join(sorted(case.label(value) for value in values(case, one, name)))

    return f"{said(iri)}; {said(other)}"


def _class(case: Case, name: str) -> str:
    label = case.vocabulary.classes[inc(name)].label
    return f"{'an' if label[0] in 'aeiou' else 'a'} {label}"


_OF_BOTH = ("rdf:type|skos:prefLabel|differentFrom|wikidata|isoCode|birthDate|deathDate|date|party|officeOf|governs",)
_NAMED = ("party|officeOf|governs/skos:prefLabel", "^participant/event", "^participant/event/skos:prefLabel", *NAMES)
_WAYS = ("skos:exactMatch|dcterms:isReplacedBy",)
CHECK = Check(
    _judge,
    ("Entity", "Record"),
    (
        *_WAYS,
        "^differentFrom",
        *(f"{way}{path}" for way in ("", *(f"{way}/" for way in _WAYS)) for path in (*_OF_BOTH, *_NAMED)),
        *(f"{way}/^differentFrom" for way in _WAYS),
    ),
)
# owl:sameAs is no word of facts, so that paths have no prefix for it; whoever states it is looked at.
CHECK.paths = (*CHECK.paths, (Step(frozenset({SAME_AS})),))
