"""A small knowledge base of its own for tests: facts are typed as YAML, and rest on a text that is made to fit."""

from __future__ import annotations

import gc
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from incumbent.base.facts import Facts
from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.submission.form import parse
from incumbent.submission.quotes import digest

# As the program does for itself: what the tests keep to the end need not be looked through again and again.
gc.set_threshold(50_000, 20, 20)

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"

SETTINGS = """\
[base]
title = "Test"
iri = "https://example.org/kb/"
language = "en"

[prefixes]
inc = "https://w3id.org/incumbent/ontology#"
kb = "https://example.org/kb/"
skos = "http://www.w3.org/2004/02/skos/core#"
xsd = "http://www.w3.org/2001/XMLSchema#"
"""


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test reads the caller's settings, or writes the caller's cache."""
    for name in ("INCUMBENT_KB", "COLUMNS", "NO_COLOR", "INCUMBENT_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture
def empty_base(tmp_path: Path) -> KnowledgeBase:
    """A knowledge base without facts, with one text among its sources."""
    (tmp_path / "incumbent.toml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "graph").mkdir()
    (tmp_path / "sources").mkdir()
    return KnowledgeBase(tmp_path)


def write_form(base: KnowledgeBase, facts: str, dossier: str = "talks", name: str = "facts") -> Path:
    """A form whose source is a text that holds every quote in it, one a line; returns its path."""
    facts = textwrap.dedent(facts)
    quotes = list(dict.fromkeys(_quotes(facts)))
    lines = [quote for quote in quotes if not any(quote != other and quote in other for other in quotes)]
    text = "\n".join([f"A report on {dossier} {name}.", *lines]) + "\n"
    (base.root / "sources" / f"{name}.txt").write_bytes(text.encode())
    head = f"""\
dossier: {dossier}
source: source-{name}
facts:
- source: {name}
  label: report {name}
  language: en
  dateUnknown: true
  textDigest: {digest(text)}
  textLength: {len(text)}
  quote: A report on {dossier} {name}.
"""
    path = base.root / f"{name}.yaml"
    path.write_text(head + facts, encoding="utf-8")
    return path


def _quotes(facts: str) -> Iterator[str]:
    def walk(node: object) -> Iterator[str]:
        from incumbent.submission.form import Node

        assert isinstance(node, Node)
        if node.mapping is not None:
            for key, inner in node.mapping.items():
                if key == "quote":
                    yield from (member.text or "" for member in inner.items())
                else:
                    yield from walk(inner)
        elif isinstance(node.value, list):
            for inner in node.value:
                yield from walk(inner)

    yield from walk(parse(facts))


FactsOf = Callable[..., Facts]


@pytest.fixture
def facts_of(empty_base: KnowledgeBase) -> FactsOf:
    """Compiles a form's facts in memory; fails where the form has a fault."""
    from incumbent.submission.compiler import Compiler
    from incumbent.submission.form import read
    from incumbent.submission.quotes import Texts

    facts = Facts()

    def compile_form(text: str, dossier: str = "talks", name: str = "facts") -> Facts:
        path = write_form(empty_base, text, dossier, name)
        texts = Texts(empty_base.root / "sources")
        compiler = Compiler(empty_base.vocabulary, facts, empty_base.settings, texts, str(path))
        submission = compiler.compile(read(path))
        assert submission.findings == []
        facts.add(dossier, submission.triples)
        return facts

    return compile_form
