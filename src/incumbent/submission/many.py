"""Many files of Turtle read with the care of a submission, several in one child: to start one takes longer than to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from incumbent.check.findings import Finding, Severity
from incumbent.submission import bounded, rdf
from incumbent.submission.faults import Faults, RefusedError
from incumbent.submission.opening import contents
from incumbent.submission.reading import LARGEST_FILE, triples_of
from incumbent.submission.submitted import Submission

_AT_ONCE = 64


def turtle_of(paths: Sequence[Path], prefixes: Mapping[str, str]) -> Iterator[Submission]:
    """What each of the Turtle files at ``paths`` says, in their order, as ``reading.triples_of`` has it.

    Where a child comes to nothing, its files are read one by one, so that the one at fault is known.
    """
    for start in range(0, len(paths), _AT_ONCE):
        some = paths[start : start + _AT_ONCE]
        yield from _together(some, prefixes) or [triples_of(path, dict(prefixes)) for path in some]


def _together(paths: Sequence[Path], prefixes: Mapping[str, str]) -> list[Submission] | None:
    def work(_: Faults) -> tuple[Any, bytes]:
        told: list[Any] = []
        data = b""
        for path in paths:
            faults = Faults(str(path))
            written, places = b"", []
            try:
                triples, positions = rdf.Reader(faults, prefixes).read(contents(path, LARGEST_FILE), RdfFormat.TURTLE)
                written = rdf.written(triples) or b""
                places = rdf.places(written, positions)
                if triples and not written:
                    faults.report("syntax", "what was read of the file does not read back as the same; mend the file.")
            except RefusedError as error:
                faults.findings.extend(error.findings)
            found = [[f.code, f.severity.value, f.message, f.line, f.column] for f in faults.findings]
            told.append([found, places, len(written)])
            data += written
        return told, data

    product = bounded.read(str(paths[0]), work)
    if product.value is None:
        return None
    submissions, at = [], 0
    for path, (found, places, size) in zip(paths, product.value, strict=True):
        submissions.append(_submission(str(path), found, places, product.data[at : at + size]))
        at += size
    return submissions


def _submission(file: str, told: list[Any], places: list[list[int]], data: bytes) -> Submission:
    triples = [quad.triple for quad in parse(data, format=RdfFormat.N_TRIPLES)]
    lines: dict[str, int] = {}
    at: dict[Triple, int] = {}
    for triple, (subject_line, value_line) in zip(triples, places, strict=True):
        assert isinstance(triple.subject, NamedNode)
        if subject_line:
            lines.setdefault(triple.subject.value, subject_line)
        if value_line:
            at[triple] = value_line
    findings = [Finding(code, Severity(s), text, file, line, column=column) for code, s, text, line, column in told]
    return Submission(None, frozenset(triples), lines, findings, at)
