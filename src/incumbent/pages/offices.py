"""The page of an office: its line of holders, the gaps in it, and who sat in it at which event."""

from __future__ import annotations

from itertools import pairwise

from incumbent.model import dates
from incumbent.model.terms import inc
from incumbent.model.timeline import Certainty, not_yet_over, overlap, precedes_exclusively, surely_begun
from incumbent.pages import backing, happenings, participations, remaining, saying, tenures
from incumbent.pages.page import Entry, Line, Section, line, section
from incumbent.pages.view import View

_TOLD = ("office", "statedCapacity", "subject", "object", "concerns")

_Placed = tuple[tuple[int, str, str], Entry]  # where an entry stands in time, and the entry


def lines(view: View, iri: str) -> list[Line]:
    """What it is an office of, its kind and its seats."""
    found = line("Office of", backing.values(view, iri, "officeOf")) + line(
        "Kind", backing.values(view, iri, "officeKind")
    )
    seats = backing.values(view, iri, "seats") or [Entry("1 (nothing else is stated)")]
    return found + line("Seats", seats) + remaining.lines(view, iri, ("officeOf", "officeKind", "seats"))


def sections(view: View, iri: str) -> list[Section]:
    """Holders in order with gaps and overlaps, and those who sat in the office at events."""
    held = view.pointing(iri, "office", "Tenure")
    found: list[Section] = []
    if view.on_bounds is not None:
        found += section(tenures.day_heading(view), tenures.on_day(view, held, "holder"))
    found += section("Line of holders", holders(view, iri, held))
    found += _seated(view, iri)
    found += saying.names(view, iri)
    found += saying.claims(view, iri)
    found += saying.statements(view, view.pointing(iri, "concerns", "Statement"), "Statements about it")
    return found + remaining.sections(view, iri, _TOLD)


def holders(view: View, iri: str, held: list[str]) -> list[Entry]:
    """The tenures in order, with an entry for each gap between two and for each overlap; undated ones stand last."""
    entries: list[Entry] = []
    single = (view.first(iri, "seats") or "1") == "1"
    dated = [t for t in held if view.extents.of(t).likely.known and "neverServed" not in tenures.marks(view, t)]
    dated = _in_order(view, dated)
    reached: str | None = None
    for tenure in [*dated, *(t for t in held if t not in dated)]:
        if single and reached is not None and tenure in dated:
            entries += _between(view, reached, tenure)
        entry = tenures.entry(view, tenure, view.labels(view.all(tenure, "holder")))
        nameless = [h for h in view.all(tenure, "holder") if view.is_a(h, "UnnamedAgent", "Collective")]
        entries.append(entry._replace(marks=("unnamed", *entry.marks)) if nameless else entry)
        reached = tenure if tenure in dated else reached
    if single:
        entries += _overlaps(view, dated)
    return entries


def _in_order(view: View, held: list[str]) -> list[str]:
    """Tenures so that those that certainly came before others stand before them; else as they came."""
    left, ordered = list(held), []
    while left:
        first = next((t for t in left if not any(_before(view, other, t) for other in left if other != t)), left[0])
        ordered.append(first)
        left.remove(first)
    return ordered


def _before(view: View, one: str, other: str) -> bool:
    there, back = view.extents.of(one), view.extents.of(other)
    forwards = precedes_exclusively(there, back) is Certainty.CERTAIN
    return forwards and precedes_exclusively(back, there) is not Certainty.CERTAIN


def _between(view: View, one: str, other: str) -> list[Entry]:
    if view.all(one, "holder") != view.all(other, "holder") and not _before(view, one, other):
        if overlap(view.extents.of(one), view.extents.of(other)) is Certainty.CERTAIN:
            return []
        return [Entry("which of these two came first, the sources do not say", ("orderUnknown",))]
    names = [view.labels(view.all(tenure, "holder")) for tenure in (one, other)]
    told = f"whether {names[0]} held it is not known" if names[0] == names[1] else "no holder known"
    before, after = view.extents.of(one).firm, view.extents.of(other).firm
    over, begun = before.latest_end, after.earliest_start
    if over is not None and begun is not None and over + 1 < begun:
        return [Entry(f"{told} {dates.span(over + 1, begun - 1)}", ("gap",))]
    lasting, starting = not_yet_over(before), surely_begun(after)
    if lasting is not None and starting is not None and lasting + 1 < starting:
        return [
            Entry(
                f"{told if names[0] == names[1] else told + ' for sure'} {dates.span(lasting + 1, starting - 1)}",
                ("gap",),
            )
        ]
    return []


def _overlaps(view: View, held: list[str]) -> list[Entry]:
    entries = []
    for at, one in enumerate(held):
        for other in held[at + 1 :]:
            names = view.labels(view.all(one, "holder")), view.labels(view.all(other, "holder"))
            answer = overlap(view.extents.of(one), view.extents.of(other))
            if names[0] != names[1] and answer is Certainty.CERTAIN:
                entries.append(Entry(f"{names[0]} and {names[1]} held it at the same time", ("overlap", answer.value)))
    return entries


def _seated(view: View, iri: str) -> list[Section]:
    past: list[_Placed] = []
    ahead: list[_Placed] = []
    maybe: list[_Placed] = []
    for participation, capacities in view.capacities.items():
        for capacity in capacities:
            if capacity.office != iri:
                continue
            for event in view.all(participation, "event"):
                state = happenings.state(view, event)
                text = f"{participations.who(view, participation)}, at {happenings.headline(view, event)}"
                marks = [*happenings.state_marks(view, event), *participations.attendance(view, participation)]
                marks += participations.basis(view, capacity)
                entry = backing.record(view, participation, text, marks)
                (past if state.took_place else ahead).append((view.order(event), entry))
        for one in view.candidacies.get(participation, ()):
            if one.office == iri:
                event = (view.all(participation, "event") or [participation])[0]
                text = f"{view.label(one.person)}, for {participations.who(view, participation)}"
                text += f" at {happenings.headline(view, event)}"
                maybe.append((view.order(event), Entry(text, ("candidate", one.certainty.value), iri=participation)))
    found: list[Section] = []
    for heading, entries in (
        ("Sat in it at", past),
        ("Expected in it at", ahead),
        ("May have been somebody without a name who sat in it", maybe),
    ):
        found += section(heading, [entry for _, entry in sorted(entries, key=lambda pair: (pair[0], pair[1].text))])
    return found


def current(view: View, iri: str) -> Entry:
    """An office as a line of a list, with its holders by name."""
    held = _in_order(view, view.pointing(iri, "office", "Tenure"))
    names = list(dict.fromkeys(view.labels(view.all(tenure, "holder")) for tenure in held))
    kind = inc("nominatedNeverServed")
    served = [t for t in held if kind not in view.all(t, "tenureKind")]
    told = ", then ".join(names) if len(served) > 1 and _is_line(view, served) else ", ".join(names)
    return backing.record(view, iri, view.label(iri) + (f": {told}" if told else ": no holder known"), reasons=False)


def _is_line(view: View, held: list[str]) -> bool:
    steps = {(s.predecessor, s.successor) for s in view.successions}
    return all((one, other) in steps for one, other in pairwise(held))
