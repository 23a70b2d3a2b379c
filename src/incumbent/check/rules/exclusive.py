"""One holder at a time: the tenures of an office with one seat, swept by day."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heappop, heappush
from typing import NamedTuple

from incumbent.check.case import Case, Check
from incumbent.check.findings import Finding
from incumbent.check.rules import reach
from incumbent.check.rules.fault import NAMING, VIOLATION, WARNING, fault, stated
from incumbent.check.rules.spans import FAR, begins_early, ends, ends_late, starts, weigh
from incumbent.derive.seats import Seats
from incumbent.model.terms import DCTERMS, inc
from incumbent.model.timeline import (
    Bounds,
    Certainty,
    Narrowed,
    not_yet_over,
    overlap,
    precedes_exclusively,
    surely_begun,
)

_REPLACED = DCTERMS + "isReplacedBy"


class _Held(NamedTuple):
    tenure: str
    holder: str
    kind: str | None
    extent: Narrowed


def _judge(case: Case, office: str) -> Iterator[Finding]:
    if not Seats(case.after, case.vocabulary).single(office):
        return
    held = [one for tenure in sorted(case.after.having(inc("office"), office)) if (one := _held(case, tenure))]
    for one, other in _meeting(held):
        if one.holder == other.holder or _stands_in(one, other) or _stands_in(other, one):
            continue
        answer = _conflict(one.extent, other.extent)
        if answer is None:
            continue
        grade = VIOLATION if answer is Certainty.CERTAIN and one.kind == other.kind else WARNING
        verb = "both hold" if grade is VIOLATION else "may both hold"
        people = f"{case.label(one.holder)} ({_when(case, one)}) and {case.label(other.holder)} ({_when(case, other)})"
        yield fault(
            case,
            "exclusive-office",
            grade,
            f"{case.label(office)}: {people} {verb} this office at one time, and it has one seat; {_repair(one, other)}.",
            one.tenure,
            other.tenure,
            path="office",
            value=case.local(office),
        )


def _repair(one: _Held, other: _Held) -> str:
    if one.kind != other.kind:
        return "end the one tenure before the other begins, or correct the kind of tenure"
    return "give the day of the handover, correct a date, mark a stand-in as acting, or give the office its seats:"


def _stands_in(one: _Held, other: _Held) -> bool:
    """Whether the one acts in the place of the other for a time, within the time of that one."""
    if one.kind != inc("acting") or other.kind is not None:
        return False
    outside = (
        weigh(begins_early, starts(other.extent), one.extent),
        weigh(ends_late, ends(other.extent), one.extent),
    )
    return Certainty.CERTAIN not in outside


def _when(case: Case, held: _Held) -> str:
    return stated(case, held.tenure) or "no date"


def _held(case: Case, tenure: str) -> _Held | None:
    """The tenure with a person who really held it; somebody without a name may be any of the others."""
    if not case.is_a(tenure, "Tenure"):
        return None
    kind = case.after.first(tenure, inc("tenureKind"))
    holder = case.after.first(tenure, inc("holder"))
    if holder is None or kind == inc("nominatedNeverServed"):
        return None
    seen = {holder}
    while (successor := case.after.first(holder, _REPLACED)) and successor not in seen:
        holder = successor
        seen.add(holder)
    if not case.is_a(holder, "Person"):
        return None
    return _Held(tenure, holder, None if kind == inc("regular") else kind, case.extents.of(tenure))


def _conflict(one: Narrowed, other: Narrowed) -> Certainty | None:
    """Certain where neither can have come before the other; possible where they may share more than a handover."""
    orders = precedes_exclusively(one, other), precedes_exclusively(other, one)
    if orders == (Certainty.EXCLUDED, Certainty.EXCLUDED):
        return Certainty.CERTAIN
    if overlap(one, other) in (Certainty.CERTAIN, Certainty.POSSIBLE) and not _handover(one, other):
        return Certainty.POSSIBLE
    return Certainty.POSSIBLE if _seen_on_one_day(one.firm, other.firm) else None


def _seen_on_one_day(one: Bounds, other: Bounds) -> bool:
    """Whether all that is known of both is one and the same day, and nothing of a handover on it."""
    days = {edge for bounds in (one, other) for edge in (surely_begun(bounds), not_yet_over(bounds))}
    vague = all(bounds.earliest_start is None and bounds.latest_end is None for bounds in (one, other))
    return vague and len(days) == 1 and None not in days


def _handover(one: Narrowed, other: Narrowed) -> bool:
    """Whether the one ends in just the window in which the other begins: told so, they are told as following each other."""
    pairs = ((ends(one), starts(other)), (ends(other), starts(one)))
    return any(end.firm.known and end.firm == start.firm for end, start in pairs)


def _meeting(held: list[_Held]) -> Iterator[tuple[_Held, _Held]]:
    """The pairs that can conflict, by a sweep over the days between which each can take part in a conflict."""
    reaches = [(days, n) for n, one in enumerate(held) if (days := _days(one.extent))]
    under_way: list[tuple[int, int]] = []
    for (first, last), n in sorted(reaches):
        while under_way and under_way[0][0] < first:
            heappop(under_way)
        for _, m in under_way:
            yield held[min(n, m)], held[max(n, m)]
        heappush(under_way, (last, n))


def _days(extent: Narrowed) -> tuple[int, int] | None:
    reaches = [days for bounds in extent[:2] if (days := _reach(bounds))]
    return (min(first for first, _ in reaches), max(last for _, last in reaches)) if reaches else None


def _reach(bounds: Bounds) -> tuple[int, int] | None:
    sure = [number for number in (surely_begun(bounds), not_yet_over(bounds)) if number is not None]
    first = [-FAR] if bounds.open_start and bounds.earliest_start is None else [bounds.earliest_start]
    last = [FAR] if bounds.open_end and bounds.latest_end is None else [bounds.latest_end]
    known = [number for number in (*first, *last, *sure) if number is not None]
    return (min(known), max(known)) if known else None


CHECKS = (
    Check(
        _judge,
        ("Office",),
        (
            "seats|officeKind",
            "^office/tenureKind|rdf:type",
            "^office/holder/rdf:type",
            "^office/holder/dcterms:isReplacedBy*/rdf:type",
            *(f"^office/{path}" for path in NAMING),
            *reach.extent("^office"),
        ),
    ),
)
