"""Either everything is written, or everything is as it was."""

from __future__ import annotations

import multiprocessing
import os
import stat
import time
from pathlib import Path

import pytest

from incumbent.errors import InputError, LimitError
from incumbent.submission import writing
from incumbent.submission.writing import lock, replace


def state(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a", "b", "c"):
        (tmp_path / name).write_bytes(f"old {name}".encode())
    return tmp_path


def wanted(folder: Path) -> dict[Path, bytes | None]:
    return {folder / "a": b"new a", folder / "b": b"new b", folder / "c": None, folder / "d" / "e": b"new e"}


def test_files_are_written_and_removed(folder: Path) -> None:
    replace(wanted(folder))
    assert state(folder) == {"a": b"new a", "b": b"new b", "d/e": b"new e"}
    replace({folder / "c": None, folder / "d" / "e": None})
    assert state(folder) == {"a": b"new a", "b": b"new b"}
    replace({})


def test_the_mode_of_a_file_stays_and_that_of_a_new_one_is_usual(folder: Path) -> None:
    (folder / "a").chmod(0o640)
    mask = os.umask(0o022)
    try:
        replace(wanted(folder))
    finally:
        os.umask(mask)
    assert stat.S_IMODE((folder / "a").stat().st_mode) == 0o640
    assert stat.S_IMODE((folder / "d" / "e").stat().st_mode) == 0o644


FULL = OSError(28, "No space left on device")


@pytest.mark.parametrize("call", range(1, 8))
@pytest.mark.parametrize("name", ["fsync", "fchmod"])
def test_a_full_disk_changes_nothing(name: str, call: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, real, calls = state(folder), getattr(os, name), []

    def fail(*arguments: object) -> object:
        calls.append(arguments)
        if len(calls) == call:
            raise FULL
        return real(*arguments)

    monkeypatch.setattr(writing.os, name, fail)
    try:
        replace(wanted(folder))
    except InputError as error:
        assert "cannot be written: No space left on device" in str(error)
        assert state(folder) == before
    else:
        assert len(calls) < call  # so many calls it did not take
        assert state(folder) == {"a": b"new a", "b": b"new b", "d/e": b"new e"}


@pytest.mark.parametrize("call", [1, 2, 3])
def test_a_rename_that_fails_changes_nothing(call: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, real, calls = state(folder), Path.replace, []

    def fail(path: Path, target: Path) -> Path:
        calls.append(path)
        if len(calls) == call:
            raise PermissionError(1, "Operation not permitted", str(path))
        return real(path, target)

    monkeypatch.setattr(writing.Path, "replace", fail)
    with pytest.raises(InputError, match="cannot be written: Operation not permitted"):
        replace(wanted(folder))
    assert state(folder) == before


def test_a_removal_that_fails_changes_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, real = state(folder), Path.unlink

    def fail(path: Path, missing_ok: bool = False) -> None:
        if path.name == "c":
            raise PermissionError(1, "Operation not permitted", str(path))
        real(path, missing_ok)

    monkeypatch.setattr(writing.Path, "unlink", fail)
    with pytest.raises(InputError, match="c: cannot be written: Operation not permitted"):
        replace(wanted(folder))
    assert state(folder) == before


def test_a_folder_that_cannot_be(folder: Path) -> None:
    before = state(folder)
    with pytest.raises(InputError, match=r"cannot be written: (Not a directory|File exists)"):
        replace({folder / "b": b"new b", folder / "a" / "inner": b"x"})
    assert state(folder) == before
    with pytest.raises(InputError, match=r"/proc/nothing: cannot be written"):
        replace({Path("/proc/nothing"): b"x"})


def test_a_long_name(folder: Path) -> None:
    path = folder / ("x" * 250)
    replace({path: b"long"})
    assert path.read_bytes() == b"long"


def _hold(folder: Path, held, seconds: float) -> None:
    with lock(folder):
        held.set()
        time.sleep(seconds)


def test_the_lock_is_waited_for_and_let_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context = multiprocessing.get_context("fork")
    held = context.Event()
    process = context.Process(target=_hold, args=(tmp_path / "state", held, 60))
    process.start()
    try:
        assert held.wait(10)
        monkeypatch.setattr(writing, "_LOCK_PATIENCE", 0.1)
        with pytest.raises(LimitError, match="Another process is writing"), lock(tmp_path / "state"):
            pass
    finally:
        process.kill()  # however it dies
        process.join()
    with lock(tmp_path / "state"):
        pass


def test_a_lock_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="file: cannot be written"), lock(tmp_path / "file"):
        pass
    (tmp_path / "state" / "lock").mkdir(parents=True)
    with pytest.raises(InputError, match="state: cannot be written: Is a directory"), lock(tmp_path / "state"):
        pass
