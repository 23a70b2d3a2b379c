"""Facts in memory, and what a file of facts may hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from incumbent.base.facts import Facts, read_turtle
from incumbent.errors import InputError
from incumbent.model import terms

A, B, P = NamedNode("urn:x:a"), NamedNode("urn:x:b"), NamedNode("urn:x:p")
LINK, TEXT = Triple(A, P, B), Triple(A, P, Literal("b"))


def test_a_triple_may_stand_in_several_dossiers() -> None:
    facts = Facts()
    assert facts.add("one", [LINK, TEXT, LINK]) == 2
    assert facts.add("two", [LINK]) == 1
    assert facts.add("two", [LINK]) == 0
    assert len(facts) == 2 and set(facts) == {LINK, TEXT}
    assert facts.dossiers_of(LINK) == {"one", "two"} and facts.dossiers_of(Triple(B, P, A)) == frozenset()
    assert set(facts.triples_in("one")) == {LINK, TEXT} and set(facts.triples_in("two")) == {LINK}


def test_indexes() -> None:
    facts = Facts()
    facts.add("one", [LINK, TEXT, Triple(A, NamedNode(terms.TYPE), B)])
    assert "urn:x:a" in facts and "urn:x:b" not in facts
    assert list(facts.subjects()) == ["urn:x:a"]
    assert sorted(facts.texts("urn:x:a", "urn:x:p")) == ["b", "urn:x:b"] and facts.first("urn:x:a", "urn:x:p") == "b"
    assert facts.first("urn:x:a", "urn:x:q") is None and facts.values("urn:x:q", "urn:x:p") == []
    assert facts.types("urn:x:a") == {"urn:x:b"}
    assert facts.pointing_to("urn:x:b") == {"urn:x:a"} and facts.pointing_to("urn:x:a") == set()
    assert set(facts.about("urn:x:a")) == {"urn:x:p", terms.TYPE} and facts.about("urn:x:q") == {}


def test_a_copy_is_apart() -> None:
    facts = Facts()
    facts.add("one", [LINK])
    facts.add("two", [LINK])
    twin = facts.copy()
    twin.add("one", [TEXT])
    assert len(facts) == 1 and len(twin) == 2
    assert twin.dossiers_of(LINK) == {"one", "two"}


FAULTS = {
    "not UTF-8": (b'<urn:x:a> <urn:x:p> "\xff" .', r"line 1.*UTF-8"),
    "not Turtle": (b"<urn:x:a> <urn:x:p>\n<urn:x:b> nonsense .", "line 2"),
    "a blank node": (b"<urn:x:a> <urn:x:p> [] .", "blank node"),
    "a blank subject": (b"[] <urn:x:p> <urn:x:a> .", "blank node"),
    "a quoted triple": (b"<urn:x:a> <urn:x:p> <<( <urn:x:a> <urn:x:p> <urn:x:b> )>> .", "quoted triple"),
    "a relative IRI": (b"<a> <urn:x:p> <urn:x:b> .", "line 1"),
    "a smuggled end of an IRI": (b"<urn:x:a> <urn:x:p> <urn:x:\\u003E> .", "line 1"),
    "a direction": (b'<urn:x:a> <urn:x:p> "b"@ar--rtl .', "base direction"),
}


@pytest.mark.parametrize(("data", "message"), FAULTS.values(), ids=FAULTS)
def test_a_fault_names_the_file(data: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "facts.ttl"
    path.write_bytes(data)
    with pytest.raises(InputError, match=message) as caught:
        list(read_turtle(path))
    assert str(caught.value).startswith(f"{path}: ") and len(str(caught.value).splitlines()) == 1


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Is a directory"):
        list(read_turtle(tmp_path))
    with pytest.raises(InputError, match="No such file"):
        list(read_turtle(tmp_path / "facts.ttl"))
