"""Sides: which states, governments and bodies belong together, so that one can act for the other."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from incumbent.check.case import Case
from incumbent.model.terms import inc

_UP = ("partOf", "governs", "officeOf")
UP = "|".join(_UP) + "*"
"""The path from a body or an office to all that it belongs to."""

# What these consist of is told by members that are seldom listed: their side may be anybody's.
_JOINT = {inc(kind) for kind in ("workingBody", "bloc", "intergovernmentalOrganization")}
_OF_STATES = {inc(kind) for kind in ("bloc", "intergovernmentalOrganization")}
# Organs, which belong to some state even where nobody has said to which.
_ORGANS = {inc(kind) for kind in ("ministry", "intelligenceService", "militaryForce")}


class Fit(Enum):
    """How two sides relate."""

    SAME = "same"
    UNKNOWN = "unknown"
    DOUBTFUL = "doubtful"  # a state, and an organization of states that nobody has said to count it among them
    STRANGE = "strange"  # nothing ties them together, though one is no state and might have joined the other
    DIFFERENT = "different"  # they belong to different states


def belongs(case: Case, iri: str) -> set[str]:
    """``iri`` with all that it is part of, governs or is an office of, upwards."""
    found, edge = {iri}, [iri]
    while edge:
        below = edge.pop()
        for prop in _UP:
            for above in case.after.texts(below, inc(prop)):
                if above not in found:
                    found.add(above)
                    edge.append(above)
    return found


def fit(case: Case, one: str, other: str) -> Fit:
    """Whether ``one`` and ``other`` are one side: the same, parts of the same, or member and body."""
    these, those = belongs(case, one), belongs(case, other)
    if these & those or _members(case, these) & those or _members(case, those) & these:
        return Fit.SAME
    states = [any(case.is_a(iri, "State") for iri in side) for side in (these, those)]
    if all(states):
        return Fit.DIFFERENT
    joint = [bool(_kinds(case, side) & _OF_STATES) for side in (these, those)]
    if (joint[0] and states[1]) or (joint[1] and states[0]):
        return Fit.DOUBTFUL
    loose = [side for side, has_state in zip((these, those), states, strict=True) if not has_state]
    if any(_kinds(case, side) & (_JOINT | _ORGANS) for side in loose):
        return Fit.UNKNOWN
    return Fit.STRANGE


def best(case: Case, one: str, others: Iterable[str]) -> Fit:
    """How ``one`` relates to that of ``others`` which it fits best."""
    order = list(Fit)
    return min((fit(case, one, other) for other in others), key=order.index, default=Fit.UNKNOWN)


def _members(case: Case, side: set[str]) -> set[str]:
    return {member for body in side for member in case.after.texts(body, inc("hasMember"))}


def _kinds(case: Case, side: set[str]) -> set[str]:
    return {kind for body in side for kind in case.after.texts(body, inc("organizationKind"))}


def reads(way: str) -> tuple[str, ...]:
    """The paths from the things at the end of ``way`` to all that tells on whose side they are."""
    return (f"{way}/{UP}", f"{way}/{UP}/rdf:type|hasMember|organizationKind")
