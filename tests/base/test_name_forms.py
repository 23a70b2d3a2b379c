"""Spellings of one name meet; names that are not one stay apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incumbent.base.names import NameIndex, choose, normal_form
from incumbent.errors import AmbiguousNameError, UnknownNameError

SAME = [
    ("İbrahim Kalın", "ibrahim kalin", "IBRAHIM KALIN", "Ibrahim  Kalin"),
    ("Diyarbakır", "DİYARBAKIR", "diyarbakir"),
    ("Çavuşoğlu", "cavusoglu", "C\u0327avus\u0327og\u0306lu"),
    ("أحمد الشرع", "احمد الشرع", "أَحْمَد الشَّرع"),
    ("آن", "ان"),
    ("Сергей Лавров", "сергей  лавров", "СЕРГЕЙ ЛАВРОВ"),
    ("Йорк", "и\u0306орк"),
    ("Al-Sharaa", "al sharaa", "Al‑Sharaa", "Al–Sharaa"),
    ("al-Shara’a", "al-Shara'a", "al-Sharaʼa", "al-Sharaa"),
    ("Weiß", "WEISS", "weiss"),
    ("Łódź", "lodz"),
    ("Ｆｕｌｌ", "full"),
    ("Acme™", "acmetm"),
    ("𝐀nkara", "ankara"),
    ("Foreign Minister (of X)", "foreign minister of X"),
]


@pytest.mark.parametrize("spellings", SAME, ids=lambda s: s[0])
def test_spellings_meet(spellings: tuple[str, ...]) -> None:
    assert len({normal_form(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(("one", "other"), [("Assad", "Asad"), ("Лавров", "Lavrov"), ("Ann 1", "Ann 2"), ("ab", "a b")])
def test_other_names_stay_apart(one: str, other: str) -> None:
    assert normal_form(one) != normal_form(other)


@given(st.text())
def test_the_normal_form_is_its_own(text: str) -> None:
    form = normal_form(text)
    assert normal_form(form) == form
    assert form == form.strip() and "  " not in form and "\n" not in form


INDEX = NameIndex(
    [
        ("kb:person-ann", "Ann Çağ"),
        ("kb:person-ann", "آن"),
        ("kb:person-bob", "Bob Hall"),
        ("kb:meeting-hall", "the Hall meeting"),
        ("kb:office-a", "Minister"),
        ("kb:office-b", "minister"),
    ]
)


def test_exact() -> None:
    assert INDEX.exact("ANN CAG") == INDEX.exact("آن") == {"kb:person-ann"}
    assert INDEX.exact("MINISTER") == {"kb:office-a", "kb:office-b"}
    assert INDEX.exact("Ann") == set() and INDEX.exact("") == set()


def test_containing_takes_whole_words_in_any_order() -> None:
    assert INDEX.containing("hall") == {"kb:person-bob", "kb:meeting-hall"}
    assert INDEX.containing("meeting hall") == {"kb:meeting-hall"}
    assert INDEX.containing("hal") == set()
    assert INDEX.containing("?!") == set() == INDEX.containing("")


def test_near_suggests() -> None:
    assert INDEX.near("Ann Cagg") == {"kb:person-ann"}
    assert INDEX.near("haal meting") == {"kb:meeting-hall"}
    assert INDEX.near("zzzzzz") == set() == INDEX.near("")


def test_choose() -> None:
    assert choose("x", {"a"}, [], "thing") == "a"
    with pytest.raises(AmbiguousNameError, match=r"'x' may be any of: a; b\. Say which\.") as caught:
        choose("x", {"b", "a"}, [], "thing")
    assert caught.value.candidates == ("a", "b")
    with pytest.raises(UnknownNameError, match=r"No meeting is called 'x'\. Did you mean a or b or c\?") as unknown:
        choose("x", set(), ["d", "c", "b", "a"], "meeting")
    assert unknown.value.suggestions == ("a", "b", "c")
    with pytest.raises(UnknownNameError, match=r"No meeting is called 'x'\.$"):
        choose("x", set(), [], "meeting")
