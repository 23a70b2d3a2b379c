"""The query cache: facts and derived triples in an Oxigraph store on disk, never the truth.

Below the cache folder stands, for each selection of dossiers, a manifest and the store that it names. The manifest notes
the files that the store was made from, the program's version, how many quads it holds and the sizes of its own files;
where any of these does not fit, the store is rebuilt from the text. Building happens beside, under a lock, and ends with
one rename, so that a reader sees the old store or the new one; a store that a reader may still have open is left for the
next build to remove.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from incumbent import __version__
from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.errors import StoreError
from incumbent.store.signature import Entry, combined, sign, unchanged

if TYPE_CHECKING:
    from pyoxigraph import DefaultGraph, NamedNode, Quad, Store, Triple

    from incumbent.base.facts import Facts

_FORMAT = "2"
_CACHE = ".incumbent"


class Manifest(NamedTuple):
    """What a store is: its folder's name, the digest and entries of what it was made from, its quads and file sizes."""

    store: str
    digest: str
    version: str
    quads: int
    noted: int
    entries: list[Entry]
    sizes: dict[str, int]


def folder_of(base: KnowledgeBase) -> Path:
    """The cache folder: in the base, or below the user's cache folder where the base cannot be written."""
    own = base.root / _CACHE
    if not base.is_packaged and os.access(own if own.is_dir() else base.root, os.W_OK):
        return own
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return home / "incumbent" / hashlib.sha256(str(base.root.resolve()).encode()).hexdigest()[:16]


class Cache:
    """The cache of the facts of ``dossiers`` (all of them where empty) with what is derived from just these."""

    def __init__(self, base: KnowledgeBase, dossiers: Iterable[str] = ()) -> None:
        self._base = base
        self._dossiers = sorted(set(dossiers))
        self.folder = folder_of(base)
        name = hashlib.sha256("\n".join(self._dossiers).encode()).hexdigest()[:12] if self._dossiers else "all"
        self._manifest_path = self.folder / f"{name}.manifest"

    def store_path(self, progress: Callable[[str], None] | None = None) -> Path:
        """The folder of a store that fits the text as it is now; it is built first where there is none.

        ``progress`` is told when a build starts. Raises StoreError where nothing can be written anywhere.
        """
        found = self._fitting()
        if found:
            return self.folder / found.store
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / ".gitignore").write_text("*\n")
            with _Building(self.folder):
                found = self._fitting()  # somebody else may have built it while this process waited
                if not found:
                    if progress:
                        progress("building the query cache …")
                    found = self._build()
        except OSError as error:
            raise StoreError(f"{self.folder}: the query cache cannot be written: {error.strerror}.") from error
        return self.folder / found.store

    def _paths(self) -> list[str]:
        """The files that the store depends on, in a stable order."""
        facts = [path for name in self._dossiers for _, path in self._base.fact_files(name)]
        if not self._dossiers:
            facts = [path for _, path in self._base.fact_files()]
        return [
            str(path)
            for path in (self._base.root / "incumbent.toml", *self._base.room_files("ontology", "*.ttl"), *facts)
        ]

    def _fitting(self) -> Manifest | None:
        manifest = self.manifest()
        if manifest is None or manifest.version != _version():
            return None
        if not unchanged(manifest.entries, self._paths(), manifest.noted):
            return None
        return manifest if manifest.sizes == _sizes(self.folder / manifest.store) else None

    def manifest(self) -> Manifest | None:
        """The manifest as it stands on disk, or None where there is none that can be read."""
        try:
            lines = self._manifest_path.read_text(encoding="utf-8").splitlines()
            store, digest, version, quads, noted, files, sizes = lines[0].split("\t")
            rows = [line.split("\t") for line in lines[1:]]
            if len(rows) != int(files) + int(sizes):
                return None
            entries = [Entry(p, int(s), int(t), int(i), d) for p, s, t, i, d in rows[: int(files)]]
            return Manifest(
                store, digest, version, int(quads), int(noted), entries, {p: int(s) for p, s in rows[int(files) :]}
            )
        except (OSError, ValueError, IndexError):
            return None

    def _build(self) -> Manifest:
        from pyoxigraph import Store

        old = self.manifest()
        noted = time.time_ns()
        entries = [sign(Path(path)) for path in self._paths()]
        digest = combined(entries, _version(), *self._dossiers)
        beside = self.folder / f"building-{os.getpid()}"
        shutil.rmtree(beside, ignore_errors=True)
        store = Store(str(beside))
        store.bulk_extend(quads(self._base, self._dossiers))
        store.optimize()
        store.flush()
        count = len(store)
        del store
        name = f"store-{digest[:12]}-{noted:x}"
        final = self.folder / name
        beside.rename(final)
        manifest = Manifest(name, digest, _version(), count, noted, entries, _sizes(final))
        self._write(manifest)
        self._sweep(keep={name} | ({old.store} if old else set()))
        return manifest

    def _write(self, manifest: Manifest) -> None:
        head = (
            manifest.store, manifest.digest, manifest.version, manifest.quads, manifest.noted,
            len(manifest.entries), len(manifest.sizes),
        )  # fmt: skip
        rows = [head, *manifest.entries, *sorted(manifest.sizes.items())]
        temporary = self._manifest_path.with_suffix(f".{os.getpid()}.tmp")
        temporary.write_text("".join("\t".join(map(str, row)) + "\n" for row in rows), encoding="utf-8")
        temporary.replace(self._manifest_path)

    def _sweep(self, keep: set[str]) -> None:
        """Remove stores that no manifest names and builds that died."""
        for path in self.folder.glob("*.manifest"):
            line = path.read_text(encoding="utf-8").split("\t", 1)
            keep.add(line[0])
        for path in self.folder.iterdir():
            if path.name.startswith(("store-", "building-")) and path.name not in keep:
                shutil.rmtree(path, ignore_errors=True)

    def verify(self) -> list[str]:
        """Compare the store, quad by quad, with what the text says; an empty list means that they are the same."""
        from pyoxigraph import Dataset, Store

        manifest = self._fitting()
        if manifest is None:
            return ["there is no store that fits the text; it will be rebuilt when it is needed"]
        stored = Store.read_only(str(self.folder / manifest.store))
        meant = Store()
        meant.bulk_extend(quads(self._base, self._dossiers))
        faults = []
        if len(stored) != manifest.quads:
            faults.append(f"{len(stored)} quads are stored, {manifest.quads} are noted")
        missing = len(Dataset(q for q in meant if q not in stored))
        extra = len(Dataset(q for q in stored if q not in meant))
        if missing or extra:
            faults.append(f"{missing} quads are missing, {extra} are not in the text")
        return faults

    def clear(self) -> int:
        """Remove every cached store of this base; returns how many there were."""
        stores = list(self.folder.glob("store-*")) + list(self.folder.glob("building-*"))
        for path in self.folder.glob("*.manifest"):
            path.unlink(missing_ok=True)
        for path in stores:
            shutil.rmtree(path, ignore_errors=True)
        return len(stores)


def quads(base: KnowledgeBase, dossiers: Iterable[str] = ()) -> Iterator[Quad]:
    """All quads of a store: each dossier's facts in its named graph, what is derived from them in its own.

    The unnamed graph holds the facts of all dossiers once: what two of them state would come twice from a union of graphs.
    """
    from pyoxigraph import DefaultGraph, NamedNode

    from incumbent.base.facts import Facts, read_turtle
    from incumbent.derive.whole import Derivation

    chosen = sorted(dossiers) or base.dossiers()
    facts = Facts()
    for name in chosen:
        graph = NamedNode(base.dossier_iri(name))
        for _, path in base.fact_files(name):
            for triple in read_turtle(path):
                facts.add(name, (triple,))
                yield _quad(triple, graph)
                yield _quad(triple, DefaultGraph())
    if dossiers:
        yield from _names_of_mentioned(base, facts)
    derived = NamedNode(base.derived_iri)
    for triple in Derivation(facts, base.vocabulary, base.settings.iri).triples():
        yield _quad(triple, derived)


def _names_of_mentioned(base: KnowledgeBase, facts: Facts) -> Iterator[Quad]:
    """Names of things that the chosen dossiers only mention, so that answers can show them."""
    from pyoxigraph import NamedNode, Quad

    from incumbent.base.facts import Facts
    from incumbent.model import terms
    from incumbent.model.terms import inc

    everything = Facts.read(base)
    derived = NamedNode(base.derived_iri)
    mentioned = {
        v.value for t in facts if isinstance(v := t.object, NamedNode) and v.value.startswith(base.settings.iri)
    }
    for iri in sorted(mentioned):
        if not facts.values(iri, terms.PREF_LABEL):
            for label in everything.values(iri, terms.PREF_LABEL):
                yield Quad(NamedNode(iri), NamedNode(inc("knownAs")), label, derived)


def _quad(triple: Triple, graph: NamedNode | DefaultGraph) -> Quad:
    from pyoxigraph import Quad

    return Quad(triple.subject, triple.predicate, triple.object, graph)


def open_read_only(path: Path) -> Store:
    """The store in ``path``, as a snapshot that cannot be written."""
    from pyoxigraph import Store

    try:
        return Store.read_only(str(path))
    except OSError as error:
        raise StoreError(
            f"{path}: the query cache cannot be read ({error}); 'incumbent cache clear' removes it."
        ) from error


def _version() -> str:
    """The program's version, with the time of its deriving code: a change in development makes a new store."""
    package = Path(__file__).resolve().parent.parent
    times = [e.stat().st_mtime_ns for room in ("derive", "model") for e in os.scandir(package / room) if e.is_file()]
    return f"{_FORMAT}:{__version__}:{max(times):x}"


def _sizes(folder: Path) -> dict[str, int]:
    """The sizes of the files of a store that hold its data."""
    try:
        with os.scandir(folder) as entries:
            return {e.name: e.stat().st_size for e in entries if e.name.endswith((".sst", ".log"))}
    except OSError:
        return {}


class _Building:
    """Holds the lock for building in a cache folder."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "lock"

    def __enter__(self) -> None:
        import fcntl

        self._stream = self._path.open("w")
        fcntl.flock(self._stream, fcntl.LOCK_EX)

    def __exit__(self, *exception: object) -> None:
        self._stream.close()
