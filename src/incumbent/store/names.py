"""The names of a base, kept beside its query cache: read in milliseconds, brought up to date by what changed, never the truth.

An SQLite file holds each name with its keys. It notes what it was made from; where that does not fit, the names that are
gone and those that are new are worked out, and the rest stays. A file that cannot be read is made anew.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.base.names import Name, NameIndex, Names, all_names, likeness_keys, normal_form, word_keys
from incumbent.base.view import View
from incumbent.store.cache import Cache

_FORMAT = "1"
_FILE = "names.sqlite"
_SCHEMA = """
CREATE TABLE made (of TEXT NOT NULL);
CREATE TABLE name (id INTEGER PRIMARY KEY, iri TEXT NOT NULL, text TEXT NOT NULL);
CREATE TABLE key (key INTEGER NOT NULL, name INTEGER NOT NULL, PRIMARY KEY (key, name)) WITHOUT ROWID;
CREATE TABLE word (word TEXT PRIMARY KEY) WITHOUT ROWID;
"""


class KeptNames(Names):
    """Names in an SQLite file, which is only read."""

    def __init__(self, path: Path) -> None:
        self._connection = _open(path)
        self._held: dict[str, list[Name]] = {}

    def made_of(self) -> str:
        """What the file was made from, as it was told. Raises sqlite3.Error for what is no such file."""
        (made,) = self._connection.execute("SELECT of FROM made").fetchone()
        return str(made)

    def holding(self, key: str) -> Iterable[Name]:
        """The names that have ``key``."""
        if key not in self._held:
            rows = self._connection.execute(
                "SELECT iri, text FROM key JOIN name ON name.id = key.name WHERE key = ?", (_number(key),)
            )
            self._held[key] = [Name(*row) for row in rows]
        return self._held[key]

    def words(self) -> Iterable[str]:
        """Each word of a normal form once, those of names that are gone perhaps among them."""
        return [word for (word,) in self._connection.execute("SELECT word FROM word")]

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def open_names(base: KnowledgeBase, view: View) -> Names:
    """The names of ``base``, whose facts ``view`` holds: from the file beside its cache, which is brought up to date first.

    Where the cache does not fit the text, or nothing can be written, the names are worked out in memory.
    """
    store = Cache(base).ready_store()
    if store is None:
        return NameIndex(all_names(view))
    # The name of a store holds the digest of what it was made from, and the time of its making.
    path, made_of = store.parent / _FILE, f"{_signature()}:{store.name}"
    with contextlib.suppress(sqlite3.Error, TypeError):
        names = KeptNames(path)
        if names.made_of() == made_of:
            return names
        names.close()
    try:
        keep(path, all_names(view), made_of)
        return KeptNames(path)
    except (sqlite3.Error, OSError):
        return NameIndex(all_names(view))


def keep(path: Path, names: Iterable[Name], made_of: str) -> None:
    """Bring the file at ``path`` to hold just ``names``: written beside and renamed, so that a reader sees old or new."""
    beside = path.with_suffix(f".{os.getpid()}.tmp")
    beside.unlink(missing_ok=True)
    wanted = set(names)
    try:
        connection = _copied(path, beside)
        try:
            _bring_up_to_date(connection, wanted, made_of)
        finally:
            connection.close()
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _open(path: Path) -> sqlite3.Connection:
    if not path.exists():
        raise sqlite3.OperationalError(f"{path}: there is no such file")
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)


def _copied(path: Path, beside: Path) -> sqlite3.Connection:
    """A file of names to work on: a copy of the one at ``path`` where its keys are still made in the same way."""
    with contextlib.suppress(sqlite3.Error, TypeError, OSError):
        old = KeptNames(path)
        usable = old.made_of().startswith(_signature() + ":")
        old.close()
        if usable:
            beside.write_bytes(path.read_bytes())
            return _unsafe(sqlite3.connect(beside))
    beside.unlink(missing_ok=True)
    connection = _unsafe(sqlite3.connect(beside))
    connection.executescript(_SCHEMA)
    return connection


def _unsafe(connection: sqlite3.Connection) -> sqlite3.Connection:
    # Nothing is lost with a file that dies half-written: it is not renamed, and the next run makes it anew.
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    return connection


def _bring_up_to_date(connection: sqlite3.Connection, wanted: set[Name], made_of: str) -> None:
    known = {Name(iri, text): number for number, iri, text in connection.execute("SELECT id, iri, text FROM name")}
    gone = {name: number for name, number in known.items() if name not in wanted}
    connection.executemany("DELETE FROM key WHERE key = ? AND name = ?", _rows(gone))
    connection.executemany("DELETE FROM name WHERE id = ?", ((number,) for number in gone.values()))
    first = max(known.values(), default=0) + 1
    new = {name: number for number, name in enumerate(sorted(wanted - known.keys()), first)}
    connection.executemany("INSERT INTO name VALUES (?, ?, ?)", ((number, *name) for name, number in new.items()))
    connection.executemany("INSERT INTO key VALUES (?, ?)", sorted(_rows(new)))
    words = {word for name in new for word in normal_form(name.text).split()}
    connection.executemany("INSERT OR IGNORE INTO word VALUES (?)", ((word,) for word in sorted(words)))
    connection.execute("DELETE FROM made")
    connection.execute("INSERT INTO made VALUES (?)", (made_of,))
    connection.commit()


def _rows(names: dict[Name, int]) -> Iterator[tuple[int, int]]:
    """Each key of each name, with the name's number; keys that fall together are one."""
    for name, number in names.items():
        for key in {_number(key) for key in word_keys(name.text) | likeness_keys(name.text)}:
            yield key, number


def _number(key: str) -> int:
    """A number for ``key``: two keys have the same one too seldom to matter, and it takes less room."""
    import hashlib

    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=6).digest(), "big")


def _signature() -> str:
    """The form of the file, with the time of the code that makes keys: a change in development makes a new file."""
    package = Path(__file__).resolve().parent.parent
    makers = (
        "base/names.py",
        "base/spelling.py",
        "base/personal_names.py",
        "base/wording.py",
        "model/transliteration.py",
    )
    return f"{_FORMAT}-{max((package / name).stat().st_mtime_ns for name in makers):x}"
