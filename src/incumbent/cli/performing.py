"""Doing a question's job, in the child: names looked up, parameters bound, the query run, the answer written."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from incumbent.ask import engine
from incumbent.ask.sandbox import Report, Work
from incumbent.base.knowledge_base import KnowledgeBase, find_root
from incumbent.errors import IncumbentError

if TYPE_CHECKING:
    from pyoxigraph import Store

    from incumbent.ask.term import Term

Job = dict[str, Any]


class Performer:
    """Performs jobs. What nearly every one of them needs is got ready first: modules, and the store of the whole base.

    :param named: the base that ``--kb`` names, as far as is known yet.
    """

    def __init__(self, named: Path | None = None, *, eager: bool = True) -> None:
        self._opening: engine.Opening | None = None
        self._path = ""
        self._base: KnowledgeBase | None = None
        if eager:
            with contextlib.suppress(IncumbentError, OSError):
                self._get_ready(KnowledgeBase(find_root(named)))

    def _get_ready(self, base: KnowledgeBase) -> None:
        """Do beforehand what every question needs, in the order in which it takes time."""
        from incumbent.store.cache import Cache

        path = Cache(base).ready_store()
        if path is not None:
            self._open(str(path))
        from incumbent.ask import deliver, evaluate, table  # noqa: F401
        from incumbent.ask.prepare import prepare
        from incumbent.store import lookup

        prepare("ASK { ?s ?p ?o }", prefixes=base.settings.prefixes)  # compiles the patterns of the tokenizer
        self._base = base
        if self._opening is not None:
            label = lookup.labels(self._opening.store(), base.settings.iri, base.settings.language)
            label(base.settings.iri)  # the first look into a store takes longer than the next

    def _open(self, path: str) -> None:
        from incumbent.store.cache import open_read_only

        self._path = path
        self._opening = engine.Opening(lambda: open_read_only(Path(path)))

    def work(self, job: Job) -> Work:
        """The work of ``job``, as ``answering`` makes it."""
        if self._opening is None or self._path != job["store"]:
            self._open(job["store"])
        assert self._opening is not None
        self._opening.wait()  # what an open store takes is not the query's
        ready = self._base
        base = ready if ready is not None and str(ready.root) == job["root"] else KnowledgeBase(Path(job["root"]))
        opening = self._opening
        return lambda out: _perform(job, base, opening.store, out)


class _Prefixes(Mapping[str, str]):
    """The prefixes of a base, read from its settings when they are first wanted."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base

    def __getitem__(self, prefix: str) -> str:
        return self._base.settings.prefixes[prefix]

    def __iter__(self) -> Iterator[str]:
        return iter(self._base.settings.prefixes)

    def __len__(self) -> int:
        return len(self._base.settings.prefixes)


def _perform(job: Job, base: KnowledgeBase, store: Callable[[], Store], out: BinaryIO) -> Report:
    prefixes = _Prefixes(base)

    taken: dict[str, str] = {}

    def find(words: str, class_name: str | None) -> str:
        from incumbent.store.lookup import find as find_in

        iri = find_in(store(), words, class_name, base.settings.iri)
        taken[words] = f"{iri.removeprefix(base.settings.iri)} ({labels(store())(iri)})"
        return iri

    def bindings() -> Mapping[str, Term]:
        if job["question"] is None:
            return {}
        from incumbent.ask import catalogue

        question = catalogue.parse(Path(job["question"]), job["text"])
        return catalogue.values(question, job["given"], lookup=find, prefixes=prefixes)

    def labels(opened: Store) -> Callable[[str], str | None]:
        from incumbent.store.lookup import labels as labels_in

        return labels_in(opened, base.settings.iri, base.settings.language)

    def named() -> Iterator[str]:
        for name in job["dossiers"] or base.dossiers():
            yield base.dossier_iri(name)
        if not job["facts_only"]:
            yield base.derived_iri

    from incumbent.store.contents import STATED

    told = engine.evaluated(
        job["text"],
        store=store,
        prefixes=prefixes,
        bindings=bindings,
        format=job["format"],
        limit=job["limit"],
        label=None if job["iris"] else labels,
        width=job["width"],
        graphs=[STATED] if job["facts_only"] else [""],
        named=named(),
        bold=job["bold"],
        out=out,
    )
    return {**told, "taken": taken}
