"""An empty form is a form, for every kind; with its lines uncommented it still is."""

from __future__ import annotations

import re

import pytest
from tests.conftest import ROOT

from incumbent.errors import UnknownNameError
from incumbent.model.vocabulary import Vocabulary
from incumbent.submission.blank import blank
from incumbent.submission.form import parse

VOCABULARY = Vocabulary(sorted((ROOT / "ontology").glob("*.ttl")))
KINDS = sorted(c.name[:1].lower() + c.name[1:] for c in VOCABULARY.classes.values() if c.prefix and not c.derived)


@pytest.mark.parametrize("kind", KINDS)
def test_a_blank_form_is_a_form(kind: str) -> None:
    text = blank(VOCABULARY, kind)
    root = parse(text).mapping
    assert root is not None and list(root) == ["dossier", "source", "facts"]
    (fact,) = root["facts"].items()
    assert fact.mapping is not None and next(iter(fact.mapping)) == kind
    assert "quote" in fact.mapping or kind in ("voice", "inference")  # these two are written beside a quote
    assert all(len(line) < 1000 and line.isprintable() for line in text.splitlines())


@pytest.mark.parametrize("kind", KINDS)
def test_uncommented_it_still_is(kind: str) -> None:
    text = re.sub(r"^  #(?=\S)", "  ", blank(VOCABULARY, kind), flags=re.MULTILINE)
    (fact,) = parse(text).mapping["facts"].items()
    known = {p.name for p in VOCABULARY.properties.values() if not p.derived}
    nested = {c.name[:1].lower() + c.name[1:] + "s" for c in VOCABULARY.classes.values() if c.filed_with}
    others = {kind, "label", "quote", "occurrence", "voice", "stance", "inferred", "source"}
    assert set(fact.mapping) <= known | nested | others and len(fact.mapping) > 1


def test_the_form_for_a_meeting_shows_what_people_need() -> None:
    text = blank(VOCABULARY, "meeting")
    for key in (
        "format: bilateral",
        "participations:",
        "statusReports:",
        "delegations:",
        "date: 2025-02-01",
        "place: PLACE",
    ):
        assert f"#{key}" in text
    assert "lastPhase" not in text and "earliestStart" not in text


def test_an_unknown_kind() -> None:
    with pytest.raises(UnknownNameError, match=r"No kind of fact is called 'meting'.*Did you mean meeting or "):
        blank(VOCABULARY, "meting")
    with pytest.raises(UnknownNameError):
        blank(VOCABULARY, "capacity")


def test_definitions_of_a_base_s_own_cannot_leave_their_comment(tmp_path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(
        "@prefix inc: <https://w3id.org/incumbent/ontology#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        'inc:Summit a owl:Class ; inc:kindPrefix "summit" ; skos:definition "one\\n- person: x\\u001B"@en .\n',
        encoding="utf-8",
    )
    text = blank(Vocabulary([*sorted((ROOT / "ontology").glob("*.ttl")), own]), "summit")
    (fact,) = parse(text).mapping["facts"].items()
    assert next(iter(fact.mapping)) == "summit" and "\x1b" not in text
