"""Any thing or record in one line: what it says, without what supports it."""

from __future__ import annotations

from incumbent.model import dates, terms
from incumbent.model.terms import inc
from incumbent.pages.view import View


def describe(view: View, iri: str) -> str:
    """One line on ``iri``; records, which have no label, are told by what they say."""
    for name, tell in _TOLD.items():
        if view.is_a(iri, name):
            return tell(view, iri)
    return figure(view, iri) if view.is_a(iri, "Figure") else view.label(iri)


def _of(view: View, iri: str, name: str, without: str = "something") -> str:
    return view.labels(view.all(iri, name)) or without


def _tenure(view: View, iri: str) -> str:
    return f"{_of(view, iri, 'holder')} as {_of(view, iri, 'office')}"


def _participation(view: View, iri: str) -> str:
    party = f" for {_of(view, iri, 'onBehalfOf')}" if view.all(iri, "onBehalfOf") else ""
    office = f", {_of(view, iri, 'statedCapacity')}," if view.all(iri, "statedCapacity") else ""
    return f"{_of(view, iri, 'participant')}{office} at {_of(view, iri, 'event')}{party}"


def _delegation(view: View, iri: str) -> str:
    return f"{_of(view, iri, 'onBehalfOf')} at {_of(view, iri, 'event')}"


def _status(view: View, iri: str) -> str:
    days = " or ".join(dates.words(date) for date in view.all(iri, "forDate"))
    return f"{_of(view, iri, 'event')}: {_of(view, iri, 'status')}" + (f" for {days}" if days else "")


def _name(view: View, iri: str) -> str:
    return f"“{_of(view, iri, 'spelling')}”, a name of {_of(view, iri, 'nameOf')}"


def _age(view: View, iri: str) -> str:
    return f"{_of(view, iri, 'person')}: {_of(view, iri, 'years')} years old"


def _signature(view: View, iri: str) -> str:
    return f"{_of(view, iri, 'signatory')} under {_of(view, iri, 'agreement')}"


def _voice(view: View, iri: str) -> str:
    return f"the voice of {_of(view, iri, 'speaker')}"


def _evidence(view: View, iri: str) -> str:
    return f"evidence in {_of(view, iri, 'source')}"


def _inference(view: View, iri: str) -> str:
    return f"inference: {view.first(iri, 'reasoning') or _of(view, iri, 'about')}"


_TOLD = {
    "Tenure": _tenure,
    "Participation": _participation,
    "Delegation": _delegation,
    "StatusReport": _status,
    "Name": _name,
    "Age": _age,
    "Signature": _signature,
    "Voice": _voice,
    "Evidence": _evidence,
    "Inference": _inference,
}


def figure(view: View, iri: str) -> str:
    """A figure with its number, unit and hedge, as in ``… : over 4 hours``."""
    amount = quantity(view, iri)
    return f"{view.label(iri)}: {amount}" if amount else view.label(iri)


def quantity(view: View, iri: str) -> str:
    """The number of a figure, with unit and hedge; empty where there is none."""
    numbers = [_number(text) for text in view.all(iri, "quantity")]
    low, high = view.first(iri, "lowest"), view.first(iri, "highest")
    if not numbers and (low or high):
        numbers = [f"{_number(low or '?')} to {_number(high or '?')}"]
    if not numbers:
        return ""
    unit = view.labels(view.all(iri, "unit"))
    hedges = view.labels(h for h in view.all(iri, "hedge") if h != inc("exactly"))
    return " ".join(part for part in (hedges, " or ".join(numbers), unit) if part)


def _number(text: str) -> str:
    """A decimal with its thousands set apart, without a fraction that says nothing."""
    whole, _, fraction = text.partition(".")
    fraction = fraction.rstrip("0")
    if not whole.lstrip("+-").isdigit():
        return text
    return f"{int(whole):,}" + (f".{fraction}" if fraction else "")


def disagreements(view: View, iri: str) -> list[str]:
    """What disagrees with ``iri``, whichever of the two says so."""
    found = set(view.all(iri, "disagreesWith")) | set(view.pointing(iri, "disagreesWith"))
    return sorted(found, key=view.label)


def other_names(view: View, iri: str) -> list[str]:
    """Alternative labels, sorted."""
    return sorted(view.facts.texts(iri, terms.ALT_LABEL))
