"""Rules about figures: possible, plausible for their unit, and as vague as the words that they rest on."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources import files
from typing import Any

from incumbent.check.case import Case, Check
from incumbent.check.findings import Finding
from incumbent.check.rules import wording
from incumbent.check.rules.fault import VIOLATION, WARNING, fault, name
from incumbent.check.rules.quotes import WORDS
from incumbent.model.terms import inc

_VALUES = ("quantity", "lowest", "highest")
_LONGEST_NUMBER = 40  # characters; what is longer is no measure of anything, and slow to work with


@cache
def _magnitudes() -> dict[str, Any]:
    return tomllib.loads(files("incumbent.check.rules").joinpath("magnitudes.toml").read_text(encoding="utf-8"))


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text) if len(text) <= _LONGEST_NUMBER and "e" not in text.lower() else None
    except InvalidOperation:
        return None


def _codes(case: Case, iri: str, prop: str) -> list[str]:
    return sorted(value.removeprefix(inc("")) for value in case.after.texts(iri, inc(prop)))


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _range(case: Case, iri: str) -> Iterator[Finding]:
    units, kinds = _codes(case, iri, "unit"), _codes(case, iri, "quantityKind")
    lasting = bool(case.after.having(inc("duration"), iri))
    kind = kinds[0] if kinds else "duration" if lasting else ""
    for prop in _VALUES:
        for text in sorted(case.after.texts(iri, inc(prop))):
            number = _number(text)
            message, grade = None, VIOLATION
            if number is None or not number.is_finite():
                message = f"{prop} {text[:20]} is no finite number of sense; correct it."
            elif number == 0 and prop != "lowest" and (kind in _magnitudes()["positive"] or lasting):
                what = "duration" if lasting else kind
                message = f"{prop} 0: a {what} must be positive; correct it, or leave the figure out."
            elif units and units[0] not in _magnitudes()["fractions"] and number != number.to_integral_value():
                message = f"{prop} {_plain(number)} {units[0]}: these are counted in whole numbers; correct the number or the unit."
            elif units:
                message, grade = _implausible(number, prop, units[0], kind), WARNING
            if message is not None:
                yield fault(
                    case, "numeric-range", grade, f"{name(case, iri)}: {message}", iri, path=prop, value=text[:40]
                )
    yield from _outside(case, iri)


def _implausible(number: Decimal, prop: str, unit: str, kind: str) -> str | None:
    limits = _magnitudes().get(unit, {})
    most = limits.get(kind, limits.get("any"))
    if most is None or number <= most:
        return None
    # A separator of thousands that was taken for nothing, else a decimal that slipped.
    slips = (1000, 10**6, 10, 100) if number % 1000 == 0 else (10, 100, 1000)
    guess = next((number / slip for slip in slips if _fits(number / slip, most)), None)
    hint = f" {_plain(guess)} {unit}?" if guess is not None else ""
    return f"{prop} {_plain(number)} {unit} is implausible;{hint or ' correct the number or the unit.'}"


def _fits(number: Decimal, most: int) -> bool:
    """Whether a number with the decimal moved is plausible, and as round as it was."""
    return 1 <= number <= most and number == number.to_integral_value()


def _outside(case: Case, iri: str) -> Iterator[Finding]:
    """A quantity lies within the range that is given beside it."""
    quantity, lowest, highest = (_smallest(case, iri, prop) for prop in _VALUES)
    if quantity is None:
        return
    below = lowest is not None and quantity < lowest
    above = highest is not None and quantity > highest
    if below or above:
        bound = f"lowest {lowest}" if below else f"highest {highest}"
        message = (
            f"{name(case, iri)}: quantity {_plain(quantity)} lies outside of its range ({bound}); correct one of them."
        )
        yield fault(case, "numeric-range", VIOLATION, message, iri, path="quantity", value=_plain(quantity))


def _smallest(case: Case, iri: str, prop: str) -> Decimal | None:
    """The smallest number that is given, in whatever order they are kept; None where there is none."""
    numbers = (_number(text) for text in case.after.texts(iri, inc(prop)))
    return min((number for number in numbers if number is not None and number.is_finite()), default=None)


def _approximation(case: Case, iri: str) -> Iterator[Finding]:
    """The words right before the number say how near it is, and so must the figure."""
    hedges = _codes(case, iri, "hedge")
    quantity = _smallest(case, iri, "quantity")
    if quantity is None:
        return
    for evidence in sorted(case.after.having(inc("about"), iri)):
        words = case.words(evidence) if case.is_a(evidence, "Evidence") else None
        if words is None or case.after.first(evidence, inc("property")) not in (None, inc("quantity"), inc("hedge")):
            continue
        lost = _lost(words, quantity, hedges[0] if hedges else "", bool(case.after.values(iri, inc("lowest"))))
        if lost is not None:
            cue, message = lost
            told = f"{name(case, iri)}: {message}"
            yield fault(case, "approximation-kept", WARNING, told, iri, evidence, path="hedge", value=cue)
            return


# Which side of the number a hedge leaves open: what is over lies above, what is nearly there below, about says neither.
_SIDES = {"over": 1, "atLeast": 1, "nearly": -1, "asMuchAs": -1, "upTo": -1, "about": 0}


def _lost(words: str, quantity: Decimal, stated: str, ranged: bool) -> tuple[str, str] | None:
    """The cue in the words that the figure does not keep, and what to do about it; ``stated`` is the hedge of the figure."""
    for number in wording.numbers(words):
        found = wording.approximation(words, number) if _is(number.value, quantity) else None
        if found is not None:
            cue, hedge = found
            kept = stated not in ("", "exactly") and _SIDES.get(stated, 0) * _SIDES[hedge] >= 0
            says = f"“{cue}” with {_plain(quantity)}, the figure says {stated or 'nothing of it'}"
            return None if kept else (cue, f"the quote says {says}; give hedge: {hedge}.")
    for one, other in wording.ranges(words):
        if not ranged and stated in ("", "exactly") and one.value <= float(quantity) <= other.value:
            cue = " ".join(words[one.start : other.end].split())
            return cue, f"the quote gives a range (“{cue}”), the figure {_plain(quantity)}; give lowest: and highest:."
    return None


def _is(value: float, quantity: Decimal) -> bool:
    return abs(value - float(quantity)) <= 1e-9 * max(1.0, abs(value))


CHECKS = (
    Check(_range, ("Figure",), ("quantity|lowest|highest|unit|quantityKind|skos:prefLabel", "^duration")),
    Check(
        _approximation,
        ("Figure",),
        ("quantity|hedge|lowest|skos:prefLabel", "^about/rdf:type|property", *(f"^about/{path}" for path in WORDS)),
    ),
)
