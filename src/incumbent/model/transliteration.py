"""Any writing system in plain Latin letters, so that spellings of one name can be compared.

anyascii knows the letters; what it cannot know is how names are written: which letter is an article, which is a vowel sign.
"""

from __future__ import annotations

import re
import unicodedata

# The Arabic article is a word of its own in Latin letters; Arabic and Hebrew letters stand for what newspapers write.
_ARTICLE = re.compile(r"(?<!\w)[اٱ]ل(?=\w{2})")
_LETTERS = str.maketrans(
    {"ظ": "z", "ذ": "z", "ث": "t", "ة": "h", "ى": "a", "و": "w", "ו": "w", "ב": "b", "פ": "p", "ף": "p"}
)
# Pairs of Greek letters that stand for one sound of other languages.
_GREEK = (("γκ", "g"), ("Γκ", "G"), ("μπ", "b"), ("Μπ", "B"), ("Ντ", "D"), ("χ", "h"), ("Χ", "H"))
_CONSONANTAL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_SYLLABIC = re.compile("([\u3400-\u9fff\uac00-\ud7af])")


def latin(text: str) -> str:
    """``text`` in ASCII letters: Arabic and Hebrew without their unwritten vowels, Chinese and Korean by syllables."""
    if text.isascii():
        return text
    from anyascii import anyascii

    # A Persian word goes on behind the mark that keeps two letters unjoined; a silent he before it only bore a vowel.
    composed = unicodedata.normalize("NFKC", text).replace("ه\u200c", "").replace("\u200c", "")
    if _CONSONANTAL.search(composed):
        bare = "".join(c for c in unicodedata.normalize("NFKD", composed) if not unicodedata.combining(c))
        composed = _ARTICLE.sub("al-", bare).translate(_LETTERS)
    for pair, sound in _GREEK:
        composed = composed.replace(pair, sound)
    return anyascii(_SYLLABIC.sub(r" \1 ", composed))


def is_consonantal(text: str) -> bool:
    """Whether ``text`` is written in a script that leaves short vowels out."""
    return _CONSONANTAL.search(text) is not None


def is_greek(text: str) -> bool:
    """Whether ``text`` has Greek letters, in which ``nt`` may stand for ``d``."""
    return any("\u0370" <= c <= "\u03ff" for c in text)
