"""The catalogue answers what the base must be able to answer, and its files keep the rules that make them portable."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from incumbent.ask import catalogue, term
from incumbent.ask.evaluate import Rows, evaluate
from incumbent.ask.prepare import prepare
from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.errors import UsageError
from incumbent.model.terms import PREF_LABEL
from incumbent.store.cache import Cache, open_read_only
from incumbent.store.lookup import find, labels

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "queries" / "ask"
GIVEN = ROOT.parent / "shared" / "acceptance" / "questions.yaml"
ANSWERS = yaml.safe_load(Path(__file__).with_name("answers.yaml").read_text(encoding="utf-8"))
QUESTIONS = sorted(path.stem for path in FOLDER.glob("*.rq"))
ONE_ROW = {"count-sides", "days-between"}
Table = set[tuple[str | None, ...]]


class Asked:
    """The base of this repository, open for questions."""

    def __init__(self) -> None:
        self.base = KnowledgeBase(ROOT)
        self.store = open_read_only(Cache(self.base).store_path())
        self.label = labels(self.store, self.base.settings.iri, self.base.settings.language)
        self.catalogue = catalogue.Catalogue([FOLDER])

    def lookup(self, words: str, class_name: str | None) -> str:
        return find(self.store, words, class_name, self.base.settings.iri)

    def ask(self, command: str) -> tuple[list[str], list[tuple[str | None, ...]]]:
        """Columns and rows of a question with its options, as on the command line."""
        name, *words = shlex.split(command)
        question = self.catalogue.load(name)
        given = dict(zip((word.removeprefix("--") for word in words[::2]), words[1::2], strict=True))
        return self.query(question.text, self.bindings(question, given))

    def bindings(self, question: catalogue.Question, given: Mapping[str, str]) -> dict[str, term.Term]:
        return catalogue.values(
            question, given, lookup=self.lookup, prefixes=self.base.settings.prefixes, today=ANSWERS["today"]
        )

    def query(
        self, text: str, bindings: Mapping[str, term.Term] | None = None
    ) -> tuple[list[str], list[tuple[str | None, ...]]]:
        answer = evaluate(
            self.store, prepare(text, prefixes=self.base.settings.prefixes, bindings=bindings), graphs=[""]
        )
        assert isinstance(answer, Rows)
        return answer.columns, [tuple(map(self.shown, row)) for row in answer.rows]

    def shown(self, value: term.Term | None) -> str | None:
        if value is None:
            return None
        return (self.label(value.value) or value.value) if value.kind == term.IRI else value.value


@cache
def asked() -> Asked:
    return Asked()


def table(answer: tuple[list[str], list[tuple[str | None, ...]]], columns: list[str]) -> Table:
    names, rows = answer
    if not rows:
        return set()
    return {tuple(row[names.index(column)] for column in columns) for row in rows}


@pytest.mark.parametrize("name", sorted(ANSWERS["answers"]))
def test_answer(name: str) -> None:
    entry: dict[str, Any] = ANSWERS["answers"][name]
    columns: list[str] = entry["columns"]
    if "query" in entry:
        got = table(asked().query(entry["query"]), columns)
    elif "every" in entry:
        got = set.intersection(*(table(asked().ask(line), columns) for line in entry["every"]))
    else:
        got = set().union(*(table(asked().ask(line), columns) for line in entry.get("asks") or [entry["ask"]]))
    expected = {tuple(row) for row in entry["rows"]}
    assert expected <= got
    assert entry.get("more") or got == expected
    assert not got & {tuple(row) for row in entry.get("never", [])}


@pytest.mark.skipif(not GIVEN.is_file(), reason="the list of questions that are to be answered is not at hand")
def test_every_given_question_has_an_answer() -> None:
    given = yaml.safe_load(GIVEN.read_text(encoding="utf-8"))["questions"]
    for question in given:
        entry = ANSWERS["answers"].get(question["id"])
        assert entry, f"{question['id']} has no answer: {question['question']}"
        assert bool(entry["rows"]) == (question["expect"] == "rows"), question["id"]


def body(name: str) -> str:
    """The query without its head and comments."""
    lines = (FOLDER / f"{name}.rq").read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.lstrip().startswith("#"))


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_query_is_general(name: str) -> None:
    text = body(name)
    assert not re.search(r"\bkb:|<http", text), "a query names no thing of the base"
    assert asked().base.settings.iri not in text
    known = names_of_things()
    for quoted in re.findall(r'"([^"]*)"', text):
        assert quoted not in known, f"{quoted!r} is the name of a thing of the base"


@cache
def names_of_things() -> frozenset[str]:
    _, rows = asked().query(f"SELECT DISTINCT ?name WHERE {{ ?thing <{PREF_LABEL}>|inc:spelling ?name }}")
    return frozenset(row[0] for row in rows if row[0])


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_head_tells_the_columns(name: str) -> None:
    question = asked().catalogue.load(name)
    head = re.search(r"SELECT(.*?)WHERE", body(name), re.DOTALL)
    assert head
    projected = re.findall(r"\bAS \?(\w+)\)|\?(\w+)", re.sub(r"\([^()]*(\([^()]*\))[^()]*AS", "(AS", head[1]))
    assert [one or other for one, other in projected] == list(question.columns)


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_example_runs(name: str) -> None:
    question = asked().catalogue.load(name)
    assert question.examples
    for example in question.examples:
        assert example.startswith(f"incumbent ask {name}")
        columns, rows = asked().ask(example.removeprefix("incumbent ask "))
        assert columns == list(question.columns)
        assert len(rows) == len(set(rows)), "a row comes twice"


@pytest.mark.parametrize("name", QUESTIONS)
def test_without_parameters_a_question_answers_or_says_what_it_needs(name: str) -> None:
    question = asked().catalogue.load(name)
    required = [parameter for parameter in question.parameters if parameter.required]
    if required:
        with pytest.raises(UsageError, match=f"needs --{required[0].option}"):
            asked().bindings(question, {})
        return
    columns, _ = asked().query(question.text, asked().bindings(question, {}))
    assert columns == list(question.columns)


@pytest.mark.parametrize("name", sorted(set(QUESTIONS) - ONE_ROW))
def test_the_order_of_rows_is_fixed(name: str) -> None:
    assert "ORDER BY" in body(name)


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_query_keeps_to_what_every_engine_knows(name: str) -> None:
    text = body(name)
    assert "GROUP_CONCAT" not in text, "the order within it is left to the engine"
    assert "SAMPLE" not in text, "its choice is left to the engine"
    assert not re.search(r"\b(NOW|RAND|UUID|STRUUID|BNODE)\s*\(", text)
