"""Text from outside neither commands a terminal nor hides in it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incumbent.model.text import visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "\\u{1b}[31mred"),
        ("a\rb", "a\\u{d}b"),
        ("a\x9b31m", "a\\u{9b}31m"),
        ("a\u202eb\u2066", "a\\u{202e}b\\u{2066}"),
        ("a\u200bb\ufeff", "a\\u{200b}b\\u{feff}"),
        ("a\u2028b", "a\\u{2028}b"),
        ("a\ud800", "a\\u{d800}"),
        ("line\nfeed\ttab", "line\nfeed\ttab"),
        ("Çağ آن Лавров 🤝", "Çağ آن Лавров 🤝"),
    ],
)
def test_what_is_hidden_is_written_out(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text(st.characters(codec=None)))
def test_no_control_character_is_left(text: str) -> None:
    shown = visible(text)
    assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") and c not in "\n\t"]
    assert visible(shown) == shown
