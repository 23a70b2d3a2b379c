"""Names of the vocabularies that the program itself has to know.

Only plain strings: nothing is parsed and no RDF library is imported, so that any module may start with these.
"""

from __future__ import annotations

INC = "https://w3id.org/incumbent/ontology#"
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
SH = "http://www.w3.org/ns/shacl#"

TYPE = RDF + "type"
LANG_STRING = RDF + "langString"
STRING = XSD + "string"
DATE = XSD + "date"
PREF_LABEL = SKOS + "prefLabel"
ALT_LABEL = SKOS + "altLabel"

# Properties of other vocabularies that a fact may use beside our own.
ALLOWED_PROPERTIES = frozenset(
    {
        TYPE,
        PREF_LABEL,
        ALT_LABEL,
        SKOS + "definition",
        SKOS + "note",
        SKOS + "broader",
        SKOS + "exactMatch",
        SKOS + "closeMatch",
        DCTERMS + "isReplacedBy",
    }
)


def inc(name: str) -> str:
    """The IRI of the term ``name`` of our own namespace."""
    return INC + name


def local(iri: str) -> str:
    """The part of an IRI after the last ``#`` or ``/``, as messages name things; the IRI itself where that is empty."""
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1] or iri
