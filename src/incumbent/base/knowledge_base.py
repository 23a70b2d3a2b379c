"""A knowledge base on disk: where it is, what its rooms are, and which files hold its facts."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from incumbent.errors import SettingsError, UnknownNameError

if TYPE_CHECKING:
    from incumbent.base.settings import Settings
    from incumbent.model.vocabulary import Vocabulary

FILE_NAME = "incumbent.toml"
DOSSIER_NAME = re.compile(r"(?!.{101})[a-z0-9]+(-[a-z0-9]+)*")  # it is the name of a folder
_PACKAGE = Path(__file__).resolve().parent.parent


def packaged_root() -> Path:
    """The base that comes with the program: inside the installed package, or the repository it is run from."""
    inside = _PACKAGE / "_kb"
    return inside if inside.is_dir() else _PACKAGE.parent.parent


def find_root(named: Path | None = None, start: Path | None = None) -> Path:
    """The root of the knowledge base to use.

    That is ``named`` (``--kb``), else the environment's ``INCUMBENT_KB``, else the nearest folder from ``start`` (the
    working directory) upwards that has an ``incumbent.toml``, else the packaged base.
    """
    if named is None and os.environ.get("INCUMBENT_KB"):
        named = Path(os.environ["INCUMBENT_KB"])
    if named is not None:
        if not _has_settings(named):
            raise SettingsError(f"{named}: no {FILE_NAME} there; 'incumbent init {named}' makes a base.")
        return named.resolve()  # the same base is the same folder, however it is named: its cache notes paths
    try:
        here = (start or Path.cwd()).absolute()
    except FileNotFoundError:
        return packaged_root()
    for folder in (here, *here.parents):
        if _has_settings(folder):
            return folder
    return packaged_root()


def _has_settings(folder: Path) -> bool:
    try:
        return (folder / FILE_NAME).is_file()
    except OSError:  # a name that is too long, a folder that may not be entered
        return False


class KnowledgeBase:
    """The rooms and files of the base at ``root``; nothing is read before it is asked for.

    :param alone: it has rooms of its own in place of the packaged ones: a former state of the packaged base.
    """

    def __init__(self, root: Path, *, alone: bool = False) -> None:
        self.root = root
        self._alone = alone

    @cached_property
    def settings(self) -> Settings:
        """What its ``incumbent.toml`` says."""
        from incumbent.base import settings

        return settings.load(self.root / FILE_NAME)

    @cached_property
    def is_packaged(self) -> bool:
        """Whether this is the read-only base inside an installed package."""
        return self.root.resolve() == _PACKAGE / "_kb"

    @property
    def graph(self) -> Path:
        """The folder of the facts, which stand there as the last change to them left them, whole."""
        # The one door to the files. This is on the way of every question: all but a single look waits until it is needed.
        if os.path.lexists(f"{self.root}/.incumbent/journal"):
            from incumbent.base import journal

            journal.settle(self.root)
        return self.root / "graph"

    def rooms(self, name: str) -> list[Path]:
        """The folders called ``name`` (``ontology``, ``shapes``, ``queries``): the packaged one, then its own."""
        packaged, own = packaged_root() / name, self.root / name
        if self._alone and own.is_dir():
            return [own]
        folders = [packaged]
        if own.is_dir() and own.resolve() != packaged.resolve():
            folders.append(own)
        return [folder for folder in folders if folder.is_dir()]

    def room_files(self, name: str, pattern: str) -> list[Path]:
        """All files of the rooms called ``name`` that match ``pattern``, in a stable order."""
        return [path for folder in self.rooms(name) for path in sorted(folder.glob(pattern))]

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary that it uses: the packaged ontology and its own beside it."""
        from incumbent.model.vocabulary import Vocabulary

        return Vocabulary(self.room_files("ontology", "*.ttl"))

    def dossiers(self) -> list[str]:
        """The names of the dossiers, sorted."""
        if not self.graph.is_dir():
            return []
        return sorted(
            entry.name for entry in self.graph.iterdir() if entry.is_dir() and DOSSIER_NAME.fullmatch(entry.name)
        )

    def require_dossier(self, name: str) -> str:
        """``name``, if there is such a dossier; else UnknownNameError with near ones."""
        known = self.dossiers()
        if name not in known:
            import difflib

            near = tuple(difflib.get_close_matches(name, known, 3))
            raise UnknownNameError(f"No dossier is called {name!r}; there are: {', '.join(known) or 'none yet'}.", near)
        return name

    def dossier_iri(self, name: str) -> str:
        """The IRI of the named graph that holds the facts of the dossier ``name``."""
        return f"{self.settings.iri}dossier-{name}"

    @property
    def derived_iri(self) -> str:
        """The IRI of the named graph of what is derived."""
        return f"{self.settings.iri}derived"

    def fact_files(self, dossier: str | None = None) -> Iterator[tuple[str, Path]]:
        """Each dossier's name with each of its Turtle files, sorted by path."""
        for name in [dossier] if dossier else self.dossiers():
            for path in sorted(turtle_files(str(self.graph / name))):
                yield name, Path(path)

    @cached_property
    def sources_folder(self) -> Path:
        """The folder in which the texts of the sources may stand."""
        return self.root / self.settings.sources


def turtle_files(folder: str) -> Iterator[str]:
    """The paths of the Turtle files below ``folder``, in no order; hidden ones are not facts.

    Plain strings: this is on the way of every question, and thousands of path objects take longer than the files' states.
    """
    try:
        scanned = os.scandir(folder)
    except FileNotFoundError:  # a dossier that gets its first facts
        return
    with scanned as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from turtle_files(entry.path)
            elif entry.name.endswith(".ttl") and not entry.name.startswith("."):
                yield entry.path


def open_base(named: Path | None = None) -> KnowledgeBase:
    """The knowledge base that ``find_root`` finds."""
    return KnowledgeBase(find_root(named))
