from __future__ import annotations

import contextlib
import time

import pytest

from incumbent.ask import tokens
from incumbent.ask.tokens import render, tokenize
from incumbent.errors import QueryError


def pairs(text: str) -> list[tuple[str, str]]:
    return [(token.kind, token.text) for token in tokenize(text)]


def test_every_kind_of_terminal() -> None:
    text = 'SELECT ?a $b { ex:a.b-c\\,d%20 :x ex: _:b.1 \'x\'@en-GB """a"b"""^^<a:b> 1 1.5 .5 1e5 1.5E-3 } # end'
    assert [kind for kind, _ in pairs(text)] == [
        *("word", "variable", "variable", "mark", "name", "name", "name", "blank", "string", "language", "string"),
        *("mark", "iri", "number", "number", "number", "number", "number", "mark"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ex:SERVICE", [("name", "ex:SERVICE")]),
        ("a.b:c", [("name", "a.b:c")]),
        ("ex:a.", [("name", "ex:a"), ("mark", ".")]),
        ("a.:b", [("word", "a"), ("mark", "."), ("name", ":b")]),
        ("''''x'''", None),
        ("''", [("string", "''")]),
        ('""""a"b\n"""', [("string", '""""a"b\n"""')]),
        ("?x?y", [("variable", "?x"), ("variable", "?y")]),
        ("<a>?x", [("iri", "<a>"), ("variable", "?x")]),
        ("<a>?", [("iri", "<a>"), ("mark", "?")]),
        ("?é:b", [("variable", "?é"), ("name", ":b")]),
        ("A#c\nB", [("word", "A"), ("word", "B")]),
    ],
)
def test_longest_match(text: str, expected: list[tuple[str, str]] | None) -> None:
    if expected is None:
        assert [kind for kind, _ in pairs(text)] == ["string"]
    else:
        assert pairs(text) == expected


def test_comparison_without_spaces_is_no_iri() -> None:
    found = [token.text for token in tokenize("SELECT * { ?s ?p <a&b> FILTER(?a<?b&&?c>?d) FILTER ex:f(<a:b>, 1<2) }")]
    assert "<a&b>" in found
    assert "<a:b>" in found
    assert found.count("<") == 2


def test_a_comment_inside_a_comparison_hides_nothing() -> None:
    found = [token.text for token in tokenize("SELECT((1<2)AS?c)FROM<a:g>#>\n{}")]
    assert "FROM" in found
    found = [token.text for token in tokenize("SELECT * { FILTER(1<2)SERVICE?s#>\n{} }")]
    assert "SERVICE" in found


def test_escapes_are_decoded_where_they_may_stand() -> None:
    assert pairs("SERV\\u0049CE") == [("word", "SERVICE")]
    assert pairs("\\u0053ERVICE") == [("word", "SERVICE")]
    assert pairs("?\\U00000078") == [("variable", "?x")]
    assert pairs("<a:\\u00e9>") == [("iri", "<a:é>")]
    assert pairs("a\\u003Ab") == [("name", "a:b")]
    assert pairs("'\\u0027'") == [("string", "'\\''")]
    assert pairs("'\\u005Cn'") == [("string", "'\\\\n'")]
    assert pairs("'\\\\u0041'") == [("string", "'\\\\u0041'")]
    assert pairs("'''\\u000A'''") == [("string", "'''\\n'''")]


@pytest.mark.parametrize(
    "text",
    [
        "?s\\u0020?p",
        "SELECT\\u007B",
        "<a:\\u003E>",
        "<a:\\u0020>",
        "'\\uD800'",
        "'\\U00110000'",
        "'\\x'",
        "'abc",
        '"""abc"',
        "'a\nb'",
        "a\u00a0b",
        "a×b",
        "ex:a\u2028",
        "\x0b",
        "\ud800",
        "\\",
        "@",
        "?a <<( ?b ?c ?d )>>",
    ],
)
def test_what_is_no_terminal_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match=r"line 1, column \d+: "):
        tokenize(text)


def test_places_are_those_of_the_original() -> None:
    text = "\ufeff# é\r\nSELECT '''a\nb''' \\u0041 ?x"
    found = {token.text: (token.line, token.column, token.offset) for token in tokenize(text)}
    assert found["SELECT"][:2] == (2, 1)
    assert found["A"][:2] == (3, 6)
    line, column, offset = found["?x"]
    assert (line, column) == (3, 13)
    assert text[offset:] == "?x"


def test_error_shows_the_line_and_a_caret() -> None:
    with pytest.raises(QueryError) as caught:
        tokenize("SELECT\n  ?x ` \x1b[31m")
    first, line, caret = str(caught.value).split("\n")
    assert first == "line 2, column 6: unexpected character `"
    assert line == "    ?x ` \\u{1b}[31m"
    assert caret.index("^") == line.index("`")


@pytest.mark.parametrize(
    "unit",
    ["a-", "a.", "<", "'a' ", "1.", ":.", "..", "\\u0041", "?", "(", "1e", "_:", "a:", "@a-", '""', "%", "# \n", "é-"],
)
def test_time_is_linear(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    start = time.perf_counter()
    with contextlib.suppress(QueryError):
        tokenize(text)
    assert time.perf_counter() - start < 3


def test_rendering_reads_the_same_again() -> None:
    text = "SELECT ?x # c\n{ ?x a <a:b> ; ex:p 'x'@en , -1 . FILTER(?x<?y&&?z>1) }"
    again = render(tokenize(text))
    assert "#" not in again.text
    assert [t.text for t in tokenize(again.text)] == [t.text for t in tokenize(text)]
    assert again.tokens[again.token_at(again.text.index("ex:p") + 1)].text == "ex:p"
    assert tokens.INSERTED not in {t.kind for t in again.tokens}
