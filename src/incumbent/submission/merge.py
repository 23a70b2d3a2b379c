"""Letting a submission in: judged under the lock, then all of its files written, or none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import NamedNode, Triple

from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.base.layout import Moves, Written, planned
from incumbent.base.view import Overlay, View
from incumbent.check.case import Change
from incumbent.errors import UsageError
from incumbent.store.view import open_view
from incumbent.submission import rereading, writing
from incumbent.submission.judge import Verdict, judge
from incumbent.submission.preview import Preview, diff_of


class Merged(NamedTuple):
    """What came of a merge: the verdict, the files that changed or would change, and how many triples each gained in all.

    ``preview`` is there where nothing was to be written.
    """

    verdict: Verdict
    files: tuple[Path, ...] = ()
    preview: Preview | None = None

    @property
    def new(self) -> int:
        """How many triples nobody stated before."""
        return self.verdict.new


def merge(
    base: KnowledgeBase,
    path: Path,
    *,
    dossier: str | None = None,
    sources: Path | None = None,
    today: date | None = None,
    accept: Iterable[str] = (),
    dry_run: bool = False,
) -> Merged:
    """Judge the submission in ``path`` and, if nothing stops it, write it into its dossier.

    Where something does, the verdict says what, and the base is unchanged; so it is with ``dry_run``. Raises InputError where
    the files cannot be written, UsageError where no dossier is named, and whatever ``judge`` raises.
    """
    accept = tuple(accept)
    if dry_run:
        _require_own(base)
        view = open_view(base)
        verdict = _verdict(
            judge(base, path, dossier=dossier, sources=sources, today=today, accept=accept, view=view), path
        )
        if not verdict.accepted:
            return Merged(verdict)
        files = plan(base, view, verdict.dossier, verdict.triples, verdict.change)
        return Merged(verdict, tuple(sorted(files)), _preview(base, view, verdict.change, files))
    with writing.opened(base) as writer:
        view = open_view(base)
        verdict = _verdict(
            judge(base, path, dossier=dossier, sources=sources, today=today, accept=accept, view=view), path
        )
        if not verdict.accepted:
            return Merged(verdict)
        files = plan(base, view, verdict.dossier, verdict.triples, verdict.change)
        write(writer, files)
    return Merged(verdict, tuple(sorted(files)))


def _verdict(verdict: Verdict, path: Path) -> Verdict:
    """``verdict``, if it says where the facts go. Raises UsageError where they may go in, but nobody said where."""
    if verdict.accepted and not verdict.dossier:
        raise UsageError(f"{path}: names no dossier; give --dossier NAME or write 'dossier: name' into it.")
    return verdict


def plan(
    base: KnowledgeBase, view: View, dossier: str, triples: frozenset[Triple], change: Change
) -> dict[Path, Written | None]:
    """The files that letting ``triples`` into ``dossier`` makes otherwise, by a verdict's ``change`` against ``view``."""
    after = Overlay(view, triples, change.removed)
    return planned(base, Moves(view, after, dossier, triples, change.removed))


def write(writer: writing.Writer, files: Mapping[Path, Written | None]) -> None:
    """Write what was planned, read back by another parser before it counts."""

    def verify(path: Path, data: bytes) -> None:
        written = files[path]
        assert written is not None
        rereading.require_same(path, data, written.triples)

    writer.commit({path: written and written.data for path, written in files.items()}, verify)


def _preview(base: KnowledgeBase, view: View, change: Change, files: Mapping[Path, Written | None]) -> Preview:
    after = Overlay(view, change.added, change.removed)
    changed = {t.subject.value for t in change.added | change.removed if isinstance(t.subject, NamedNode)}
    return Preview(view, after, changed, diff_of(base.root, files))


def _require_own(base: KnowledgeBase) -> None:
    if base.is_packaged:
        raise UsageError("The packaged base is read-only; 'incumbent init DIR' makes one of your own.")
