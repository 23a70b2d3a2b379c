"""Where words stand: code points, ends exclusive, one place or a fault that helps."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incumbent.errors import InputError
from incumbent.submission import quotes
from incumbent.submission.quotes import QuoteError, Texts, digest, find

TEXT = "Ann 🤝 Bob.\nÇağ met C\u0327ag\u0306.\nBob left; Bob came.\n“It’s done,”\nshe said.\n"


@pytest.mark.parametrize(
    ("words", "occurrence", "start", "paragraph"),
    [
        ("Ann", None, 0, 1),
        ("🤝", None, 4, 1),
        ("Bob.", None, 6, 1),
        ("Çağ", None, 11, 2),
        ("C\u0327ag\u0306", None, 19, 2),
        ("\u0306", None, 23, 2),
        ("Bob", 1, 6, 1),
        ("Bob", 3, 36, 3),
        ("came.\n“It", None, 40, 3),
    ],
)
def test_offsets_count_code_points(words: str, occurrence: int | None, start: int, paragraph: int) -> None:
    span = find(TEXT, words, occurrence)
    assert (span.start, span.end, span.paragraph) == (start, start + len(words), paragraph)
    assert TEXT[span.start : span.end] == words
    assert span.sha256 == hashlib.sha256(words.encode("utf-8")).hexdigest() == digest(words)


@given(st.text(min_size=1), st.data())
def test_any_part_is_found_where_it_stands(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    words = text[start : data.draw(st.integers(start + 1, len(text)))]
    if not words.strip():
        return
    places = [at for at in range(len(text)) if text.startswith(words, at)]
    span = find(text, words, places.index(start) + 1)
    assert (span.start, span.end) == (start, start + len(words))
    assert span.paragraph == len(text[:start].split("\n"))


FAULTS = {
    "empty": (" \n", None, "the quote is empty"),
    "ambiguous": ("Bob", None, "“Bob” stands 3 times in the text (lines 1, 3, 3); add occurrence: N or more words."),
    "no such occurrence": ("Bob", 4, "“Bob” stands 3 times in the text; occurrence: 4 is not among them."),
    "occurrence of nothing": ("Bob", 0, "occurrence: 0 is not among them"),
    "not there": ("Zoe", None, "“Zoe” does not stand in the text; quote the exact words."),
    "other case": ("bob LEFT", None, "as written (near it, line 3: “Bob left; Bob came. “It’s done,” she sai…”)"),
    "other quotation marks": ('"It\'s done,"', None, "(near it, line 4: ““It’s done,” she said.…”)"),
    "other spaces": ("done,” she  said", None, "(near it, line 4: “done,” she said.…”)"),
    "a line for a space": ("left;\nBob\u00a0came", None, "near it, line 3"),
    "long": ("Zoe " * 30, None, "“" + ("Zoe " * 30)[:57] + "…” does not stand"),
}


@pytest.mark.parametrize(("words", "occurrence", "message"), FAULTS.values(), ids=FAULTS)
def test_a_fault_helps(words: str, occurrence: int | None, message: str) -> None:
    with pytest.raises(QuoteError) as caught:
        find(TEXT, words, occurrence)
    assert message in str(caught.value) and len(str(caught.value).splitlines()) == 1
    assert isinstance(caught.value, InputError)


def test_letters_that_fold_to_several_do_not_move_the_hint() -> None:
    with pytest.raises(QuoteError, match="near it, line 2: “Ann left…”"):
        find("İİİİ ßßßß ŉŉŉŉ\nAnn left", "ANN LEFT")


def test_overlapping_places_are_all_counted() -> None:
    assert find("aaa", "aa", 2).start == 1


def test_texts_are_found_by_digest_whatever_their_names(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("آن\r\n".encode())
    (tmp_path / "b").write_bytes(b"\xff\xfe")
    (tmp_path / ".hidden").write_bytes(b"hidden")
    (tmp_path / "folder").mkdir()
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    texts = Texts(tmp_path)
    assert texts.get(digest("آن\r\n")) == "آن\r\n"
    assert texts.get(digest("hidden")) is None and texts.get(None) is None and texts.get("") is None
    assert texts.get(hashlib.sha256(b"\xff\xfe").hexdigest()) is None
    assert Texts(tmp_path / "nowhere").get(digest("آن\r\n")) is None


def test_a_text_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_bytes(b"a")

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(quotes.Path, "read_bytes", refuse)
    with pytest.raises(InputError, match=r"a\.txt: cannot be read: Permission denied"):
        Texts(tmp_path).get("0")


def test_who_counts_characters_picks_a_place_by_its_start() -> None:
    assert quotes.find_at(TEXT, "Bob", 36) == find(TEXT, "Bob", 3)
    assert quotes.find_at(TEXT, "Ann") == find(TEXT, "Ann")
    with pytest.raises(QuoteError, match=r"stands 3 times in the text \(at characters 6, 26, 36\); add start"):
        quotes.find_at(TEXT, "Bob")
    with pytest.raises(QuoteError, match="does not stand at character 7, but at 6, 26, 36; correct start"):
        quotes.find_at(TEXT, "Bob", 7)
    with pytest.raises(QuoteError, match="does not stand in the text"):
        quotes.find_at(TEXT, "Zoe", 7)


def test_messages_show_no_raw_control_characters() -> None:
    with pytest.raises(QuoteError) as caught:
        find(TEXT, "Zoe\x1b[31m \u202e")
    assert "\x1b" not in str(caught.value) and "\\u{1b}" in str(caught.value)


def test_a_text_is_known_by_its_name_too(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_bytes(b"a")
    texts = Texts(tmp_path)
    assert texts.has_file("report") and texts.has_file("report.txt") and not texts.has_file("other")
    assert not Texts(None).has_file("report")
