"""What compiling a form comes to, with and without faults."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest
from tests.conftest import write_form
from tests.small_base import INC, KB

from incumbent.base.facts import Facts
from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.check.findings import Finding
from incumbent.submission.compiler import Compiler, Submission
from incumbent.submission.form import read
from incumbent.submission.quotes import Texts


class Compiled(NamedTuple):
    """A compiled form, with its triples as short texts by subject."""

    submission: Submission
    nodes: dict[str, dict[str, set[str]]]

    @property
    def findings(self) -> list[Finding]:
        return self.submission.findings

    def of(self, kind: str) -> dict[str, dict[str, set[str]]]:
        """The nodes of a class, by name, but for those that every form of the tests has."""
        found = {name: node for name, node in self.nodes.items() if kind in node["a"]}
        return {name: node for name, node in found.items() if node.get("about") != {"source-facts"}}


def short(text: str) -> str:
    for start in (KB, INC, "http://www.w3.org/2004/02/skos/core#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"):
        text = text.removeprefix(start)
    return "a" if text == "type" else text


def nodes_of(submission: Submission) -> dict[str, dict[str, set[str]]]:
    nodes: dict[str, dict[str, set[str]]] = {}
    for triple in submission.triples:
        language = getattr(triple.object, "language", None)
        value = f"{triple.object.value}@{language}" if language else short(triple.object.value)
        nodes.setdefault(short(triple.subject.value), {}).setdefault(short(triple.predicate.value), set()).add(value)
    return nodes


@pytest.fixture
def compiled(empty_base: KnowledgeBase) -> Callable[..., Compiled]:
    """Compiles a form against an empty base, or against ``facts``; the quotes in it stand in its text."""

    def compile_form(text: str, facts: Facts | None = None, name: str = "facts") -> Compiled:
        path = write_form(empty_base, text, "talks", name)
        texts = Texts(empty_base.sources_folder)
        known = Facts() if facts is None else facts
        submission = Compiler(empty_base.vocabulary, known, empty_base.settings, texts, str(path)).compile(read(path))
        return Compiled(submission, nodes_of(submission))

    return compile_form
