"""Small sound submissions in every syntax, to be damaged. They fit the base of :mod:`tests.soak.ground`."""

from __future__ import annotations

import json
from pathlib import Path

from pyoxigraph import Dataset, DefaultGraph, NamedNode, Quad, RdfFormat, parse, serialize

_BORN = "Eve Larsen, also called Işık, was born in May 1970"
_MADE = "Eve Larsen was made Minister of Y in December 2019"
_MET = "the State of Y sent Ann Marlowe to the pier meeting of March 2021, where Bob Tremaine was host"

_HEAD = """\
@prefix inc: <https://w3id.org/incumbent/ontology#> .
@prefix kb: <https://example.org/kb/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
_PEOPLE = f"""\
{_HEAD}
kb:person-eve a inc:Person ;
    skos:prefLabel "Eve Larsen"@en ;
    skos:altLabel '''Işık'''@tr , "E\\u0131 Larsen"@tr ; # a comment
    inc:birthDate "1970-05"^^edtf:EDTF .
kb:evidence-1 a inc:Evidence ;
    inc:about kb:person-eve ;
    inc:source kb:source-first ;
    inc:quote "{_BORN}"@en ;
    inc:voice inc:narrator ;
    inc:stance inc:asserts .
"""
_MEETING = f"""\
{_HEAD}
kb:state-y a inc:State ; skos:prefLabel "State of Y"@en .
kb:meeting-pier a inc:Meeting ; skos:prefLabel "the pier meeting"@en ; inc:date "2021-03"^^edtf:EDTF .
kb:status-1 a inc:StatusReport ; inc:event kb:meeting-pier ; inc:status inc:held .
kb:participation-1 a inc:Participation ; inc:event kb:meeting-pier ; inc:participant kb:person-ann ;
    inc:onBehalfOf kb:state-y .
kb:participation-2 a inc:Participation ; inc:event kb:meeting-pier ; inc:participant kb:person-bob ; inc:role inc:host .
kb:evidence-2 a inc:Evidence ;
    inc:about kb:meeting-pier , kb:state-y , kb:participation-1 , kb:participation-2 , kb:status-1 ;
    inc:source kb:source-first ; inc:quote "{_MET}"@en ; inc:voice inc:narrator ; inc:stance inc:asserts .
kb:inference-1 a inc:Inference ; inc:about kb:meeting-pier ; inc:property inc:date ; inc:scope inc:inDocument ;
    inc:reasoning "the report says so"@en ; inc:premise kb:participation-1 .
"""
_YAML = f"""\
dossier: talks
source: source-first
facts:
- person: eve
  label: {{en: Eve Larsen}}
  altLabel: {{tr: "Işık"}}
  birthDate: "1970-05"
  quote: {_BORN}
- state: y
  label: State of Y
  quote: {_MET}
- office: minister-y
  label: Minister of Y
  officeOf: state-y
  officeKind: foreignMinister
  quote: [{_MADE}]
- tenure: eve-minister
  holder: person-eve
  office: office-minister-y
  startDate: {{value: "2019-12", quote: {_MADE}, voice: person-bob}}
  quote: {_MADE}
- meeting: pier
  label: the pier meeting
  date: "2021-03"
  quote: {_MET}
  statusReports:
  - {{status: held, quote: "{_MET}"}}
  participations:
  - {{participant: person-ann, onBehalfOf: state-y, quote: "{_MET}", occurrence: 1}}
  - {{participant: person-bob, role: host, quote: "{_MET}"}}
"""
_SHORT_YAML = """\
dossier: talks
source: source-first
facts:
- person: ann
  altLabel: Anna
  inferred: {scope: inDocument, premise: [person-ann], reasoning: told so}
retract:
- {node: person-bob, reason: a namesake}
"""
_PEOPLE_CSV = f"""\
person,label,altLabel@tr,birthDate,source,quote
eve,Eve Larsen,Işık,1970-05,source-first,"{_BORN}"
fay,"Fay Quick",,,source-first,Fay Quick lives
"""
_MEETINGS_CSV = f"""\
meeting,label,date,participations.participant,participations.quote,source,quote
pier,the pier meeting,2021-03,person-ann,"{_MET}",source-first,"{_MET}"
pier,,,person-bob,"{_MET}",source-first,
"""
_GRAPH = "https://example.org/kb/dossier-talks"
_CONTEXT = {
    "inc": "https://w3id.org/incumbent/ontology#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "label": {"@id": "skos:prefLabel", "@container": "@language"},
}


def _in(rdf_format: RdfFormat, turtle: str, graph: str | None = None) -> bytes:
    """The facts of a Turtle text in another syntax, in the default graph or in a named one."""
    triples = [quad.triple for quad in parse(turtle.encode(), format=RdfFormat.TURTLE)]
    named = NamedNode(graph) if graph else DefaultGraph()
    quads = Dataset(Quad(*triple, named) for triple in triples)
    data = serialize(quads if rdf_format.supports_datasets else triples, format=rdf_format)
    assert data is not None
    return data


def _jsonld() -> bytes:
    eve = {
        "@id": "https://example.org/kb/person-eve",
        "@type": "inc:Person",
        "label": {"en": "Eve Larsen", "tr": "Işık"},
    }
    evidence = {
        "@id": "https://example.org/kb/evidence-1",
        "@type": "inc:Evidence",
        "inc:about": {"@id": "https://example.org/kb/person-eve"},
        "inc:source": {"@id": "https://example.org/kb/source-first"},
        "inc:quote": {"@value": _BORN, "@language": "en"},
        "inc:voice": {"@id": "inc:narrator"},
        "inc:stance": {"@id": "inc:asserts"},
    }
    return json.dumps({"@context": _CONTEXT, "@graph": [eve, evidence]}, ensure_ascii=False, indent=1).encode()


SEEDS: dict[str, list[bytes]] = {
    "yaml": [_YAML.encode(), _SHORT_YAML.encode()],
    "csv": [_PEOPLE_CSV.encode(), _MEETINGS_CSV.encode()],
    "ttl": [_PEOPLE.encode(), _MEETING.encode()],
    "trig": [_in(RdfFormat.TRIG, _PEOPLE), _MEETING.encode(), _in(RdfFormat.TRIG, _PEOPLE, _GRAPH)],
    "nt": [_in(RdfFormat.N_TRIPLES, _PEOPLE), _in(RdfFormat.N_TRIPLES, _MEETING)],
    "nq": [_in(RdfFormat.N_QUADS, _PEOPLE), _in(RdfFormat.N_QUADS, _MEETING), _in(RdfFormat.N_QUADS, _PEOPLE, _GRAPH)],
    "jsonld": [_jsonld(), _in(RdfFormat.JSON_LD, _MEETING)],
    "rdf": [_in(RdfFormat.RDF_XML, _PEOPLE), _in(RdfFormat.RDF_XML, _MEETING)],
}


def write(folder: Path) -> list[Path]:
    """The seeds as files in ``folder``."""
    paths = []
    for syntax, several in SEEDS.items():
        for number, data in enumerate(several):
            paths.append(folder / f"seed-{number}.{syntax}")
            paths[-1].write_bytes(data)
    return paths
