"""What ``ask`` and ``query`` share: the store that fits the options, names looked up in it, the answer written out."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from incumbent.ask import engine, sandbox
from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.cli import console
from incumbent.store.cache import Cache, open_read_only
from incumbent.store.lookup import find, labels

if TYPE_CHECKING:
    from pyoxigraph import Store

    from incumbent.ask.term import Term


class Asking:
    """Asks one knowledge base, within the limits and the part of it that the options say."""

    def __init__(
        self,
        base: KnowledgeBase,
        *,
        dossiers: tuple[str, ...],
        facts_only: bool,
        timeout: float,
        memory: str,
        limit: int | None,
        iris: bool,
        format_name: str | None,
        output: Path | None,
        quiet: bool,
    ) -> None:
        self._base = base
        self._dossiers = [base.require_dossier(name) for name in dossiers]
        self._facts_only = facts_only
        self._timeout = timeout
        self._memory = console.size(memory)
        self._limit = limit
        self._iris = iris
        self._format = format_name
        self._output = output
        self._quiet = quiet
        self._path: Path | None = None

    def _open(self) -> Callable[[], Store]:
        if self._path is None:
            self._path = Cache(self._base, self._dossiers).store_path(None if self._quiet else console.say)
        path = self._path
        return lambda: open_read_only(path)

    def find(self, words: str, class_name: str | None) -> str:
        """The IRI that words stand for; the store is opened in a child for it, as for any question."""
        opened = self._open()

        def work(_: BinaryIO) -> dict[str, str]:
            return {"iri": find(opened(), words, class_name, self._base.settings.iri)}

        outcome = sandbox.run(work, timeout=self._timeout, memory=self._memory)
        outcome.output.close()
        found: str = outcome.report["iri"]
        return found

    def answer(self, query: str, bindings: Mapping[str, Term]) -> int:
        """Ask, and write the answer where the options say; the exit code is 0, also for an answer without rows."""
        settings = self._base.settings
        named = [self._base.dossier_iri(name) for name in self._dossiers or self._base.dossiers()]
        derived = [] if self._facts_only else [self._base.derived_iri]
        on_terminal = self._output is None and sys.stdout.isatty()
        found = engine.answer(
            query,
            open_store=self._open(),
            prefixes=settings.prefixes,
            bindings=bindings,
            format=self._format,
            timeout=self._timeout,
            memory=self._memory,
            limit=self._limit,
            label=None if self._iris else lambda store: labels(store, settings.iri, settings.language),
            width=shutil.get_terminal_size((100, 24)).columns if on_terminal or "COLUMNS" in os.environ else None,
            graphs=["", *derived],
            named=[*named, *derived],
            bold=on_terminal and not os.environ.get("NO_COLOR"),
        )
        console.write(found.file(), self._output)
        if not self._quiet:
            for note in found.notes:
                console.say(note)
        return 0
