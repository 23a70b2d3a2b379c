"""Agreements among each other, and those who sign them."""

from __future__ import annotations

from collections.abc import Iterator

from incumbent.check.case import Case, Check
from incumbent.check.findings import Finding
from incumbent.check.rules import reach, sides
from incumbent.check.rules.fault import NAMING, VIOLATION, WARNING, dated, fault, listed, name
from incumbent.check.rules.sides import Fit
from incumbent.check.rules.spans import is_day, weigh
from incumbent.model.terms import inc
from incumbent.model.timeline import Bounds, Certainty, before, covers

_LATER = {"supersedes": "supersede", "amends": "amend", "implements": "implement"}  # property → in words
_GRADES = {Certainty.CERTAIN: VIOLATION, Certainty.POSSIBLE: WARNING}


def _acyclic(case: Case, agreement: str) -> Iterator[Finding]:
    """Does it in the end supersede, amend or implement itself? Each member of a ring says so once."""
    ring = _ring(case, agreement)
    if ring:
        way = " → ".join(case.label(iri) for iri in (*ring, agreement))
        yield fault(
            case,
            "supersession-acyclic",
            VIOLATION,
            f"{case.label(agreement)}: supersedes, amends or implements itself by way of others ({way}); remove the relation "
            "that points from the older agreement to the younger one.",
            agreement,
            *ring[1:],
            path=next(p for p in _LATER if ring[1] in case.after.texts(agreement, inc(p))),
            value=case.local(ring[1]),
        )


def _ring(case: Case, agreement: str) -> list[str]:
    """A shortest ring through ``agreement``, from it on; empty where there is none, or only a relation to itself."""
    came_from: dict[str, str] = {}
    edge = [agreement]
    while edge:
        reached: list[str] = []
        for one in edge:
            for prop in _LATER:
                for other in sorted(case.after.texts(one, inc(prop))):
                    if other == agreement and one != agreement:
                        ring = [one]
                        while ring[-1] != agreement:
                            ring.append(came_from[ring[-1]])
                        return ring[::-1]
                    if other not in came_from and other != agreement:
                        came_from[other] = one
                        reached.append(other)
        edge = reached
    return []


def _order(case: Case, agreement: str) -> Iterator[Finding]:
    """Is what it supersedes, amends or implements older?"""
    for prop, verb in _LATER.items():
        for older in sorted(case.after.texts(agreement, inc(prop))):
            if older == agreement:
                continue
            answer = weigh(_before, case.extents.of(agreement), case.extents.of(older))
            if grade := _GRADES.get(answer):
                does = "cannot" if grade is VIOLATION else "may be too old to"
                yield fault(
                    case,
                    "supersession-order",
                    grade,
                    f"{dated(case, agreement)}: {does} {verb} {dated(case, older)}, which is younger"
                    f"{'' if grade is VIOLATION else ' in some reading of the dates'}; turn the relation round, or "
                    "correct a date.",
                    agreement,
                    older,
                    path=prop,
                    value=case.local(older),
                )


def _before(one: Bounds, other: Bounds) -> Certainty:
    """Was the one before the other? Possible only where both are bounded, and not told by the same date."""
    answer = before(one, other)
    if answer is Certainty.POSSIBLE:
        if one.latest_end is None or other.earliest_start is None:
            return Certainty.UNKNOWN
        if one[:4] == other[:4] or (is_day(one) and is_day(other)):
            return Certainty.EXCLUDED
    return answer


def _attended(case: Case, signature: str) -> Iterator[Finding]:
    """Was who signed at the meeting at which the agreement was made?"""
    view = case.after
    for person in sorted(view.texts(signature, inc("signatory"))):
        if not case.is_a(person, "Person"):
            continue
        for agreement in view.texts(signature, inc("agreement")):
            for event in sorted(view.texts(agreement, inc("madeAt"))):
                named, unnamed = _present(case, event)
                if not named and not unnamed:
                    continue  # who was there is not known at all
                if person in {who for who, _ in named}:
                    continue
                absent = _absent(case, event, person)
                if absent or not _may_be(case, signature, named, unnamed):
                    why = "is said to have been absent" if absent else "is not among those who took part"
                    repair = "correct the attendance" if absent else "add the participation with its source"
                    yield fault(
                        case,
                        "signed-at-attended",
                        VIOLATION,
                        f"{case.label(person)}: signed {case.label(agreement)}, made at {dated(case, event)}, and {why}; "
                        f"{repair}, or leave madeAt: out.",
                        signature,
                        event,
                        agreement,
                        person,
                        path="signatory",
                        value=case.local(person),
                    )


def _absent(case: Case, event: str, person: str) -> bool:
    """Whether it is told of ``person`` in so many words that they were not there."""
    view = case.after
    there = (record for record in view.having(inc("event"), event) if person in view.texts(record, inc("participant")))
    return any(inc("absent") in view.texts(record, inc("attendance")) for record in there)


def _present(case: Case, event: str) -> tuple[list[tuple[str, str | None]], list[str | None]]:
    """The people with a name who took part, each with a side; and the sides of all others who did."""
    view = case.after
    named: list[tuple[str, str | None]] = []
    unnamed: list[str | None] = []
    for record in sorted(view.having(inc("event"), event)):
        delegation = case.is_a(record, "Delegation")
        if not delegation and not case.is_a(record, "Participation"):
            continue
        if inc("absent") in view.texts(record, inc("attendance")):
            continue
        given: list[str | None] = [*sorted(view.texts(record, inc("onBehalfOf")))]
        for side in given or [None]:
            people = [who for who in view.texts(record, inc("participant")) if case.is_a(who, "Person")]
            named += [(who, side) for who in people]
            if not people:
                unnamed.append(side)
    return named, unnamed


def _may_be(case: Case, signature: str, named: list[tuple[str, str | None]], unnamed: list[str | None]) -> bool:
    """Whether who signed may be among those without a name: of this side some took part, and none of them by name."""
    signed_for = case.after.texts(signature, inc("onBehalfOf"))

    def same(side: str | None) -> bool:
        return side is None or not signed_for or sides.best(case, side, signed_for) is Fit.SAME

    return any(map(same, unnamed)) and not any(same(side) for _, side in named)


def _represents(case: Case, signature: str) -> Iterator[Finding]:
    """Is who is signed for a party, or of a party?"""
    view = case.after
    for agreement in view.texts(signature, inc("agreement")):
        parties = sorted(view.texts(agreement, inc("party")))
        signed_for, words = _signed_for(case, signature, agreement)
        if not parties or not signed_for:
            continue
        found = [sides.best(case, side, parties) for side in signed_for]
        if Fit.SAME in found:
            continue
        grade = WARNING if {Fit.UNKNOWN, Fit.DOUBTFUL}.intersection(found) else VIOLATION
        signs = "signed" if grade is VIOLATION else "signed, by what is known,"
        yield fault(
            case,
            "signatory-represents-party",
            grade,
            f"{name(case, signature)}: {signs} {words} {listed(sorted(map(case.label, signed_for)))}, which is not a party or "
            f"part of one ({listed([case.label(party) for party in parties])}); correct onBehalfOf:, add the party, or "
            "say of which state the body is partOf:.",
            signature,
            agreement,
            *signed_for,
            path="onBehalfOf",
            value=case.local(signed_for[0]),
        )


def _signed_for(case: Case, signature: str, agreement: str) -> tuple[list[str], str]:
    """The side or the office for which it stands, with the word for that: as it says, else as who signed was in office."""
    view = case.after
    for prop, word in (("onBehalfOf", "for"), ("statedCapacity", "as")):
        if stated := view.texts(signature, inc(prop)):
            return sorted(stated), word
    held = {
        office
        for person in view.texts(signature, inc("signatory"))
        if case.is_a(person, "Person")
        for tenure in view.having(inc("holder"), person)
        if case.is_a(tenure, "Tenure") and _in_office(case, tenure, agreement)
        for office in view.texts(tenure, inc("office"))
    }
    return sorted(held), "as"


def _in_office(case: Case, tenure: str, agreement: str) -> bool:
    """Whether the tenure surely held when the agreement was made."""
    if inc("nominatedNeverServed") in case.after.texts(tenure, inc("tenureKind")):
        return False
    if set(case.after.texts(tenure, inc("attestedAt"))).intersection(case.after.texts(agreement, inc("madeAt"))):
        return True
    return covers(case.extents.of(tenure), case.extents.of(agreement)) is Certainty.CERTAIN


_RELATIONS = "|".join(_LATER)
_MEETING = "agreement/madeAt"

CHECKS = (
    Check(_acyclic, ("Agreement",), (f"{_RELATIONS}*/{_RELATIONS}",)),
    Check(_order, ("Agreement",), (_RELATIONS, *reach.extent(), *reach.extent(_RELATIONS))),
    Check(
        _attended,
        ("Signature",),
        (
            "signatory|agreement|onBehalfOf",
            "signatory/rdf:type",
            _MEETING,
            f"{_MEETING}/^event/rdf:type|attendance|onBehalfOf|participant",
            f"{_MEETING}/^event/participant/rdf:type",
            *sides.reads("onBehalfOf"),
            *sides.reads(f"{_MEETING}/^event/onBehalfOf"),
            *reach.extent(_MEETING),
        ),
    ),
    Check(
        _represents,
        ("Signature",),
        (
            *NAMING,
            "agreement/party",
            *sides.reads("onBehalfOf|statedCapacity"),
            *sides.reads("agreement/party"),
            "signatory/rdf:type",
            "signatory/^holder/office|tenureKind|attestedAt",
            *sides.reads("signatory/^holder/office"),
            *reach.extent("signatory/^holder"),
            *reach.extent("agreement"),
        ),
    ),
)
