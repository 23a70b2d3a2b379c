"""Writes the reference pages in docs/ from the program itself; with --check, says which are out of date and ends with 1."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from incumbent.ask.catalogue import Catalogue
from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.check.rulebook import Rulebook
from incumbent.cli.main import cli
from incumbent.model.vocabulary import Vocabulary
from incumbent.report import rulepage

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"


def _helps(command: click.Command, path: list[str]) -> Iterator[tuple[str, str]]:
    context = click.Context(command, info_name=" ".join(path), max_content_width=100, terminal_width=100)
    yield " ".join(path), command.get_help(context)
    # The questions of the catalogue have a page of their own.
    if isinstance(command, click.Group) and path[-1] != "ask":
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner is not None:
                yield from _helps(inner, [*path, name])


def commands() -> str:
    """The help of every command."""
    parts = ["# Commands\n", "\nMade from the program's own help; `incumbent COMMAND --help` shows the same.\n"]
    for path, text in _helps(cli, ["incumbent"]):
        lines = "\n".join(line.rstrip() for line in text.splitlines())
        parts.append(f"\n## `{path}`\n\n```\n{lines}\n```\n")
    return "".join(parts)


def questions() -> str:
    """The catalogue: what each question answers, takes and gives."""
    parts = ["# Questions\n", "\nThe catalogue, made from the files in `queries/ask/`. Each is plain SPARQL: "]
    parts.append("`incumbent ask NAME --sparql` prints it, to start one of your own from.\n")
    for topic, members in Catalogue([ROOT / "queries" / "ask"]).topics().items():
        parts.append(f"\n## {topic}\n")
        for question in members:
            parts.append(f"\n### `{question.name}`: {question.title}\n\n{question.question}\n")
            if question.description:
                parts.append(f"\n{question.description}\n")
            if question.parameters:
                parts.append("\n| Option | Takes | Default | |\n|---|---|---|---|\n")
                for p in question.parameters:
                    kind = f"{p.type} ({p.thing_class.replace('|', ', else ')})" if p.thing_class else p.type
                    parts.append(f"| `--{p.option}` | {kind} | {p.default or ''} | {p.help} |\n")
            if question.columns:
                parts.append(f"\nColumns: {', '.join(f'`{column}`' for column in question.columns)}.\n")
            parts.extend(f"\n    {example}\n" for example in question.examples)
    return "".join(parts)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _names(iris: frozenset[str]) -> str:
    return ", ".join(sorted(iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1] for iri in iris))


def vocabulary() -> str:
    """Every term of the ontology, by kind."""
    terms = Vocabulary(sorted((ROOT / "ontology").glob("*.ttl")))
    parts = ["# Vocabulary\n\nMade from `ontology/`; `incumbent terms TERM` shows one term with its examples.\n"]
    parts.append("\nNamespace `https://w3id.org/incumbent/ontology#`, prefix `inc:`.\n")
    for title, derived in (("Stated", False), ("Derived (written by the program, never by people)", True)):
        parts.append(f"\n## {title}\n\n### Classes\n\n| Class | Kind of | Names start with | |\n|---|---|---|---|\n")
        for c in sorted(terms.classes.values(), key=lambda c: c.name):
            if c.derived == derived:
                above = _names(frozenset(a for a in c.ancestors if a in terms.classes and a != c.iri))
                prefix = f"`kb:{c.prefix}-`" if c.prefix else ""
                parts.append(f"| `inc:{c.name}` | {above} | {prefix} | {_cell(c.definition)} |\n")
        parts.append("\n### Properties\n\n| Property | Stands on | Takes | |\n|---|---|---|---|\n")
        for p in sorted(terms.properties.values(), key=lambda p: p.name.casefold()):
            if p.derived == derived:
                row = (f"`inc:{p.name}`", _names(p.domains), _names(p.ranges), _cell(p.definition))
                parts.append(f"| {' | '.join(row)} |\n")
    parts.append("\n## Codes\n\n| Code | Member of | |\n|---|---|---|\n")
    for i in sorted(terms.individuals.values(), key=lambda i: (_names(i.types), i.name)):
        lists = _names(frozenset(t for t in i.types if t in terms.classes))
        parts.append(f"| `inc:{i.name}` | {lists} | {_cell(i.definition)} |\n")
    return "".join(parts)


def rules() -> str:
    """Every rule of the gate, with its examples."""
    return rulepage.all_as_markdown(Rulebook.load([ROOT / "rules"]))


def main() -> int:
    """Write the pages, or check them."""
    assert KnowledgeBase(ROOT).settings
    pages = {
        "commands.md": commands(),
        "questions.md": questions(),
        "rules.md": rules(),
        "vocabulary.md": vocabulary(),
    }
    stale = [n for n, text in pages.items() if not (DOCS / n).is_file() or (DOCS / n).read_text("utf-8") != text]
    if "--check" in sys.argv:
        for name in stale:
            print(f"docs/{name} is out of date: 'make format' writes it anew.")
        return 1 if stale else 0
    for name in stale:
        (DOCS / name).write_text(pages[name], encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
