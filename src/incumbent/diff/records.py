"""Records in words: who sat at which table, who held which office, how far a meeting has come."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from incumbent.diff.state import State
from incumbent.model import dates


class Said(NamedTuple):
    """A record as it is called, and the sentences for one that is new and one that is gone.

    ``told`` are the local names of the properties that the first sentence tells; the others are told behind it.
    """

    name: str
    new: str
    gone: str
    told: tuple[str, ...]


def said(state: State, iri: str) -> Said:
    """The record ``iri`` of ``state`` in words."""
    above = state.ancestors(iri)
    for name, tell in _TOLD.items():
        if name in above:
            return tell(state, iri)
    what = f"{state.kind(iri)} {state.local(iri)}"
    return Said(what, f"new {what}", f"{what} is gone", ())


def tenure_dates(state: State, iri: str) -> str:
    """From when until when an office was held, as it is stated."""
    parts = [
        dates.words(date) if "/" in date else f"attested on {dates.words(date)}" for date in state.texts(iri, "date")
    ]
    parts += [f"from {dates.words(date)}" for date in state.texts(iri, "startDate")]
    parts += [f"until {dates.words(date)}" for date in state.texts(iri, "endDate")]
    parts += [f"attested on {dates.words(date)}" for date in state.texts(iri, "attestedOn")]
    parts += [f"attested at {state.label(event)}" for event in state.texts(iri, "attestedAt")]
    parts += [f"attested in {state.label(source)}" for source in state.texts(iri, "attestedIn")]
    return ", ".join(parts) or "without dates"


def has_ended(state: State, iri: str) -> bool:
    """Whether an end is stated."""
    ends = [date.partition("/")[2] for date in state.texts(iri, "date") if "/" in date]
    return bool(state.texts(iri, "endDate")) or any(end not in ("", "..") for end in ends)


TENURE_DATES = ("date", "startDate", "endDate", "attestedOn", "attestedAt", "attestedIn")


def _tenure(state: State, iri: str) -> Said:
    name = f"{state.of(iri, 'holder')} as {state.of(iri, 'office', 'holder of an office')}"
    when = tenure_dates(state, iri)
    return Said(
        name, f"new tenure: {name}, {when}", f"tenure removed: {name}, {when}", ("holder", "office", *TENURE_DATES)
    )


def _participation(state: State, iri: str) -> Said:
    event = state.of(iri, "event", "an event")
    name = f"{state.of(iri, 'participant')} at {event}"
    details = [f"for {state.of(iri, 'onBehalfOf')}"] if state.texts(iri, "onBehalfOf") else []
    details += [f"as {state.of(iri, 'statedCapacity')}"] if state.texts(iri, "statedCapacity") else []
    details += [f"as {state.of(iri, 'role')}"] if state.texts(iri, "role") else []
    how = "".join(f", {detail}" for detail in details)
    return Said(
        name,
        f"new participant of {event}: {state.of(iri, 'participant')}{how}",
        f"no longer a participant of {event}: {state.of(iri, 'participant')}{how}",
        ("event", "participant", "onBehalfOf", "statedCapacity", "role"),
    )


def _delegation(state: State, iri: str) -> Said:
    side, event = state.of(iri, "onBehalfOf"), state.of(iri, "event", "an event")
    name = f"the side of {side} at {event}"
    return Said(name, f"new side at {event}: {side}", f"no longer a side at {event}: {side}", ("event", "onBehalfOf"))


def _status(state: State, iri: str) -> Said:
    days = " or ".join(dates.words(date) for date in state.texts(iri, "forDate"))
    status = state.of(iri, "status", "of no status") + (f" for {days}" if days else "")
    spoken = " or ".join(dates.words(date) for date in state.texts(iri, "saidOn"))
    event = state.of(iri, "event", "an event")
    return Said(
        f"{event}, reported as {status}",
        f"{event}: reported as {status}" + (f" (said on {spoken})" if spoken else ""),
        f"{event}: no longer reported as {status}",
        ("event", "status", "forDate", "saidOn"),
    )


def _name(state: State, iri: str) -> Said:
    spelling = " or ".join(f"“{text}”" for text in state.texts(iri, "spelling"))
    owner = state.of(iri, "nameOf")
    kind = state.of(iri, "nameKind", "")
    return Said(
        f"the spelling {spelling} of {owner}",
        f"{owner}: also spelled {spelling}" + (f" ({kind})" if kind else ""),
        f"{owner}: no longer spelled {spelling}",
        ("nameOf", "spelling", "nameKind", "script"),
    )


def _age(state: State, iri: str) -> Said:
    person, years = state.of(iri, "person"), " or ".join(state.texts(iri, "years"))
    days = " or ".join(dates.words(date) for date in state.texts(iri, "asOf"))
    when = f" as of {days}" if days else ""
    return Said(
        f"the age of {person}",
        f"{person}: {years} years old{when}",
        f"{person}: no longer told to be {years} years old{when}",
        ("person", "years", "asOf"),
    )


def _signature(state: State, iri: str) -> Said:
    who, what = state.of(iri, "signatory"), state.of(iri, "agreement", "an agreement")
    side = f", for {state.of(iri, 'onBehalfOf')}" if state.texts(iri, "onBehalfOf") else ""
    side += f", as {state.of(iri, 'statedCapacity')}" if state.texts(iri, "statedCapacity") else ""
    return Said(
        f"the signature of {who} under {what}",
        f"{what}: signed by {who}{side}",
        f"{what}: no longer signed by {who}{side}",
        ("signatory", "agreement", "onBehalfOf", "statedCapacity"),
    )


def _voice(state: State, iri: str) -> Said:
    who = state.of(iri, "speaker")
    return Said(
        f"the voice of {who}", f"{who}: now heard as a voice", f"{who}: no longer heard as a voice", ("speaker",)
    )


_TOLD: dict[str, Callable[[State, str], Said]] = {
    "Tenure": _tenure,
    "Participation": _participation,
    "Delegation": _delegation,
    "StatusReport": _status,
    "Name": _name,
    "Age": _age,
    "Signature": _signature,
    "Voice": _voice,
}
