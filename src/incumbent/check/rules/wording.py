"""How words say something: cues of attribution, doubt, question, furniture of a page, and numbers with their hedges.

The cue words are data (``cues.toml``): these functions know no word of any language but numerals.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, NamedTuple

from incumbent.base.names import normal_form

_WORD = r"(?<!\w){}(?!\w)"
_LETTERS = re.compile(r"\w+")


@cache
def cues() -> dict[str, Any]:
    """The tables of ``cues.toml``."""
    return tomllib.loads(files("incumbent.check.rules").joinpath("cues.toml").read_text(encoding="utf-8"))


@cache
def _pattern(table: str) -> re.Pattern[str]:
    """Any cue of a table, in any language and case, but for those that have one case only."""
    every = [cue for several in cues()[table].values() for cue in several]
    insensitive = "|".join(map(re.escape, sorted(every, key=lambda cue: -len(cue))))
    cased = "|".join(map(re.escape, cues()["cased"].get(table, ())))
    pattern = f"(?i:{_WORD.format(f'(?:{insensitive})')})"
    return re.compile(f"{pattern}|{_WORD.format(f'(?:{cased})')}" if cased else pattern)


def cue(table: str, words: str) -> str | None:
    """The first cue of a table that stands in ``words``, as it is written there."""
    found = _pattern(table).search(words.replace("’", "'"))
    return found[0] if found else None


def attributed(words: str) -> str | None:
    """To whom the words are put down, as far as the sentence goes on after the cue; the cue itself where it ends there."""
    plain = words.replace("’", "'")
    every = _pattern("attribution").finditer(plain)
    found = next((one for one in every if not _impersonal().match(plain[one.end() :])), None)
    if found is None:
        aside = _aside().search(plain)
        return aside[0].strip(' ,.;"”»') if aside else None
    behind = re.match(r"\s+((?:an?|the)?\s*[\w' -]{3,60})", words[found.end() :])
    return behind[1].strip() if behind and found[0].lower() in ("according to", "as reported by") else found[0]


@cache
def _impersonal() -> re.Pattern[str]:
    every = [cue for several in cues()["not_attribution"].values() for cue in several]
    return re.compile(rf"\s+(?:{'|'.join(map(re.escape, sorted(every, key=len, reverse=True)))})(?!\w)", re.IGNORECASE)


@cache
def _aside() -> re.Pattern[str]:
    """Who says so, told between commas or behind the words; or to whom."""
    verbs = "|".join(re.escape(verb) for several in cues()["reporting"].values() for verb in several)
    between = rf"(?:,|[\x22”»])\s*(?:[\w'-]+\s+){{1,6}}?(?:{verbs})\s*(?:[,.;]|$)"
    return re.compile(rf"{between}|\btold\s+(?:[\w'-]+\s+){{1,5}}?that\b", re.IGNORECASE)


def is_question(words: str) -> str | None:
    """The mark or cue that makes a question of ``words``, or None."""
    if words.rstrip(" \"'”’»)\n").endswith(("?", "؟", "\uff1f")):
        return "?"
    asking = [cue for several in cues()["asking"].values() for cue in several]
    start = next((one for one in asking if re.match(_WORD.format(re.escape(one)), words.strip(), re.IGNORECASE)), None)
    return start or cue("question", words)


def speech(words: str) -> str | None:
    """The mark or word that shows somebody to speak in his own person, or None."""
    bare = words.strip()
    inner = bare[1:-1]
    if len(inner.split()) > 2 and bare[0] in '“"«„' and bare[-1] in '”"»“' and not set(inner) & set('“”"«»„'):
        return "“…”"
    return cue("speech", words)


def boilerplate(words: str) -> tuple[str, bool] | None:
    """The cue that shows ``words`` to be furniture of a page, and whether that is sure; None where there is none."""
    folded = words.strip().casefold()
    if len(folded) > 400:
        return None
    if re.search(r"(©|\(c\)|\bcopyright\b)\s*(19|20)\d\d", folded):
        return "copyright", True
    count = len(_LETTERS.findall(folded))
    sure, opening, alone = _furniture()
    found = sure.search(folded) if count <= 12 else None
    if found is None and count <= 6:
        found = opening.match(folded)
    if found:
        return found[0], True
    found = alone.match(folded) if count <= 6 else None
    return (found[0], count <= 2) if found else None


@cache
def _furniture() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    tables = cues()["boilerplate"]
    sure, opening, alone = (
        "|".join(map(re.escape, sorted(tables[name], key=len, reverse=True))) for name in ("sure", "opening", "alone")
    )
    return (
        re.compile(_WORD.format(f"(?:{sure})")),
        re.compile(f"(?:{opening})(?!\\w)"),
        re.compile(f"(?:{alone})(?!\\w)"),
    )


@lru_cache(maxsize=1 << 15)  # the same names are compared with many words
def stems(text: str) -> frozenset[str]:
    """The words of ``text`` without case and accents, those that only join others left out; MİT is no German "mit"."""
    found = frozenset(word for word in normal_form(text).split() if word not in _joining())
    acronyms = (word for word in _LETTERS.findall(text) if len(word) > 1 and word.isupper())
    return found | {normal_form(word) for word in acronyms}


@cache
def _joining() -> frozenset[str]:
    return frozenset(cues()["joining"]["all"])


def shares(wanted: Iterable[str], present: frozenset[str]) -> bool:
    """Whether some word of the one stands among the others, endings aside: Syria in Syrians, minister in ministry."""
    return any(_same(one, other) for one in wanted for other in present)


def _a_letter_apart(one: str, other: str) -> bool:
    from rapidfuzz.distance import OSA

    return OSA.distance(one, other, score_cutoff=1) <= 1


_SPELT = 6  # letters; longer words that are a letter apart are one word, spelt differently


def _same(one: str, other: str) -> bool:
    if one == other:
        return True
    short, long = sorted((len(one), len(other)))
    if short < 4:
        return False
    if short >= _SPELT and one[0] == other[0] and long - short <= 1 and _a_letter_apart(one, other):
        return True
    common = next((at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), short)
    return common >= 4 and common >= 0.5 * short and common >= 0.4 * long


@cache
def _number() -> re.Pattern[str]:
    digits = r"(?P<digits>\d{1,3}(?:[,. ]\d{3})+(?!\d)|\d+)(?P<rest>[.,]\d+)?"
    names, scales = "|".join(cues()["numerals"]), "|".join(cues()["scales"])
    number = rf"(?<![\w.,])(?:{digits}|(?P<name>{names}))(?:[ -]?(?P<scale>{scales})(?!\w))?(?!\w)"
    return re.compile(number, re.IGNORECASE)


class Number(NamedTuple):
    """A number in words, and the characters where it stands."""

    value: float
    start: int
    end: int


def numbers(words: str) -> Iterator[Number]:
    """Each number in ``words``: ``3.6 million``, ``3,600,000``, ``four``, ``$10bn``."""
    numerals, scales = cues()["numerals"], cues()["scales"]
    for found in _number().finditer(words):
        scale = (found["scale"] or "").lower()
        if found["name"]:
            value = float(numerals[found["name"].lower()])
            if found["name"].lower() == "a" and not scale:
                continue  # an article
        else:
            value = float(re.sub(r"\D", "", found["digits"]) + (found["rest"] or "").replace(",", "."))
        yield Number(value * scales.get(scale, 1), found.start(), found.end())


_BETWEEN = re.compile(r"\s*(?:[-–—]|to|and|ile|bis|und|à|et)\s*[$€£₺]?", re.IGNORECASE)


def ranges(words: str) -> Iterator[tuple[Number, Number]]:
    """Two numbers that bound a range: ``30–40 km``, ``between 30 and 40``, ``from 30 to 40``."""
    found = list(numbers(words))
    for one, other in pairwise(found):
        joined = _BETWEEN.fullmatch(words[one.end : other.start])
        told = re.search(
            r"(?:between|from|arasında|zwischen|von|entre|de)\s*[$€£₺]?$", words[: one.start], re.IGNORECASE
        )
        dashed = joined is not None and not joined[0].strip(" $€£₺").isalpha()
        if joined and one.value < other.value and (dashed or told):
            yield one, other


@cache
def _approximations(table: str, pattern: str) -> list[tuple[re.Pattern[str], str]]:
    pairs = [(cue, hedge) for hedge, several in cues()[table].items() for cue in several]
    return [
        (re.compile(pattern.format(re.escape(cue)), re.IGNORECASE), hedge)
        for cue, hedge in sorted(pairs, key=lambda pair: -len(pair[0]))
    ]


def _is_topic(cue: str, before: str) -> bool:
    """Whether ``cue`` leads to what is spoken of or fought about: talks about 12 hostages."""
    last = _LETTERS.findall(before)[-1:]
    return bool(last) and last[0].lower() in cues()["not_approximation"].get(cue.lower(), ())


def approximation(words: str, number: Number) -> tuple[str, str] | None:
    """The words right before or behind a number that make it vague, and the hedge that stands for them."""
    plain = words.replace("’", "'")
    before, behind = plain[: number.start], plain[number.end :]
    if behind.startswith("+"):
        return "+", "atLeast"
    for patterns, text in (
        (_approximations("approximation", r"(?<!\w)({})\s*[$€£₺]?\s*$"), before),
        (_approximations("approximation_behind", r"^\s*(?:[\w-]+\s+){{0,2}}({})(?!\w)"), behind),
    ):
        for pattern, hedge in patterns:
            found = pattern.search(text)
            if found and not (text is before and _is_topic(found[1], before[: found.start(1)])):
                return found[1], hedge
    return None
