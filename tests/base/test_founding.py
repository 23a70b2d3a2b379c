"""A new base is sound, or nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from incumbent.base.founding import found
from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.errors import SettingsError, UsageError


@pytest.mark.parametrize("title", ["Talks", 'A "quoted" \\ title', "line\nfeed\x00\x1b\x7f", "İki ülke 🤝", ""])
def test_a_new_base_can_be_read(title: str, tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    files = found(folder, title, "https://example.org/talks#")
    assert sorted(str(path.relative_to(folder)) for path in files) == [
        ".github/workflows/facts.yml",
        ".gitignore",
        ".pre-commit-config.yaml",
        "graph/.gitkeep",
        "incumbent.toml",
    ]
    settings = KnowledgeBase(folder).settings
    assert settings.title == title and settings.iri == settings.prefixes["kb"] == "https://example.org/talks#"
    assert KnowledgeBase(folder).dossiers() == [] and len(KnowledgeBase(folder).vocabulary.classes) > 20


def test_a_base_is_not_overwritten(tmp_path: Path) -> None:
    found(tmp_path, "One", "https://example.org/one/")
    before = (tmp_path / "incumbent.toml").read_bytes()
    with pytest.raises(UsageError, match="has an incumbent"):
        found(tmp_path, "Two", "https://example.org/two/")
    assert (tmp_path / "incumbent.toml").read_bytes() == before


def test_what_is_there_stays(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("mine\n", encoding="utf-8")
    files = found(tmp_path, "One", "https://example.org/one/")
    assert tmp_path / ".gitignore" not in files
    assert (tmp_path / ".gitignore").read_text(encoding="utf-8") == "mine\n"


@pytest.mark.parametrize(
    "iri", ["", "kb/", "https://example.org/x", 'https://example.org/"/', "https://example.org/a b/"]
)
def test_a_bad_iri_leaves_nothing_behind(iri: str, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    with pytest.raises(SettingsError, match="must be an absolute IRI"):
        found(folder, "One", iri)
    assert not folder.exists()
