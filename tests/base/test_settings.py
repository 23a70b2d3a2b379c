"""What incumbent.toml may say, and how each fault of it is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from incumbent.base.settings import load, parse
from incumbent.errors import SettingsError

GOOD = b'[base]\niri = "https://example.org/kb/"\n'


def test_defaults(tmp_path: Path) -> None:
    path = tmp_path / "incumbent.toml"
    path.write_bytes(GOOD)
    settings = load(path)
    assert settings.title == tmp_path.name and settings.language == "en"
    assert settings.prefixes == {"kb": "https://example.org/kb/"}
    assert settings.sources == "sources" and settings.keep_quotes is False


def test_everything_said(tmp_path: Path) -> None:
    path = tmp_path / "incumbent.toml"
    path.write_text(
        '[base]\ntitle = "İki"\niri = "https://example.org/kb#"\nlanguage = "tr-TR"\n'
        '[prefixes]\nex = "https://example.org/"\n[evidence]\nsources = "../texts"\nkeep-quotes = true\n',
        encoding="utf-8",
    )
    settings = load(path)
    assert settings.title == "İki" and settings.language == "tr-TR" and settings.keep_quotes is True
    assert settings.prefixes == {"ex": "https://example.org/", "kb": "https://example.org/kb#"}


FAULTS = {
    "empty": (b"", "needs iri"),
    "no iri": (b'[base]\ntitle = "x"\n', "needs iri"),
    "not TOML": (b"[base\n", "is not TOML"),
    "not UTF-8": (b'[base]\ntitle = "\xff"\n', "is not TOML"),
    "a key twice": (GOOD + b'iri = "https://example.org/"\n', "is not TOML"),
    "endless digits": (b"a = " + b"1" * 5000, "is not TOML"),
    "endless brackets": (b"a = " + b"[" * 5000, "is not TOML"),
    "an unknown table": (GOOD + b"[bsae]\nx = 1\n", "unknown table 'bsae'"),
    "a key outside": (b"iri = 1\n" + GOOD, "unknown table 'iri'"),
    "a table that is none": (b"base = 1\n", "'base' must be a table"),
    "an unknown key": (GOOD + b"[evidence]\nsource = 1\n", "unknown key 'source' in [evidence]; known are sources"),
    "a key of two lines": (GOOD + b'"a\\nb" = 1\n', "unknown key 'a\\nb'"),
    "a table of two lines": (GOOD + b'["a\\nb"]\n', "unknown table 'a\\nb'"),
    "a title that is a number": (GOOD + b"title = 1\n", "'title' in [base] must be a str"),
    "a flag that is text": (GOOD + b'[evidence]\nkeep-quotes = "yes"\n', "must be a bool"),
    "a folder that is a flag": (GOOD + b"[evidence]\nsources = true\n", "must be a str"),
    "a relative iri": (b'[base]\niri = "kb/"\n', "must be an absolute IRI"),
    "an iri without end": (b'[base]\niri = "https://example.org/kb"\n', "ends in / or #"),
    "an iri with a space": (b'[base]\niri = "https://example.org/a b/"\n', "must be an absolute IRI"),
    "an iri with brackets": (b'[base]\niri = "https://[bad/"\n', "must be an absolute IRI"),
    "an iri with a bad escape": (b'[base]\niri = "https://example.org/%zz/"\n', "must be an absolute IRI"),
    "an iri with a line": (b'[base]\niri = "https://example.org/\\n/"\n', "must be an absolute IRI"),
    "an iri with two fragments": (b'[base]\niri = "https://example.org/#a#"\n', "must be an absolute IRI"),
    "a language that is none": (GOOD + b'language = "English!"\n', "is not a language tag"),
    "a language that ends early": (GOOD + b'language = "en-x"\n', "is not a language tag"),
    "a prefix that is a number": (GOOD + b"[prefixes]\nex = 1\n", "'ex' in [prefixes] must be a str"),
    "a prefix with a space": (GOOD + b'[prefixes]\n"a b" = "https://example.org/"\n', "is not a prefix"),
    "a prefix of two lines": (GOOD + b'[prefixes]\n"a\\nb" = "https://example.org/"\n', "is not a prefix"),
    "a namespace that is relative": (GOOD + b'[prefixes]\nex = "example/"\n', "is not a prefix and an absolute IRI"),
    "another kb": (GOOD + b'[prefixes]\nkb = "https://example.org/other/"\n', "must be the iri of [base]"),
}


@pytest.mark.parametrize(("data", "message"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_one_line_that_names_the_file(data: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "incumbent.toml"
    path.write_bytes(data)
    with pytest.raises(SettingsError) as caught:
        load(path)
    assert str(caught.value).startswith(f"{path}: ") and message in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1
    assert caught.value.exit_code == 2


def test_a_file_that_is_not_there_or_a_folder(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read: No such file"):
        load(tmp_path / "incumbent.toml")
    with pytest.raises(SettingsError, match="cannot be read: Is a directory"):
        load(tmp_path)


@given(st.text("abc:/#%[]@ 09é", max_size=20), st.text("abcx-019", max_size=12))
def test_what_is_let_in_is_sound(end: str, language: str) -> None:
    def quoted(text: str) -> str:
        return '"' + text + '"'

    data = f"[base]\niri = {quoted('https://' + end)}\nlanguage = {quoted(language)}\n".encode()
    try:
        settings = parse(data, Path("incumbent.toml"))
    except SettingsError:
        return
    assert NamedNode(settings.iri + "person-x") and Literal("x", language=settings.language)
