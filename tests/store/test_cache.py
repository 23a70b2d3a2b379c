"""The cache fits the text or is built again; it is never the truth."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store
from tests.small_base import HOSTILE, KB, add, make

from incumbent.base import knowledge_base
from incumbent.base.facts import Facts
from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.errors import InputError, StoreError
from incumbent.model.terms import inc
from incumbent.store import cache as module
from incumbent.store.cache import Cache, folder_of, open_read_only
from incumbent.store.contents import quads


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("made") / "base"
    make(root, HOSTILE)
    return root


@pytest.fixture
def base(made: Path, tmp_path: Path) -> KnowledgeBase:
    root = tmp_path / "base"
    shutil.copytree(made, root)
    return KnowledgeBase(root)


class Builds:
    """Counts how often a store is built."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, message: str) -> None:
        assert message == "building the query cache …"
        self.count += 1


def fresh(base: KnowledgeBase, *dossiers: str) -> tuple[Path, int]:
    """The store's path as a new process would find it, and how many builds that took."""
    builds = Builds()
    path = Cache(KnowledgeBase(base.root), dossiers).store_path(builds)
    return path, builds.count


def older(root: Path, seconds: float = 10) -> None:
    """Let all files be as old as they would be for a user who comes back."""
    then = time.time() - seconds
    for path in root.rglob("*"):
        if path.is_file() and ".incumbent" not in path.parts:
            os.utime(path, (then, then))


def content(path: Path) -> set[Quad]:
    return set(open_read_only(path))


def meant(base: KnowledgeBase) -> set[Quad]:
    """What the text says, in the forms that a store gives to numbers."""
    store = Store()
    store.bulk_extend(quads(KnowledgeBase(base.root)))
    return set(store)


def test_a_store_is_built_once(base: KnowledgeBase) -> None:
    path, count = fresh(base)
    assert count == 1 and path.parent == base.root / ".incumbent"
    assert fresh(base) == (path, 0) == fresh(base)
    older(base.root)
    assert fresh(base) == (path, 0)  # touched without change: read once, and not built
    assert fresh(base) == (path, 0)
    assert Cache(base).verify() == []


def test_untouched_files_are_not_read_again(base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    older(base.root)
    path, _ = fresh(base)
    fresh(base)

    def refuse(*_: object) -> None:
        raise AssertionError("a file is read")

    monkeypatch.setattr(module, "sign", refuse)
    monkeypatch.setattr("incumbent.store.signature.sign", refuse)
    assert fresh(base) == (path, 0)


def test_the_store_holds_facts_and_what_follows(base: KnowledgeBase) -> None:
    path, _ = fresh(base)
    store = open_read_only(path)
    facts = Facts.read(base)
    for name in ("talks", "visits"):
        graph = NamedNode(base.dossier_iri(name))
        assert len(list(store.quads_for_pattern(None, None, None, graph))) == len(list(facts.triples_in(name)))
    derived = {q.triple for q in store.quads_for_pattern(None, None, None, NamedNode(base.derived_iri))}
    assert derived and not derived & set(facts)
    names = {
        q.object.value for q in store.quads_for_pattern(NamedNode(KB + "person-ann"), NamedNode(inc("knownAs")), None)
    }
    assert names == {HOSTILE, "آن"}
    assert content(path) == meant(base)


def _append(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\n# more\n")


def _same_size_same_time(path: Path) -> None:
    status, data = path.stat(), path.read_bytes()
    path.write_bytes(data.replace(b'"Bob"', b'"Rob"'))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


CHANGES: dict[str, tuple[str, Callable[[Path], object]]] = {
    "a fact": ("graph/talks/person/bob.ttl", lambda p: p.write_bytes(p.read_bytes().replace(b'"Bob"', b'"Bobby"'))),
    "a fact, of one size": (
        "graph/talks/person/bob.ttl",
        lambda p: p.write_bytes(p.read_bytes().replace(b'"Bob"', b'"Rob"')),
    ),
    "a fact, of one size and time": ("graph/talks/person/bob.ttl", _same_size_same_time),
    "the settings": ("incumbent.toml", _append),
    "a file more": (
        "graph/talks/person/zoe.ttl",
        lambda p: p.write_bytes(b"<https://example.org/kb/person-zoe> a <urn:x:y> ."),
    ),
    "a file less": ("graph/talks/person/bob.ttl", Path.unlink),
    "a dossier less": ("graph/talks", shutil.rmtree),
    "the last dossier less": ("graph/visits", shutil.rmtree),
    "a file renamed": ("graph/talks/person/bob.ttl", lambda p: p.rename(p.with_name("robert.ttl"))),
    "an ontology of its own": (
        "ontology/own.ttl",
        lambda p: (p.parent.mkdir(), p.write_bytes(b"<urn:x:a> a <urn:x:b> .")),
    ),
}


@pytest.mark.parametrize(("name", "change"), CHANGES.values(), ids=CHANGES)
def test_a_change_is_seen(name: str, change: Callable[[Path], object], base: KnowledgeBase) -> None:
    older(base.root)
    path, _ = fresh(base)
    change(base.root / name)
    again, count = fresh(base)
    if change is _same_size_same_time:
        # Size, time and inode as they were, long after: nobody but a forger does that, and verify finds it.
        assert count == 0 and any("missing" in fault for fault in Cache(base).verify())
        return
    assert count == 1 and again != path
    assert content(again) == meant(base)
    assert fresh(base) == (again, 0) and Cache(base).verify() == []


@pytest.mark.parametrize("change", ["a fact, of one size", "a fact, of one size and time"])
def test_a_change_just_after_the_build_is_seen(change: str, base: KnowledgeBase) -> None:
    older(base.root, 0)
    path, _ = fresh(base)
    name, make_change = CHANGES[change]
    make_change(base.root / name)
    again, count = fresh(base)
    assert count == 1 and again != path and content(again) == meant(base)


def test_the_last_file_of_all_is_missed(base: KnowledgeBase) -> None:
    older(base.root)
    fresh(base)
    *_, (_, last) = sorted(base.fact_files(), key=lambda found: str(found[1]))
    last.unlink()
    path, count = fresh(base)
    assert count == 1 and content(path) == meant(base)


def test_a_hidden_or_foreign_file_changes_nothing(base: KnowledgeBase) -> None:
    path, _ = fresh(base)
    (base.graph / "talks" / "person" / ".bob.ttl.tmp").write_bytes(b"nonsense")
    (base.graph / "talks" / "notes.txt").write_bytes(b"nonsense")
    (base.root / "sources" / "more.txt").write_bytes(b"nonsense")
    assert fresh(base) == (path, 0)


def test_one_selection_of_dossiers_has_one_store(base: KnowledgeBase) -> None:
    whole, _ = fresh(base)
    talks, count = fresh(base, "talks")
    both, _ = fresh(base, "visits", "talks")
    assert count == 1 and len({whole, talks, both}) == 3
    assert fresh(base, "talks", "visits", "talks") == (both, 0) and fresh(base) == (whole, 0)
    assert content(both) == content(whole)
    _append(base.graph / "visits" / "visit" / "town.ttl")
    assert fresh(base, "talks") == (talks, 0)  # it does not rest on the other dossier
    assert fresh(base)[1] == 1
    assert Cache(base, ["talks"]).verify() == []


def test_a_selection_shows_the_names_of_what_it_mentions(base: KnowledgeBase) -> None:
    store = open_read_only(fresh(base, "visits")[0])
    ann = NamedNode(KB + "person-ann")
    assert {q.object.value for q in store.quads_for_pattern(ann, None, None)} == {HOSTILE}
    assert not list(store.quads_for_pattern(NamedNode(KB + "tenure-ann-minister"), None, None))
    assert not list(store.quads_for_pattern(None, None, None, NamedNode(base.dossier_iri("talks"))))


def _names(folder: Path, *endings: str) -> list[str]:
    return sorted(p.name for p in folder.iterdir() if p.name.endswith(endings) or p.name.startswith(endings))


@pytest.mark.parametrize("how", ["remove", "truncate", "lengthen"])
@pytest.mark.parametrize("which", [".sst", "MANIFEST-", "CURRENT"])
def test_a_damaged_store_is_built_again(which: str, how: str, base: KnowledgeBase) -> None:
    path, _ = fresh(base)
    before = content(path)
    victim = path / _names(path, which)[-1]
    if how == "remove":
        victim.unlink()
    else:
        data = victim.read_bytes()
        victim.write_bytes(data[: len(data) // 2] if how == "truncate" else data + b"\0")
    again, count = fresh(base)
    assert count == 1 and content(again) == before and Cache(base).verify() == []


def test_a_store_that_is_gone_is_built_again(base: KnowledgeBase) -> None:
    path, _ = fresh(base)
    shutil.rmtree(path)
    assert Cache(base).verify() == ["there is no store that fits the text; it will be rebuilt when it is needed"]
    assert fresh(base)[1] == 1


@pytest.mark.parametrize(
    "garbage", [b"", b"\xff\xfe\x00", b"a\tb\tc\n" * 9, None], ids=["empty", "bytes", "lines", "cut off"]
)
def test_a_manifest_of_garbage_is_written_again(garbage: bytes | None, base: KnowledgeBase) -> None:
    fresh(base, "talks")
    fresh(base)
    manifests = sorted((base.root / ".incumbent").glob("*.manifest"))
    assert len(manifests) == 2
    for manifest in manifests:
        manifest.write_bytes(manifest.read_bytes()[:-3] if garbage is None else garbage)
    path, count = fresh(base)
    assert count == 1 and content(path) == meant(base)
    assert fresh(base) == (path, 0)
    assert fresh(base, "talks")[1] == 1
    assert Cache(base).manifest() is not None


def test_another_version_of_the_program_builds_again(base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh(base)
    monkeypatch.setattr(module, "_version", lambda: "another")
    assert fresh(base)[1] == 1


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 8] = bytes(byte ^ 0xFF for byte in data[middle : middle + 8])
    path.write_bytes(data)


def test_verify_finds_what_was_turned_over(base: KnowledgeBase) -> None:
    path, _ = fresh(base)
    for name in _names(path, ".sst", "MANIFEST-", "CURRENT"):
        before = (path / name).read_bytes()
        _flip(path / name)
        assert Cache(base).verify(), name
        (path / name).write_bytes(before)
    assert Cache(base).verify() == []


def test_verify_finds_a_forged_store(base: KnowledgeBase) -> None:
    path, _ = fresh(base)
    store = Store(str(path))
    forged = Quad(
        NamedNode(KB + "person-bob"), NamedNode(inc("note")), Literal("bad"), NamedNode(base.dossier_iri("talks"))
    )
    store.add(forged)
    store.remove(next(store.quads_for_pattern(NamedNode(KB + "person-bob"), None, None, None)))
    store.flush()
    del store
    assert Cache(base).verify()
    again, count = fresh(base)
    assert count == 1 and forged not in content(again)


def test_verify_finds_a_store_that_another_text_made(base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of the program itself: the store is whole, but it is not what the text says."""
    real = module.quads

    def fewer(*arguments: object) -> Iterator[Quad]:
        return (quad for quad in real(*arguments) if "person-bob" not in quad.subject.value)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "quads", fewer)
    fresh(base)
    monkeypatch.undo()
    monkeypatch.setattr(module, "quads", real)
    (fault,) = Cache(base).verify()
    assert "quads are missing, 0 are not in the text" in fault


def test_a_store_that_cannot_be_opened_is_told_in_one_line(base: KnowledgeBase) -> None:
    path, _ = fresh(base)
    _flip(path / "CURRENT")
    with pytest.raises(StoreError, match="'incumbent cache clear' removes it"):
        open_read_only(path)
    with pytest.raises(StoreError):
        open_read_only(path / "nowhere")


def test_clear_removes_all_stores_and_nothing_else(base: KnowledgeBase) -> None:
    fresh(base)
    fresh(base, "talks")
    (base.root / ".incumbent" / "building-1").mkdir()
    assert Cache(base).clear() == 3
    assert not _names(base.root / ".incumbent", "store-", "building-", ".manifest")
    assert Cache(base).clear() == 0
    assert len(list(base.fact_files())) == len(list(KnowledgeBase(base.root).fact_files())) > 5
    assert fresh(base)[1] == 1


def test_old_stores_do_not_pile_up(base: KnowledgeBase) -> None:
    for n in range(5):
        (base.graph / "talks" / "person" / "zoe.ttl").write_text(f"<{KB}person-zoe> a <urn:x:y{n}> .", encoding="utf-8")
        fresh(base)
    (base.root / ".incumbent" / "building-1").mkdir()
    (base.graph / "talks" / "person" / "zoe.ttl").unlink()
    path, _ = fresh(base)
    left = _names(base.root / ".incumbent", "store-", "building-")
    assert path.name in left and len(left) <= 2  # the one before stays for those who still read it
    assert (base.root / ".incumbent" / ".gitignore").read_text(encoding="utf-8") == "*\n"


def test_a_reader_of_the_old_store_is_not_disturbed(base: KnowledgeBase) -> None:
    path, _ = fresh(base)
    store = open_read_only(path)
    before = set(store)
    (base.graph / "talks" / "person" / "bob.ttl").unlink()
    assert fresh(base)[1] == 1
    assert set(store) == before


def test_facts_that_cannot_be_read_are_told(base: KnowledgeBase) -> None:
    before, _ = fresh(base)
    broken = base.graph / "talks" / "person" / "zoe.ttl"
    broken.write_bytes(b"nonsense")
    with pytest.raises(InputError, match=r"zoe\.ttl: .*line 1"):
        fresh(base)
    broken.unlink()
    broken.symlink_to(base.root / "nowhere")
    with pytest.raises(InputError, match=r"zoe\.ttl: cannot be read: No such file"):
        fresh(base)
    broken.unlink()
    broken.mkdir()
    assert fresh(base) == (before, 0)


def test_a_base_without_facts_has_a_store(empty_base: KnowledgeBase) -> None:
    path, count = fresh(empty_base)
    assert count == 1 and fresh(empty_base) == (path, 0) and Cache(empty_base).verify() == []
    add(empty_base, "- person: ann\n  label: Ann\n  quote: Ann lives\n", "first", "first")
    assert fresh(empty_base)[1] == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_base_that_cannot_be_written(base: KnowledgeBase) -> None:
    base.root.chmod(0o555)
    try:
        path, count = fresh(base)
        assert count == 1 and Path(os.environ["XDG_CACHE_HOME"]) in path.parents
    finally:
        base.root.chmod(0o755)


def test_a_base_that_must_not_be_written(base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.access
    monkeypatch.setattr(
        os, "access", lambda path, mode: base.root not in (Path(path), *Path(path).parents) and real(path, mode)
    )
    path, count = fresh(base)
    assert count == 1 and path.parent.parent == Path(os.environ["XDG_CACHE_HOME"]) / "incumbent"
    assert not (base.root / ".incumbent").exists()
    assert fresh(base) == (path, 0) and Cache(base).clear() == 1


def test_the_packaged_base_is_cached_with_the_user(base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = base.root.rename(base.root.with_name("_kb"))
    monkeypatch.setattr(knowledge_base, "_PACKAGE", inside.parent)
    assert Path(os.environ["XDG_CACHE_HOME"]) in folder_of(KnowledgeBase(inside)).parents
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(inside.parent))
    assert folder_of(KnowledgeBase(inside)).parent == inside.parent / ".cache" / "incumbent"


def test_nothing_can_be_written_anywhere(base: KnowledgeBase) -> None:
    (base.root / ".incumbent").write_text("in the way", encoding="utf-8")
    with pytest.raises(StoreError, match="the query cache cannot be written") as caught:
        fresh(base)
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize(
    "name", [b"tab\there", b"line\nhere", b"caf\xe9", "çağ \u2028".encode()], ids=["tab", "line", "latin", "other"]
)
def test_folders_of_any_name(name: bytes, base: KnowledgeBase) -> None:
    root = Path(os.fsdecode(os.fsencode(base.root.parent) + b"/" + name))
    base.root.rename(root)
    moved = KnowledgeBase(root)
    path, _ = fresh(moved)
    assert content(path) == meant(moved)
    folder_of(moved)


def test_a_moved_base_is_built_again(base: KnowledgeBase) -> None:
    before = content(fresh(base)[0])
    base.root.rename(base.root.with_name("moved"))
    path, _ = fresh(KnowledgeBase(base.root.with_name("moved")))
    assert content(path) == before


def test_the_same_facts_give_the_same_quads(made: Path, tmp_path: Path) -> None:
    make(tmp_path / "again", HOSTILE)
    assert set(quads(KnowledgeBase(made))) == set(quads(KnowledgeBase(tmp_path / "again")))


BUILD = """
import sys
from pathlib import Path
from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.store.cache import Cache, open_read_only
print("ready", flush=True)
sys.stdin.readline()
builds = []
path = Cache(KnowledgeBase(Path(sys.argv[1]))).store_path(builds.append)
print(path, len(builds), len(open_read_only(path)), sep="\\t")
"""


def test_processes_that_build_at_once_build_once(base: KnowledgeBase) -> None:
    command = [sys.executable, "-c", BUILD, str(base.root)]
    pipe = subprocess.PIPE
    processes = [subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) for _ in range(3)]
    for process in processes:
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    found = [process.communicate(timeout=30)[0].strip().split("\t") for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0]
    assert len({(path, size) for path, _, size in found}) == 1
    assert sorted(count for _, count, _ in found) == ["0", "0", "1"]
    assert Cache(base).verify() == []
