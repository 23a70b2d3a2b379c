"""Which base is used, what its rooms are, and which files hold its facts."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import ROOT, SETTINGS

from incumbent.base import knowledge_base
from incumbent.base.knowledge_base import KnowledgeBase, find_root, packaged_root
from incumbent.errors import SettingsError, UnknownNameError


def a_base(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "incumbent.toml").write_text(SETTINGS, encoding="utf-8")
    return folder


def test_the_nearest_folder_upwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outer, inner = a_base(tmp_path / "a"), a_base(tmp_path / "a" / "b" / "c")
    (inner / "d" / "e").mkdir(parents=True)
    (tmp_path / "a" / "b" / "incumbent.toml").mkdir()  # a folder of that name is no settings file
    assert find_root(start=inner / "d" / "e") == inner
    assert find_root(start=inner.parent) == outer
    monkeypatch.chdir(inner / "d")
    assert find_root() == inner


def test_none_upwards_is_the_packaged_base(tmp_path: Path) -> None:
    assert find_root(start=tmp_path) == packaged_root() == ROOT


def test_named_goes_before_environment_before_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here, environment, named = (a_base(tmp_path / name) for name in ("here", "environment", "named"))
    monkeypatch.chdir(here)
    assert find_root() == here
    monkeypatch.setenv("INCUMBENT_KB", str(environment))
    assert find_root() == environment
    assert find_root(named) == named
    monkeypatch.setenv("INCUMBENT_KB", "")
    assert find_root() == here


def test_a_base_is_the_same_however_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = a_base(tmp_path / "base")
    (tmp_path / "link").symlink_to(root)
    monkeypatch.chdir(root)
    assert find_root(Path()) == find_root() == find_root(Path("..", "base")) == find_root(tmp_path / "link") == root


@pytest.mark.parametrize("named", ["nowhere", "a" * 5000, "incumbent.toml"])
def test_a_named_folder_without_a_base(named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(a_base(tmp_path))
    with pytest.raises(SettingsError, match="incumbent init"):
        find_root(Path(named))
    monkeypatch.setenv("INCUMBENT_KB", named)
    with pytest.raises(SettingsError, match="incumbent init"):
        find_root()


def test_a_working_folder_that_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert find_root() == packaged_root()


def test_the_packaged_base_is_inside_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = a_base(tmp_path / "incumbent" / "_kb")
    monkeypatch.setattr(knowledge_base, "_PACKAGE", tmp_path / "incumbent")
    assert packaged_root() == inside
    assert KnowledgeBase(inside).is_packaged
    assert not KnowledgeBase(a_base(tmp_path / "own")).is_packaged


def test_the_repository_is_not_read_only() -> None:
    assert not KnowledgeBase(ROOT).is_packaged


def test_own_rooms_stand_behind_the_packaged_ones(empty_base: KnowledgeBase) -> None:
    assert empty_base.rooms("ontology") == [ROOT / "ontology"]
    (empty_base.root / "ontology").mkdir()
    (empty_base.root / "ontology" / "own.ttl").write_text("", encoding="utf-8")
    assert empty_base.rooms("ontology") == [ROOT / "ontology", empty_base.root / "ontology"]
    files = empty_base.room_files("ontology", "*.ttl")
    assert files[-1].name == "own.ttl" and files[:-1] == sorted((ROOT / "ontology").glob("*.ttl"))
    assert KnowledgeBase(ROOT).rooms("ontology") == [ROOT / "ontology"]
    assert empty_base.rooms("nothing") == []


def test_dossiers_are_folders_with_names(empty_base: KnowledgeBase) -> None:
    for name in ("talks", "a-b-2", "Upper", "two words", ".hidden", "-x", "x-", "a\nb"):
        (empty_base.graph / name).mkdir()
    (empty_base.graph / "file").write_text("", encoding="utf-8")
    assert empty_base.dossiers() == ["a-b-2", "talks"]
    assert empty_base.require_dossier("talks") == "talks"
    with pytest.raises(UnknownNameError, match=r"there are: a-b-2, talks\. Did you mean talks\?"):
        empty_base.require_dossier("talk")
    (empty_base.root / "graph").rename(empty_base.root / "elsewhere")
    assert empty_base.dossiers() == []
    with pytest.raises(UnknownNameError, match="none yet"):
        empty_base.require_dossier("talks")


def test_fact_files_are_sorted_and_plain(empty_base: KnowledgeBase) -> None:
    for name in (
        "b/person/y.ttl",
        "b/person/x.ttl",
        "b/meeting/z.ttl",
        "a/person/x.ttl",
        "b/note.txt",
        "b/person/.x.ttl",
    ):
        path = empty_base.graph / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", encoding="utf-8")
    found = [(dossier, str(path.relative_to(empty_base.graph))) for dossier, path in empty_base.fact_files()]
    assert found == [
        ("a", "a/person/x.ttl"),
        ("b", "b/meeting/z.ttl"),
        ("b", "b/person/x.ttl"),
        ("b", "b/person/y.ttl"),
    ]
    assert [path.name for _, path in empty_base.fact_files("a")] == ["x.ttl"]


def test_names_of_graphs_and_folders(empty_base: KnowledgeBase) -> None:
    assert empty_base.dossier_iri("talks") == "https://example.org/kb/dossier-talks"
    assert empty_base.derived_iri == "https://example.org/kb/derived"
    assert empty_base.sources_folder == empty_base.root / "sources"
