"""Either everything is written, or everything is as it was."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import signal
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from incumbent.base import journal, knowledge_base, locking
from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.errors import InputError, LimitError, StoreError, UsageError
from incumbent.submission import writing

NAMES = ("a", "b", "c")


def state(base: KnowledgeBase) -> dict[str, bytes]:
    found = sorted((base.root / "graph").rglob("*"))
    return {str(p.relative_to(base.root)): p.read_bytes() if p.is_file() else b"/" for p in found}


@pytest.fixture
def base(empty_base: KnowledgeBase) -> KnowledgeBase:
    folder = empty_base.root / "graph" / "talks" / "person"
    folder.mkdir(parents=True)
    for name in NAMES:
        (folder / f"{name}.ttl").write_bytes(f"# old {name}\n".encode())
    return empty_base


def wanted(base: KnowledgeBase) -> dict[Path, bytes | None]:
    talks = base.root / "graph" / "talks"
    return {
        talks / "person" / "a.ttl": b"# new a\n",
        talks / "person" / "b.ttl": b"# new b\n",
        talks / "person" / "c.ttl": None,
        talks / "meeting" / "d.ttl": b"# new d\n",
    }


NEW = {
    "graph/talks": b"/",
    "graph/talks/meeting": b"/",
    "graph/talks/meeting/d.ttl": b"# new d\n",
    "graph/talks/person": b"/",
    "graph/talks/person/a.ttl": b"# new a\n",
    "graph/talks/person/b.ttl": b"# new b\n",
}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def commit(base: KnowledgeBase) -> None:
    with writing.opened(base) as writer:
        writer.commit(wanted(base))


def left(base: KnowledgeBase) -> set[str]:
    return {path.name for path in (base.root / ".incumbent").iterdir()} - {".gitignore", locking.LOCK}


def test_files_are_written_and_removed(base: KnowledgeBase) -> None:
    commit(base)
    assert state(base) == NEW and left(base) == set()
    with writing.opened(base) as writer:
        writer.commit({base.root / name: None for name, data in NEW.items() if data != b"/"})
        writer.commit({})
    assert state(base) == {}  # folders that hold nothing are no dossiers


def test_the_mode_of_a_file_stays_and_that_of_a_new_one_is_usual(base: KnowledgeBase) -> None:
    (base.root / "graph/talks/person/a.ttl").chmod(0o640)
    mask = os.umask(0o022)
    try:
        commit(base)
    finally:
        os.umask(mask)
    assert stat.S_IMODE((base.root / "graph/talks/person/a.ttl").stat().st_mode) == 0o640
    assert stat.S_IMODE((base.root / "graph/talks/meeting/d.ttl").stat().st_mode) == 0o644


def test_what_does_not_read_back_is_not_put_in_place(base: KnowledgeBase) -> None:
    before, seen = state(base), []

    def verify(path: Path, data: bytes) -> None:
        assert data == wanted(base)[path]
        seen.append(path)
        if len(seen) == 3:
            raise StoreError("not what was meant")

    with pytest.raises(StoreError, match="not what was meant"), writing.opened(base) as writer:
        writer.commit(wanted(base), verify)
    assert state(base) == before and left(base) == set()


class Killed(BaseException):
    """Stands in for a death at this point: nothing behind it runs but what the test calls."""


def die_at(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """From the decision on, let the process die before its n-th change of a name."""
    calls = 0

    def counted(name: str) -> None:
        real = getattr(os, name)

        def call(*arguments: object, **named: object) -> object:
            nonlocal calls
            if journal.pending(str(arguments[0]).split("/graph")[0].split("/.incumbent")[0]):
                calls += 1
                if calls == number:
                    raise Killed
            return real(*arguments, **named)

        monkeypatch.setattr(os, name, call)

    for name in ("link", "replace", "unlink", "rename", "mkdir", "rmdir"):
        counted(name)
    monkeypatch.setattr(journal, "_undo", lambda *_: None)  # the dead undo nothing


def half_done(base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each half-done state that a death after the decision can leave behind."""
    number = 1
    while True:
        with monkeypatch.context() as patch:
            die_at(patch, number)
            try:
                commit(base)
            except Killed:
                pass
            else:
                return
        yield
        number += 1


def restored(base: KnowledgeBase) -> None:
    talks = base.root / "graph" / "talks"
    shutil.rmtree(talks / "meeting", ignore_errors=True)
    for name in NAMES:
        (talks / "person" / f"{name}.ttl").write_bytes(f"# old {name}\n".encode())


def test_who_comes_next_finishes_what_was_decided(base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    states = 0
    for _ in half_done(base, monkeypatch):
        assert journal.pending(base.root)
        states += 1
        found = {path.name for _, path in KnowledgeBase(base.root).fact_files()}  # only reads
        assert found == {"a.ttl", "b.ttl", "d.ttl"} and state(base) == NEW and left(base) == set()
        restored(base)
    assert states > 6


def test_what_git_put_back_meanwhile_does_not_leave_a_mixture(
    base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in half_done(base, monkeypatch):
        restored(base)
        commit(base)
        assert state(base) == NEW
        restored(base)


def test_a_base_that_cannot_be_written_says_what_is_unfinished(
    base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    next(half_done(base, monkeypatch))

    def refuse(*_: object) -> int:
        raise InputError("it: cannot be written: Read-only file system.")

    monkeypatch.setattr(locking, "_open", refuse)
    with pytest.raises(InputError, match=r"cut short and cannot be finished from here; run .* \(it: cannot be written"):
        KnowledgeBase(base.root).dossiers()


@pytest.mark.parametrize(
    "plan",
    [
        b"no json",
        b"[]",
        b'{"files": ["../../outside.ttl"], "folders": []}',
        b'{"files": ["/etc/outside.ttl"], "folders": []}',
        b'{"files": ["incumbent.toml"], "folders": []}',
        b'{"files": ["graph/../outside.ttl"], "folders": []}',
        b'{"files": [], "folders": ["../outside"]}',
        None,
    ],
)
def test_a_journal_that_others_made_writes_nothing_outside(plan: bytes | None, base: KnowledgeBase) -> None:
    folder = base.root / ".incumbent" / "journal"
    folder.mkdir(parents=True)
    (folder / "new-0").write_bytes(b"hostile")
    if plan is not None:
        (folder / "forward").write_bytes(plan)
    before, beside = state(base), sorted(base.root.parent.iterdir())
    settings = (base.root / "incumbent.toml").read_bytes()
    with pytest.raises(InputError):
        KnowledgeBase(base.root).dossiers()
    assert state(base) == before and (base.root / "incumbent.toml").read_bytes() == settings
    assert sorted(base.root.parent.iterdir()) == beside and not Path("/etc/outside.ttl").exists()


def test_a_link_in_a_journal_is_not_put_in_place(base: KnowledgeBase) -> None:
    folder = base.root / ".incumbent" / "journal"
    folder.mkdir(parents=True)
    (folder / "new-0").symlink_to("/etc/passwd")
    (folder / "forward").write_text(json.dumps({"files": ["graph/talks/person/a.ttl"], "folders": []}), "utf-8")
    with pytest.raises(InputError, match="is damaged; remove it"):
        KnowledgeBase(base.root).dossiers()
    assert not (base.root / "graph/talks/person/a.ttl").is_symlink()


FAULTS = [("fsync", 5), ("link", 28), ("replace", 1), ("unlink", 13), ("mkdir", 30), ("rename", 1), ("utime", 5)]


@pytest.mark.parametrize(("name", "number"), FAULTS)
def test_a_disk_that_fails_once_changes_nothing(
    name: str, number: int, base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, call, real, failed = state(base), 0, getattr(os, name), 0
    while True:
        seen, call = 0, call + 1

        def fail(*arguments: object, at: int = call, **named: object) -> object:
            nonlocal seen
            seen += 1
            if seen == at and (base.root / ".incumbent" / locking.LOCK).exists():
                raise OSError(number, os.strerror(number), str(arguments[0]))
            return real(*arguments, **named)

        with monkeypatch.context() as patch:
            patch.setattr(os, name, fail)
            try:
                commit(base)
            except InputError as error:
                failed += 1
                assert "cannot be written: " in str(error) and "\n" not in str(error)
                assert state(base) == before
            else:
                assert state(base) == NEW  # it does without, or it is done already
                restored(base)
        if seen < call:
            break
    assert failed or name in ("link",)
    KnowledgeBase(base.root).dossiers()
    commit(base)
    assert state(base) == NEW and left(base) == set()


def test_a_disk_that_stays_broken_is_told_and_mended_later(
    base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, real = state(base), os.replace

    def fail(*arguments: object) -> object:
        raise OSError(5, "Input/output error", str(arguments[0]))

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", fail)
        patch.setattr(journal.Path, "rename", lambda p, q: fail(p) if p.name == "forward" else Path(real(p, q) or q))
        with pytest.raises(InputError, match=r"the change was cut short .* the next command of incumbent"):
            commit(base)
    assert journal.pending(base.root)
    KnowledgeBase(base.root).dossiers()
    assert state(base) in (before, NEW) and not journal.pending(base.root)


def test_leftovers_of_the_dead_are_swept_away(base: KnowledgeBase) -> None:
    dead = base.root / ".incumbent" / "journal-dead"
    dead.mkdir(parents=True)
    (dead / "new-0").write_bytes(b"x")
    (base.root / ".incumbent" / "theirs").write_bytes(b"x")
    before = state(base)
    with writing.opened(base):
        pass
    assert state(base) == before and left(base) == {"theirs"}


def test_links_do_not_lead_out_of_the_base(base: KnowledgeBase, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    talks = base.root / "graph" / "talks"
    (outside / "victim.ttl").write_bytes(b"theirs")
    (talks / "meeting").symlink_to(outside)
    before = state(base)
    with pytest.raises(InputError, match="meeting: is a symbolic link"):
        commit(base)
    (talks / "meeting").unlink()
    (talks / "person" / "a.ttl").unlink()
    (talks / "person" / "a.ttl").symlink_to(outside / "victim.ttl")
    with pytest.raises(InputError, match=r"a.ttl: is a symbolic link"):
        commit(base)
    assert (outside / "victim.ttl").read_bytes() == b"theirs" and names(outside) == ["victim.ttl"]
    assert before.keys() - {"graph/talks/meeting"} == state(base).keys()


def test_its_own_folder_is_no_link_either(base: KnowledgeBase, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (base.root / ".incumbent").symlink_to(outside)
    with pytest.raises(InputError, match=r"\.incumbent: is a symbolic link"):
        commit(base)
    (base.root / ".incumbent").unlink()
    (base.root / ".incumbent").mkdir()
    (base.root / ".incumbent" / locking.LOCK).symlink_to(outside / "file")
    with pytest.raises(InputError, match="cannot be written: Too many levels of symbolic links"):
        commit(base)
    assert names(outside) == []


def test_files_and_folders_in_each_others_place(base: KnowledgeBase) -> None:
    meeting = base.root / "graph" / "talks" / "meeting"
    meeting.write_bytes(b"a file")
    before = state(base)
    with pytest.raises(InputError, match="meeting: is a file, but a folder of facts is to stand there"):
        commit(base)
    assert state(base) == before
    meeting.unlink()
    (meeting / "d.ttl").mkdir(parents=True)
    with pytest.raises(InputError, match=r"d.ttl: is no file, but facts are to stand there"):
        commit(base)


def test_folders_that_differ_by_case_only(base: KnowledgeBase) -> None:
    (base.root / "graph" / "talks" / "Meeting").mkdir()
    with pytest.raises(InputError, match="Meeting: differs from meeting by case only; rename it to meeting"):
        commit(base)


@pytest.mark.parametrize("path", ["incumbent.toml", "graph/talks/person/a.txt", "graph/../a.ttl", "../a.ttl"])
def test_only_facts_are_written(path: str, base: KnowledgeBase) -> None:
    with pytest.raises(InputError, match="is no place for facts"), writing.opened(base) as writer:
        writer.commit({base.root / path: b"x"})


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
@pytest.mark.parametrize("name", ["graph/talks/person", "graph/talks", ".incumbent"])
def test_folders_that_may_not_be_written(name: str, base: KnowledgeBase) -> None:
    commit(base)
    restored(base)
    before = state(base)
    (base.root / name).chmod(0o500)
    try:
        with pytest.raises(InputError, match="cannot be written: Permission denied"):
            commit(base)
    finally:
        (base.root / name).chmod(0o755)
    assert state(base) == before and left(base) == set()


def test_the_packaged_base_is_read_only(
    base: KnowledgeBase, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = base.root.rename(tmp_path_factory.mktemp("package") / "_kb")
    monkeypatch.setattr(knowledge_base, "_PACKAGE", inside.parent)
    with pytest.raises(UsageError, match="read-only; 'incumbent init DIR'"), writing.opened(KnowledgeBase(inside)):
        pass
    assert not (inside / ".incumbent").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_before_and_not_within_the_writing(number: signal.Signals, base: KnowledgeBase) -> None:
    before, handler = state(base), signal.getsignal(number)
    with (
        pytest.raises(LimitError, match=rf"Stopped by {number.name} before anything was written"),
        writing.opened(base),
    ):
        os.kill(os.getpid(), number)
        time.sleep(1)
    assert state(base) == before and signal.getsignal(number) == handler
    with writing.opened(base) as writer:
        writer.commit(wanted(base), lambda _path, _data: os.kill(os.getpid(), number))
    assert state(base) == NEW


def test_a_reader_sees_one_state(base: KnowledgeBase) -> None:
    def both() -> tuple[bytes, bytes]:
        first = (base.graph / "talks/person/a.ttl").read_bytes()
        if first == b"# old a\n":
            context = multiprocessing.get_context("fork")
            process = context.Process(target=commit, args=(base,))
            process.start()
            process.join()
        return first, (base.graph / "talks/person/b.ttl").read_bytes()

    assert journal.steadily(base.root, both) == (b"# new a\n", b"# new b\n")


def test_a_reader_waits_where_files_change_all_the_time(base: KnowledgeBase) -> None:
    calls = []

    def read() -> int:
        calls.append(locking.held(base.root / ".incumbent"))
        if not calls[-1]:
            with writing.opened(base) as writer:
                writer.commit({base.root / "graph/talks/person/a.ttl": f"# {len(calls)}\n".encode()})
        return len(calls)

    assert journal.steadily(base.root, read) == len(calls) and calls[-1] and not any(calls[:-1])


def _hold(folder: Path, held, seconds: float) -> None:
    with locking.lock(folder):
        held.set()
        time.sleep(seconds)


def test_the_lock_is_waited_for_and_let_go(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    held = context.Event()
    process = context.Process(target=_hold, args=(tmp_path / "state", held, 60))
    process.start()
    try:
        assert held.wait(10)
        with pytest.raises(LimitError, match="Another process is writing"), locking.lock(tmp_path / "state", 0.1):
            pass
        assert not locking.held(tmp_path / "state")
    finally:
        process.kill()  # however it dies
        process.join()
    with locking.lock(tmp_path / "state"):
        assert locking.held(tmp_path / "state")
    assert (tmp_path / "state" / ".gitignore").read_text("utf-8") == "*\n"


def test_a_lock_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="file: cannot be written"), locking.lock(tmp_path / "file"):
        pass
    (tmp_path / "state" / locking.LOCK).mkdir(parents=True)
    with pytest.raises(InputError, match="state: cannot be written: Is a directory"), locking.lock(tmp_path / "state"):
        pass


def test_other_files_are_replaced_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_bytes(b"old")
    long = tmp_path / ("x" * 250)
    writing.replace({tmp_path / "a": b"new", tmp_path / "d" / "e": b"e", long: b"long"})
    assert [(tmp_path / "a").read_bytes(), (tmp_path / "d/e").read_bytes(), long.read_bytes()] == [
        b"new",
        b"e",
        b"long",
    ]
    writing.replace({tmp_path / "a": None, tmp_path / "nothing": None})
    assert not (tmp_path / "a").exists()
    with pytest.raises(InputError, match=r"/proc/nothing: cannot be written"):
        writing.replace({Path("/proc/nothing"): b"x"})

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing.os, "fsync", full)
    with pytest.raises(InputError, match="e: cannot be written: No space left on device"):
        writing.replace({tmp_path / "d" / "e": b"more"})
    assert names(tmp_path / "d") == ["e"] and (tmp_path / "d/e").read_bytes() == b"e"


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="the system does not tell what a descriptor is of")
def test_everything_is_on_disk_before_it_counts(base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[str, str]] = []

    def telling(name: str) -> None:
        real = getattr(os, name)

        def call(first: int | Path, *others: object, **named: object) -> object:
            path = Path(f"/proc/self/fd/{first}").readlink() if isinstance(first, int) else Path(str(others[0]))
            told.append((name, str(path.relative_to(base.root))))
            return real(first, *others, **named)

        monkeypatch.setattr(os, name, call)

    for name in ("fsync", "rename", "replace"):
        telling(name)
    commit(base)
    decided = told.index(("rename", ".incumbent/journal"))
    (over,) = (at for at, (name, path) in enumerate(told) if name == "rename" and "-done-" in path)
    before, placing = told[:decided], told[decided + 1 : over]
    written = {Path(path).name for name, path in before if name == "fsync"}
    assert {"new-0", "new-1", "new-3", "forward"} <= written and len(written) == 5  # the fifth is their folder
    assert placing[0] == ("fsync", ".incumbent")
    last = max(at for at, (name, _) in enumerate(placing) if name == "replace")
    assert {path for name, path in placing[last + 1 :] if name == "fsync"} == {
        "graph", "graph/talks", "graph/talks/meeting", "graph/talks/person",
    }  # fmt: skip
