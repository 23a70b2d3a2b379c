"""Who took part: in which office and on what grounds, for whom, in which role; and the candidates for the unnamed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from incumbent.derive.capacity import Capacity
from incumbent.model.terms import inc
from incumbent.model.timeline import Certainty
from incumbent.pages import backing, happenings
from incumbent.pages.describing import describe
from incumbent.pages.page import Entry
from incumbent.pages.view import View

NO_SIDE = "side not stated"


def of_event(view: View, event: str) -> list[str]:
    """The participations of an event, by the participant's name."""
    found = view.pointing(event, "event", "Participation")
    return sorted(found, key=lambda p: (view.labels(view.all(p, "participant")), p))


def side(view: View, participation: str) -> str:
    """For whom somebody took part, in words."""
    return view.labels(view.all(participation, "onBehalfOf")) or NO_SIDE


def who(view: View, participation: str) -> str:
    """The participant's name."""
    return view.labels(view.all(participation, "participant")) or "somebody"


def basis(view: View, capacity: Capacity) -> list[str]:
    """The marks of a capacity: on what it rests, and how sure that is."""
    mark = {"onlyStated": "stated", "onlyInferred": "inferred"}.get(capacity.basis, capacity.basis)
    if mark == "stated" and capacity.office:
        for value in view.facts.values(capacity.participation, inc("statedCapacity")):
            if value.value == capacity.office:
                backed = backing.of_value(view, capacity.participation, "statedCapacity", value)
                mark = "inferred" if "inferred" in backed.marks else mark
    return [mark] + (["possible"] if capacity.certainty is Certainty.POSSIBLE else [])


def offices(view: View, participation: str) -> tuple[str, list[str], list[Entry]]:
    """The offices in words, their marks, and on what an inferred or doubted one rests."""
    names, marks, details = [], [], []
    for capacity in view.capacities.get(participation, ()):
        marks += basis(view, capacity)
        if capacity.office:
            names.append(view.label(capacity.office))
        if capacity.basis in ("onlyInferred", "conflict", "agree"):
            word = {"onlyInferred": "office inferred from", "conflict": "in conflict with", "agree": "borne out by"}
            for premise in capacity.premises:
                if premise != participation:
                    details.append(
                        Entry(
                            f"{word[capacity.basis]}: {describe(view, premise)}",
                            citation=backing.of_record(view, premise).citation,
                            iri=premise,
                        )
                    )
    return " and ".join(names), list(dict.fromkeys(marks)), details


def attendance(view: View, participation: str) -> list[str]:
    """Marks for who was absent, or only expected."""
    codes = {code.removeprefix(inc("")) for code in view.all(participation, "attendance")}
    if len(codes) > 1:
        codes.discard("expectedToAttend")  # it is known by now
    return [mark for code, mark in (("absent", "absent"), ("expectedToAttend", "expected")) if code in codes]


def _manner(view: View, participation: str) -> str:
    """Role and attendance, where they say more than that somebody was a delegate who attended."""
    plain = {inc("attended"), inc("delegate"), inc("absent"), inc("expectedToAttend")}
    codes = [c for name in ("role", "attendance") for c in view.all(participation, name) if c not in plain]
    return ", ".join(view.label(code) for code in codes)


def participant(view: View, participation: str) -> Entry:
    """A participant as a line of an event's page; candidates stand below, marked as such."""
    office, marks, details = offices(view, participation)
    text = ", ".join(part for part in (who(view, participation), office, _manner(view, participation)) if part)
    unnamed = [p for p in view.all(participation, "participant") if view.is_a(p, "UnnamedAgent", "Collective")]
    if unnamed:
        marks.append("unnamed")
        for agent in unnamed:
            details += [
                Entry(f"number of people: {e.text}", e.marks, e.details, e.citation)
                for e in backing.values(view, agent, "headcount")
            ]
    details += candidates(view, participation)
    for name in ("onBehalfOf", "role", "attendance", "participant"):
        for value in backing.values(view, participation, name):
            details += [reason._replace(text=f"{value.text}: {reason.text}") for reason in value.details]
    marks = [*attendance(view, participation), *marks]
    return backing.record(view, participation, text, marks, details)


def candidates(view: View, participation: str) -> list[Entry]:
    """Who may have been a participant without a name."""
    return [
        Entry(
            f"may have been {view.label(c.person)}, as {view.label(c.office)}",
            ("candidate", c.certainty.value),
            (),
            backing.of_record(view, c.tenure).citation,
            c.tenure,
        )
        for c in view.candidacies.get(participation, ())
    ]


def by_side(view: View, participations: Iterable[str]) -> dict[str, list[str]]:
    """Participations by the side for which they were, those without one last."""
    sides: dict[str, list[str]] = defaultdict(list)
    for participation in participations:
        sides[side(view, participation)].append(participation)
    return {name: sides[name] for name in sorted(sides, key=lambda name: (name == NO_SIDE, name))}


def attended(view: View, participation: str) -> Entry:
    """An event as a line of a participant's page: in which office, for whom, and who else was there."""
    events = view.all(participation, "event")
    event = events[0] if events else participation
    state = happenings.state(view, event)
    office, marks, grounds = offices(view, participation)
    text = happenings.told(view, event)
    told = f"as {office}" if office else "in an office that is not stated"
    details = [Entry(told, tuple(marks), tuple(grounds))]
    party = side(view, participation)
    aside = _manner(view, participation)
    details.append(Entry((party if party == NO_SIDE else f"for {party}") + (f"; {aside}" if aside else "")))
    for value in backing.values(view, participation, "onBehalfOf"):
        details += [reason._replace(text=f"{value.text}: {reason.text}") for reason in value.details]
    others = [other for other in of_event(view, event) if other != participation]
    for name, members in by_side(view, others).items():
        lead = "others there" if state.took_place else "others expected"
        lead += "" if name == NO_SIDE else f", on the same side ({name})" if name == party else f", for {name}"
        details.append(Entry(f"{lead}: {'; '.join(_brief(view, member) for member in members)}"))
    marks_here = [*(m for m in (state.mark,) if m), *attendance(view, participation)]
    return backing.record(view, participation, text, marks_here, details)


def _brief(view: View, participation: str) -> str:
    aside = attendance(view, participation)
    return who(view, participation) + (f" ({', '.join(aside)})" if aside else "")
