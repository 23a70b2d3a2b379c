from __future__ import annotations

from pathlib import Path

import pytest

from incumbent.ask.catalogue import Catalogue, Question, parse, values
from incumbent.ask.term import date, iri, text
from incumbent.ask.written import read_term
from incumbent.errors import AmbiguousNameError, InputError, UnknownNameError, UsageError

HEAD = """\
#+ title: Who took part
#+ question: Who sat at the table?
#+ topic: Meetings
#+ description: One row for each participant,
#+   and one for each office.
#+ parameter: meeting thing(Meeting) optional "the meeting, by name"
#+ parameter: today date = today "the day"
#+ parameter: most integer = 5 "how many"
#+ parameter: in_words text = "two words" "what it says"
#+ parameter: value term optional "any term"
#+ example: incumbent ask participants
#+ example: incumbent ask participants --meeting "Moscow"
#+ columns: meeting, who

# a plain comment
SELECT ?meeting ?who { ?meeting ?who ?today, ?most, ?in_words, ?value }
#+ not: read
"""
PREFIXES = {"kb": "http://x/kb/", "xsd": "http://www.w3.org/2001/XMLSchema#"}


def question(head: str = HEAD) -> Question:
    return parse(Path("participants.rq"), head)


def lookup(words: str, thing_class: str | None) -> str:
    assert thing_class == "Meeting"
    if words == "both":
        raise AmbiguousNameError("which?", ("a", "b"))
    if words == "none":
        raise UnknownNameError("nobody knows that.", ("one",))
    return f"http://x/kb/{words.lower()}"


def bound(**given: str) -> dict[str, object]:
    return dict(values(question(), given, lookup=lookup, prefixes=PREFIXES, today="2025-10-12"))


def test_head() -> None:
    found = question()
    assert found.name == "participants"
    assert (found.title, found.topic) == ("Who took part", "Meetings")
    assert found.description == "One row for each participant, and one for each office."
    assert [(p.name, p.type, p.thing_class, p.default, p.optional) for p in found.parameters] == [
        ("meeting", "thing", "Meeting", None, True),
        ("today", "date", None, "today", False),
        ("most", "integer", None, "5", False),
        ("in_words", "text", None, "two words", False),
        ("value", "term", None, None, True),
    ]
    assert found.parameters[3].option == "in-words"
    assert found.parameters[0].help == "the meeting, by name"
    assert len(found.examples) == 2
    assert found.columns == ("meeting", "who")
    assert found.text == HEAD


def test_values() -> None:
    found = bound(meeting="Moscow")
    assert found == {
        "meeting": iri("http://x/kb/moscow"),
        "today": date("2025-10-12"),
        "most": read_term("5", {}),
        "in_words": text("two words"),
    }
    assert "meeting" not in bound()
    assert bound(**{"in-words": "x"})["in_words"] == text("x")
    assert bound(value='"a\\n"@en')["value"] == text("a\n", "en")


@pytest.mark.parametrize(
    ("given", "error", "words"),
    [
        ({"meting": "x"}, UnknownNameError, "no parameter --meting.*Did you mean --meeting"),
        ({"today": "2025-13-01"}, UsageError, "--today: no such day"),
        ({"today": "yesterday"}, UsageError, "--today: not a day"),
        ({"most": "many"}, UsageError, "--most: not a whole number"),
        ({"value": "a b"}, UsageError, "not a term"),
        ({"meeting": "both"}, AmbiguousNameError, "which"),
        ({"meeting": "none"}, UnknownNameError, "nobody knows"),
    ],
)
def test_wrong_values(given: dict[str, str], error: type[UsageError], words: str) -> None:
    with pytest.raises(error, match=words) as caught:
        bound(**given)
    assert type(caught.value) is error


def test_a_required_parameter() -> None:
    needs = question('#+ title: t\n#+ topic: t\n#+ parameter: who thing "the person"\nSELECT ?who {}')
    assert needs.parameters[0].required
    with pytest.raises(UsageError, match="needs --who: the person"):
        values(needs, {}, lookup=lookup, prefixes={})


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("SELECT * {}", ":1: the head has no line #\\+ title"),
        ("#+ title: a\nSELECT * {}", "no line #\\+ topic"),
        ("#+ title: a\n#+ title: b", ":2: title is given twice"),
        ("#+ title: a\n#+ tilte: b", ":2: not a line of the head"),
        ("#+ title: a\n#+ nothing", ":2: not a line of the head"),
        ("#+ title: a\n#+ parameter: x", ":2: a parameter is NAME TYPE"),
        ("#+ title: a\n#+ parameter: x text", ":2: a parameter is NAME TYPE"),
        ('#+ title: a\n#+ parameter: x texts "h"\n?x', ":2: texts is no type"),
        ('#+ title: a\n#+ parameter: x date(Meeting) "h"\n?x', ":2: only thing"),
        ('#+ title: a\n#+ parameter: x text "h"\nSELECT ?xy {}', ":2: the query does not use \\?x"),
        ('#+ title: a\n#+ parameter: x text "h"\n#+ parameter: x text "h"\nSELECT ?x {}', ":3: .* twice"),
    ],
)
def test_malformed_heads(head: str, words: str) -> None:
    with pytest.raises(InputError, match=f"participants.rq{words}" if words.startswith(":") else words):
        question(head)


def test_catalogue(tmp_path: Path) -> None:
    own, packaged = tmp_path / "own", tmp_path / "packaged"
    own.mkdir()
    packaged.mkdir()
    for folder, name, topic in (
        (packaged, "participants", "Meetings"),
        (packaged, "tenures", "Offices"),
        (own, "tenures", "Own"),
        (own, "visits", "Meetings"),
    ):
        (folder / f"{name}.rq").write_text(f"#+ title: {name}\n#+ topic: {topic}\nSELECT * {{}}\n")
    (packaged / "NOT_A_QUESTION.rq").write_text("")
    catalogue = Catalogue([own, packaged, tmp_path / "absent"])
    assert catalogue.names() == ["participants", "tenures", "visits"]
    topics = {topic: [found.name for found in questions] for topic, questions in catalogue.topics().items()}
    assert topics == {"Meetings": ["participants", "visits"], "Own": ["tenures"]}
    assert catalogue.load("tenures").topic == "Own"
    with pytest.raises(UnknownNameError, match="Did you mean participants"):
        catalogue.load("particpants")
    for name in ("../own/visits", "", "visits.rq", "\x1b[31m"):
        with pytest.raises(UnknownNameError):
            catalogue.load(name)
    (own / "broken.rq").write_text("nonsense")  # the others are read without it
    assert catalogue.load("visits").title == "visits"
    (own / "latin.rq").write_bytes(b"#+ title: \xe9")
    with pytest.raises(InputError, match="not UTF-8"):
        catalogue.load("latin")


@pytest.mark.parametrize(
    ("written", "n_triples"),
    [
        ("<http://x/a>", "<http://x/a>"),
        ("kb:a", "<http://x/kb/a>"),
        ("kb:a\\,b", "<http://x/kb/a,b>"),
        ("'x'", '"x"'),
        ('"""a"b"""@en', '"a\\"b"@en'),
        ("'2025-01-01'^^xsd:date", '"2025-01-01"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("-5", '"-5"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("1.5", '"1.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("1e3", '"1e3"^^<http://www.w3.org/2001/XMLSchema#double>'),
        ("true", '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
    ],
)
def test_written_terms(written: str, n_triples: str) -> None:
    assert str(read_term(written, PREFIXES)) == n_triples


@pytest.mark.parametrize(
    "written", ["", "x", "?x", "<a b>", "<rel>", "zz:a", "'x", "1 2", "_:b", "<a:b> } {", "'x'@@", "-'x'"]
)
def test_what_is_no_term(written: str) -> None:
    with pytest.raises(UsageError):
        read_term(written, PREFIXES)
