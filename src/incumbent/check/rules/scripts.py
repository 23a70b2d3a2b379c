"""Scripts of letters, and which languages are written in them; read from ``names.toml``."""

from __future__ import annotations

import tomllib
import unicodedata
from collections import Counter
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def known() -> dict[str, Any]:
    """The tables of ``names.toml``."""
    return tomllib.loads(files("incumbent.check.rules").joinpath("names.toml").read_text(encoding="utf-8"))


@cache
def script(character: str) -> str | None:
    """The script of a letter (ISO 15924, ``Math`` and ``Wide`` for styled Latin letters), or None for what is none."""
    if not character.isalpha():
        return None
    if character.isascii():
        return "Latn"
    first = unicodedata.name(character, "").partition(" ")[0]
    if first == "MODIFIER":
        return None  # an apostrophe of some transliteration
    found: str | None = known()["unicode"].get(first)
    return found or first.title()[:4] or None


def counted(text: str) -> Counter[str]:
    """How many letters of each script stand in ``text``."""
    return Counter(found for character in text if (found := script(character)) is not None)


@cache
def of_language(tag: str) -> frozenset[str]:
    """The scripts in which a language is written; none where that is not known.

    A tag that names a script says it itself: ``ar-Latn``. Japanese and Korean are written with Chinese characters, too.
    """
    primary, *rest = tag.split("-")
    if len(primary) < 2:
        return frozenset()  # for private use
    named = next((part.title() for part in rest if len(part) == 4 and part.isalpha()), None)
    if named is not None:
        return frozenset({{"Hans": "Hani", "Hant": "Hani", "Jpan": "Hira", "Kore": "Hang"}.get(named, named)})
    found = {name for name, languages in known()["scripts"].items() if primary.lower() in languages}
    return frozenset(found | ({"Hani"} if found & {"Hira", "Hang"} else set()))


@cache
def lookalikes() -> dict[str, str]:
    """Letter of another script → the Latin letter that it passes for."""
    pairs: dict[str, str] = {}
    for letters in known()["lookalikes"].values():
        pairs |= dict(zip(letters[::2], letters[1::2], strict=True))
    return pairs
