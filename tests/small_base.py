"""A small knowledge base with two dossiers, written to disk without the checks of a merge: quick to make."""

from __future__ import annotations

import json
from pathlib import Path

from tests.conftest import SETTINGS, write_form

from incumbent.base.facts import Facts
from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.base.layout import changed_files
from incumbent.submission import writing
from incumbent.submission.compiler import Compiler
from incumbent.submission.form import read
from incumbent.submission.quotes import Texts

KB = "https://example.org/kb/"
INC = "https://w3id.org/incumbent/ontology#"

TALKS = """\
- state: x
  label: {en: State of X, tr: "Işık Devleti"}
  quote: X is a state
- office: minister-x
  label: Minister of X
  officeOf: state-x
  officeKind: foreignMinister
  quote: X has a minister
- person: ann
  label: Ann
  names:
  - {spelling: {ar: "آن"}, script: Arab, nameKind: transliteration, quote: she is called "آن" there}
  quote: Ann lives
- person: bob
  label: Bob
  quote: Bob lives
- tenure: ann-minister
  holder: person-ann
  office: office-minister-x
  date: "2019-12/.."
  quote: Ann became minister
- meeting: hall
  label: the hall meeting
  date: "2020-05-01"
  quote: they met in the hall
  voice: person-bob
  statusReports:
  - {status: held, quote: the hall meeting was held}
  participations:
  - {participant: person-ann, onBehalfOf: state-x, statedCapacity: office-minister-x, role: delegate, quote: Ann sat there for X}
  - {participant: person-bob, role: host, quote: Bob opened the door}
"""
# A name that no merge lets in, for those who read what they did not write.
HOSTILE = 'Ann \x1b[31mÇağ \u202e"q" <b>&\\ =1+1'
VISITS = """\
- place: town
  label: Town
  quote: Town is a town
- visit: town
  label: the visit to Town
  date: "2021-03"
  place: place-town
  quote: Ann came to Town
  participations:
  - {participant: person-ann, role: visitor, quote: Ann herself came}
"""


def add(base: KnowledgeBase, form: str, dossier: str, name: str) -> list[Path]:
    """Compile a form into a dossier of ``base`` and write its files, unchecked; returns the files that changed."""
    path = write_form(base, form, dossier, name)
    facts = Facts.read(base)
    texts = Texts(base.sources_folder)
    submission = Compiler(base.vocabulary, facts, base.settings, texts, str(path)).compile(read(path))
    assert submission.findings == []
    facts.add(dossier, submission.triples)
    changed = changed_files(base, facts, dossier)
    writing.replace(changed)
    return list(changed)


def make(root: Path, ann: str = "Ann") -> KnowledgeBase:
    """The base with both dossiers below ``root``; ``ann`` is the label of a person."""
    (root / "graph").mkdir(parents=True)
    (root / "sources").mkdir()
    (root / "incumbent.toml").write_text(SETTINGS, encoding="utf-8")
    base = KnowledgeBase(root)
    add(base, TALKS.replace("label: Ann\n", f"label: {json.dumps(ann)}\n"), "talks", "first")
    add(base, VISITS, "visits", "second")
    return base
