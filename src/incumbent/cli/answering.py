"""What ``ask`` and ``query`` share: the job that the options make, and the answer written out."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from incumbent.ask import engine, sandbox
from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.cli import console, early
from incumbent.errors import UsageError
from incumbent.store.cache import Cache


def _width(on_terminal: bool) -> int | None:
    """The columns that a table fits into, or None where nobody said: then its lines are as long as they are."""
    if not on_terminal and "COLUMNS" not in os.environ:
        return None
    import shutil

    return shutil.get_terminal_size((100, 24)).columns


def answer(
    base: KnowledgeBase,
    text: str,
    *,
    question: Path | None = None,
    given: Mapping[str, str] | None = None,
    dossiers: tuple[str, ...],
    facts_only: bool,
    timeout: float,
    memory: str,
    limit: int | None,
    iris: bool,
    format_name: str | None,
    output: Path | None,
    quiet: bool,
) -> int:
    """Ask ``base`` the query ``text``, within the limits and the part of it that the options say, and write the answer.

    ``question`` is the file of the catalogue that ``text`` comes from, ``given`` the values of its parameters as they were
    typed. The exit code is 0, also for an answer without rows.
    """
    if not 0 < timeout < 1e9:
        raise UsageError("--timeout takes a number of seconds above 0.")
    names = [base.require_dossier(name) for name in dossiers]
    bytes_allowed = console.size(memory)
    on_terminal = output is None and sys.stdout.isatty()
    job = {
        "root": str(base.root),
        "store": str(Cache(base, names).store_path(None if quiet else console.say)),
        "dossiers": names,
        "facts_only": facts_only,
        "text": text,
        "question": str(question) if question else None,
        "given": dict(given or {}),
        "timeout": timeout,
        "memory": bytes_allowed,
        "limit": limit,
        "iris": iris,
        "format": format_name,
        "width": _width(on_terminal),
        "bold": on_terminal and not os.environ.get("NO_COLOR"),
    }
    warm = early.take()
    if warm is not None:
        outcome = warm.run(job)
    else:
        from incumbent.cli.performing import Performer

        # Made in the child: the thread that opens the store would not come along.
        child = sandbox.Child(lambda: (Performer(eager=False).work(job), timeout, bytes_allowed))
        outcome = child.outcome(timeout=timeout, memory=bytes_allowed)
    found = engine.answer_of(outcome, limit)
    console.write(found.file(), output)
    if not quiet:
        for note in found.notes:
            console.say(note)
        if not found.total:
            if question is not None:
                for words, thing in outcome.report["taken"].items():
                    console.say(f"{words!r} was taken for {thing}.")
                console.say("the sources do not say so, as far as this base holds them.")
            _tell_unknown_terms(base, [text, *(given or {}).values()])
    return 0


def _tell_unknown_terms(base: KnowledgeBase, texts: list[str]) -> None:
    """Say which terms of our namespace do not exist: an empty answer to such a question says nothing about the sources."""
    import re

    vocabulary = base.vocabulary
    known = {term.name for term in vocabulary.terms()}
    used = {name for text in texts for name in re.findall(r"\binc:([A-Za-z]\w*)", text)}
    for name in sorted(used - known):
        near = vocabulary.near(name, known)
        hint = f" Did you mean inc:{' or inc:'.join(near)}?" if near else ""
        console.say(f"inc:{name} is no term of the vocabulary.{hint}")
