"""Names are found by what looks like them, in memory and after a change, and few others are looked at."""

from __future__ import annotations

import random

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from incumbent.base.facts import Facts
from incumbent.base.names import ChangedNames, Name, NameIndex, all_names, names_of
from incumbent.base.view import Overlay
from incumbent.model.terms import ALT_LABEL, PREF_LABEL, inc

TURTLE = """
@prefix : <kb:> . @prefix inc: <https://w3id.org/incumbent/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
:fidan skos:prefLabel "Hakan Fidan"@en ; skos:altLabel "Fidan"@en .
:name-1 inc:nameOf :fidan ; inc:spelling "هاكان فيدان"@ar .
:office skos:prefLabel "Foreign Minister of Türkiye"@en .
"""


def known() -> Facts:
    found = Facts()
    found.add("d", (quad.triple for quad in parse(TURTLE, format=RdfFormat.TURTLE, base_iri="kb:")))
    return found


def test_all_that_a_thing_is_called() -> None:
    view = known()
    assert names_of(view, "kb:fidan") == {"Hakan Fidan", "Fidan", "هاكان فيدان"}
    assert set(all_names(view)) == {Name("kb:fidan", text) for text in names_of(view, "kb:fidan")} | {
        Name("kb:office", "Foreign Minister of Türkiye")
    }


INDEX = NameIndex(
    [
        ("kb:fidan", "Hakan Fidan"),
        ("kb:sharaa", "Ahmed al-Sharaa"),
        ("kb:lavrov", "Sergei Lavrov"),
        ("kb:netanyahu", "Benjamin Netanyahu"),
        ("kb:xi", "Xi Jinping"),
        ("kb:office", "Foreign Minister of Türkiye"),
        ("kb:hall", "the Hall meeting"),
    ]
)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Hakan Fidam", "kb:fidan"),
        ("Fidan, Hakan", "kb:fidan"),
        ("Hkan Fidan", "kb:fidan"),
        ("Хакан Фидан", "kb:fidan"),
        ("أحمد الشرع", "kb:sharaa"),
        ("Ahmad ash-Shara", "kb:sharaa"),
        ("Серге́й Лавров", "kb:lavrov"),
        ("习近平", "kb:xi"),
        ("Foreign Minster of Turkiye", "kb:office"),
        ("Turkiye foreign ministr", "kb:office"),
        ("Hall meting", "kb:hall"),
    ],
)
def test_a_near_miss_is_suggested(words: str, found: str) -> None:
    assert found in INDEX.near(words)


@pytest.mark.parametrize("words", ["", "?!", "Zbigniew", "xyzzy plugh", "\u202e"])
def test_nothing_is_suggested_for_what_is_far(words: str) -> None:
    assert INDEX.near(words) == set()


def test_at_most_three_are_suggested() -> None:
    index = NameIndex((f"kb:{number}", f"Hakan Fidan {number}") for number in range(10))
    assert len(index.near("Hakan Fidam")) == 3


def test_a_change_adds_and_takes_away_names() -> None:
    before = known()
    added = [
        Triple(NamedNode("kb:guler"), NamedNode(PREF_LABEL), Literal("Yaşar Güler", language="tr")),
        Triple(NamedNode("kb:name-2"), NamedNode(inc("nameOf")), NamedNode("kb:fidan")),
        Triple(NamedNode("kb:name-2"), NamedNode(inc("spelling")), Literal("Хакан Фидан", language="ru")),
    ]
    removed = [
        Triple(NamedNode("kb:fidan"), NamedNode(ALT_LABEL), Literal("Fidan", language="en")),
        Triple(NamedNode("kb:name-1"), NamedNode(inc("nameOf")), NamedNode("kb:fidan")),
    ]
    after = Overlay(before, added, removed)
    names = ChangedNames(NameIndex(all_names(before)), before, after, [*added, *removed])
    assert names.exact("yasar guler") == {"kb:guler"}
    assert names.exact("Хакан Фидан") == {"kb:fidan"} == names.exact("Hakan Fidan")
    assert names.exact("Fidan") == set() == names.exact("هاكان فيدان")
    assert names.containing("fidan") == {"kb:fidan"}
    assert {name.text for name in names.alike("H. Fidan")} >= {"Hakan Fidan", "Хакан Фидан"}
    assert names.near("Yasar Gulerr") == {"kb:guler"}
    whole = NameIndex(all_names(after))
    for text in ("Fidan", "Hakan Fidan", "Y. Güler", "هاكان فيدان", "Turkish Foreign Minister"):
        assert names.alike(text) == whole.alike(text)


GIVEN = "Ahmed Mohammed Ali Hakan Hassan Sergei Ivan Recep Ibrahim Bashar Omar Nuh Viktor Angela Giorgos Yair Xi"
PARTS = "fi dan ar gu ler ka lin shar ju la sa meh qas ra ab di as sad er pu tin shoi lav rov lan dau mer kel mac"


def many(count: int) -> list[Name]:
    """Names as they are borne: few given names, many family names."""
    chance = random.Random(1)
    given, parts = GIVEN.split(), PARTS.split()
    found = []
    for number in range(count):
        family = "".join(chance.choice(parts) for _ in range(chance.randint(2, 4))).capitalize()
        found.append(Name(f"kb:{number}", f"{chance.choice(given)} {family}"))
    return found


def test_few_of_many_names_are_looked_at() -> None:
    index = NameIndex([*many(3000), Name("kb:it", "Hakan Fidan")])
    for words in ("Hakan Fidan", "H. Fidan", "Fidan, Hakan", "هاكان فيدان", "Hakan Fidam"):
        found = index.alike(words)
        assert Name("kb:it", "Hakan Fidan") in found
        assert len(found) < 30
    assert len(index.alike("Zbigniew Brzezinski")) == 0
