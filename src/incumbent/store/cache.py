"""The query cache: facts and derived triples in an Oxigraph store on disk, never the truth.

Below the cache folder stands, for each selection of dossiers, a manifest and the store that it names. The manifest notes
the files that the store was made from, the program's version, how many quads it holds and the sizes of its own files;
where any of these does not fit, the store is rebuilt from the text. Building happens beside, under a lock, and ends with
one rename, so that a reader sees the old store or the new one; a store that a reader may still have open is left for the
next build to remove.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from incumbent import __version__
from incumbent.base.knowledge_base import FILE_NAME, KnowledgeBase, turtle_files
from incumbent.errors import StoreError
from incumbent.store.contents import quads
from incumbent.store.signature import Entry, combined, noted_states, same_bytes, settled, sign, states

if TYPE_CHECKING:
    from pyoxigraph import Store


_FORMAT = "4"
_CACHE = ".incumbent"


class Manifest(NamedTuple):
    """What a store is: its folder's name, the digest and entries of what it was made from, its quads and its own files.

    ``sizes`` are the files' sizes, which each use looks at; ``content`` is the digest of their bytes, for ``verify``.
    """

    store: str
    digest: str
    version: str
    quads: int
    content: str
    noted: int
    entries: list[Entry]
    sizes: dict[str, int]


def folder_of(base: KnowledgeBase) -> Path:
    """The cache folder: in the base, or below the user's cache folder where the base cannot be written."""
    own = base.root / _CACHE
    if not base.is_packaged and _is_utf8(own) and os.access(own if own.is_dir() else base.root, os.W_OK):
        return own
    import hashlib

    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return home / "incumbent" / hashlib.sha256(os.fsencode(base.root.resolve())).hexdigest()[:16]


def _is_utf8(path: Path) -> bool:
    """Whether the engine can open files there: it takes no other names."""
    try:
        return bool(str(path).encode())
    except UnicodeEncodeError:
        return False


class Cache:
    """The cache of the facts of ``dossiers`` (all of them where empty) with what is derived from just these."""

    def __init__(self, base: KnowledgeBase, dossiers: Iterable[str] = ()) -> None:
        self._base = base
        self._dossiers = sorted(set(dossiers))
        self.folder = folder_of(base)
        name = "all"
        if self._dossiers:
            import hashlib

            name = hashlib.sha256("\n".join(self._dossiers).encode()).hexdigest()[:12]
        self._manifest_path = self.folder / f"{name}.manifest"

    def store_path(self, progress: Callable[[str], None] | None = None) -> Path:
        """The folder of a store that fits the text as it is now; it is built first where there is none.

        ``progress`` is told when a build starts. Raises StoreError where nothing can be written anywhere.
        """
        found = self._fitting()
        if found:
            return self.folder / found.store
        _ = self._base.settings  # a fault in them is told before anything else is said or made
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / ".gitignore").write_text("*\n")
            with _Building(self.folder):
                found = self._fitting()  # somebody else may have built it while this process waited
                if not found:
                    # Only a build needs it, and it takes longer than a look into a store.
                    from incumbent.base import journal

                    if progress:
                        progress("building the query cache …")
                    found = journal.steadily(self._base.root, self._build)
        except OSError as error:
            raise StoreError(f"{self.folder}: the query cache cannot be written: {error.strerror or error}.") from error
        return self.folder / found.store

    def ready_store(self) -> Path | None:
        """The folder of a store that fits, or None: nothing is built or written."""
        head, _, rest = self._text().partition("\n")
        now = states(self._paths())
        if now is None or not rest.startswith(now) or not head.endswith("\tsettled"):
            return None
        return self.folder / head.partition("\t")[0]

    def _paths(self) -> list[str]:
        """The files that the store depends on, in a stable order."""
        graph = str(self._base.graph)
        names = self._dossiers or self._base.dossiers()
        facts = sorted(path for name in names for path in turtle_files(f"{graph}/{name}"))
        own = [self._base.root / FILE_NAME, *self._base.room_files("ontology", "*.ttl")]
        return [*map(str, own), *facts]

    def _fitting(self) -> Manifest | None:
        """The manifest, if its store fits; a file that was touched is read, and the manifest brought up to date."""
        text = self._text()
        paths = self._paths()
        head, _, rest = text.partition("\n")
        now = states(paths)
        # The way of nearly every question: nothing was touched, so nothing is read and no entry is made.
        if now is not None and rest.startswith(now) and head.split("\t")[6::2] == [str(len(paths)), "settled"]:
            manifest = _read(text, quick=True)
            return manifest if manifest and self._stands(manifest) else None
        manifest = _read(text)
        if manifest is None or not self._stands(manifest):
            return None
        noted = time.time_ns()
        entries = same_bytes(manifest.entries, paths)
        if entries is None:
            return None
        manifest = manifest._replace(noted=noted, entries=entries)
        with contextlib.suppress(OSError):  # the next question will look again
            self._write(manifest)
        return manifest

    def _stands(self, manifest: Manifest) -> bool:
        return manifest.version == _version() and manifest.sizes == _sizes(self.folder / manifest.store)

    def _text(self) -> str:
        try:
            return self._manifest_path.read_bytes().decode("utf-8", "surrogateescape")
        except OSError:
            return ""

    def manifest(self) -> Manifest | None:
        """The manifest as it stands on disk, or None where there is none that can be read."""
        return _read(self._text())

    def _build(self) -> Manifest:
        from pyoxigraph import Store

        old = self.manifest()
        noted = time.time_ns()
        entries = [sign(Path(path)) for path in self._paths()]
        digest = combined(entries, _version(), *self._dossiers)
        beside = self.folder / f"building-{os.getpid()}"
        remove(beside)
        store = Store(str(beside))
        store.bulk_extend(quads(self._base, self._dossiers))
        store.optimize()
        store.flush()
        count = len(store)
        del store
        name = f"store-{digest[:12]}-{noted:x}"
        final = self.folder / name
        beside.rename(final)
        sizes = _sizes(final)
        manifest = Manifest(name, digest, _version(), count, _content(final, sizes), noted, entries, sizes)
        self._write(manifest)
        self._sweep(keep={name} | ({old.store} if old else set()))
        return manifest

    def _write(self, manifest: Manifest) -> None:
        state = "settled" if settled(manifest.entries, manifest.noted) else "fresh"
        head = (
            manifest.store, manifest.digest, manifest.version, manifest.quads, manifest.content, manifest.noted,
            len(manifest.entries), len(manifest.sizes), state,
        )  # fmt: skip
        text = "".join(
            (
                "\t".join(map(str, head)) + "\n",
                noted_states(manifest.entries),
                "".join(entry.digest + "\n" for entry in manifest.entries),
                "".join(f"{name}\t{size}\n" for name, size in sorted(manifest.sizes.items())),
            )
        )
        temporary = self._manifest_path.with_suffix(f".{os.getpid()}.tmp")
        temporary.write_bytes(text.encode("utf-8", "surrogateescape"))  # as paths have it that are not UTF-8
        temporary.replace(self._manifest_path)

    def _sweep(self, keep: set[str]) -> None:
        """Remove stores that no manifest names and builds that died."""
        for path in (*self.folder.glob("*.manifest"), *self.folder.glob("names.sqlite*")):
            keep.add(path.read_text(encoding="utf-8", errors="replace").split("\t", 1)[0])
        for path in self.folder.iterdir():
            if path.name.startswith(("store-", "building-")) and path.name not in keep:
                remove(path)

    def verify(self) -> list[str]:
        """Compare the store, quad by quad, with what the text says; an empty list means that they are the same."""
        from pyoxigraph import Store

        manifest = self._fitting()
        if manifest is None:
            return ["there is no store that fits the text; it will be rebuilt when it is needed"]
        folder, faults = self.folder / manifest.store, []
        if _content(folder, manifest.sizes) != manifest.content:
            faults.append("the files of the store are not as they were written; 'incumbent cache clear' removes it")
        meant = Store()
        meant.bulk_extend(quads(self._base, self._dossiers))
        try:
            stored = Store.read_only(str(folder))
            if len(stored) != manifest.quads:
                faults.append(f"{len(stored)} quads are stored, {manifest.quads} are noted")
            missing = sum(quad not in stored for quad in meant)
            extra = sum(quad not in meant for quad in stored)
        except (OSError, RuntimeError) as error:  # damage that the engine itself finds
            return [*faults, f"the store cannot be read ({error})"]
        if missing or extra:
            faults.append(f"{missing} quads are missing, {extra} are not in the text")
        return faults

    def clear(self) -> int:
        """Remove every cached store of this base; returns how many there were."""
        stores = [path for kind in ("store-*", "building-*", "at-*", "judging-*") for path in self.folder.glob(kind)]
        for path in (*self.folder.glob("*.manifest"), *self.folder.glob("names.sqlite*")):
            path.unlink(missing_ok=True)
        for path in stores:
            remove(path)
        return len(stores)


def _read(text: str, quick: bool = False) -> Manifest | None:
    """A manifest from its text: a head, the state of each file, their digests, the sizes of the store's own files.

    ``quick`` leaves the entries out. None for what is no manifest.
    """
    try:
        head, _, rest = text.partition("\n")
        store, digest, version, count, content, noted, files, sizes, _ = head.split("\t")
        lines = rest.split("\n")[:-1]
        if len(lines) != 2 * int(files) + int(sizes):
            return None
        entries = []
        for state, file_digest in [] if quick else zip(lines[: int(files)], lines[int(files) :], strict=False):
            path, size, changed, inode = state.split("\t")
            entries.append(Entry(path, int(size), int(changed), int(inode), file_digest))
        own = dict(line.split("\t") for line in lines[2 * int(files) :])
        own_sizes = {name: int(size) for name, size in own.items()}
        return Manifest(store, digest, version, int(count), content, int(noted), entries, own_sizes)
    except ValueError:
        return None


def open_read_only(path: Path) -> Store:
    """The store in ``path``, as a snapshot that cannot be written."""
    from pyoxigraph import Store

    try:
        return Store.read_only(str(path))
    except (OSError, RuntimeError) as error:
        raise StoreError(
            f"{path}: the query cache cannot be read ({error}); 'incumbent cache clear' removes it."
        ) from error


def remove(folder: Path) -> None:
    """Remove a store's folder, whatever is left of it."""
    import shutil

    shutil.rmtree(folder, ignore_errors=True)


def _version() -> str:
    """The program's version, with the time of its deriving code: a change in development makes a new store."""
    package = Path(__file__).resolve().parent.parent
    times = [e.stat().st_mtime_ns for room in ("derive", "model") for e in os.scandir(package / room) if e.is_file()]
    return f"{_FORMAT}:{__version__}:{max(times):x}"


def _sizes(folder: Path) -> dict[str, int]:
    """The sizes of the files of a store that hold its data."""
    try:
        with os.scandir(folder) as entries:
            return {
                e.name: e.stat().st_size
                for e in entries
                if e.name.endswith((".sst", ".log")) or e.name.startswith(("CURRENT", "MANIFEST-"))
            }
    except OSError:
        return {}


def _content(folder: Path, names: Iterable[str]) -> str:
    import hashlib

    total = hashlib.sha256()
    for name in sorted(names):
        total.update((folder / name).read_bytes())
    return total.hexdigest()


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
