"""The JSON-LD context: generated, committed, and understood by two JSON-LD readers."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph

from incumbent.errors import InputError, UsageError
from incumbent.model.context import context, dumps, main

DOCUMENT = {
    "@id": "kb:meeting-moscow-defence",
    "@type": ["Meeting", "Visit"],
    "label": {"en": "Moscow trilateral defence meeting", "tr": "Moskova görüşmesi"},
    "format": "trilateral",
    "place": {"@id": "kb:place-moscow"},
    "host": "kb:state-russia",
    "date": "[..2025-10-11]",
    "note": {"en": "One of three."},
    "earliestEnd": "2022-12-28",
}
TRIPLES = """
@prefix inc: <https://w3id.org/incumbent/ontology#> .
@prefix kb: <https://w3id.org/incumbent/kb/> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
kb:meeting-moscow-defence a inc:Meeting , inc:Visit ;
    skos:prefLabel "Moscow trilateral defence meeting"@en , "Moskova görüşmesi"@tr ;
    inc:format inc:trilateral ;
    inc:place kb:place-moscow ;
    inc:host kb:state-russia ;
    inc:date "[..2025-10-11]"^^edtf:EDTF ;
    inc:note "One of three."@en ;
    inc:earliestEnd "2022-12-28"^^xsd:date .
"""


@pytest.fixture(scope="module")
def names(ontology_dir: Path) -> dict[str, object]:
    document = context(ontology_dir)
    assert list(document) == ["@context"]
    found = document["@context"]
    assert isinstance(found, dict)
    return found


def test_the_committed_context_is_the_generated_one(ontology_dir: Path) -> None:
    assert (ontology_dir / "context.jsonld").read_text("utf-8") == dumps(context(ontology_dir))


def test_keys_are_sorted(names: dict[str, object]) -> None:
    assert list(names) == sorted(names)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Meeting", "inc:Meeting"),
        ("held", "inc:held"),
        ("StatusScheme", "inc:StatusScheme"),
        ("narrator", "inc:narrator"),
        ("place", {"@id": "inc:place", "@type": "@id"}),
        ("about", {"@id": "inc:about", "@type": "@id"}),
        ("topic", {"@id": "inc:topic", "@type": "@id"}),
        ("status", {"@id": "inc:status", "@type": "@vocab"}),
        ("property", {"@id": "inc:property", "@type": "@vocab"}),
        ("value", {"@id": "inc:value"}),
        ("date", {"@id": "inc:date", "@type": "edtf:EDTF"}),
        ("years", {"@id": "inc:years", "@type": "xsd:integer"}),
        ("dateUnknown", {"@id": "inc:dateUnknown", "@type": "xsd:boolean"}),
        ("isoCode", {"@id": "inc:isoCode", "@type": "xsd:string"}),
        ("gist", {"@container": "@language", "@id": "inc:gist"}),
        ("label", {"@container": "@language", "@id": "skos:prefLabel"}),
        ("altLabel", {"@container": "@language", "@id": "skos:altLabel"}),
        ("kb", "https://w3id.org/incumbent/kb/"),
    ],
)
def test_what_a_name_expects(name: str, expected: object, names: dict[str, object]) -> None:
    assert names[name] == expected


def test_every_term_has_a_name(names: dict[str, object], ontology: Graph) -> None:
    own = "https://w3id.org/incumbent/ontology#"
    terms = {str(s).removeprefix(own) for s in ontology.subjects() if str(s).startswith(own)}
    assert terms <= set(names)


# The reader of rdflib itself makes a graph of a kind that rdflib deprecates.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_two_readers_make_the_same_triples_of_it(ontology_dir: Path) -> None:
    text = json.dumps({**context(ontology_dir), **DOCUMENT})
    wanted = set(ox.parse(TRIPLES, format=ox.RdfFormat.TURTLE))
    by_rdflib = Graph().parse(data=text, format="json-ld").serialize(format="nt", encoding="utf-8")
    by_oxigraph = ox.parse(text, format=ox.RdfFormat.JSON_LD)
    assert {quad.triple for quad in by_oxigraph} == {quad.triple for quad in wanted}
    assert {q.triple for q in ox.parse(by_rdflib, format=ox.RdfFormat.N_TRIPLES)} == {quad.triple for quad in wanted}


def test_a_folder_without_modules_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No ontology module"):
        context(tmp_path)


def test_a_broken_module_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "core.ttl").write_text("<a> <b>", "utf-8")
    with pytest.raises(InputError, match=r"core\.ttl"):
        context(tmp_path)


def test_a_term_with_the_name_of_a_prefix_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "core.ttl").write_text(
        "<https://w3id.org/incumbent/ontology#org> a <http://www.w3.org/2002/07/owl#ObjectProperty> .", "utf-8"
    )
    with pytest.raises(InputError, match="inc:org"):
        context(tmp_path)


def test_the_command_writes_the_file_and_leaves_nothing_else(tmp_path: Path, ontology_dir: Path) -> None:
    for path in ontology_dir.glob("*.ttl"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    before = {path.name for path in tmp_path.iterdir()}
    main([str(tmp_path)])
    assert {path.name for path in tmp_path.iterdir()} - before == {"context.jsonld"}
    assert (tmp_path / "context.jsonld").read_bytes() == (ontology_dir / "context.jsonld").read_bytes()


def test_the_command_wants_one_folder() -> None:
    with pytest.raises(UsageError):
        main([])
