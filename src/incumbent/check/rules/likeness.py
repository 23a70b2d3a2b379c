"""How alike two names are, as far as that can be told from the names alone."""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from incumbent.base.names import normal_form
from incumbent.base.personal_names import COMMON, Part, PersonalName, read_name
from incumbent.base.wording import bag, readings
from incumbent.model.transliteration import is_consonantal

_SHORT = 5  # letters: below, one letter more or less makes another name
_LONG = 7
_MOST_PARTS = 6
# With which letters of a folded form a name may begin that has some letter as initial.
_INITIALS = {
    "a": "aeiouh", "c": "ck", "d": "dt", "e": "aei", "g": "gc", "i": "aiey", "j": "ciy", "k": "kh", "o": "ou", "q": "k",
    "u": "uo", "w": "v", "x": "kh", "y": "iuyc",
}  # fmt: skip


class Strength(IntEnum):
    """How much speaks for one bearer of two names."""

    FAINT = 1
    """Suspicious only where the two have an office or a side in common."""
    LIKE = 2
    """Suspicious unless they are known to belong to different sides."""
    SAME = 3
    """The same name: suspicious whatever else is known."""


class Likeness(NamedTuple):
    """Why two names may be one person's, in words."""

    strength: Strength
    reason: str


class _Match(NamedTuple):
    """Which parts of the longer name the parts of the shorter one fit, and how."""

    places: tuple[int, ...]
    initials: int
    respelt: int
    sounding: int
    full: int

    @property
    def written_differently(self) -> int:
        """How many parts have not the same letters."""
        return self.respelt + self.sounding


@lru_cache(maxsize=1 << 14)
def alike(one: str, other: str) -> Likeness | None:
    """How the names ``one`` and ``other`` may be the same person's; None where they are not alike.

    The same parts in the same order are the same name, however they are spelt. Two given names that very many bear are
    not taken for each other when their order is turned: Ahmed Hassan is not Hassan Ahmed, while Orbán Viktor is Viktor
    Orbán. A family name alone says nothing.
    """
    a, b = read_name(one), read_name(other)
    if not a.parts or not b.parts or max(len(a.parts), len(b.parts)) > _MOST_PARTS or _other_generation(a, b):
        return None
    if len(a.parts) > len(b.parts):
        a, b = b, a
    turned = a.turned or b.turned
    found = _in_order(a, b, turned)
    if found is None and _same_joined(a, b):
        found = Likeness(Strength.SAME, "the same name, divided differently")
    if found is None and len(a.parts) == len(b.parts) > 1:
        found = _turned(a, b)
    if found and found.strength is Strength.SAME and normal_form(one) != normal_form(other):
        if is_consonantal(one) != is_consonantal(other) or (one.isascii() != other.isascii() and _scripts(one, other)):
            return found._replace(reason="the same name in another script")
        if found.reason == _SAME_NAME:
            return found._replace(
                reason="the same name in other order" if turned else "the same name, spelt differently"
            )
    return found


_SAME_NAME = "the same name"


def _same_joined(a: PersonalName, b: PersonalName) -> bool:
    if len(a.joined) < _SHORT or any(part.initial for part in (*a.parts, *b.parts)):
        return False
    if a.parts[0].consonantal or b.parts[0].consonantal:
        return bool(a.joined_consonants & b.joined_consonants)
    return a.joined == b.joined


def _scripts(one: str, other: str) -> bool:
    return not set(normal_form(one)).intersection(normal_form(other)) - {" "}


def _other_generation(a: PersonalName, b: PersonalName) -> bool:
    marks = {a.generation, b.generation}
    return len(marks) > 1 and not ("" in marks and marks & {"2", "3", "4"})


def _in_order(a: PersonalName, b: PersonalName, turned: bool) -> Likeness | None:
    """``a``, which has no more parts than ``b``, against ``b`` in the order of its parts."""
    match = _fit(a.parts, b.parts)
    if match is None:
        return None
    left_out = len(b.parts) - len(a.parts)
    to_the_end = match.places[-1] == len(b.parts) - 1
    if len(a.parts) == 1:
        return _single(a, b, match)
    if not (match.full or match.sounding) or (match.written_differently and match.initials):
        return None
    if match.places[0] != 0:
        return _without_first(a, b, match)
    if match.initials:
        if not to_the_end:
            return None
        return Likeness(Strength.LIKE, "the initials fit")
    if match.written_differently:
        near = match.written_differently == 1 or (match.sounding == 2 and not match.respelt and not left_out)
        if left_out and not (near and to_the_end):
            return None
        return Likeness(Strength.LIKE if near else Strength.FAINT, "nearly the same letters")
    if left_out and to_the_end:
        return Likeness(Strength.LIKE, "the same name without a middle name")
    if left_out:
        chain = all(part.forms & COMMON and not part.patronym for part in a.parts)
        return Likeness(Strength.FAINT if chain else Strength.LIKE, "the same name without the last part")
    return Likeness(Strength.SAME, _SAME_NAME)


def _without_first(a: PersonalName, b: PersonalName, match: _Match) -> Likeness | None:
    """The shorter name lacks the first part of the longer one: it may be that of the father."""
    if (
        match.places[-1] != len(b.parts) - 1
        or match.initials
        or match.written_differently
        or b.parts[match.places[0]].patronym
    ):
        return None
    common = any(form in COMMON for form in a.parts[0].forms)
    return Likeness(Strength.FAINT if common else Strength.LIKE, "the same name without its first part")


def _single(a: PersonalName, b: PersonalName, match: _Match) -> Likeness | None:
    if a.parts[0].initial or match.initials:
        return None
    if len(b.parts) == 1:
        if match.written_differently:
            return Likeness(Strength.FAINT, "nearly the same letters")
        return Likeness(Strength.SAME, _SAME_NAME)
    if match.written_differently or match.places[-1] != len(b.parts) - 1:
        return None
    return Likeness(Strength.FAINT, "the same family name, alone")


def _turned(a: PersonalName, b: PersonalName) -> Likeness | None:
    """The same parts in another order: the family name first, or any order where a side is shared, too."""
    for by in range(1, len(b.parts)):
        match = _fit(a.parts, (*b.parts[by:], *b.parts[:by]))
        if match is None or not match.full or match.written_differently + match.initials > 1:
            continue
        if any(form in COMMON for form in a.parts[0].forms) and any(form in COMMON for form in a.parts[-1].forms):
            return Likeness(Strength.FAINT, "the same names in other order")
        strength = Strength.FAINT if match.written_differently or match.initials else Strength.LIKE
        return Likeness(strength, "the same name in other order")
    return None


def _fit(shorter: tuple[Part, ...], longer: tuple[Part, ...]) -> _Match | None:
    """The best way in which the parts of ``shorter`` fit some of ``longer`` in their order."""
    best: _Match | None = None

    def walk(at: int, start: int, match: _Match) -> None:
        nonlocal best
        if at == len(shorter):
            if best is None or _cost(match) < _cost(best):
                best = match
            return
        for place in range(start, len(longer) - (len(shorter) - at) + 1):
            how = _same_part(shorter[at], longer[place])
            if how == "respelt" and not (at and place) and min(map(len, shorter[at].forms)) <= _SHORT:
                continue  # among given names, a letter more often makes another name than a slip
            if how is not None:
                walk(
                    at + 1,
                    place + 1,
                    _Match(
                        (*match.places, place),
                        match.initials + (how == "initial"),
                        match.respelt + (how == "respelt"),
                        match.sounding + (how == "sounding"),
                        match.full + (how == "same"),
                    ),
                )

    walk(0, 0, _Match((), 0, 0, 0, 0))
    return best


def _cost(match: _Match) -> tuple[int, ...]:
    return match.respelt, match.sounding, match.initials, *match.places[:1], *(-place for place in match.places[-1:])


def _same_part(one: Part, other: Part) -> str | None:
    """How two parts fit, or None.

    They are the same, one is the initial of the other, or they are spelt a letter apart: with the same consonants
    (sounding alike) or not (respelt).
    """
    if one.initial or other.initial:
        return _initial(one, other)
    if one.consonantal or other.consonantal:
        return "same" if one.consonants & other.consonants else None
    if one.forms & other.forms:
        return "same"
    if one.forms & COMMON and other.forms & COMMON:
        return None  # two names that are both in use: one is no slip of the pen for the other
    if not _a_letter_apart(one, other):
        return None
    return "sounding" if one.consonants & other.consonants else "respelt"


def _initial(one: Part, other: Part) -> str | None:
    if one.initial and other.initial:
        return "same" if one.initial == other.initial else None
    letter, whole = (one.initial, other) if one.initial else (other.initial, one)
    begins = any(form[0] in _INITIALS.get(letter, letter) for form in whole.forms)
    return "initial" if begins or (whole.consonantal and letter in "aeiou") else None


def _a_letter_apart(one: Part, other: Part) -> bool:
    from rapidfuzz.distance import OSA

    sound = bool(one.consonants & other.consonants)
    for ours in one.forms:
        for theirs in other.forms:
            length = min(len(ours), len(theirs))
            allowed = (2 if length >= _LONG else 1) if sound else 1
            if length < _SHORT or (ours[0] != theirs[0] and not sound):
                continue
            if OSA.distance(ours, theirs, score_cutoff=allowed) <= allowed:
                return True
    return False


@lru_cache(maxsize=1 << 14)
def says_the_same(one: str, other: str) -> str | None:
    """Why two labels of things other than people say the same, in words; None where they do not."""
    if normal_form(one) == normal_form(other):
        return _SAME_NAME
    for ours in readings(one):
        for theirs in readings(other):
            if bag(ours) == bag(theirs) and bag(ours):
                return "the same words in other form" if bag(one) == bag(other) else "the same name"
    return "nearly the same letters" if _misspelt(bag(one), bag(other)) else None


def _misspelt(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether one long word of two sets is spelt a letter apart, and the rest is equal."""
    from rapidfuzz.distance import OSA

    only, theirs = one - other, other - one
    if len(only) != 1 or len(theirs) != 1:
        return False
    (a,), (b,) = only, theirs
    letters = min(len(a), len(b))
    return letters >= _LONG and a.isalpha() and b.isalpha() and a[0] == b[0] and OSA.distance(a, b, score_cutoff=1) <= 1
