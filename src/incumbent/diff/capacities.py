"""In which office people took part, where that is known otherwise than before: stated now, or inferred from tenures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from incumbent.derive.capacity import Capacity
from incumbent.diff.state import State
from incumbent.model import terms
from incumbent.model.terms import inc
from incumbent.model.timeline import Certainty

_BASES = {
    "onlyStated": "stated",
    "agree": "stated, and borne out by a tenure",
    "conflict": "stated, against a tenure",
    "onlyInferred": "inferred",
}


class Office(NamedTuple):
    """What is known of the office of a participation, before and now, in words."""

    participation: str
    old: tuple[str, ...]
    new: tuple[str, ...]


def changed(before: State, after: State, subjects: Iterable[str]) -> Iterator[Office]:
    """The participations of which the office is known otherwise, among all that the changed ``subjects`` can touch."""
    for iri in sorted(_touched(before, subjects) | _touched(after, subjects)):
        if iri not in after.facts:
            continue  # that it is gone says it all
        is_new = iri not in before.facts
        was = set() if is_new else set(before.capacities.capacities(iri))
        now = set(after.capacities.capacities(iri))
        old, new = _told(before, was), _told(after, now)
        inferred = any(capacity.basis != "onlyStated" and capacity.office for capacity in now)
        if (is_new and inferred) or (not is_new and old != new):
            yield Office(iri, () if is_new else old, new)


def _told(state: State, capacities: set[Capacity]) -> tuple[str, ...]:
    return tuple(sorted(_words(state, capacity) for capacity in capacities)) or ("not stated",)


def _words(state: State, capacity: Capacity) -> str:
    if capacity.office is None:
        return "not stated"
    basis = _BASES.get(capacity.basis, capacity.basis)
    perhaps = ", possible" if capacity.certainty is Certainty.POSSIBLE else ""
    return f"{basis}{perhaps}: {state.label(capacity.office)}"


def _touched(state: State, subjects: Iterable[str]) -> set[str]:
    """The participations whose office can follow from something said of ``subjects``."""
    facts = state.facts
    reached = {about for iri in subjects for about in facts.texts(iri, inc("about"))} | set(subjects)
    reached |= {
        event for iri in reached for event in facts.texts(iri, inc("event"))
    }  # a status report changes when it was
    tenures: set[str] = set()
    for iri in reached:
        types = facts.types(iri)
        if inc("Tenure") in types:
            tenures.add(iri)
        elif inc("Person") in types or inc("Participation") in types:
            continue
        else:  # an event at which, a source in which it is attested; an office whose seats changed
            for name in ("attestedAt", "attestedIn", "office"):
                tenures |= facts.having(inc(name), iri)
    found = {iri for iri in reached if inc("Participation") in facts.types(iri)}
    events = {iri for iri in reached if iri not in found}
    found |= {p for event in events for p in facts.having(inc("event"), event)}
    for tenure in tenures:
        for name, of in (("holder", "participant"), ("office", "statedCapacity")):
            for value in facts.texts(tenure, inc(name)):
                found |= facts.having(inc(of), value)
    return {iri for iri in found if inc("Participation") in facts.types(iri) and facts.about(iri).get(terms.TYPE)}
