"""What is handed out: a wheel and a source archive that carry the rooms, and answer from an empty folder."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.conftest import ROOT

BUILD = """
import sys
from hatchling.build import build_sdist, build_wheel
print(build_wheel(sys.argv[1]))
print(build_sdist(sys.argv[1]))
"""


class Installed(NamedTuple):
    """A wheel unpacked as an installer would do it, and the environment to run it in."""

    wheel: Path
    packages: Path
    environment: dict[str, str]

    def run(self, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        command = [
            sys.executable,
            "-P",
            "-S",
            "-c",
            f"import site; {self._sites()}from incumbent.cli.main import main; main()",
        ]
        return subprocess.run(
            [*command, *arguments],
            cwd=cwd,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def _sites(self) -> str:
        """What the program needs comes from this environment, the program itself from the wheel and nowhere else."""
        return (
            f"import sys; sys.path[:0] = [{str(self.packages)!r}]; sys.path.append({sysconfig.get_path('purelib')!r}); "
        )


def _pip(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)


def _why(result: subprocess.CompletedProcess[str]) -> str:
    lines = [line for line in result.stderr.splitlines() if "ERROR" in line or "rror:" in line]
    return lines[-1] if lines else "no reason given"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with both archives, built by the backend that pyproject.toml names; pip brings it, as for anybody."""
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]
    backend, folder = tmp_path_factory.mktemp("backend"), tmp_path_factory.mktemp("built")
    brought = _pip("install", "--retries", "0", "--timeout", "15", "--target", str(backend), *wanted)
    if brought.returncode:
        pytest.skip(f"the build backend is not to be had: {_why(brought)}")
    environment = {**os.environ, "PYTHONPATH": str(backend), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", BUILD, str(folder)]
    result = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    assert result.returncode == 0, result.stderr
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    (path,) = built.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    packages = tmp_path_factory.mktemp("packages")
    result = _pip("install", "--no-deps", "--no-index", "--target", str(packages), str(wheel))
    assert result.returncode == 0, result.stderr
    home = tmp_path_factory.mktemp("home")
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "TMPDIR") if name in os.environ}
    return Installed(wheel, packages, {**kept, "HOME": str(home), "XDG_CACHE_HOME": str(home / "cache")})


def test_the_wheel_carries_the_rooms_and_no_more(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    base = "incumbent/_kb/"
    assert base + "incumbent.toml" in names
    rooms = {"ontology": "*.ttl", "shapes": "*.ttl", "rules": "*.toml", "queries": "**/*.rq", "graph": "**/*.ttl"}
    for room, pattern in rooms.items():
        there = {f"{base}{path.relative_to(ROOT)}" for path in (ROOT / room).glob(pattern)}
        assert there and there <= names
    assert base + "ontology/context.jsonld" in names and "incumbent/py.typed" in names
    modules = {f"incumbent/{path.relative_to(ROOT / 'src' / 'incumbent')}" for path in (ROOT / "src").rglob("*.py")}
    assert modules <= names
    tops = {name.split("/")[0] for name in names}
    assert len(tops) == 2 and tops - {"incumbent"} == {next(iter(tops - {"incumbent"}))}
    assert next(iter(tops - {"incumbent"})).endswith(".dist-info")
    for name in names:
        assert not {".incumbent", "sources", "tests", "__pycache__", ".git"} & set(name.split("/")), name
        if ".dist-info/" not in name and "/base/template/" not in name:
            assert not name.endswith((".pyc", ".manifest", ".sst", ".yaml", ".txt")), name
    licences = {name.rsplit("/", 1)[-1] for name in names if ".dist-info/licenses/" in name}
    assert {"LICENSE", "LICENSE-FACTS"} <= licences


def test_it_answers_from_an_empty_folder(installed: Installed, tmp_path: Path) -> None:
    listed = installed.run("ask", cwd=tmp_path)
    assert listed.returncode == 0 and "participants" in listed.stdout
    found = installed.run("ask", "participants", cwd=tmp_path)
    assert found.returncode == 0, found.stderr
    assert "reading the packaged knowledge base" in found.stderr and "building the query cache" in found.stderr
    assert "Hulusi Akar" in found.stdout
    again = installed.run("ask", "participants", "-q", cwd=tmp_path)
    assert again.returncode == 0 and again.stderr == "" and again.stdout == found.stdout
    assert list(tmp_path.iterdir()) == []
    assert not (installed.packages / "incumbent" / "_kb" / ".incumbent").exists()
    assert list((Path(installed.environment["HOME"]) / "cache" / "incumbent").iterdir())


@pytest.mark.parametrize("dossier", ["moscow-talks"])
def test_its_facts_are_those_of_the_repository(dossier: str, installed: Installed, tmp_path: Path) -> None:
    query = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    options = ["--dossier", dossier, "--format", "csv", "-q"]
    packaged = installed.run("query", query, *options, cwd=tmp_path).stdout
    own = installed.run("query", query, *options, "--kb", str(ROOT), cwd=tmp_path).stdout
    assert packaged == own and int(packaged.split()[1]) > 500


def test_it_is_not_written_to_but_makes_a_base(installed: Installed, tmp_path: Path) -> None:
    (tmp_path / "facts.yaml").write_text("dossier: x\nfacts:\n- person: ann\n", encoding="utf-8")
    refused = installed.run("merge", "facts.yaml", cwd=tmp_path)
    assert refused.returncode == 2 and "'incumbent init DIR' makes one of your own" in refused.stderr
    assert "'incumbent init DIR'" in installed.run("format", cwd=tmp_path).stderr
    made = installed.run("init", "own", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    asked = installed.run("ask", "participants", cwd=tmp_path / "own")
    assert asked.returncode == 0 and "packaged" not in asked.stderr
    form = installed.run("new", "meeting", cwd=tmp_path / "own")
    assert form.returncode == 0 and form.stdout.startswith("# New facts")
    checked = installed.run("check", "../facts.yaml", cwd=tmp_path / "own")
    assert checked.returncode == 1 and "violation" in checked.stdout


def test_the_source_archive(built: Path) -> None:
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        names = {name.split("/", 1)[-1] for name in archive.getnames()}
    assert {"pyproject.toml", "incumbent.toml", "README.md", "LICENSE", "LICENSE-FACTS"} <= names
    assert {"src/incumbent/cli/main.py", "tests/conftest.py"} <= names
    assert {"ontology/core.ttl", "shapes/core.ttl", "rules/time.toml", "queries/ask/participants.rq"} <= names
    for name in names:
        assert not {".incumbent", "sources", "__pycache__", ".git", ".venv"} & set(name.split("/")), name
