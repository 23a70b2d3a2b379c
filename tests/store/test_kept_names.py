"""The file of names answers as the names in memory do, follows the facts, and is made anew where it is not sound."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from tests.base.test_name_index import many

from incumbent.base.facts import Facts
from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.base.names import Name, NameIndex, Names
from incumbent.store import names as store_names
from incumbent.store.cache import Cache
from incumbent.store.names import KeptNames, keep, open_names

NAMES = [*many(300), Name("kb:fidan", "Hakan Fidan"), Name("kb:office", "Foreign Minister of Türkiye")]
WORDS = ("Hakan Fidan", "H. Fidan", "fidan", "Turkish Foreign Minister", "Hakan Fidam", "", "Ahmed Lavrov", "\udc80")


def same(one: Names, other: Names) -> None:
    for words in WORDS:
        assert one.exact(words) == other.exact(words)
        assert one.containing(words) == other.containing(words)
        assert one.alike(words) == other.alike(words)
    assert one.near("Hakan Fidam") == other.near("Hakan Fidam")


def test_the_file_answers_like_the_memory(tmp_path: Path) -> None:
    keep(tmp_path / "names", NAMES, "first")
    kept = KeptNames(tmp_path / "names")
    assert kept.made_of() == "first"
    same(kept, NameIndex(NAMES))
    assert set(kept.words()) == set(NameIndex(NAMES).words())


def test_the_file_follows_a_change(tmp_path: Path) -> None:
    path, made_of = tmp_path / "names", store_names._signature()
    keep(path, NAMES, f"{made_of}:1")
    old = KeptNames(path)
    later = [*NAMES[10:-1], Name("kb:new", "Hulusi Akar"), Name("kb:fidan", "Хакан Фидан")]
    keep(path, later, f"{made_of}:2")
    same(KeptNames(path), NameIndex(later))
    same(old, NameIndex(NAMES))  # who reads the old file goes on with it
    assert [p.name for p in tmp_path.iterdir()] == ["names"]


def test_only_what_is_new_is_worked_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, made_of = tmp_path / "names", store_names._signature()
    keep(path, NAMES, f"{made_of}:1")
    read: list[str] = []
    likeness_keys = store_names.likeness_keys
    monkeypatch.setattr(store_names, "likeness_keys", lambda text: read.append(text) or likeness_keys(text))
    keep(path, [*NAMES, Name("kb:new", "Hulusi Akar")], f"{made_of}:2")
    assert read == ["Hulusi Akar"]


@pytest.mark.parametrize("damage", [b"", b"not a database", None])
def test_a_damaged_file_is_made_anew(tmp_path: Path, damage: bytes | None) -> None:
    path = tmp_path / "names"
    keep(path, NAMES, "1")
    path.write_bytes(path.read_bytes()[:3000] if damage is None else damage)
    keep(path, NAMES, "1")
    same(KeptNames(path), NameIndex(NAMES))


def test_the_file_beside_the_cache(empty_base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = empty_base.root / "graph" / "talks" / "person"
    graph.mkdir(parents=True)
    person = graph / "ann.ttl"
    label = '<https://example.org/kb/person-ann> <http://www.w3.org/2004/02/skos/core#prefLabel> "{}"@en .\n'
    person.write_text(label.format("Ann Example"), encoding="utf-8")

    def opened() -> Names:
        return open_names(empty_base, Facts.read(empty_base))

    assert isinstance(opened(), NameIndex)  # nothing is written where there is no cache
    _settle(empty_base, monkeypatch)
    names = opened()
    assert isinstance(names, KeptNames) and names.exact("ann example") == {"https://example.org/kb/person-ann"}
    made = (Cache(empty_base).folder / "names.sqlite").stat().st_ino
    assert isinstance(opened(), KeptNames)
    assert (Cache(empty_base).folder / "names.sqlite").stat().st_ino == made  # read, not made again
    person.write_text(label.format("Bob Example"), encoding="utf-8")
    assert opened().exact("bob example") == {"https://example.org/kb/person-ann"}  # in memory: the cache does not fit
    _settle(empty_base, monkeypatch)
    names = opened()
    assert isinstance(names, KeptNames)
    assert names.exact("ann example") == set() and names.exact("Bob Example") == {"https://example.org/kb/person-ann"}


def test_where_the_file_cannot_be_written_names_are_in_memory(
    empty_base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    _settle(empty_base, monkeypatch)

    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(store_names, "_bring_up_to_date", full)
    assert isinstance(open_names(empty_base, Facts.read(empty_base)), NameIndex)
    assert not list(Cache(empty_base).folder.glob("names*"))


def _settle(base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache that fits, as if its files had been written a while before."""
    monkeypatch.setattr("incumbent.store.cache.settled", lambda *_: True)
    Cache(base).store_path()
