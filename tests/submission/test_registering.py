"""Registering a text: described, copied and merged through the gate, or nothing of it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from tests.small_base import KB, make

from incumbent.base.facts import Facts
from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.errors import EdtfError, InputError, UnknownNameError, UsageError
from incumbent.model.terms import inc
from incumbent.submission.form import parse
from incumbent.submission.registering import Details, Registered, form_of, register, slug_from

TEXT = (
    "Talks in Town\nBy Bob. The Town Gazette, 4 May 2021.\n\nThe ministers talked in Town about fish, and fish again.\n"
)
DETAILS = Details("Talks in Town", "Town Gazette", "2021-05-04", new_publisher=True, dossier="talks")


@pytest.fixture
def base(tmp_path: Path) -> KnowledgeBase:
    return make(tmp_path / "base")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def state(base: KnowledgeBase) -> dict[str, bytes]:
    folders = (base.graph, base.sources_folder)
    return {str(p): p.read_bytes() for folder in folders for p in folder.rglob("*") if p.is_file()}


def let_in(done: Registered) -> bool:
    return done.merged is not None and done.merged.verdict.accepted


def test_a_text_is_described_copied_and_merged(base: KnowledgeBase, file: Path) -> None:
    done = register(base, file, DETAILS._replace(author="Bob"))
    assert done.merged is not None and let_in(done), done.merged.verdict.findings
    assert done.iri == KB + "source-talks-in-town"
    assert done.copy == base.sources_folder / "talks-in-town.txt" and done.copy.read_text() == TEXT
    facts = Facts.read(base)
    assert facts.first(done.iri, inc("textDigest")) == hashlib.sha256(TEXT.encode()).hexdigest()
    assert facts.first(done.iri, inc("textLength")) == str(len(TEXT))
    assert facts.first(done.iri, inc("publicationDate")) == "2021-05-04"
    assert facts.first(done.iri, inc("publisher")) == KB + "organization-town-gazette"
    assert facts.first(done.iri, inc("author")) == KB + "person-bob"
    assert facts.first(done.iri, inc("title")) == "Talks in Town"
    quoted = {inc("title"), inc("publisher"), inc("author")}  # the text has these words; the day it writes otherwise
    assert quoted <= {facts.first(e, inc("property")) for e in facts.having(inc("source"), done.iri)}
    (outside,) = facts.having(inc("scope"), inc("fromOutside"))
    assert facts.first(outside, inc("property")) == inc("publicationDate")


def test_the_same_text_again_changes_nothing(base: KnowledgeBase, file: Path) -> None:
    first = register(base, file, DETAILS)
    before = state(base)
    again = register(base, file, DETAILS._replace(title="Another title", publisher="nobody"))
    assert again == Registered(first.iri, "", None, None) and state(base) == before
    assert first.copy is not None
    first.copy.unlink()
    assert register(base, file, DETAILS).copy == first.copy and state(base) == before


def test_another_file_is_never_overwritten(base: KnowledgeBase, file: Path) -> None:
    taken = base.sources_folder / "talks-in-town.txt"
    taken.write_text("mine")
    done = register(base, file, DETAILS)
    assert taken.read_text() == "mine" and done.copy is not None and done.copy.read_text() == TEXT


def test_a_text_that_is_at_hand_is_not_copied(base: KnowledgeBase, file: Path) -> None:
    (base.sources_folder / "x.html").write_text(TEXT)
    done = register(base, base.sources_folder / "x.html", DETAILS)
    assert let_in(done) and done.copy is None


def test_an_unknown_day(base: KnowledgeBase, file: Path) -> None:
    done = register(base, file, DETAILS._replace(date="unknown"))
    facts = Facts.read(base)
    assert let_in(done) and facts.first(done.iri, inc("dateUnknown")) == "true"
    assert facts.first(done.iri, inc("publicationDate")) is None


def test_a_form_alone(base: KnowledgeBase, file: Path, tmp_path: Path) -> None:
    before = set(base.graph.rglob("*"))
    done = register(base, file, DETAILS, into=tmp_path / "form.yaml")
    assert done.merged is None and set(base.graph.rglob("*")) == before
    assert parse(done.form).mapping is not None and "publicationDate" in done.form


def test_what_the_gate_refuses_leaves_nothing(base: KnowledgeBase, file: Path) -> None:
    before = state(base)
    done = register(base, file, DETAILS._replace(url="javascript:alert(1)"))
    assert done.merged is not None and not let_in(done)
    assert state(base) == before and done.copy is None
    assert all(finding.file == str(file) for finding in done.merged.verdict.findings)


WRONG: dict[str, tuple[Details, type[Exception], str]] = {
    "publisher": (DETAILS._replace(new_publisher=False), UnknownNameError, "nothing is called 'Town Gazette'.*--new-publisher"),
    "author": (DETAILS._replace(author="Zoe"), UnknownNameError, "author: nothing is called 'Zoe'.*incumbent new person"),
    "day": (DETAILS._replace(date="4 May 2021"), EdtfError, "2021-05-04"),
    "slug": (DETAILS._replace(slug="A b"), UsageError, "'A b' is no slug"),
    "letters": (DETAILS._replace(title="محادثات"), UsageError, "no slug comes of.*--slug"),
    "taken": (DETAILS._replace(slug="first"), UsageError, "source-first is the name of another source"),
    "title": (DETAILS._replace(title=" ", slug="x"), UsageError, "a title and a publisher"),
}  # fmt: skip


@pytest.mark.parametrize(("details", "error", "message"), WRONG.values(), ids=WRONG)
def test_details_that_cannot_be_used(
    details: Details, error: type[Exception], message: str, base: KnowledgeBase, file: Path
) -> None:
    before = state(base)
    with pytest.raises(error, match=message):
        register(base, file, details)
    assert state(base) == before


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xff\xfea\0", "UTF-16"),
        (b"Z\xfcrich", "is not UTF-8"),
        (b" \n", "has no text"),
        (b"a\0b", "null byte"),
        (b"", "has no text"),
    ],
)
def test_texts_that_are_none(data: bytes, message: str, base: KnowledgeBase, tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes(data)
    with pytest.raises(InputError, match=message):
        register(base, path, DETAILS)
    with pytest.raises(InputError, match="is no file"):
        register(base, tmp_path, DETAILS)


def test_a_place_counts_from_the_first_character(base: KnowledgeBase, tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    done = register(base, path, DETAILS)
    assert done.merged is not None and let_in(done), done.merged.verdict.findings
    assert Facts.read(base).first(done.iri, inc("textLength")) == str(len(TEXT) + 1)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Talks in Port Azure", "talks-in-port-azure"),
        ("Türkiye’nin “yeni” politikası: 2025", "turkiyenin-yeni-politikasi-2025"),
        ("İstanbul'da", "istanbulda"),
        ("word " * 40, "word-word-word-word-word-word-word-word-word-word-word-word"),
        ("x" * 200, "x" * 60),
        ("—", ""),
    ],
)
def test_slugs(title: str, slug: str) -> None:
    assert slug_from(title) == slug


@pytest.mark.parametrize("title", ['"quoted": {x} # &a', "back\\slash", "it's", "- {a: b}", "Zoë 🦉"])
def test_a_title_of_any_signs_makes_a_sound_form(title: str, empty_base: KnowledgeBase) -> None:
    form = form_of(empty_base, DETAILS._replace(title=title), f"{title}\n{title} text", "x")
    facts = (parse(form).mapping or {})["facts"].items()
    label = (facts[0].mapping or {})["label"].mapping or {}
    assert label["en"].text == title
