"""In which office and for whom somebody takes part or signs: whether the office, its holder and the side fit together."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from incumbent.check.case import Case, Check
from incumbent.check.findings import Finding
from incumbent.check.rules import reach, sides
from incumbent.check.rules.fault import INFO, NAMING, VIOLATION, WARNING, code, dated, fault, listed, name, stated
from incumbent.check.rules.sides import Fit
from incumbent.check.rules.spans import FAR
from incumbent.derive.seats import Seats
from incumbent.model.terms import inc
from incumbent.model.timeline import Bounds, Certainty, Conflict, Narrowed, covers, intersect

_NEVER_SERVED = inc("nominatedNeverServed")
_APART = (Fit.DIFFERENT, Fit.STRANGE, Fit.DOUBTFUL)
_PRESIDING = (inc("chair"), inc("coChair"))


def _whole(case: Case, record: str) -> tuple[str, str] | None:
    """What the participation or signature is part of, and of what it takes its date."""
    event = case.after.first(record, inc("event"))
    if event is not None:
        return event, record
    agreement = case.after.first(record, inc("agreement"))
    return (agreement, agreement) if agreement is not None else None


def _people(case: Case, record: str) -> list[str]:
    people = [p for prop in ("participant", "signatory") for p in case.after.texts(record, inc(prop))]
    return sorted(person for person in people if case.is_a(person, "Person"))


def _who(case: Case, record: str) -> str:
    agents = [a for prop in ("participant", "signatory") for a in case.after.texts(record, inc(prop))]
    return listed(sorted(map(case.label, agents))) or name(case, record)


def _sides(case: Case, record: str) -> list[str]:
    """On whose behalf: as the record says, else as its delegation does."""
    own = case.after.texts(record, inc("onBehalfOf"))
    delegations = case.after.texts(record, inc("inDelegation"))
    return sorted(own or [side for d in delegations for side in case.after.texts(d, inc("onBehalfOf"))])


def _state(case: Case, record: str) -> Iterator[Finding]:
    """Does the office belong to the side?"""
    on_behalf_of = _sides(case, record)
    for office in sorted(case.after.texts(record, inc("statedCapacity"))):
        found = sides.best(case, office, on_behalf_of)
        if found not in _APART:
            continue
        owners = listed(sorted(map(case.label, case.after.texts(office, inc("officeOf"))))) or "nobody"
        side = listed([case.label(iri) for iri in on_behalf_of])
        repair = "correct the office or the side"
        if found is not Fit.DIFFERENT:
            repair += ", or confirm it where the source has this person on that side"
        yield fault(
            case,
            "capacity-state",
            VIOLATION if found is Fit.DIFFERENT else WARNING,
            f"{_who(case, record)}: takes part as {case.label(office)}, an office of {owners}, and on behalf of {side}; "
            f"{repair}.",
            record,
            office,
            *on_behalf_of,
            path="onBehalfOf",
            value=case.local(on_behalf_of[0]),
        )


def _held(case: Case, record: str) -> Iterator[Finding]:
    """Did the person hold the office on that day?"""
    place = _whole(case, record)
    if place is None:
        return
    event, dated_by = place
    when = case.extents.of(dated_by)
    for person in _people(case, record):
        tenures = _tenures(case, "holder", person)
        for office in sorted(case.after.texts(record, inc("statedCapacity"))):
            own = [tenure for tenure in tenures if office in case.after.texts(tenure, inc("office"))]
            if own:
                yield from _within(case, record, event, person, office, own, when)
            else:
                yield from _unknown(case, record, event, person, office, tenures, when)


def _tenures(case: Case, prop: str, iri: str) -> list[str]:
    return [
        tenure
        for tenure in sorted(case.after.having(inc(prop), iri))
        if case.is_a(tenure, "Tenure") and _NEVER_SERVED not in case.after.texts(tenure, inc("tenureKind"))
    ]


def _within(
    case: Case, record: str, event: str, person: str, office: str, own: list[str], when: Narrowed
) -> Iterator[Finding]:
    if any(event in case.after.texts(tenure, inc("attestedAt")) for tenure in own):
        return
    answers = {tenure: _holds(_lasting(case.extents.of(tenure)), when) for tenure in _stretches(case, own)}
    found = set(answers.values())
    if found <= {Certainty.EXCLUDED}:
        grade, holds = VIOLATION, "does not hold"
    elif found <= {Certainty.EXCLUDED, Certainty.POSSIBLE}:
        grade, holds = WARNING, "may not hold"
    else:
        return
    spans = listed([stated(case, tenure) or "no date" for tenure in answers])
    yield fault(
        case,
        "capacity-within-tenure",
        grade,
        f"{case.label(person)}: {holds} the office {case.label(office)} ({spans}) at {dated(case, event)}; correct the office "
        "or a date, or add the tenure in which this falls.",
        record,
        *answers,
        event,
        path="statedCapacity",
        value=case.local(office),
    )


def _holds(tenure: Narrowed, when: Narrowed) -> Certainty:
    """Whether the tenure held then; where but a doubtful date says that it did not, that is possible."""
    answer = covers(tenure, when)
    if answer is Certainty.UNKNOWN:
        likely = (extent.likely._replace(tentative=False) for extent in (tenure, when))
        return Certainty.POSSIBLE if covers(*likely) is Certainty.EXCLUDED else answer
    return answer


def _stretches(case: Case, own: list[str]) -> list[str]:
    """The tenures that tell of a stretch of time; a mere attestation within one of the others is that one again."""
    bounded = [tenure for tenure in own if _is_bounded(case.extents.of(tenure).firm)]
    return bounded + [
        tenure
        for tenure in own
        if tenure not in bounded
        and not any(
            not isinstance(intersect([case.extents.of(one).firm, case.extents.of(tenure).firm]), Conflict)
            for one in bounded
        )
    ]


def _is_bounded(bounds: Bounds) -> bool:
    return bounds.earliest_start is not None or bounds.latest_end is not None


def _lasting(extent: Narrowed) -> Narrowed:
    """The tenure, with an end that is open taken for one that has not come: nobody has said that it did."""

    def last(bounds: Bounds) -> Bounds:
        if bounds.open_end and bounds.latest_end is None:
            bounds = bounds._replace(earliest_end=FAR, latest_end=FAR)
        if bounds.open_start and bounds.earliest_start is None:
            bounds = bounds._replace(earliest_start=-FAR, latest_start=-FAR)
        return bounds

    return Narrowed(last(extent.firm), last(extent.likely), extent.doubt)


def _unknown(
    case: Case, record: str, event: str, person: str, office: str, tenures: list[str], when: Narrowed
) -> Iterator[Finding]:
    """Somebody in an office in which no tenure of that person is known."""

    grade, why, against = INFO, "no tenure in it is known", list[str]()
    others = []
    if Seats(case.after, case.vocabulary).single(office):
        others = [t for t in _tenures(case, "office", office) if _named(case, t)]
    held = {t: _covers(case, t, event, when) for t in (*others, *tenures)}
    for answer, words in ((Certainty.CERTAIN, "held"), (Certainty.POSSIBLE, "may have held")):
        if not against and (against := [t for t in others if held[t] is answer]):
            grade = VIOLATION if answer is Certainty.CERTAIN else WARNING
            holder = case.label(case.after.first(against[0], inc("holder")) or "")
            why = f"{holder} {words} it at the time ({stated(case, against[0])})"
    if not against and (against := [t for t in tenures if held[t] is not Certainty.EXCLUDED]):
        offices = {case.label(office) for t in against for office in case.after.texts(t, inc("office"))}
        grade, why = WARNING, f"is known as {listed(sorted(offices))} alone"
    yield fault(
        case,
        "capacity-tenure",
        grade,
        f"{case.label(person)}: takes part in {dated(case, event)} as {case.label(office)}, and {why}; correct the office, "
        "or add the tenure with attestedAt: and its source.",
        record,
        *against,
        event,
        path="statedCapacity",
        value=case.local(office),
    )


def _named(case: Case, tenure: str) -> bool:
    return any(case.is_a(holder, "Person") for holder in case.after.texts(tenure, inc("holder")))


def _covers(case: Case, tenure: str, event: str, when: Narrowed) -> Certainty:
    """Whether the office was held then: on that day, or, by what a source says, at that event."""
    if event in case.after.texts(tenure, inc("attestedAt")):
        return Certainty.CERTAIN
    return covers(case.extents.of(tenure), when)


def _one_delegation(case: Case, participation: str) -> Iterator[Finding]:
    """Is the person on one side of the event alone? Of two participations, the first by name says so."""
    told: set[frozenset[str]] = set()
    for person in _people(case, participation):
        for event in case.after.texts(participation, inc("event")):
            there = (
                p for p in case.after.having(inc("event"), event) if person in case.after.texts(p, inc("participant"))
            )
            present = sorted(p for p in there if inc("absent") not in case.after.texts(p, inc("attendance")))
            sided = [(p, side) for p in present for side in sorted(_all_sides(case, p))]
            for (one, this), (other, that) in combinations(sided, 2):
                pair = frozenset((this, that))
                if one != participation or pair in told:
                    continue
                found = sides.fit(case, this, that)
                if found not in _APART:
                    continue
                told.add(pair)
                yield fault(
                    case,
                    "one-delegation",
                    VIOLATION if found is Fit.DIFFERENT else WARNING,
                    f"{case.label(person)}: on two sides of {dated(case, event)}, for {case.label(this)} and for "
                    f"{case.label(that)}; keep the side for which the source has this person there.",
                    one,
                    other,
                    event,
                    person,
                    path="onBehalfOf",
                    value=case.local(that),
                )


def _all_sides(case: Case, participation: str) -> set[str]:
    delegations = case.after.texts(participation, inc("inDelegation"))
    return {side for node in (participation, *delegations) for side in case.after.texts(node, inc("onBehalfOf"))}


def _chair(case: Case, participation: str) -> Iterator[Finding]:
    """Does who presides take part, in that very event?"""
    view = case.after
    roles = sorted(set(view.texts(participation, inc("role"))).intersection(_PRESIDING))
    event = view.first(participation, inc("event"))
    if not roles or event is None:
        return
    events = {e for d in view.texts(participation, inc("inDelegation")) for e in view.texts(d, inc("event"))}
    absent = inc("absent") in view.texts(participation, inc("attendance"))
    if absent or (events and event not in events):
        why = "was absent" if absent else f"belongs to a delegation at {listed(sorted(map(case.label, events)))}"
        yield fault(
            case,
            "chair-participates",
            VIOLATION,
            f"{_who(case, participation)}: {code(case, roles[0])} of {dated(case, event)}, and {why}; who presides takes "
            "part: correct the role, the attendance or the delegation.",
            participation,
            event,
            path="role",
            value=case.local(roles[0]),
        )


_AGENTS = ("participant|signatory", "participant|signatory/rdf:type")
_THEIR_TENURES = "participant|signatory/^holder"
_OTHER_TENURES = "statedCapacity/^office"

CHECKS = (
    Check(
        _state,
        ("Participation", "Signature"),
        (
            *NAMING,
            "statedCapacity/officeOf",
            "inDelegation/onBehalfOf",
            *sides.reads("statedCapacity"),
            *sides.reads("onBehalfOf"),
            *sides.reads("inDelegation/onBehalfOf"),
        ),
    ),
    Check(
        _held,
        ("Participation", "Signature"),
        (
            *NAMING,
            *_AGENTS,
            "statedCapacity/seats|officeKind",
            *(f"{tenures}/{end}" for tenures in (_THEIR_TENURES, _OTHER_TENURES) for end in ("tenureKind", *NAMING)),
            f"{_OTHER_TENURES}/holder/rdf:type",
            *reach.extent(),
            *reach.extent("event|agreement"),
            *reach.extent(_THEIR_TENURES),
            *reach.extent(_OTHER_TENURES),
        ),
    ),
    Check(
        _one_delegation,
        ("Participation",),
        (
            *_AGENTS,
            "event/^event/participant|attendance",
            *sides.reads("event/^event/onBehalfOf"),
            *sides.reads("event/^event/inDelegation/onBehalfOf"),
            *reach.extent("event"),
        ),
    ),
    Check(
        _chair,
        ("Participation",),
        ("role|attendance|inDelegation", "inDelegation/event", *NAMING, *reach.extent("event")),
    ),
)
