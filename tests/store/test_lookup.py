"""What words stand for in a store, and what things are called."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Store
from tests.small_base import KB, add, make

from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.errors import AmbiguousNameError, UnknownNameError
from incumbent.model.terms import inc
from incumbent.store.contents import quads
from incumbent.store.lookup import find, labels


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    root: Path = tmp_path_factory.mktemp("lookup") / "base"
    base = make(root)
    add(base, "- meeting: hall-again\n  label: the hall meeting, again\n  quote: they met again\n", "talks", "third")
    found = Store()
    found.bulk_extend(quads(KnowledgeBase(root)))
    return found


@pytest.mark.parametrize(
    ("words", "kind", "name"),
    [
        ("person-ann", None, "person-ann"),
        ("kb:person-ann", "Person", "person-ann"),
        (KB + "person-ann", "Person", "person-ann"),
        (f"<{KB}person-ann>", None, "person-ann"),
        ("ANN", "Person", "person-ann"),
        ("آن", "Agent", "person-ann"),
        ("The  Hall Meeting!", "Meeting", "meeting-hall"),
        ("again", "Meeting", "meeting-hall-again"),
        ("visit", "Happening", "visit-town"),
        ("Town", "Place", "place-town"),
        ("ISIK devleti", "State", "state-x"),
        ("isik", None, "state-x"),
        ("town", "Meeting|Place", "place-town"),
        ("minister", "Person|Office", "office-minister-x"),
    ],
)
def test_words_that_stand_for_one_thing(words: str, kind: str | None, name: str, store: Store) -> None:
    assert find(store, words, kind, KB) == KB + name


def test_words_that_stand_for_several(store: Store) -> None:
    with pytest.raises(AmbiguousNameError, match=r"may be any of: meeting-hall\b.*\bmeeting-hall-again\b"):
        find(store, "hall", "Meeting", KB)


@pytest.mark.parametrize(
    ("words", "kind", "message"),
    [
        ("Anm", "Person", r"No person is called 'Anm'\."),
        ("the hull meeting", "Meeting", r"No meeting is called 'the hull meeting'\. Did you mean meeting-hall"),
        ("hall", "Office", r"No office is called 'hall'\."),
        ("", "Person", r"No person is called ''\."),
        ("'; DROP", None, "No thing is called"),
        ("<>", None, "No thing is called"),
        ('a"b\n', "StatusReport", "No status report is called"),
    ],
)
def test_words_that_stand_for_nothing(words: str, kind: str, message: str, store: Store) -> None:
    with pytest.raises(UnknownNameError, match=message):
        find(store, words, kind, KB)


def test_labels(store: Store) -> None:
    english, turkish = labels(store, KB, "en"), labels(store, KB, "tr")
    assert english(KB + "state-x") == "State of X" and turkish(KB + "state-x") == "Işık Devleti"
    assert turkish(KB + "person-bob") == "Bob"  # in whatever language there is
    assert english(KB + "tenure-ann-minister") == "tenure-ann-minister"
    assert (
        english(inc("leaderLevel")) in ("leader level", "leader-level", "leaders")
        and english(inc("StatusReport")) is not None
    )
    assert english("https://example.net/x") is None
