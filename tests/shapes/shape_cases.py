"""The cases of this folder: small graphs that the shapes pass or fault, each with what is to be found in it.

``MODULE/NAME.good.ttl`` has no finding; ``MODULE/NAME.bad.ttl`` has those of ``MODULE/NAME.bad.expected``, one a line:
the code, the thing, and the severity where it is no violation. Each graph is judged together with ``world.ttl``.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from rdflib import Graph

from incumbent.check import conversion, shacl
from incumbent.check.findings import Finding

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SHAPES = sorted((ROOT / "shapes").glob("*.ttl"))
ONTOLOGY = sorted((ROOT / "ontology").glob("*.ttl"))
GOOD = sorted(HERE.glob("*/*.good.ttl"))
BAD = sorted(HERE.glob("*/*.bad.ttl"))


class Expected(NamedTuple):
    """A finding by what stays the same when its words are improved."""

    code: str
    focus: str
    severity: str = "violation"


def name(path: Path) -> str:
    return path.relative_to(HERE).as_posix().removesuffix(".ttl")


def good_of(bad: Path) -> Path:
    return bad.with_name(bad.name.replace(".bad.", ".good."))


@cache
def expected(path: Path) -> frozenset[Expected]:
    lines = path.with_suffix(".expected").read_text(encoding="utf-8").splitlines()
    return frozenset(Expected(*line.split()) for line in lines)


@cache
def surroundings() -> Graph:
    return conversion.graph_of([*conversion.schema(conversion.read(ONTOLOGY)), *conversion.read([HERE / "world.ttl"])])


@cache
def data(path: Path) -> Graph:
    return surroundings() + conversion.graph_of(conversion.read([path]))


@cache
def shapes() -> Graph:
    return conversion.graph_of(conversion.read(SHAPES))


@cache
def quick_shapes() -> Graph:
    return shacl.read_shapes(SHAPES)


def known(findings: list[Finding]) -> frozenset[Expected]:
    return frozenset(Expected(f.code, f.focus or "", f.severity.value) for f in findings)


def found(path: Path, shapes_graph: Graph) -> frozenset[Expected]:
    return known(shacl.judge(data(path), shapes_graph))
