"""A report as sh:ValidationReport, which other tools of SHACL read (https://www.w3.org/TR/shacl/#validation-report)."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from incumbent.check.findings import Finding, Severity
from incumbent.model.terms import RDF, SH, XSD
from incumbent.model.text import visible
from incumbent.report.report import Report

RULES = "https://w3id.org/incumbent/rules#"
_SEVERITIES = {Severity.VIOLATION: "Violation", Severity.WARNING: "Warning", Severity.INFO: "Info"}
_TYPE = NamedNode(RDF + "type")


def write(report: Report) -> str:
    """The report in Turtle; what is not of SHACL stands in a namespace of its own (``code``, ``outcome``, ``line`` …)."""
    prefixes = {"rdf": RDF, "sh": SH, "xsd": XSD, "rule": RULES}
    data = serialize(_triples(report), format=RdfFormat.TURTLE, prefixes=prefixes)
    assert data is not None  # it is, where no file is written to
    return data.decode()


def _triples(report: Report) -> Iterator[Triple]:
    whole = BlankNode("report")
    yield Triple(whole, _TYPE, _sh("ValidationReport"))
    # The specification's word: nothing was found at all, be it a warning or a hint. The outcome is the gate's own.
    yield Triple(whole, _sh("conforms"), Literal(not report.findings))
    yield Triple(whole, _own("outcome"), Literal(report.outcome))
    for number, finding in enumerate(report.sorted(), start=1):
        result = BlankNode(f"result{number}")
        yield Triple(whole, _sh("result"), result)
        yield from _result(report, finding, result)


def _result(report: Report, finding: Finding, result: BlankNode) -> Iterator[Triple]:
    yield Triple(result, _TYPE, _sh("ValidationResult"))
    yield Triple(result, _sh("focusNode"), _focus(report, finding))
    yield Triple(result, _sh("resultSeverity"), _sh(_SEVERITIES[finding.severity]))
    yield Triple(result, _sh("resultMessage"), Literal(visible(finding.message), language="en"))
    yield Triple(result, _sh("sourceConstraintComponent"), _component(finding))
    shape = _named(finding.shape)
    if shape is not None:
        yield Triple(result, _sh("sourceShape"), shape)
    path = _named(finding.path)
    if path is not None:
        yield Triple(result, _sh("resultPath"), path)
    if finding.value is not None:
        yield Triple(result, _sh("value"), _value(finding, finding.value))
    yield Triple(result, _own("code"), Literal(finding.code))
    yield Triple(result, _own("accepted"), Literal(report.is_accepted(finding)))
    if finding.file:
        yield Triple(result, _own("file"), Literal(visible(report.path(finding.file))))
        if finding.line:
            yield Triple(result, _own("line"), Literal(finding.line))
        if finding.column:
            yield Triple(result, _own("column"), Literal(finding.column))


def _focus(report: Report, finding: Finding) -> NamedNode:
    """The thing at fault; each result has one, so that for a fault of a file it is the file."""
    thing = _named(finding.nodes[0]) if finding.nodes else None
    if thing is None and finding.focus:
        thing = NamedNode("urn:incumbent:thing:" + quote(finding.focus, safe="", errors="replace"))
    return thing or NamedNode("urn:incumbent:file:" + report.uri(finding.file or report.file or ""))


def _component(finding: Finding) -> NamedNode:
    if finding.component and finding.component.isalnum() and finding.component.isascii():
        return _sh(finding.component.removesuffix("ConstraintComponent") + "ConstraintComponent")
    return _own(quote(finding.rule or finding.code, safe=""))


def _value(finding: Finding, value: str) -> NamedNode | Literal:
    """The IRI that the value stands for, where the finding has it; else its text."""
    ends = ("#" + value, "/" + value)
    iri = next((_named(node) for node in finding.nodes[1:] if node == value or node.endswith(ends)), None)
    return iri or Literal(visible(value))


def _named(iri: str | None) -> NamedNode | None:
    try:
        return NamedNode(iri) if iri and visible(iri) == iri else None
    except ValueError:  # no absolute IRI: what a hostile file gave as one
        return None


def _sh(name: str) -> NamedNode:
    return NamedNode(SH + name)


def _own(name: str) -> NamedNode:
    return NamedNode(RULES + name)
