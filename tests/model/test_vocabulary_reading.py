"""The vocabulary is read from Turtle; what cannot be read names its file."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import ROOT

from incumbent.errors import InputError
from incumbent.model.terms import inc
from incumbent.model.vocabulary import Vocabulary

OWN = """\
@prefix inc: <https://w3id.org/incumbent/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
inc:Summit a owl:Class ; rdfs:subClassOf inc:Meeting ; rdfs:label "summit"@en ; inc:kindPrefix "summit" .
"""


def test_a_base_may_add_a_class_of_its_own(tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(OWN, encoding="utf-8")
    vocabulary = Vocabulary([*sorted((ROOT / "ontology").glob("*.ttl")), own])
    assert vocabulary.is_a(inc("Summit"), inc("Happening")) and vocabulary.is_a(inc("Summit"), inc("Entity"))
    assert not vocabulary.is_a(inc("Meeting"), inc("Summit")) and vocabulary.classes[inc("Summit")].prefix == "summit"
    assert vocabulary.is_a("urn:x:unknown", "urn:x:unknown") and not vocabulary.is_a("urn:x:unknown", inc("Entity"))
    assert vocabulary.knows(inc("Summit")) and not vocabulary.knows(inc("Nonsense"))


@pytest.mark.parametrize("data", [b"nonsense", b'<urn:x:a> <urn:x:b> "\xff" .', b"<urn:x:a> <urn:x:b>"])
def test_a_broken_module_names_its_file(data: bytes, tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_bytes(data)
    with pytest.raises(InputError, match=str(own)):
        Vocabulary([own])
    with pytest.raises(InputError, match="cannot be read"):
        Vocabulary([tmp_path / "missing.ttl"])


def test_near_names_keep_their_spelling() -> None:
    vocabulary = Vocabulary([])
    assert vocabulary.near("STATEDCAPACITI", ["statedCapacity", "place"]) == ("statedCapacity",)
    assert vocabulary.near("zzz", ["statedCapacity"]) == ()
