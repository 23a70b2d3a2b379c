"""The YAML form is plain: what it may not hold is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from incumbent.errors import InputError
from incumbent.submission import form
from incumbent.submission.faults import RefusedError
from incumbent.submission.form import DEEPEST_NESTING, parse, plain, read


def texts(source: str) -> dict[str, str | None]:
    root = parse(source).mapping
    assert root is not None
    return {key: node.text for key, node in root.items()}


def test_every_scalar_is_the_text_that_was_typed() -> None:
    source = 'a: no\nb: 012\nc: 2025-10-11\nd: 1e3\ne: 0x1F\nf: 1:30\ng: "~"\nh: ~\ni: null\nj:\nk: yes\nl: ""\n"m n": .inf\n'
    assert texts(source) == {
        "a": "no", "b": "012", "c": "2025-10-11", "d": "1e3", "e": "0x1F", "f": "1:30", "g": "~", "h": "", "i": "",
        "j": "", "k": "yes", "l": "", "m n": ".inf",
    }  # fmt: skip
    assert texts('"<<": x\n') == {"<<": "x"}


def test_block_scalars_and_flow() -> None:
    root = parse("a: |\n  one\n  two\nb: {c: [1, 2]}\n").mapping
    assert root is not None and root["a"].text == "one\ntwo\n"
    inner = root["b"].mapping
    assert inner is not None and [node.text for node in inner["c"].items()] == ["1", "2"]
    assert [node.text for node in root["a"].items()] == ["one\ntwo\n"]


def test_lines_are_remembered() -> None:
    root = parse("# a comment\n\na: 1\nb:\n- c: 2\n  d: 3\n")
    assert root.line == 3 and root.key_lines == {"a": 3, "b": 4}
    (member,) = root.mapping["b"].items()
    assert member.line == 5 and member.key_lines == {"c": 5, "d": 6}


FAULTS = {
    "a tag": ("a:\n  - !!str 1\n", ":2:5: tags are not allowed"),
    "a tag that makes things": ("!!python/object/apply:os.system [ls]\n", ":1:1: tags are not allowed"),
    "the non-specific tag": ("a: ! 1\n", ":1:4: tags are not allowed"),
    "an anchor": ("a: &x 1\n", ":1:4: anchors and aliases"),
    "an anchor on a list": ("\na: &x [1]\n", ":2:4: anchors and aliases"),
    "an alias": ("a: 1\nb: *x\n", ":2:4: anchors and aliases"),
    "a duplicate key": ("a: 1\nb: 2\na: 3\n", ":3:1: duplicate key 'a'; use a list"),
    "a duplicate key, quoted": ("a: 1\n'a': 3\n", ":2:1: duplicate key 'a'"),
    "a second document": ("a: 1\n---\nb: 2\n", ":2:1: one file is one submission"),
    "a key that is a list": ("? [a]\n: 1\n", ": a key must be plain text"),
    "too deep": ("[" * 1000, f":1:{DEEPEST_NESTING + 2}: nested deeper than {DEEPEST_NESTING} levels"),
    "too deep, in blocks": ("".join("  " * n + "a:\n" for n in range(40)), "nested deeper than"),
    "no YAML": ("a: b: c\n", ":1:5: the file is not YAML: mapping values are not allowed"),
    "an open quote": ('a: "b\n', "is not YAML"),
    "an open list": ("a: [\n", ":2:1: the file is not YAML"),
    "a tab": ("a:\n\t- b\n", ":2:1: the file is not YAML"),
    "a control character": ("a: \x1b[31m\n", ":1:4: the control character U+001B stands there"),
    "a lone surrogate": ('a: "\\ud800"\n', ":1:7: the file is not YAML"),
    "another version": ("%YAML 3.0\n---\na: 1\n", "is not YAML"),
    "a merge key": ("a: 1\n<<: {b: 2}\n", ":2:1: merge keys (<<) are not allowed"),
    "a null byte, escaped": ('a: 1\n"\x00": 2\n', ":2:2: the control character U+0000"),
    "a long key": ("k" * 201 + ": 1\n", ":1:1: a key of 201 characters"),
    "a long text": ("a: " + "x" * 100_001 + "\n", ":1:4: a text of 100001 characters"),
    "nothing": ("", "contains no facts"),
    "only a comment": ("# hello\n", "contains no facts"),
    "an empty document": ("---\n", "contains no facts"),
}


@pytest.mark.parametrize(("source", "message"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_one_line(source: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        parse(source, "facts.yaml")
    assert str(caught.value).startswith("facts.yaml:") and message in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


def test_all_faults_are_told() -> None:
    with pytest.raises(RefusedError) as caught:
        parse("a: &x 1\nb: *x\nc: !t 2\na: 3\nd: {e: 1, e: 2}\n<<: 1\n", "facts.yaml")
    told = [(finding.code, finding.line, finding.column) for finding in caught.value.findings]
    assert told == [
        ("syntax", 1, 4),
        ("syntax", 2, 4),
        ("syntax", 3, 4),
        ("syntax", 4, 1),
        ("syntax", 5, 11),
        ("syntax", 6, 1),
    ]


def test_too_many_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(form, "MOST_NODES", 100)
    with pytest.raises(RefusedError, match="more than 100 values") as caught:
        parse("[" + "a," * 200 + "]", "facts.yaml")
    assert [finding.code for finding in caught.value.findings] == ["size-limits"]


def test_a_tree_comes_out_of_the_child_as_it_was(tmp_path: Path) -> None:
    text = "a: 1\nb:\n- c: [x, {d: ''}]\n  é: |\n    two\n    lines\n"
    path = tmp_path / "facts.yaml"
    path.write_text(text, encoding="utf-8")
    assert plain(read(path)) == plain(parse(text))


@pytest.mark.parametrize(
    "source", ["h: ~\ni: null\n", "a: &x 1\n", "a: !!int 1\n", "a: 1\na: 2\n", "a: [b, c]\n", "a: [\n"]
)
def test_the_parser_in_python_does_the_same(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def outcome() -> object:
        try:
            root = parse(source).mapping
        except InputError as error:
            return str(error).split(":")[1]  # the line; the words of the two parsers differ
        return {key: [member.text for member in node.items()] for key, node in (root or {}).items()}

    with_c = outcome()
    monkeypatch.delattr(yaml, "CSafeLoader")
    assert outcome() == with_c


def test_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "facts.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert read(path).mapping["a"].text == "1"
    path.write_bytes(b"a: \xff\n")
    with pytest.raises(InputError, match=r"facts\.yaml:1:4: the file is not UTF-8: byte 0xFF at position 3"):
        read(path)
    with pytest.raises(InputError, match="is no file; give a file with facts"):
        read(tmp_path)
    with pytest.raises(InputError, match=r"none\.yaml: is no file"):
        read(tmp_path / "none.yaml")
    monkeypatch.setattr(form, "LARGEST_FILE", 3)
    with pytest.raises(InputError, match=r"facts\.yaml: the file is larger than"):
        read(path)
