"""The hostile files of the acceptance folder come out as stated there: refused with the word that says why, and nothing fetched."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import SETTINGS, SHARED

ATTACKS = SHARED / "acceptance" / "attacks"
EXPECTED = ATTACKS / "expect.tsv"

# What the folder states → how this program says it.
SAYS = {
    "invalid IRI": "invalid IRI",
    "invalid blank node label / 0 quads": "invalid blank node label|nothing was read",
    "remote context": "remote context",
    "nesting limit": "nesting limit",
    "duplicate key": "duplicate key",
    "DTD": "DTD",
    "graph not owned by submitter": "graph .* not the submitter's",
    "ill-typed literal": "ill-typed literal",
    "control characters": "[Cc]ontrol character|U\\+0000",
    "bidi/zero-width in IRI": "IRI.*U\\+202E",
    "relative IRI": "relative IRI",
    "reserved vocabulary (sh:)": "sh:deactivated|shacl#deactivated",
    "reserved vocabulary (owl:imports)": "imports",
    "reserved vocabulary (schema)": "subClassOf",
    "aliases not allowed": "aliases .* not allowed",
    "duplicate header": "duplicate header",
    "SERVICE": "SERVICE",
    "timeout": "ran past",
}


def rows() -> list[tuple[str, str]]:
    if not EXPECTED.is_file():
        return []
    lines = EXPECTED.read_text(encoding="utf-8").splitlines()
    return [(line.split("\t")[0], line.split("\t")[1]) for line in lines if line.strip()]


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    (folder / "graph").mkdir(exist_ok=True)
    (folder / "incumbent.toml").write_text(SETTINGS, encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-m", "incumbent", *arguments, "--kb", str(folder)],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "NO_COLOR": "1"},
    )


@pytest.mark.skipif(not rows(), reason="the acceptance folder is not beside the repository")
@pytest.mark.parametrize(("name", "stated"), rows(), ids=[name for name, _ in rows()])
def test_an_attack_comes_out_as_stated(name: str, stated: str, tmp_path: Path) -> None:
    if name.endswith(".rq"):
        done = run(tmp_path, "query", str(ATTACKS / name), "--timeout", "2")
    else:
        done = run(tmp_path, "check", str(ATTACKS / name), "--dossier", "talks")
    said = " ".join((done.stdout + done.stderr).split())
    assert "Traceback" not in said and "internal fault" not in said
    if stated.startswith("never refused for the leading sign"):
        assert "HYPERLINK" not in said and "formula" not in said.replace(name, "")
        return
    assert re.search(SAYS[stated], said), said
    assert done.returncode in (1, 2)
    assert not list((tmp_path / "graph").rglob("*.ttl"))


def test_no_attack_is_left_out() -> None:
    stated = {row[1] for row in rows()}
    assert all(text in SAYS or text.startswith("never refused") for text in stated)
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 4 << 20  # KiB: no child took more than 4 GiB
