"""Is a person known already, under another spelling, in another script, by initials or by an alias?"""

from __future__ import annotations

from collections.abc import Iterator

from incumbent.base.personal_names import read_name
from incumbent.check.case import Case
from incumbent.check.rules.likeness import Likeness, Strength, alike
from incumbent.check.rules.pairs import (
    OWNERS,
    PairRule,
    Rival,
    apart,
    called,
    excluded,
    lookalikes,
    owners,
    values,
    when,
)
from incumbent.model.terms import inc


def _rivals(case: Case, iri: str) -> Iterator[Rival]:
    ours = called(case, iri)
    for other in lookalikes(case, iri, "Person"):
        found = _closest(ours, called(case, other))
        if found is None or _lived_apart(case, iri, other):
            continue
        common = common_side(case, iri, other)
        wanted = {True: Strength.FAINT, None: Strength.LIKE, False: Strength.SAME}[common]
        if found.strength >= wanted:
            yield Rival(other, described(case, other), found.reason)


def _closest(ours: list[str], theirs: list[str]) -> Likeness | None:
    """The best likeness of any name of the one to any of the other.

    Where somebody has a full name, a family name alone is compared with nothing but another's only name.
    """
    mine, his = _full(ours), _full(theirs)
    pairs = [(a, b) for a in mine for b in his]
    if mine == ours and his != theirs and all(_is_single(a) for a in mine):
        pairs += [(a, b) for a in ours for b in theirs if _is_single(b)]
    if his == theirs and mine != ours and all(_is_single(b) for b in his):
        pairs += [(a, b) for b in theirs for a in ours if _is_single(a)]
    found = [likeness for likeness in (alike(a, b) for a, b in pairs) if likeness]
    return max(found, default=None)


def _full(names: list[str]) -> list[str]:
    return [name for name in names if not _is_single(name)] or names


def _is_single(name: str) -> bool:
    return len(read_name(name).parts) == 1


def _lived_apart(case: Case, iri: str, other: str) -> bool:
    born, died = (when(case, iri, name) for name in ("birthDate", "deathDate"))
    others_born, others_died = (when(case, other, name) for name in ("birthDate", "deathDate"))
    return excluded(born, others_born) or excluded(died, others_died)


def common_side(case: Case, iri: str, other: str) -> bool | None:
    """Whether two people have an office or a side in common; None where of one of them nothing is known."""
    ours, theirs = _sides(case, iri), _sides(case, other)
    if not ours or not theirs:
        return None
    return not apart(ours, theirs)


def _sides(case: Case, iri: str) -> set[str]:
    """The offices of a person, and whoever they belong to or were spoken for."""
    offices: set[str] = set()
    found: set[str] = set()
    for tenure in case.after.having(inc("holder"), iri):
        offices |= values(case, tenure, "office")
    for participation in case.after.having(inc("participant"), iri):
        offices |= values(case, participation, "statedCapacity")
        found |= values(case, participation, "onBehalfOf")
    found |= {body for office in offices for body in values(case, office, "officeOf")}
    return owners(case, found) | offices


def described(case: Case, iri: str) -> str:
    """The name of a person, with an office where one is known."""
    offices = {o for tenure in case.after.having(inc("holder"), iri) for o in values(case, tenure, "office")}
    office = min((case.label(office) for office in offices), default="")
    return f"{case.label(iri)}, {office}" if office else case.label(iri)


PEOPLE = PairRule(
    "duplicate-person",
    ("Person",),
    (
        "birthDate|deathDate",
        "^holder/office/skos:prefLabel",
        f"^holder/office/officeOf/{OWNERS}",
        f"^participant/onBehalfOf/{OWNERS}",
        f"^participant/statedCapacity/officeOf/{OWNERS}",
    ),
    _rivals,
)
