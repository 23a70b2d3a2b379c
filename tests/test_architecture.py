"""Imports run one way; asking stays light; the tree holds what it says it holds."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.conftest import ROOT

PACKAGE = ROOT / "src" / "incumbent"

# Each room may import from the rooms below it and from its own, never from one above.
LAYERS = [
    {"cli"},
    {"submission", "export", "pages", "report", "diff"},
    {"ask", "store"},
    {"check"},
    {"derive"},
    {"base"},
    {"model"},
    {"errors"},
]
LEVEL = {room: level for level, rooms in enumerate(LAYERS) for room in rooms}
# Neighbours on one level that may know each other, in this direction alone.
NEIGHBOURS: set[tuple[str, str]] = set()


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_rooms(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            parts = name.split(".")
            if parts[0] == "incumbent" and len(parts) > 1:
                yield parts[1]


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_run_one_way(path: Path) -> None:
    room = room_of(path)
    if room in ("__init__", "__main__"):
        return
    for other in imported_rooms(path):
        if other == room:
            continue
        below = LEVEL[other] > LEVEL[room]
        assert below or (room, other) in NEIGHBOURS, f"{room} imports {other}"


def test_the_layers_name_every_room() -> None:
    rooms = {room_of(path) for path in PACKAGE.rglob("*.py")} - {"__init__", "__main__"}
    assert rooms == set(LEVEL)


HEAVY = ["rdflib", "pyshacl", "networkx", "rich", "yaml", "pyoxigraph"]


@pytest.mark.parametrize(
    ("module", "without"),
    [
        ("incumbent.cli.main", HEAVY),
        ("incumbent.cli.ask", HEAVY),
        ("incumbent.cli.query", HEAVY),
        ("incumbent.store.cache", ["rdflib", "pyshacl", "networkx", "rich", "yaml", "incumbent.base.journal"]),
        ("incumbent.derive.whole", ["rdflib", "pyshacl", "networkx", "rich", "yaml"]),
        ("incumbent.export.whole", ["rdflib", "pyshacl", "networkx", "rich", "yaml"]),
        ("incumbent.submission.merge", ["rdflib", "pyshacl", "networkx", "rich"]),
    ],
)
def test_start_up_stays_light(module: str, without: list[str]) -> None:
    code = f"import {module}, sys; print([m for m in {without!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_no_module_is_called_graph() -> None:
    assert not list(PACKAGE.rglob("graph.py"))


def test_no_module_grows_past_one_idea() -> None:
    long = [str(p.relative_to(ROOT)) for p in PACKAGE.rglob("*.py") if len(p.read_text("utf-8").splitlines()) > 400]
    assert long == []
