"""The page of a rule, and the list of all: as text, as Markdown for the documentation, and as JSON."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from typing import Any

from incumbent.check.rule import FAMILIES, SAFETY, Example, Rule
from incumbent.check.rulebook import Rulebook
from incumbent.model.text import visible

_ENDINGS = {
    "yaml": "yaml",
    "csv": "csv",
    "turtle": "ttl",
    "trig": "trig",
    "ntriples": "nt",
    "nquads": "nq",
    "jsonld": "jsonld",
    "rdfxml": "rdf",
}
_FENCES = {"jsonld": "json", "rdfxml": "xml"}


def ending(example: Example) -> str:
    """The ending of a file with such an example."""
    return _ENDINGS[example.syntax]


def in_words(rulebook: Rulebook, rule: Rule) -> Iterator[str]:
    """What the profile of the base makes of the rule, and what can be done about a finding, a sentence each."""
    levels = rulebook.levels(rule.code)
    yield f"Severity: {levels.words}."
    if rule.world:
        yield (
            "It is about the world, and sources may differ. Two records that cannot both be true may both stand, if the new "
            "one says disagreesWith: the other, and brings evidence of its own."
        )
    if "warning" in levels:
        yield f"A warning waits: look at it, then let it stand with --accept {rule.code}."
    if rule.family == SAFETY:
        yield "It keeps the base safe: no profile can turn it off or weaken it."
    else:
        yield f'A knowledge base weighs it in its own rules/profile.toml: {rule.code} = "warning", "info" or "off".'


def how_made(example: Example) -> str:
    """How the file comes of the text that is shown, where that is not plain; else nothing."""
    parts = []
    if example.room and example.room != "branch":
        parts.append(f"It is a file of the folder {example.room}/.")
    if example.patch:
        parts.append(f"In the file, {example.patch[0]} is a text of {len(example.patch[1])} characters.")
    if example.encoding != "utf-8":
        parts.append(f"The file is written in {example.encoding.upper()}.")
    if example.repeat > 1:
        parts.append(f"In the file, it stands {example.repeat} times.")
    return " ".join(parts)


def as_text(rulebook: Rulebook, rule: Rule) -> str:
    """The page of one rule for a terminal, wrapped to 100 columns."""
    import textwrap

    lines = [f"{rule.code}  {rule.name}", rule.title, ""]
    for paragraph in (rule.why, *in_words(rulebook, rule)):
        lines += [*textwrap.wrap(paragraph, 100, break_long_words=False, break_on_hyphens=False), ""]
    for title, example in _examples(rule):
        how = how_made(example)
        lines += [f"{title}:{f' {how}' if how else ''}", ""]
        lines += [f"    {visible(line)}".rstrip() for line in example.text.splitlines()]
        lines.append("")
    if rule.bad.room is None:
        file = f"bad.{ending(rule.bad)}"
        lines.append(
            f"Try it: incumbent rule {rule.code} --example bad > {file}; incumbent check {file} --dossier examples"
        )
        if rule.family in FAMILIES:
            lines.append("It speaks of things in the base that comes with the program; another base may not know them.")
    return "\n".join(lines).rstrip() + "\n"


def _examples(rule: Rule) -> Iterator[tuple[str, Example]]:
    yield "Bad", rule.bad
    yield "Good", rule.good


def as_markdown(rulebook: Rulebook, rule: Rule) -> str:
    """The same as a section of a Markdown page."""
    why = html.escape(rule.why, quote=False)
    parts = [f"### {rule.code} {rule.name}", f"**{rule.title}.** {why}", " ".join(in_words(rulebook, rule))]
    for title, example in _examples(rule):
        how = how_made(example)
        fence = _FENCES.get(example.syntax, example.syntax)
        parts += [f"{title}:{f' {how}' if how else ''}", f"```{fence}\n{visible(example.text).strip()}\n```"]
    return "\n\n".join(parts) + "\n"


def as_json(rulebook: Rulebook, rule: Rule) -> str:
    """The same for programs."""
    return json.dumps(_record(rulebook, rule), ensure_ascii=False, indent=2) + "\n"


def _record(rulebook: Rulebook, rule: Rule) -> dict[str, Any]:
    return {
        "code": rule.code,
        "name": rule.name,
        "family": rule.family,
        "title": rule.title,
        "why": rule.why,
        "world": rule.world,
        "severity": rulebook.levels(rule.code)._asdict(),
        "syntax": rule.syntax,
        "bad": visible(rule.bad.text),
        "good": visible(rule.good.text),
    }


def list_as_text(rulebook: Rulebook) -> str:
    """Code, name, severity and title of all rules, by family."""
    lines = []
    for _, title, members in rulebook.families():
        lines.append(title)
        for rule in members:
            levels = rulebook.levels(rule.code)
            severity = levels.certain if levels.certain == levels.possible else f"{levels.certain}, {levels.possible}"
            lines.append(f"  {rule.code:<4} {rule.name:<26} {severity:<18}  {rule.title}")
        lines.append("")
    lines.append(
        "Two severities: of what is certain, and of what is only possible. 'incumbent rule CODE' explains one."
    )
    return "\n".join(lines) + "\n"


def list_as_markdown(rulebook: Rulebook) -> str:
    """The same as tables."""
    parts = []
    for _, title, members in rulebook.families():
        rows = [f"| {r.code} | {r.name} | {rulebook.levels(r.code).words} | {r.title} |" for r in members]
        parts.append("\n".join([f"## {title}", "", "| Code | Name | Severity | |", "|---|---|---|---|", *rows]))
    return "\n\n".join(parts) + "\n"


def all_as_markdown(rulebook: Rulebook) -> str:
    """A page with all rules and their examples, by family."""
    parts = [
        "# Rules",
        "What is checked before facts are let in. Made from `rules/`; `incumbent rule CODE` shows one of them, "
        "`incumbent rule CODE --example bad > bad.yaml` gives the example to try.",
        "A *violation* stops a merge. A *warning* waits until it is accepted by its code. A *hint* (info) does neither. A "
        "knowledge base changes these weights in its own `rules/profile.toml`, and adds rules in other files beside it.",
    ]
    for _, title, members in rulebook.families():
        parts.append(f"## {title}")
        parts += [as_markdown(rulebook, rule).strip() for rule in members]
    return "\n\n".join(parts) + "\n"


def list_as_json(rulebook: Rulebook) -> str:
    """All rules with all their texts, for programs."""
    return json.dumps([_record(rulebook, rule) for rule in rulebook.rules()], ensure_ascii=False, indent=2) + "\n"
