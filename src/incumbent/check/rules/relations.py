"""Relations of a thing to itself: nothing comes before, belongs to, replaces or differs from itself."""

from __future__ import annotations

from collections.abc import Iterator

from incumbent.check.case import Case, Check
from incumbent.check.findings import Finding
from incumbent.check.rules.fault import VIOLATION, fault, listed
from incumbent.model import terms
from incumbent.model.terms import inc

# Relations that also lead to no circle: what contains a thing is not contained in it, however many steps apart.
_UPWARDS = ("partOf", "within", "partOfEvent", "sectionOf", "succeeds", "relayedBy")
_OTHERS = (
    "about",
    "actor",
    "addressee",
    "affiliation",
    "after",
    "agreement",
    "agreementKind",
    "amends",
    "attendance",
    "attestedAt",
    "attestedIn",
    "author",
    "before",
    "concerns",
    "designationKind",
    "differentFrom",
    "disagreesWith",
    "duration",
    "event",
    "format",
    "governs",
    "hasMember",
    "hedge",
    "holder",
    "host",
    "implements",
    "inDelegation",
    "inSeries",
    "level",
    "localTo",
    "madeAt",
    "measureKind",
    "nameKind",
    "nameOf",
    "object",
    "office",
    "officeKind",
    "officeOf",
    "onBehalfOf",
    "organizationKind",
    "outcome",
    "participant",
    "party",
    "person",
    "place",
    "premise",
    "publisher",
    "quantityKind",
    "relation",
    "retracts",
    "role",
    "saidAt",
    "scope",
    "signatory",
    "source",
    "speaker",
    "stance",
    "statedCapacity",
    "status",
    "subject",
    "supersedes",
    "tenureKind",
    "territoryOf",
    "topic",
    "unit",
    "voice",
)
_FOREIGN = {
    "dcterms:isReplacedBy": terms.DCTERMS + "isReplacedBy",
    "skos:broader": terms.SKOS + "broader",
    "skos:exactMatch": terms.SKOS + "exactMatch",
    "skos:closeMatch": terms.SKOS + "closeMatch",
}

_PROPERTIES = {name: inc(name) for name in (*_UPWARDS, *_OTHERS)} | {
    name.partition(":")[2]: iri for name, iri in _FOREIGN.items()
}


def _judge(case: Case, iri: str) -> Iterator[Finding]:
    for prop, predicate in _PROPERTIES.items():
        if iri in case.after.texts(iri, predicate):
            message = (
                f"{case.local(iri)}: points to itself by {prop}; give the other thing that is meant, or remove it."
            )
            yield fault(case, "no-self-relation", VIOLATION, message, iri)._replace(
                path=predicate, value=case.local(iri)
            )
    for prop in _UPWARDS:
        circle = _circle(case, iri, prop)
        if len(circle) > 1 and iri == min(circle):  # each circle once
            way = listed([case.local(one) for one in [*circle, iri]])
            message = f"{case.local(iri)}: comes back to itself by {prop} ({way}); correct one of these."
            yield fault(case, "no-self-relation", VIOLATION, message, iri, *circle, path=prop)


def _circle(case: Case, iri: str, prop: str) -> list[str]:
    """A way from ``iri`` back to it, by ``prop`` alone; empty where there is none."""
    ways = {value: [iri] for value in sorted(case.after.texts(iri, inc(prop))) if value != iri}
    edge = list(ways)
    while edge:
        here = edge.pop()
        for there in sorted(case.after.texts(here, inc(prop))):
            if there == iri:
                return [*ways[here], here]
            if there not in ways:
                ways[there] = [*ways[here], here]
                edge.append(there)
    return []


CHECKS = (
    Check(
        _judge,
        ("Entity", "Record"),
        ("|".join((*_UPWARDS, *_OTHERS, *_FOREIGN)), *(f"{prop}*" for prop in _UPWARDS)),
    ),
)
