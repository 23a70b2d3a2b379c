"""SHACL Core over facts: pySHACL judges, this module feeds it and words what it finds.

Facts, ontology and shapes stay apart: of the ontology pySHACL sees only which class lies below which, and which codes a
list has; nothing that the facts say about classes or shapes counts. ``validate`` implements the validation of
https://www.w3.org/TR/shacl/ (Core, no SHACL-SPARQL) over all facts, ``check_change`` over those nodes alone that a change
can touch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from incumbent.check.conversion import graph_of, read, schema, side_effects_undone, stated
from incumbent.check.findings import Finding, Severity
from incumbent.errors import IncumbentError, InputError
from incumbent.model.terms import SH, local

if TYPE_CHECKING:
    from pyoxigraph import Triple
    from rdflib import Graph

    from incumbent.base.view import View
    from incumbent.check.case import Case
    from incumbent.check.shapes import Shapes
    from incumbent.check.targets import Foci, Reads, Sight

SEVERITIES = {
    SH + "Violation": Severity.VIOLATION,
    SH + "Warning": Severity.WARNING,
    SH + "Info": Severity.INFO,
}
_ORDER = list(Severity)
_COMPONENT = "ConstraintComponent"
_LONGEST_VALUE = 80  # characters of a value that a message shows


class ShapesError(IncumbentError):
    """The shapes cannot be used as they stand; ``incumbent`` ships sound ones, so look at those of the base."""


class Constraints:
    """The shapes of a knowledge base, their targets spread, and what its ontology says of classes and codes."""

    def __init__(self, shapes: Shapes, schema: list[Triple]) -> None:
        self.shapes = shapes
        self.schema = schema

    @cached_property
    def reads(self) -> Reads:
        """What the shapes read."""
        from incumbent.check.targets import Reads

        return Reads(self.shapes)

    def judge(self, view: View, progress: Callable[[str], None] = lambda _: None) -> list[Finding]:
        """What the shapes find in all of ``view``."""
        from incumbent.check.suspects import all_foci
        from incumbent.check.targets import Sight

        sight = Sight(view, self.schema)
        return self._judge(dict(all_foci(self.shapes, sight)), view, sight, progress)

    def judge_nameless(self, triples: Iterable[Triple]) -> list[Finding]:
        """The same for triples with blank nodes, which no dossier has: by pySHACL alone."""
        with side_effects_undone():
            return judge(graph_of([*self.schema, *stated(triples)]), graph_of(self.shapes))

    def touched(self, case: Case) -> Foci:
        """The nodes that each shape has to judge anew."""
        from incumbent.check.targets import Sight

        return self.reads.touched(case.change.added | case.change.removed, Sight(case.after, self.schema))

    def judge_change(self, case: Case) -> tuple[list[Finding], list[str]]:
        """What the shapes find about the nodes touched, and the names of shapes that judged all their nodes."""
        from incumbent.check.targets import Sight

        if not case.change.added and not case.change.removed:
            return [], []
        sight = Sight(case.after, self.schema)
        foci = self.reads.touched(case.change.added | case.change.removed, sight)
        return self._judge(foci, case.after, sight), sorted(local(shape.value) for shape in self.reads.unclear)

    def _judge(
        self, foci: Foci, view: View, sight: Sight, progress: Callable[[str], None] = lambda _: None
    ) -> list[Finding]:
        """What the shapes find about these nodes, and those that cannot be told, about all at which they aim."""
        from incumbent.check.suspects import suspects

        unclear = self.reads.unclear
        progress("shapes, looking for suspects")
        foci = suspects(foci, self.shapes, sight)
        if not foci and not unclear:
            return []
        progress(f"shapes, judging {len(set().union(*foci.values()))} things")
        facts = stated(_triples(view)) if unclear else self.reads.seen_from(foci, sight)
        with side_effects_undone():
            return judge(graph_of([*self.schema, *facts]), graph_of(self.shapes.aimed(foci, unclear)))


def constraints(shapes_files: Iterable[Path], ontology_files: Iterable[Path]) -> Constraints:
    """Those of the files, read once as long as the files stay as they are."""
    return _constraints(_stamps(shapes_files), _stamps(ontology_files))


_Stamps = tuple[tuple[Path, int, int], ...]


@lru_cache(maxsize=4)
def _constraints(shapes: _Stamps, ontology: _Stamps) -> Constraints:
    from incumbent.check.shapes import Shapes

    return Constraints(Shapes(read(path for path, *_ in shapes)).spread(), schema(read(path for path, *_ in ontology)))


def _stamps(files: Iterable[Path]) -> _Stamps:
    stamps = []
    for path in files:
        try:
            status = path.stat()
        except OSError as error:
            raise InputError(f"{path}: cannot be read: {error.strerror}.") from error
        stamps.append((path, status.st_mtime_ns, status.st_size))
    return tuple(stamps)


# --- validating ------------------------------------------------------------------------------------------------------


def validate(
    data: Iterable[Triple],
    shapes_files: Iterable[Path],
    ontology_files: Iterable[Path],
    progress: Callable[[str], None] | None = None,
) -> list[Finding]:
    """What the shapes find in ``data``, sorted by severity, thing and code.

    The code of a finding is the local name of the shape that found it; its focus is the local name of the thing.
    Raises InputError for a file that is no Turtle, and ShapesError where the shapes themselves are at fault.
    """
    from incumbent.base.facts import Facts

    rules = constraints(shapes_files, ontology_files)
    if not isinstance(data, Facts):
        triples, data = list(data), Facts()
        if any(_is_nameless(triple) for triple in triples):
            return rules.judge_nameless(triples)
        data.add("", triples)
    return rules.judge(data, progress or (lambda _: None))


def _is_nameless(triple: Triple) -> bool:
    from pyoxigraph import BlankNode

    return isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode)


def check_change(
    case: Case, shapes_files: Iterable[Path], ontology_files: Iterable[Path]
) -> tuple[list[Finding], list[str]]:
    """What the shapes find, after the change, about the nodes that it can touch; all nodes where ``case`` is whole.

    Also the names of shapes that use what cannot be worked out, so that all nodes were judged that these aim at.
    Raises as ``validate`` does.
    """
    rules = constraints(shapes_files, ontology_files)
    return (rules.judge(case.after), []) if case.whole else rules.judge_change(case)


def _triples(view: View) -> Iterator[Triple]:
    from pyoxigraph import NamedNode, Triple

    for iri in view.subjects():
        subject = NamedNode(iri)
        for predicate, values in view.about(iri).items():
            for value in values:
                yield Triple(subject, NamedNode(predicate), value)


def judge(data: Graph, shapes: Graph) -> list[Finding]:
    """The findings of ``validate`` for graphs at hand; ``data`` holds the facts together with the ``schema``."""
    with side_effects_undone():
        from pyshacl import validate as pyshacl_validate
        from pyshacl.errors import ReportableRuntimeError
        from rdflib import Graph

        try:
            _, report, text = pyshacl_validate(
                data,
                shacl_graph=shapes,
                ont_graph=None,
                inference="none",
                advanced=False,
                js=False,
                meta_shacl=False,
                do_owl_imports=False,
                inplace=True,  # no copy: without inference and rules nothing is written
            )
        except ReportableRuntimeError as error:
            raise ShapesError(f"The shapes cannot be used: {' '.join(str(error).split())}") from error
        if not isinstance(report, Graph):
            raise ShapesError(f"The shapes cannot be used: {' '.join(str(text).split())}")
        return sorted(set(_findings(report, shapes)), key=_rank)


def read_shapes(files: Iterable[Path]) -> Graph:
    """The shapes of Turtle files as pySHACL gets them."""
    from incumbent.check.shapes import Shapes

    return graph_of(Shapes(read(files)).spread())


def _rank(finding: Finding) -> tuple[int, str, str, str, str, str]:
    return (
        _ORDER.index(finding.severity),
        finding.focus or "",
        finding.code,
        finding.value or "",
        finding.component or "",
        repr(finding),
    )


# --- wording ---------------------------------------------------------------------------------------------------------


def _findings(report: Graph, shapes: Graph) -> Iterator[Finding]:
    from rdflib import Literal, URIRef
    from rdflib.namespace import SH as sh  # noqa: N811 (a namespace, not a constant)

    for result in report.objects(None, sh.result):
        shape = report.value(result, sh.sourceShape)
        focus = report.value(result, sh.focusNode)
        value = report.value(result, sh.value)
        severity = report.value(result, sh.resultSeverity)
        component = report.value(result, sh.sourceConstraintComponent)
        advice = shapes.value(shape, sh.message) or report.value(result, sh.resultMessage) or ""
        thing = local(str(focus))
        shown = None if value is None or value == focus else str(value)
        nodes = [str(focus)] if isinstance(focus, URIRef) else []
        if isinstance(value, URIRef) and shown is not None:
            nodes.append(shown)
            shown = local(shown)
        path = report.value(result, sh.resultPath)
        where = f" {local(str(path))}" if isinstance(path, URIRef) else ""
        if shown is None:
            head = printable(thing)
        elif isinstance(value, Literal):
            head = f"{printable(thing)}:{where} “{printable(shown)}”"
        else:
            head = f"{printable(thing)}:{where} {printable(shown)}"
        yield Finding(
            code=local(str(shape)),
            severity=SEVERITIES.get(str(severity), Severity.VIOLATION),
            message=f"{head}: {advice}",
            focus=thing,
            value=shown,
            nodes=tuple(nodes),
            path=str(path) if isinstance(path, URIRef) else None,
            component=local(str(component)).removesuffix(_COMPONENT),
            shape=str(shape) if isinstance(shape, URIRef) else None,
        )


def printable(text: str) -> str:
    """``text`` for a message: what cannot be seen as its escape, and cut where it is long."""
    shown = text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in shown)
