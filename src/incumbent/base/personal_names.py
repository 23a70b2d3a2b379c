"""The parts of a person's name: what is the name, what is only an article, a title, an initial or the mark of a generation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from incumbent.base.spelling import folded, skeletons
from incumbent.model.transliteration import is_consonantal, is_greek, latin


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TITLES = _words(
    """mr mrs ms miss dr prof professor sir dame lord lady sheikh shaykh sheik shaikh cheikh haj hajj hajji haci general gen
    colonel col major maj captain capt lieutenant lt brigadier brig admiral adm marshal commander president minister
    ambassador secretary senator governor king queen prince princess emir excellency his her majesty highness ayatollah
    hojatoleslam imam mullah mulla pasha bey bay bayan hanim effendi efendi sayyed seyyed hon honourable honorable mawlana"""
)
_DEGREES = _words("phd md esq mp mep obe kbe cbe ret")
_GENERATIONS = {
    "jr": "junior",
    "junior": "junior",
    "sr": "senior",
    "senior": "senior",
    "ii": "2",
    "iii": "3",
    "iv": "4",
}
_CHILD_OF = _words("bin ibn ben bn bint bnt binti bte")
_PARTICLES = _CHILD_OF | _words("von van der den de da di del della la le dos das do zu zum y e")
_ARTICLES = _words("al el ul ad ar as ash at az an adh ed er es esh et ez en ur us ush ud un")
_FATHER_OF = _words("abu abou ebu abo umm um oum abi aba bw by")
_SERVANT_OF = _words("abd abdul abdel abdal abdol abdur abdus abdou abdoul bd")
# Letters that one country writes for one sound, and the next for another: Sergej and Sergei, Michail and Mikhail.
_OTHERWISE = (("j", "i"), ("ch", "kh"), ("dh", "z"))
_MOST_PARTS = 6  # of a name that is read as a person's
_MOST_WAYS = 6  # in which one part may be spelt without its vowels
_LONGEST_NAME = 300  # letters: what is longer is no name, and whoever sends it shall not keep the program busy
_LONGEST_PART = 30
_MOST_JOINED = 4
_ASIDE = re.compile(r"\([^)]*\)|\[[^]]*\]|[\"“”«»„][^\"“”«»„]*[\"“”«»„]")
_MARKS = re.compile(r"['’‘ʼʿʾ`´]")
_WORD = re.compile(r"[a-z0-9]+")

# Given names so common among those who bear a chain of given names that their order tells people apart.
COMMON = frozenset(
    folded(name)
    for name in _words(
        """ahmed mohammed mahmoud ali hassan hussein omar osman ibrahim ismail yusuf khalid khalil abdullah mustafa mehmet
        hamid hamad salem salim saleh said karim jamal kamal nasser hisham walid tariq bilal adel amir anwar bashar faisal
        fahd salman sultan saud zayed rashid majid nabil samir ramadan shaban yasin yahya zakaria musa isa haroun dawud
        suleiman ayman hani hatim imad jaber kadir latif malik murad nadir rami riad sami tahir younis abbas jaafar mahdi
        reza"""
    )
)


class Part(NamedTuple):
    """One part of a name.

    ``forms`` are its folded spellings, ``consonants`` its skeletons. An initial has a letter alone; ``consonantal`` parts
    come without vowels; before a ``patronym`` stands "son of".
    """

    forms: frozenset[str]
    consonants: frozenset[str]
    initial: str = ""
    consonantal: bool = False
    patronym: bool = False


class PersonalName(NamedTuple):
    """A name in its parts, given names first where a comma says which those are."""

    parts: tuple[Part, ...]
    generation: str = ""
    turned: bool = False

    @property
    def joined(self) -> str:
        """All parts in one word, for names that are divided here and not there."""
        return "".join(min(part.forms) for part in self.parts)

    @property
    def joined_consonants(self) -> set[str]:
        """The consonants of all parts in one word."""
        ways = {""}
        for part in self.parts:
            ways = {way + form for way in ways for form in part.consonants}
        return ways


@lru_cache(maxsize=1 << 16)
def read_name(text: str) -> PersonalName:
    """The parts of ``text``, read as a person's name; titles, articles, particles and asides are left out."""
    text = text[:_LONGEST_NAME]
    consonantal = is_consonantal(text)
    plain = _MARKS.sub("", latin(_ASIDE.sub(" ", text) if _ASIDE.sub("", text).strip() else text)).lower()
    plain = re.sub(r"\bh\.?\s?e\.\s", " ", plain)
    head, comma, tail = plain.partition(",")
    words, rest = _WORD.findall(head), _WORD.findall(tail)
    turned = bool(comma and words and rest) and not set(rest) <= _DEGREES | _GENERATIONS.keys() | _TITLES
    words = [*rest, *words] if turned else [*words, *rest]
    generation = next((_GENERATIONS[word] for word in words[1:] if word in _GENERATIONS), "")
    kept = [word for at, word in enumerate(words) if word not in _DEGREES and not (at and word in _GENERATIONS)]
    untitled = [word for word in kept if word not in _TITLES]
    parts = _parts(untitled or kept, consonantal, is_greek(text))
    return PersonalName(tuple(parts), generation, turned)


def _parts(words: list[str], consonantal: bool, greek: bool) -> list[Part]:
    parts: list[Part] = []
    prefix, patronym = "", False
    for at, word in enumerate(words):
        following = words[at + 1] if at + 1 < len(words) else ""
        if following and word in _ARTICLES and (word[-1] == "l" or following.startswith(word[1:])):
            continue
        if following and (word in _FATHER_OF or (at and word == "bu")):
            prefix += "abu"
        elif following and word in _SERVANT_OF:
            prefix += "abd"
        elif following and word in _PARTICLES and not (len(word) == 1 and not parts):
            patronym = word in _CHILD_OF
        else:
            parts.append(_part(prefix, word, consonantal, patronym, greek))
            prefix, patronym = "", False
    return parts


def _part(prefix: str, word: str, consonantal: bool, patronym: bool, greek: bool) -> Part:
    if len(word) == 1 and not prefix:
        return Part(frozenset({word}), frozenset(), word, consonantal, patronym)
    whole = prefix + word[:_LONGEST_PART]
    if prefix == "abd" and word in ("allah", "lah", "ullah", "llh"):
        whole = "abdullah"
    ways = {whole}
    if whole.startswith(("al", "el")) and len(whole) >= 6 and not consonantal:
        ways.add(whole[2:])  # "Alshaibani": the article may be written in one with the name
    for written, meant in _OTHERWISE:
        ways |= {way.replace(written, meant, 1) for way in ways if written in way}
    if greek:
        ways.add(whole.replace("nt", "d"))
    forms = frozenset(map(folded, ways))
    found = list(dict.fromkeys(form for way in sorted(ways) for form in skeletons(way)))
    return Part(forms, frozenset(found[:_MOST_WAYS]), "", consonantal, patronym)


def keys(text: str) -> set[str]:
    """Under which keys a name is kept, to be found by names that may be the same person's.

    ``p`` two parts by their consonants, one of which may be missing; ``j`` all parts in one word; ``i`` a part and the
    letter with which another begins, for those who look for initials; ``n`` the same of a name that has initials;
    ``last`` the family name, for those who look for nothing else; ``only`` the one part of a name.
    """
    parts = read_name(text).parts
    if not 0 < len(parts) <= _MOST_PARTS:
        return set()
    found = _pairs(parts) | {f"last:{form}" for form in parts[-1].consonants}
    if len(parts) == 1:
        found |= {f"only:{form}" for form in parts[0].consonants}
    kind = "n" if any(part.initial for part in parts) else "i"
    return found | _beginnings(parts, kind)


def sought(text: str) -> set[str]:
    """The keys under which names that may be that of ``text`` are kept."""
    parts = read_name(text).parts
    if not 0 < len(parts) <= _MOST_PARTS:
        return set()
    which = "last" if len(parts) == 1 else "only"
    found = _pairs(parts) | {f"{which}:{form}" for form in parts[-1].consonants} | _beginnings(parts, "n")
    return found | _beginnings(parts, "i") if any(part.initial for part in parts) else found


def _pairs(parts: tuple[Part, ...]) -> set[str]:
    found: set[str] = set()
    for at, part in enumerate(parts):
        for other in parts[at + 1 :]:
            for one in part.consonants:
                for two in other.consonants:
                    found.update(f"p:{a}|{b}" if a < b else f"p:{b}|{a}" for a, b in _slips(one, two))
    if len(parts) <= _MOST_JOINED:
        found |= {f"j:{form}" for form in skeletons("".join(min(part.forms) for part in parts))}
    return found


def _slips(one: str, two: str) -> Iterator[tuple[str, str]]:
    """Two skeletons, and each again with one consonant less: two that differ in one consonant meet there."""
    yield one, two
    for at in range(len(one) if len(one) > 2 else 0):
        yield one[:at] + one[at + 1 :] + "~", two
    for at in range(len(two) if len(two) > 2 else 0):
        yield one, two[:at] + two[at + 1 :] + "~"


def _beginnings(parts: tuple[Part, ...], kind: str) -> set[str]:
    return {
        f"{kind}:{form}|{first}"
        for part in (parts[0], parts[-1])
        for other in parts
        if part is not other
        for form in part.consonants
        for first in _firsts(other)
    }


def _firsts(part: Part) -> set[str]:
    """The consonants with which a part may begin; ``*`` where it may begin with a vowel."""
    if part.initial:
        return {form[0] for form in skeletons(part.initial)} | ({"*"} if part.initial in "aeiouyjwh" else set())
    found = {form[0] for form in part.consonants}
    if part.consonantal or any(form[0] in "aeiouvch" for form in part.forms):
        found.add("*")
    return found or {"*"}
