"""Words brought to a form in which the usual ways of spelling one name in Latin letters meet."""

from __future__ import annotations

import re
from functools import lru_cache

# In this order: longer groups of letters first.
_GROUPS = (
    ("schtsch", "s"), ("shch", "s"), ("tsch", "c"), ("dsch", "c"), ("dzh", "c"), ("sch", "s"), ("tch", "c"), ("sh", "s"),
    ("ch", "c"), ("dj", "c"), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("th", "t"), ("zh", "z"), ("dh", "d"), ("ck", "k"), ("q", "k"),
    ("x", "ks"),
)  # fmt: skip
_GROUP = re.compile("|".join(name for name, _ in _GROUPS))
_GROUP_TO = dict(_GROUPS)
_FAITH = re.compile(r"(?<=..)[uei](?:dd|tt|d)ine?$")
_LONG_U = re.compile(r"[ao]u(?![aeiouy])|[ao]w(?![aeiouy]|$)|o[uo]|[uo]e")
_LONG_I = re.compile(r"[ae][iy]|ie|ee|ij")
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = str.maketrans("eoyjw", "auicv")
_SERVANT = re.compile(r"^abd[aeou](?:l+ah?|l+ahi)$")
_SERVANT_OF = re.compile(r"^abd[aeou][lrsn](?=...)")

# Consonants that one writing system parts and another does not.
_CLASSES = str.maketrans("pvfqgzdj", "bbbkkstc")
_SILENT = re.compile("[aeiouy]")


@lru_cache(maxsize=1 << 16)
def folded(word: str) -> str:
    """A word of lower-case ASCII letters in one form for its spellings: ``Hüseyin``, ``Hossein`` and ``Hussain`` meet.

    Vowels are kept, but for those that nobody writes the same way; what sounds alike at the end of a word is one letter.
    """
    if word.isdigit():
        return word
    word = _FAITH.sub("din", word)
    if _SERVANT.match(word):
        word = "abdala"
    word = _SERVANT_OF.sub("abd", word)
    word = _GROUP.sub(lambda match: _GROUP_TO[match[0]], word)
    word = _LONG_I.sub("i", _LONG_U.sub("u", word)).translate(_VOWELS)
    word = _DOUBLED.sub(r"\1", word)
    if len(word) > 2 and word.endswith("h"):
        word = word[:-1]
    if word.endswith(("d", "b")):
        word = word[:-1] + {"d": "t", "b": "p"}[word[-1]]
    if word.endswith("f"):
        word = word[:-1] + "v"
    return _SAME.get(word, word)


@lru_cache(maxsize=1 << 16)
def skeletons(word: str) -> tuple[str, ...]:
    """The consonants of a word in lower-case ASCII letters, as the scripts that write no vowels have them.

    There are several where a letter may be a vowel or a consonant (``w``, ``j``), or is hard in one country and soft in
    the next (``g``).
    """
    word = _FAITH.sub("din", word)
    word = "abdala" if _SERVANT.match(word) else _SERVANT_OF.sub("abd", word)
    word = _GROUP.sub(lambda match: _GROUP_TO[match[0]], word).removesuffix("h")
    ways = [word.replace("j", "c"), *([word.replace("j", "")] if "j" in word else [])]
    ways = [way.replace("w", other) for way in ways for other in (("", "v") if "w" in way else ("",))]
    ways += [way.replace("g", "c", 1) for way in ways if way.startswith("g")]
    ways += ["s" + way[1:] for way in ways if way.startswith("c")]
    found = (_DOUBLED.sub(r"\1", _SILENT.sub("", way).translate(_CLASSES)) for way in ways)
    return tuple(dict.fromkeys(form for form in found if form))


# Given names whose spellings differ more than letters do, in their folded form.
_SAME: dict[str, str] = {}
for _name, *_others in (
    ("muhammad", "mohd", "muhammed", "mohamed", "mohamad", "mouhamad", "magomed"),
    ("yusuf", "youssef", "yousef", "yusef", "yosef"),
    ("osman", "othman", "uthman", "usman"),
    ("ibrahim", "ebrahim"),
    ("khalid", "khaled", "halit"),
    ("salih", "saleh"),
    ("omar", "umar", "omer"),
    ("ramadan", "ramazan"),
    ("riza", "reza", "rida"),
    ("ahmad", "ahmed", "ahmet", "akhmad"),
    ("hasan", "hassan"),
    ("mustafa", "moustafa", "mostafa"),
    ("vladimir", "volodymyr", "wladimir"),
    ("alexander", "aleksandr", "alexandr", "oleksandr"),
    ("dmitry", "dmitri", "dmitriy", "dmytro", "dimitri"),
    ("yevgeny", "evgeny", "yevgeni", "evgeni", "jewgeni"),
    ("giorgos", "george", "georgios"),
):
    for _other in _others:
        _SAME[folded(_other)] = folded(_name)
folded.cache_clear()  # of what was read before the table stood
