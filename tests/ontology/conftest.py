"""The modules of the ontology, read once for all tests of this folder."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import Graph

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def ontology_dir() -> Path:
    return ROOT / "ontology"


@pytest.fixture(scope="session")
def modules(ontology_dir: Path) -> dict[str, Graph]:
    return {path.stem: Graph().parse(path) for path in sorted(ontology_dir.glob("*.ttl"))}


@pytest.fixture(scope="session")
def ontology(ontology_dir: Path) -> Graph:
    whole = Graph()
    for path in sorted(ontology_dir.glob("*.ttl")):
        whole.parse(path)
    return whole


@pytest.fixture(scope="session")
def style_shapes() -> Graph:
    return Graph().parse(ROOT / "shapes" / "ontology" / "style.ttl")


@pytest.fixture(scope="session")
def listed() -> dict[tuple[str, str], list[str]]:
    """``terms.txt``: the names by module and kind; a code list has the kind ``list NAME``."""
    found: dict[tuple[str, str], list[str]] = {}
    module = kind = ""
    for line in (Path(__file__).parent / "terms.txt").read_text("utf-8").splitlines():
        if heading := re.fullmatch(r"\[(\w+)\]", line):
            module = heading[1]
        elif line.startswith("  "):
            found[module, kind] += line.split()
        elif line and not line.startswith("#"):
            kind, _, names = line.partition(":")
            found[module, kind] = names.split()
    return found
