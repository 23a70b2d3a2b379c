"""The JSON-LD context (JSON-LD 1.1, clause 4.1), generated from the ontology.

Every own term becomes a name of the context. What a name expects follows from the term's range: an object property
takes IRIs, a property that ranges over a code list takes the names of its members as well, ``rdf:langString`` takes a
map from language to text, and any other datatype takes its plain lexical form.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from incumbent.errors import InputError, UsageError
from incumbent.model.terms import DCTERMS, INC, LANG_STRING, OWL, RDF, RDFS, SH, SKOS, XSD
from incumbent.model.vocabulary import Property, Vocabulary

PREFIXES = {
    "dcterms": DCTERMS,
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "inc": INC,
    "kb": "https://w3id.org/incumbent/kb/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": OWL,
    "popolo": "http://www.popoloproject.com/ns#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "sh": SH,
    "skos": SKOS,
    "skosxl": "http://www.w3.org/2008/05/skos-xl#",
    "wd": "http://www.wikidata.org/entity/",
    "wdt": "http://www.wikidata.org/prop/direct/",
    "xsd": XSD,
}

_LABELS = {"altLabel": "skos:altLabel", "label": "skos:prefLabel"}


def context(ontology_dir: Path) -> dict[str, Any]:
    """The document ``{"@context": …}`` for the modules (``*.ttl``) in ``ontology_dir``, keys sorted.

    Raises ``InputError`` where a module cannot be read, where there is none, or where a term has the name of a prefix.
    """
    paths = sorted(ontology_dir.glob("*.ttl"))
    if not paths:
        raise InputError(f"No ontology module (*.ttl) in {ontology_dir}; name the folder that holds them.")
    vocabulary = Vocabulary(paths)
    own: dict[str, Any] = {each.name: f"inc:{each.name}" for each in vocabulary.classes.values()}
    own.update({each.name: f"inc:{each.name}" for each in vocabulary.individuals.values()})
    # A term that is a property and a member of a code list at once has one entry: as a value its IRI is the same.
    own.update({each.name: _expected(vocabulary, each) for each in vocabulary.properties.values()})
    fixed = {**PREFIXES, **{name: {"@container": "@language", "@id": iri} for name, iri in _LABELS.items()}}
    for name in sorted(own.keys() & fixed.keys()):
        raise InputError(f"The term inc:{name} has the name of a prefix or of a label; rename the term.")
    names = {**fixed, **own}
    return {"@context": {name: names[name] for name in sorted(names)}}


def dumps(document: dict[str, Any]) -> str:
    """The text of a context document: sorted keys, two spaces, a final newline."""
    return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _expected(vocabulary: Vocabulary, term: Property) -> dict[str, str]:
    iri = f"inc:{term.name}"
    if LANG_STRING in term.ranges:
        return {"@container": "@language", "@id": iri}
    if any(each == RDF + "Property" or _is_code_list(vocabulary, each) for each in term.ranges):
        return {"@id": iri, "@type": "@vocab"}
    if term.kind == "object":
        return {"@id": iri, "@type": "@id"}
    if term.ranges:
        return {"@id": iri, "@type": _compact(min(term.ranges))}
    return {"@id": iri}


def _is_code_list(vocabulary: Vocabulary, iri: str) -> bool:
    """Whether the members of the class are codes: ``skos:Concept`` is all that it is a kind of."""
    known = vocabulary.classes.get(iri)
    return known is not None and known.ancestors == {iri, SKOS + "Concept"}


def _compact(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def main(arguments: Sequence[str] | None = None) -> None:
    """Write ``context.jsonld`` into the folder that is named: ``python -m incumbent.model.context DIR``."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if len(given) != 1:
        raise UsageError("Usage: python -m incumbent.model.context DIR (the folder of the ontology's modules)")
    folder = Path(given[0])
    text = dumps(context(folder))
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=folder, prefix=".context", delete=False) as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    written = Path(file.name)
    written.chmod(0o644)
    written.replace(folder / "context.jsonld")


if __name__ == "__main__":
    main()
