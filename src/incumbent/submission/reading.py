"""Any file that others send, read with care into a submission: never fetched, never believed, never past its limits.

YAML, CSV and RDF are parsed in a child process that can be stopped. What is wrong with a file is a finding, with line and
column where they are known; what reaches the base of RDF is what the child wrote as N-Triples, read once more.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.base.names import Names
from incumbent.base.view import View
from incumbent.check.findings import violations
from incumbent.errors import InputError
from incumbent.submission import bounded, form, rdf, tables
from incumbent.submission.compiler import Compiler
from incumbent.submission.faults import Faults, RefusedError
from incumbent.submission.limits import crowds
from incumbent.submission.opening import contents
from incumbent.submission.quotes import Texts
from incumbent.submission.rdf import FORMATS
from incumbent.submission.submitted import Submission

LARGEST_FILE = 16 * 1024 * 1024  # bytes of RDF
FORMS = (".yaml", ".yml")
TABLES = (".csv", ".tsv")
ENDINGS = (*FORMS, *TABLES, *FORMATS)


def read_submission(
    base: KnowledgeBase,
    path: Path,
    facts: View,
    texts: Texts,
    today: date | None = None,
    names: Names | None = None,
) -> Submission:
    """What the file at ``path`` says, against what ``base`` and ``facts`` know; its name's ending tells its syntax.

    ``names`` are those of ``facts``, where they are at hand.
    All that is wrong with its content stands in the findings of the submission. Raises InputError only where there is no
    file that could be read, or its ending is none of ``ENDINGS``.
    """
    ending = path.suffix.lower()
    if ending in FORMATS:
        return triples_of(path, dict(base.settings.prefixes))
    if ending not in (*FORMS, *TABLES):
        if not path.is_file():
            raise InputError(f"{path}: is no file; give a file with facts.")
        raise InputError(f"{path}: a submission ends in {', '.join(ENDINGS)}; give the file the ending of its syntax.")
    compiler = Compiler(base.vocabulary, facts, base.settings, texts, str(path), today, names)
    root, findings = form.tree(path) if ending in FORMS else tables.tree(path, compiler.keys)
    if root is None:
        return Submission(None, frozenset(), findings=findings)
    compiled = compiler.compile(root)
    faults = Faults(str(path))
    for crowd in crowds(compiled.triples):
        faults.report("size-limits", crowd.message, compiled.line_of(crowd.subject, crowd.predicate))
    if faults.findings:  # what is too much is not judged either
        compiled = replace(compiled, triples=frozenset())
    return replace(compiled, findings=[*findings, *compiled.findings, *faults.findings])


def triples_of(path: Path, prefixes: dict[str, str] | None = None) -> Submission:
    """The RDF in the file at ``path``; ``prefixes`` are those that the base knows, for hints."""
    file = str(path)
    try:
        data = contents(path, LARGEST_FILE)
    except RefusedError as error:
        return Submission(None, frozenset(), findings=error.findings)

    def work(faults: Faults) -> tuple[Any, bytes]:
        triples, positions = rdf.Reader(faults, prefixes or {}).read(data, FORMATS[path.suffix.lower()])
        written = rdf.written(triples)
        if written is None:
            faults.report("syntax", "what was read of the file does not read back as the same; send it as Turtle.")
            return [], b""
        return rdf.places(written, positions), written

    product = bounded.read(file, work)
    triples = [quad.triple for quad in parse(product.data, format=RdfFormat.N_TRIPLES)]
    lines: dict[str, int] = {}
    at: dict[Triple, int] = {}
    for triple, (subject_line, value_line) in zip(triples, product.value or (), strict=False):
        assert isinstance(triple.subject, NamedNode)
        if subject_line:
            lines.setdefault(triple.subject.value, subject_line)
        if value_line:
            at[triple] = value_line
    return Submission(None, frozenset(triples), lines, product.findings, at)


def read(path: Path) -> frozenset[Triple]:
    """The triples of the RDF file at ``path``; RefusedError, with all findings, where it is not allowed or states nothing."""
    submission = triples_of(path)
    if violations(submission.findings) or not submission.triples:
        raise RefusedError(submission.findings)
    return submission.triples
