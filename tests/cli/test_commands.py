"""Each command: what it prints, where, and how it ends."""

from __future__ import annotations

import json
import os
import re
import threading
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse
from tests.conftest import write_form
from tests.small_base import KB, TALKS, make

from incumbent.base import knowledge_base
from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.cli import console
from incumbent.cli.main import _COMMANDS
from incumbent.submission.form import parse as parse_form

CACHE = ("cache build", "cache verify", "cache clear")


@pytest.mark.parametrize("command", ["", *_COMMANDS, *CACHE, "ask participants"])
def test_help_ends_with_an_example(command: str, run, small: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(small.root)
    found = run(*command.split(), "--help")
    assert found.code == 0 and found.err == "" and found.out.startswith("Usage: incumbent")
    last = found.out.rstrip().split("\n\n")[-1].strip()
    assert last.startswith("Example:  incumbent"), last
    assert found.out == run(*command.split(), "-h").out


def test_every_question_s_help_ends_with_an_example(run, small: KnowledgeBase) -> None:
    names = re.findall(r"^  (\S+)", run("ask", "--kb", small.root).out, re.MULTILINE)
    assert len(names) > 15
    for name in names:
        found = run("ask", name, "--help")
        assert found.code == 0 and found.out.rstrip().split("\n\n")[-1].strip().startswith(
            f"Example:  incumbent ask {name}"
        )


def test_without_a_command_the_help_is_shown(run) -> None:
    found = run()
    assert "Commands:" in found.out + found.err and all(name in found.out + found.err for name in _COMMANDS)
    for shown in (found, run("source")):
        assert (shown.out + shown.err).startswith("Usage: incumbent") and "See 'incumbent" not in shown.out + shown.err


def test_version(run) -> None:
    from incumbent import __version__

    assert run("--version").out == f"incumbent, version {__version__}\n"


UNKNOWN = {
    "a command": ("aks", "No such command 'aks'. Did you mean ask?"),
    "a command like none": ("xyz", "No such command 'xyz'. 'incumbent --help' lists them."),
    "a command of the cache": ("cache bild", "No such command 'bild'"),
    "a question": ("ask participant", "no question is called participant; incumbent ask lists them. Did you mean participants"),
    "a question with a path": ("ask ../../x", "no question is called"),
    "a parameter": ("ask participants --meting x", "No such option '--meting'. Did you mean '--meeting'?"),
    "a thing": ("ask participants --meeting hull", "called 'hull'"),
    "a format of an answer": ("ask participants --format tabel", "Did you mean table"),
    "a format of a graph for rows": ("ask participants --format turtle", "turtle"),
    "a dossier": ("ask participants --dossier talk", "No dossier is called 'talk'; there are: talks, visits. Did you mean talks?"),
    "a dossier to export": ("export --dossier ../talks", "No dossier is called"),
    "a format to export": ("export --format turtel", "No format is called 'turtel'"),
    "a class to export": ("export --class Meting", "No class is called 'Meting'"),
    "a thing to export": ("export --around hull", "No thing is called 'hull'"),
    "a depth": ("export --around x --depth 99", "Invalid value for '--depth'"),
    "a kind": ("new meting", "No kind of fact is called 'meting'"),
    "a term": ("terms statedCapacty", "No term of the vocabulary is called 'statedCapacty'. Did you mean statedCapacity"),
    "a source": ("cite nothing words", "No thing is called 'nothing'"),
    "a source that is none": ("cite person-bob words", "person-bob is no source"),
    "words": ("cite first nonsense", "“nonsense” does not stand in the text"),
    "words of several places": ("cite first Ann", "add --occurrence N"),
    "a folder of texts": ("cite first Ann --sources nowhere", "nowhere: is no folder"),
    "a time": ("query ASK{} --timeout soon", "is not a valid float"),
    "no time": ("query ASK{} --timeout 0", "above 0"),
    "a time that is no number": ("query ASK{} --timeout nan", "above 0"),
    "an endless time": ("query ASK{} --timeout inf", "above 0"),
    "a memory": ("query ASK{} --memory much", "--memory 'much' is not a size; write 512MiB or 1GiB"),
    "no memory": ("query ASK{} --memory 0", "--memory '0' is not a size"),
    "rows": ("query ASK{} --limit -1", "--limit"),
    "an option": ("export --fromat turtle", "No such option '--fromat'."),
    "an argument": ("terms one two", "unexpected extra argument"),
    "no argument": ("new", "Missing argument 'KIND'"),
    "a base": ("ask --kb /nonexistent", "/nonexistent: no incumbent.toml there; 'incumbent init /nonexistent' makes a base."),
    "a base behind a question": ("ask participants --kb=/nonexistent", "no incumbent.toml there"),
    "a query": ("query SELECT", "line 1, column"),
    "a service": ("query SELECT*{SERVICE<http://x>{?a?b?c}}", "SERVICE is refused"),
    "a query file": ("query nothing.rq", "nothing.rq: cannot be read: No such file or directory."),
    "an output": ("query ASK{} -o nowhere/x", "nowhere/x: cannot be written"),
    "a folder for an output": ("export -o graph", "graph: cannot be written"),
    "a form": ("check nothing.yaml", "nothing.yaml: is no file"),
    "a form to merge": ("merge nothing.yaml", "nothing.yaml: is no file"),
    "a form of another kind": ("merge incumbent.toml", "a submission ends in .yaml"),
    "a folder for a form": ("check graph", "graph: is no file"),
}  # fmt: skip


@pytest.mark.parametrize(("command", "message"), UNKNOWN.values(), ids=UNKNOWN)
def test_what_nobody_knows(
    command: str, message: str, run, small: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(small.root)
    run("cache", "build", "-q")  # that it is built would be told, too
    found = run(*command.split())
    assert found.code == 2 and message in found.fault


FILES = {
    "bytes.yaml": (b"a: \xff", 1, ":1:4", "X02 utf8: the file is not UTF-8: byte 0xFF at position 3"),
    "broken.yaml": (b"a: [", 1, ":2:1", "X01 syntax: "),
    "bytes.ttl": (b"\xff", 1, ":1:1", "X02 utf8: the file is not UTF-8: byte 0xFF at position 0"),
    "broken.ttl": (b"a b c", 1, ":1:", "X01 syntax: "),
    "empty.yaml": (b"", 5, "", "S17 nonempty: the file contains no facts"),
}


@pytest.mark.parametrize("command", ["check", "merge"])
@pytest.mark.parametrize(("name", "data", "code", "place", "message"), [(n, *f) for n, f in FILES.items()], ids=FILES)
def test_files_that_cannot_be_read(
    name: str, data: bytes, code: int, place: str, message: str, command: str, run, small, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    run("cache", "build", "-q", "--kb", small.root)
    found = run(command, tmp_path / name, "--kb", small.root, "--dossier", "talks")
    assert found.code == code and message in found.out + found.err
    assert f"{tmp_path / name}{place}" in found.out + found.err and "Traceback" not in found.err
    assert (found.out, found.err)[
        command == "check"
    ] == ""  # the report of a check is its answer, that of a merge is not


@pytest.mark.parametrize("data", [b"\xff", b"SELECT \xff"])
def test_a_query_file_that_is_not_utf8(data: bytes, run, small: KnowledgeBase, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_bytes(data)
    assert "is not UTF-8 (byte" in run("query", tmp_path / "q.rq", "--kb", small.root).fault
    (tmp_path / "folder.rq").mkdir()
    assert "Is a directory" in run("query", tmp_path / "folder.rq", "--kb", small.root).fault


READING = ("ask", "ask participants", "query ASK{}", "terms", "new meeting", "check", "export", "cache build")


@pytest.mark.parametrize("command", READING)
def test_a_broken_base(
    command: str, run, small: KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "incumbent.toml").write_bytes(b"[base\n")
    (tmp_path / "graph").mkdir()
    monkeypatch.chdir(tmp_path)
    found = run(*command.split())
    if command in ("ask", "terms", "new meeting"):  # what does not read the settings may answer
        assert found.code == 0 or "incumbent.toml: is not TOML" in found.fault
    else:
        assert found.code == 2 and f"{tmp_path}/incumbent.toml: is not TOML" in found.fault


def test_broken_facts(run, tmp_path: Path) -> None:
    base = make(tmp_path / "base")
    (base.graph / "talks" / "person" / "bob.ttl").write_bytes(b"nonsense")
    for command in ("ask participants", "query ASK{}", "export", "check", "format", "cache build", "cite first Ann"):
        found = run(*command.split(), "--kb", base.root)
        assert found.code == 2 and "bob.ttl: " in found.err and len(found.err.splitlines()) <= 2, found


def test_asking(run, small: KnowledgeBase) -> None:
    found = run("ask", "participants", "--kb", small.root, "--format", "json", "-q")
    assert found.code == 0 and found.err == ""
    rows = json.loads(found.out)["results"]["bindings"]
    assert len(rows) == 3
    one = run("ask", "participants", "--meeting", "hall", "--kb", small.root, "--format", "json", "-q")
    assert len(json.loads(one.out)["results"]["bindings"]) == 2
    assert (
        run("ask", "participants", "--kb", small.root, "--dossier", "visits", "--format", "csv", "-q").out.count("\n")
        == 2
    )
    asked = run("ask", "participants", "--kb", small.root, "--sparql")
    assert asked.code == 0 and "SELECT" in asked.out and "#+" not in asked.out


def test_an_answer_without_rows_is_an_answer(run, small: KnowledgeBase) -> None:
    found = run("query", "SELECT ?x { ?x a inc:Nothing }", "--kb", small.root)
    assert found.code == 0 and "no rows" in found.err
    assert run("query", "SELECT ?x { ?x a inc:Nothing }", "--kb", small.root, "-q").err == ""


def test_facts_only(run, small: KnowledgeBase) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?x inc:earliestStart ?day }"
    counts = [
        run("query", query, "--kb", small.root, "--format", "csv", "-q", *more).out for more in ([], ["--facts-only"])
    ]
    assert counts[1] == "n\r\n0\r\n" != counts[0]


def test_building_is_told_and_quiet_is_quiet(run, tmp_path: Path) -> None:
    base = make(tmp_path / "base")
    assert run("query", "ASK{}", "--kb", base.root, "-q").err == ""
    assert run("cache", "clear", "--kb", base.root).err == "incumbent: 1 stores removed.\n"
    assert "building the query cache" in run("query", "ASK{}", "--kb", base.root).err
    assert run("query", "ASK{}", "--kb", base.root).err == ""
    assert run("cache", "verify", "--kb", base.root, "-q") == (0, "", "")
    path = Path(run("cache", "build", "--kb", base.root).out.strip())
    assert path.is_dir() and path.parent == base.root / ".incumbent"
    (base.graph / "talks" / "person" / "bob.ttl").unlink()
    stale = run("cache", "verify", "--kb", base.root)
    assert stale.code == 1 and "no store that fits" in stale.out
    for command in ("clear", "build"):
        assert run("cache", command, "--kb", base.root, "-q").err == ""


def test_hostile_names_reach_nothing(run, small: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(small.root)
    monkeypatch.setenv("COLUMNS", "200")
    commands: list[list[str]] = [
        ["ask", "participants"],
        ["ask", "participants", "--format", "md"],
        ["query", "SELECT ?n { ?x inc:knownAs ?n }"],
        ["query", "DESCRIBE kb:person-ann"],
        ["export", "--around", "person-ann"],
        ["query", "DESCRIBE kb:person-ann", "--format", "trig"],
        ["query", "SELECT ?n { ?x inc:knownAs ?n }", "--format", "csv"],
        ["query", "SELECT ?n { ?x inc:knownAs ?n }", "--format", "json"],
        ["check"],
    ]
    shown = 0
    for command in commands:
        found = run(*command)
        assert found.code in (0, 1), found
        assert "\x1b" not in found.out + found.err, command
        assert "--format" in command or "\u202e" not in found.out + found.err, command
        shown += "[31m" in found.out
    assert shown >= 8
    csv = run("query", 'SELECT ("=1+1" AS ?n) {}', "--format", "csv").out
    assert "\n=1+1" not in csv


def test_hostile_arguments_are_shown_and_not_obeyed(run, small: KnowledgeBase) -> None:
    for command in (
        ["new", "\x1b[31m"],
        ["terms", "a\u202eb"],
        ["export", "--around", "\x9b31m"],
        ["ask", "\x1b]0;x\x07"],
    ):
        found = run(*command, "--kb", small.root)
        assert found.code == 2 and not re.search("[\x1b\x9b\x07\u202e]", found.err), found


def test_a_file_name_with_an_escape(run, tmp_path: Path) -> None:
    base = make(tmp_path / "base")
    (base.graph / "talks" / "\x1b[31m.ttl").write_text("", encoding="utf-8")
    found = run("format", "--check", "--kb", base.root)
    assert found.code == 1 and "\x1b" not in found.out and "\\u{1b}" in found.out


def test_format(run, tmp_path: Path) -> None:
    base = make(tmp_path / "base")
    assert run("format", "--check", "--kb", base.root) == (0, "", "incumbent: all files are canonical.\n")
    path = base.graph / "talks" / "person" / "bob.ttl"
    before = path.read_bytes()
    path.write_bytes(before + b"\n# a comment\n")
    found = run("format", "--check", "--kb", base.root)
    assert found.code == 1 and found.out == "graph/talks/person/bob.ttl\n" and "1 file is not canonical" in found.err
    assert path.read_bytes() != before
    found = run("format", "--kb", base.root, "-q")
    assert found == (0, "graph/talks/person/bob.ttl\n", "") and path.read_bytes() == before
    assert run("format", "--kb", base.root).code == 0


def test_check_of_a_base_and_of_a_form(run, tmp_path: Path) -> None:
    base = make(tmp_path / "base")
    found = run("check", "--kb", base.root)
    assert found.code == 0 and re.search(r"\d+ triples checked, \d+ evidence spans proved\.\nsound ", found.out)
    moved = base.sources_folder.rename(tmp_path / "elsewhere")
    assert "not checked for want of their text" in run("check", "--kb", base.root).out
    assert "not checked" not in run("check", "--kb", base.root, "--sources", moved).out
    text = moved / "first.txt"
    text.write_bytes(text.read_bytes().replace(b"Bob", b"Rob"))
    (base.graph / "talks" / "person" / "zoe.ttl").write_text(f"<{KB}person-zoe> a <urn:x:y> .", encoding="utf-8")
    found = run("check", "--kb", base.root, "--sources", moved)
    assert found.code == 1 and "S12 known-term: person-zoe" in found.out
    assert "Violations (" in found.out and "unsound (" in found.out


def test_the_way_of_a_fact(run, empty_base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(empty_base.root)
    write_form(empty_base, TALKS)
    assert run("check", "facts.yaml").code == 0
    dry = run("merge", "facts.yaml", "--dry-run")
    assert dry.code == 0 and "would write" in dry.err and not list(empty_base.graph.iterdir())
    found = run("merge", "facts.yaml")
    assert found.code == 0 and "wrote" in found.err and "graph/talks/meeting/hall.ttl" in found.out.splitlines()
    assert all((empty_base.root / line).is_file() for line in found.out.splitlines())
    again = run("merge", "facts.yaml")
    assert again.code == 0 and again.out == "" and "0 new triples" in again.err and "wrote 0 files" in again.err
    assert "the hall meeting" in run("ask", "participants").out
    bad = empty_base.root / "bad.yaml"
    bad.write_text("dossier: talks\nfacts:\n- meting: x\n", encoding="utf-8")
    rejected = run("merge", "bad.yaml")
    assert rejected.code == 1 and rejected.out == "" and "bad.yaml:3:3\n" in rejected.err
    assert "S12 known-term: 'meting' is no kind of fact" in rejected.err
    assert "Nothing was changed" in rejected.err
    assert "S12 known-term" in run("merge", "bad.yaml", "-q").err  # an error is told even so
    checked = run("check", "bad.yaml")
    assert checked.code == 1 and "bad.yaml:3:3\n" in checked.out and "S12 known-term" in checked.out


WORDS = {
    "plain": "Ann lives",
    "letters of others": "Çağ 🤝 آن C\u0327",
    "quotation marks and backslashes": "she said \"no\\n\", 'yes' \\",
    "several lines": "one\n  two\n\nthree",
    "a tab and a carriage return": "a\tb\r\nc",
    "escapes and directions": "a\x1b[31mb\u202ec\x85d\u2028e\x00f\ufeffg",
    "what looks like YAML": "- {a: b} # no & * !tag |",
    "spaces at its ends": " spaced ",
}


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_what_cite_prints_compiles_to_the_same_span(words: str, run, tmp_path: Path) -> None:
    from incumbent.base.facts import Facts
    from incumbent.model.terms import inc
    from incumbent.submission.compiler import Compiler
    from incumbent.submission.quotes import Texts, digest

    base = make(tmp_path / "base")
    text = f"Before. {words}|{words}| after.\n"
    (base.root / "sources" / "cited.txt").write_bytes(text.encode())
    source = base.graph / "talks" / "source" / "cited.ttl"
    source.write_text(
        f'<{KB}source-cited> a <{inc("Source")}> ; <{inc("textDigest")}> "{digest(text)}" .', encoding="utf-8"
    )
    found = run("cite", "--occurrence", "2", "--kb", base.root, "--", "cited", words)
    assert found.code == 0 and not re.search("[\x00\x1b\u202e]", found.out), found
    start, end = (int(n) for n in re.findall(r"# characters (\d+) to (\d+)", found.out)[0])
    assert text[start:end] == words and start > 8
    block = "".join(f"  {line}\n" for line in found.out.splitlines())
    node = parse_form(f"facts:\n- person: zoe\n  label: Zoe\n{block}")
    compiler = Compiler(base.vocabulary, Facts.read(base), base.settings, Texts(base.sources_folder), "cited")
    submission = compiler.compile(node)
    assert submission.findings == []
    values = {t.predicate.value: t.object.value for t in submission.triples}
    assert (int(values[inc("start")]), int(values[inc("end")])) == (start, end)
    assert values[inc("sha256")] == digest(words) and values[inc("source")] == KB + "source-cited"


def test_cite_without_the_text(run, small: KnowledgeBase, tmp_path: Path) -> None:
    found = run("cite", "first", "Ann lives", "--kb", small.root, "--sources", tmp_path)
    assert found.code == 2 and found.fault == "The text of source-first is not at hand; give its folder with --sources."
    assert run("cite", "report first", "Ann lives", "--kb", small.root).out.startswith("source: source-first\nquote: ")


def test_new_and_terms(run, small: KnowledgeBase, tmp_path: Path) -> None:
    found = run("new", "meeting", "--kb", small.root)
    assert found.code == 0 and parse_form(found.out).mapping is not None
    output = tmp_path / "meeting.yaml"
    assert run("new", "meeting", "--kb", small.root, "-o", output) == (0, "", "")
    assert output.read_text(encoding="utf-8") == found.out
    everything = run("terms", "--kb", small.root).out
    assert "inc:statedCapacity" in everything and "Derived" in everything
    for name in ("statedCapacity", "inc:statedcapacity", "Meeting", "leaderLevel"):
        assert "https://w3id.org/incumbent/ontology#" in run("terms", name, "--kb", small.root).out


def test_init(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "border-talks"
    found = run("init", folder, "--iri", "https://example.org/border-talks/")
    assert found.code == 0 and len(found.out.splitlines()) == 5 and "incumbent merge" in found.err
    assert KnowledgeBase(folder).settings.title == "border-talks"
    assert "has an incumbent.toml already" in run("init", folder).fault
    assert "must be an absolute IRI" in run("init", tmp_path / "bad", "--iri", "x").fault
    assert not (tmp_path / "bad").exists()
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    assert found.err.endswith(f"facts.yaml --kb {folder}'.\n") and run("init", ".").err.endswith("facts.yaml'.\n")
    monkeypatch.chdir(folder)
    assert run("ask", "participants").code == 0
    assert run("ask", "participants", "-q").err == ""
    assert run("export").code == 0 and run("check").code == 0 and run("format").code == 0


def test_a_file_in_the_way_of_a_base(run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert run("init", tmp_path / "file" / "x").code == 2
    assert run("init", tmp_path / "file").code == 2


def test_the_packaged_base_is_read_and_not_written(
    run, small: KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shutil

    inside = tmp_path / "incumbent" / "_kb"
    shutil.copytree(small.root, inside, ignore=shutil.ignore_patterns(".incumbent"))
    for room in ("ontology", "shapes", "queries"):
        (inside / room).symlink_to(knowledge_base.packaged_root() / room)
    monkeypatch.setattr(knowledge_base, "_PACKAGE", inside.parent)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    found = run("terms")
    told = "incumbent: reading the packaged knowledge base (no incumbent.toml from here upwards).\n"
    assert found.code == 0 and found.err == told
    assert run("terms", "-q").err == ""
    shutil.copy(inside / "first.yaml", elsewhere)
    for command in (["merge", "first.yaml"], ["format"]):
        refused = run(*command, "-q")
        assert (
            refused.code == 2
            and refused.fault == "The packaged base is read-only; 'incumbent init DIR' makes one of your own."
        )
    assert not (inside / ".incumbent").exists()


@pytest.mark.parametrize("name", ["turtle", "nt", "nq", "trig", "jsonld"])
def test_export(name: str, run, small: KnowledgeBase, tmp_path: Path) -> None:
    found = run("export", "--kb", small.root, "--format", name)
    assert found.code == 0 and found.err == ""
    output = tmp_path / "out"
    assert run("export", "--kb", small.root, "--format", name, "-o", output) == (0, "", "")
    assert output.read_bytes().decode() == found.out
    if name == "turtle":
        assert len(list(parse(found.out.encode(), format=RdfFormat.TURTLE))) > 100


def test_export_of_nothing_and_of_what_xml_cannot_carry(run, small: KnowledgeBase, tmp_path: Path) -> None:
    empty = run("export", "--kb", small.root, "--class", "Agreement")
    assert empty.code == 0 and "nothing is in this part of the graph" in empty.err
    output = tmp_path / "out.rdf"
    refused = run("export", "--kb", small.root, "--format", "rdfxml", "-o", output)
    assert refused.code == 2 and "a character that XML cannot carry" in refused.fault and not output.exists()


def test_an_output_that_cannot_be_written_leaves_nothing_behind(run, small: KnowledgeBase, tmp_path: Path) -> None:
    for output in (tmp_path, tmp_path / "nowhere" / "x", Path("/proc/nothing")):
        for command in (["export"], ["query", "ASK{}"], ["new", "meeting"], ["ask", "participants"]):
            found = run(*command, "--kb", small.root, "-o", output, "-q")
            assert found.code == 2 and found.fault.startswith(f"{output}: cannot be written")
    assert list(tmp_path.iterdir()) == []


def test_an_answer_that_fails_leaves_the_old_output(run, small: KnowledgeBase, tmp_path: Path) -> None:
    output = tmp_path / "out"
    output.write_text("old", encoding="utf-8")
    assert run("query", "SELECT", "--kb", small.root, "-o", output).code == 2
    assert output.read_text(encoding="utf-8") == "old" and list(tmp_path.iterdir()) == [output]


def test_an_output_may_be_a_link_or_a_pipe(run, small: KnowledgeBase, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "target")
    assert run("new", "meeting", "--kb", small.root, "-o", tmp_path / "link").code == 0
    assert (tmp_path / "link").is_symlink() and (tmp_path / "target").is_file()
    os.mkfifo(tmp_path / "pipe")
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append((tmp_path / "pipe").read_bytes()), daemon=True)
    reader.start()
    assert run("new", "meeting", "--kb", small.root, "-o", tmp_path / "pipe").code == 0
    reader.join(10)
    assert read == [(tmp_path / "target").read_bytes()] and (tmp_path / "pipe").is_fifo()


@pytest.mark.parametrize(
    ("text", "size"),
    [("512MiB", 512 * 2**20), ("1GiB", 2**30), ("1g", 2**30), ("1.5 k", 1536), ("100", 100), ("2 TB", 2 * 2**40)],
)
def test_sizes(text: str, size: int) -> None:
    assert console.size(text) == size


def test_an_internal_fault_is_one_line(run, small: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("oh\x1b[31m")

    monkeypatch.setattr("incumbent.export.whole.quads", fail)
    found = run("export", "--kb", small.root)
    assert (
        found.code == 3
        and found.fault == "internal fault: RuntimeError: oh\\u{1b}[31m (INCUMBENT_DEBUG=1 shows where)."
    )
    monkeypatch.setattr("incumbent.export.whole.quads", lambda *_, **__: (_ for _ in ()).throw(OSError(22, "odd")))
    assert run("export", "--kb", small.root).code == 3
    monkeypatch.setattr("incumbent.export.whole.quads", lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt))
    stopped = run("export", "--kb", small.root)
    assert (stopped.code, stopped.out, stopped.err.strip()) == (130, "", "incumbent: interrupted.")
