"""What the labels of offices, bodies and events say, whatever the order and the form of their words."""

from __future__ import annotations

import re
from functools import lru_cache

from incumbent.model.transliteration import latin

_EMPTY = re.compile(
    "the|of|for|and|in|at|on|to|an?|de|la|le|du|des|der|die|das|und|von|zu|with|by|from|its|affairs|republic|s",
)
_ONE_WORD = (
    (re.compile(r"\bunited states(?: of america)?\b|\bu\.\s?s\.(?:\s?a\.)?|\busa\b|\bamerican?\b"), "us"),
    (re.compile(r"\bunited kingdom\b|\bgreat britain\b|\bu\.\s?k\.|\bbritish\b|\bbritain\b"), "uk"),
    (re.compile(r"\bunited nations\b|\bu\.\s?n\."), "un"),
    (re.compile(r"\beuropean union\b|\be\.\s?u\."), "eu"),
    (re.compile(r"\bsecretary general\b|\bsecretary-general\b"), "secretarygeneral"),
    (re.compile(r"\bdefense\b"), "defence"),
    (re.compile(r"\borganisation\b"), "organization"),
    (re.compile(r"\bcent(?:re|er)\b"), "centre"),
    (re.compile(r"\bcease fire\b|\bcease-fire\b"), "ceasefire"),
    (re.compile(r"\bchief\b|\bdirector\b|\bhead\b"), "head"),
)
_MARKS = re.compile(r"['’‘ʼ`´]s\b|['’‘ʼʿʾ`´]")
_ASIDE = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*")
_WORD = re.compile(r"[a-z0-9]+")
# Endings by which a country, its people and what is theirs are told apart.
_ENDING = re.compile(r"(?<=...)(?:ians?|iye|ish|ese|ey|ia|an|on|es|e|s|i)$")
_ACRONYM = re.compile(r"[^\W\d_]*[A-ZÇĞİÖŞÜ]{2}[^\W_]*")


_LONGEST = 500  # letters of a label that are looked at


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """``word`` without the endings that nations and plurals add: ``turkish``, ``turkey`` and ``türkiye`` meet."""
    while not word.isdigit():
        shorter = _ENDING.sub("", word)
        if shorter == word:
            break
        word = shorter
    return word


@lru_cache(maxsize=1 << 16)
def bag(text: str) -> frozenset[str]:
    """The words of ``text`` that say something, in their stems."""
    plain = _MARKS.sub("", latin(text[:_LONGEST])).lower()
    for pattern, word in _ONE_WORD:
        plain = pattern.sub(word, plain)
    words = _WORD.findall(plain)
    telling = [word for word in words if not _EMPTY.fullmatch(word)] or words
    # Alone, a word is a name, and its ending counts: Niger is not Nigeria.
    return frozenset(telling) if len(telling) == 1 else frozenset(map(stem, telling))


@lru_cache(maxsize=1 << 16)
def readings(text: str) -> tuple[str, ...]:
    """``text``, and what stands outside and, if it is an acronym, inside its brackets: three ways to call one thing."""
    text = text[:_LONGEST]
    inside = [match.strip() for match in _ASIDE.findall(text)]
    outside = _ASIDE.sub(" ", text).strip()
    ways = [text, outside, *(way for way in inside if _ACRONYM.fullmatch(way))]
    return tuple(dict.fromkeys(way for way in ways if way))


def keys(text: str) -> set[str]:
    """Under which keys a label is found by labels that say the same."""
    return {"b:" + " ".join(sorted(bag(way))) for way in readings(text)}
