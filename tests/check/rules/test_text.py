"""Characters of names and texts: what is hidden, lost, marked up or disguised is found, and real words pass."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.check.rules.judged import findings, told

from incumbent.check.findings import Finding
from incumbent.check.rules.text import repaired
from incumbent.model.terms import SKOS, inc


def of_label(text: str, language: str = "en", module: str = "text", kind: str = "Place") -> list[Finding]:
    literal = "".join(f"\\U{ord(c):08X}" for c in text)
    return findings(module, f'kb:place-x a inc:{kind} ; skos:prefLabel "{literal}"@{language} .')


def of_text(text: str, prop: str = "inc:note") -> list[Finding]:
    literal = "".join(f"\\U{ord(c):08X}" for c in text)
    return findings("text", f'kb:place-x a inc:Place ; skos:prefLabel "X"@en ; {prop} "{literal}"@en .')


BAD = {
    "override": ("Hakan\u202e nadiF", "control-chars", "violation", "invisible character U+202E at position 6"),
    "zero width": ("Ann\u200bAble", "control-chars", "violation", "U+200B at position 4 (ZERO WIDTH SPACE)"),
    "line feed": ("Ann\nAble", "control-chars", "violation", "U+000A at position 4 (control character)"),
    "tab": ("Ann\tAble", "control-chars", "violation", "U+0009 at position 4"),
    "escape": ("Ann\x1b[31m", "control-chars", "violation", "U+001B at position 4"),
    "byte order mark": ("\ufeffAnn", "control-chars", "violation", "U+FEFF at position 1"),
    "soft hyphen": ("Da\u00admascus", "control-chars", "violation", "U+00AD at position 3"),
    "filler": ("Ann\u3164", "control-chars", "violation", "U+3164 at position 4"),
    "joiner in Latin": ("An\u200dn", "control-chars", "violation", "U+200D at position 3"),
    "non-joiner in Latin": ("An\u200cn", "control-chars", "violation", "U+200C at position 3"),
    "joiner at the end": ("\u0645\u200c", "control-chars", "violation", "U+200C at position 2"),
    "decomposed": ("Tu\u0308rkiye", "nfc", "warning", "write the composed form: “Türkiye”"),
    "Angstrom sign": ("\u212bland", "nfc", "warning", "“Åland”"),
    "lost": ("T\ufffdrkiye", "mojibake", "violation", "U+FFFD at position 2: a character was lost"),
    "twice encoded": ("TÃ¼rkiye", "mojibake", "violation", "“Türkiye” is meant?"),
    "twice encoded capital": ("Ä°stanbul", "mojibake", "violation", "“İstanbul” is meant?"),
    "twice encoded Arabic": ("\u0647".encode().decode("latin-1") * 3, "mojibake", "violation", "is meant?"),
    "twice encoded Cyrillic": ("Москва".encode().decode("latin-1"), "mojibake", "violation", "“Москва” is meant?"),
    "three times encoded": ("TÃƒÂ¼rkiye", "mojibake", "violation", "“Türkiye” is meant?"),
    "apostrophe": ("Annâ€™s", "mojibake", "violation", "“Ann’s” is meant?"),
    "lost to a question mark": ("Erdem Do?an", "mojibake", "warning", "a question mark within a word, at position 9"),
    "Turkish read as Western": ("Yaþar Öztürk", "mojibake", "warning", "“Yaşar Öztürk” is meant?"),
    "grapheme joiner": ("Ann\u034f Able", "control-chars", "violation", "U+034F at position 4"),
    "variation selector": ("Ann\ufe0f Able", "control-chars", "violation", "U+FE0F at position 4"),
    "space reference": ("&nbsp;Ann", "markup-in-text", "violation", "write a plain space"),
    "Greek a": ("Solv\u03b1ng", "confusables", "warning", "U+03B1 GREEK SMALL LETTER ALPHA"),
    "Roman numeral": ("\u216fara", "confusables", "warning", "ROMAN NUMERAL ONE THOUSAND in place of a plain letter; write “Mara”"),
    "script": ("<script>alert(1)</script>", "markup-in-text", "violation", "markup (“<script>”) is not allowed in names"),
    "open tag": ("<img src=x onerror=alert(1)", "markup-in-text", "violation", "markup"),
    "comment": ("Ann <!-- x", "markup-in-text", "violation", "markup"),
    "reference": ("Ann &amp; Bob", "markup-in-text", "violation", "character reference “&amp;”; write “&” itself"),
    "number reference": ("Ann&#39;s", "markup-in-text", "violation", "“&#39;”; write “'” itself"),
    "hex reference": ("Ann&#x27;s", "markup-in-text", "violation", "“&#x27;”"),
    "Cyrillic a": ("H\u0430kan Fidan", "confusables", "warning", "U+0430 CYRILLIC SMALL LETTER A in “Hаkan”"),
    "Latin among Cyrillic": ("Моcква", "confusables", "warning", "U+0063 LATIN SMALL LETTER C in “Моcква”"),
    "Greek o": ("L\u03bfnd\u03bfn", "confusables", "warning", "U+03BF GREEK SMALL LETTER OMICRON"),
    "all Cyrillic": ("СОСА", "confusables", "warning", "“СОСА” looks like “COCA”"),
    "wide": ("\uff28akan", "confusables", "warning", "FULLWIDTH LATIN CAPITAL LETTER H"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "rule", "grade", "message"), BAD.values(), ids=BAD)
def test_a_fault_of_characters_is_found_in_names(text: str, rule: str, grade: str, message: str) -> None:
    (finding,) = [one for one in of_label(text) if one.code == rule]
    assert finding.severity.value == grade and message in finding.message
    assert finding.path == SKOS + "prefLabel" and finding.focus == "place-x"
    assert finding.value is not None and finding.value.isprintable()


GOOD = [
    ("Hakan Fidan", "en"), ("İbrahim Kalın", "tr"), ("أسعد حسن الشيباني", "ar"), ("می‌خواهم", "fa"), ("Хакан Фидан", "ru"),
    ("Ελλάδα", "el"), ("東京タワー", "ja"), ("TBMM X5", "en"), ("YPG’li", "tr"), ("AT&T; Co", "en"), ("Ann & Bob", "en"),
    ("2 < 3 > 1", "en"), ("Âli Paşa", "tr"), ("Ân", "vi"), ("Ä Ö Ü", "de"), ("naïve “Ø” café", "fr"),
    ("São Paulo", "pt"), ("Ã", "pt"),
    ("MENÜ’nün", "tr"), ("„Ä“ und “Å”", "de"),
    ("Łódź", "pl"), ("👩‍👧 family", "en"), ("क्‍ष", "hi"), ("5 µm", "en"), ("Δt", "en"), ("Göğüş", "tr"), ("ÂÊ Î", "fr"),
    ("Ålesund", "no"),
    ("Đặng Văn Â", "vi"), ("ʿAlī al-Ḥasan", "ar-Latn"), ("Сирия", "ru"), ("Тоа", "mk"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "language"), GOOD)
def test_real_names_pass(text: str, language: str) -> None:
    assert of_label(text, language) == []


def test_texts_may_have_lines_and_tabs_and_no_more() -> None:
    assert of_text("one\n\ttwo\r\nthree, a < b") == []
    assert told(of_text("a\u200bb")) == [("control-chars", "violation")]
    assert told(of_text("<b>bold</b>")) == [("markup-in-text", "violation")]
    assert told(of_text("T\ufffdr")) == [("mojibake", "violation")]
    assert of_text("Cyrillic а in Lаtin is for names alone") == []


@pytest.mark.parametrize(
    "prop", ["words", "gist", "item", "objectText", "note", "reasoning", "reason", "rank", "endReason", "quote"]
)
def test_each_property_that_is_text_is_judged(prop: str) -> None:
    (finding,) = of_text("hid\u200bden", f"inc:{prop}")
    assert finding.path == inc(prop)


@pytest.mark.parametrize("prop", ["skos:altLabel", "inc:spelling", "inc:title", "skos:note", "skos:definition"])
def test_each_name_is_judged(prop: str) -> None:
    assert told(of_text("hid\u200bden", prop)) == [("control-chars", "violation")]


def test_a_record_is_judged_too() -> None:
    found = findings("text", 'kb:name-x a inc:Name ; inc:nameOf kb:person-ann ; inc:spelling "An\\u200Bn"@en .')
    assert told(found) == [("control-chars", "violation")] and found[0].focus == "name-x"


@given(st.text(st.characters(codec="utf-8", min_codepoint=0xA1, max_codepoint=0x2AF), min_size=2, max_size=6))
def test_what_was_decoded_wrongly_is_repaired(text: str) -> None:
    if text.isprintable() and repaired(text) is None:
        assert repaired(f"a {text.encode().decode('latin-1')} b") == f"a {text} b"


_LETTERS = st.characters(categories=["L"], max_codepoint=0x17F, exclude_characters="ªµºŒœŠšŽžŸ")


@given(st.text(_LETTERS, max_size=20))
def test_words_of_letters_are_not_repaired(text: str) -> None:
    assert repaired(text) is None
