"""From the form to triples: keys, references, nested records, and IRIs that follow from content."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable
from datetime import date

import pytest
from pyoxigraph import Triple
from tests.small_base import INC, TALKS
from tests.submission.conftest import nodes_of

from incumbent.base.facts import Facts
from incumbent.model.terms import SKOS
from incumbent.submission.compiler import Compiler, Submission
from incumbent.submission.faults import MOST
from incumbent.submission.form import parse
from incumbent.submission.quotes import Texts

WORLD = """\
- state: x
  label: {en: State of X, tr: Işık Devleti}
  altLabel: [X, Land of X]
  isoCode: XX
  quote: X is a state
- office: minister-x
  label: Minister of X
  officeOf: state-x
  quote: X has a minister
- person: ann
  label: Ann
  names:
  - {spelling: {ar: آن}, nameKind: transliteration, quote: she is آن there}
  quote: Ann lives
- person: bob
  label: Bob
  quote: Bob lives
"""


def meeting(*lines: str) -> str:
    inner = "".join(f"  {line}\n" for line in ('label: "the hall meeting"', *lines, "quote: they met in the hall"))
    return WORLD + "- meeting: hall\n" + inner


def test_a_form_that_says_much_has_no_fault(compiled) -> None:
    found = compiled(TALKS)
    assert found.findings == [] and found.submission.dossier == "talks"
    assert len(found.of("Participation")) == 2 and len(found.of("StatusReport")) == 1 and len(found.of("Name")) == 1


def test_texts_take_the_language_of_the_base_or_their_own(compiled) -> None:
    state = compiled(WORLD).nodes["state-x"]
    assert state["prefLabel"] == {"State of X@en", "Işık Devleti@tr"}
    assert state["altLabel"] == {"X@en", "Land of X@en"}
    assert state["isoCode"] == {"XX"}


def test_the_range_gives_the_datatype(compiled) -> None:
    form = meeting('date: ["2020-05", 2020]', "dateUnknown: true", "url: https://example.org/", "note: well, well")
    form += "- age:\n  person: person-ann\n  years: 012\n  asOf: 2020\n  quote: Ann is twelve\n"
    found = compiled(form)
    assert found.findings == []
    by_object = {t.object.value: t.object for t in found.submission.triples}
    assert (
        by_object["2020-05"].datatype.value
        == by_object["2020"].datatype.value
        == "http://id.loc.gov/datatypes/edtf/EDTF"
    )
    assert by_object["true"].datatype.value.endswith("#boolean")
    assert by_object["012"].datatype.value.endswith("#integer")
    assert by_object["https://example.org/"].datatype.value.endswith("#anyURI")
    assert by_object["well, well"].language == "en"


@pytest.mark.parametrize(
    "words",
    [
        "person-ann",
        "kb:person-ann",
        "<https://example.org/kb/person-ann>",
        "Ann",
        "ANN",
        "آن",
    ],
)
def test_a_thing_may_be_named_in_many_ways(words: str, compiled) -> None:
    form = meeting("participations:", f'- {{participant: "{words}", quote: someone came}}')
    (participation,) = compiled(form).of("Participation").values()
    assert participation["participant"] == {"person-ann"} and participation["event"] == {"meeting-hall"}


def test_codes_and_labels_of_the_base(compiled) -> None:
    world = compiled(WORLD).submission.triples
    facts = Facts()
    facts.add("talks", world)
    form = (
        "- tenure:\n  holder: آن\n  office: minister of x\n  tenureKind: acting\n  quote: Ann acted\n"
        "- meeting: hall\n  label: hall\n  format: inc:trilateral\n  level: leaderLevel\n  quote: they met\n"
    )
    found = compiled(form, facts, "more")
    assert found.findings == []
    (tenure,) = found.of("Tenure").values()
    assert tenure == {
        "a": {"Tenure"}, "holder": {"person-ann"}, "office": {"office-minister-x"}, "tenureKind": {"acting"},
    }  # fmt: skip
    assert found.nodes["meeting-hall"]["format"] == {"trilateral"} and found.nodes["meeting-hall"]["level"] == {
        "leaderLevel"
    }


def test_the_range_decides_between_things_of_one_name(compiled) -> None:
    form = "- place: x\n  label: State of X\n  quote: a place, too\n" + WORLD
    form += "- visit: v\n  label: a visit\n  place: State of X\n  quote: a visit\n  participations:\n"
    form += "  - {participant: Ann, onBehalfOf: State of X, quote: Ann came}\n"
    found = compiled(form)
    assert found.findings == []
    assert found.nodes["visit-v"]["place"] == {"place-x"}
    (participation,) = found.of("Participation").values()
    assert participation["onBehalfOf"] == {"state-x"}


def test_nested_records_inherit_the_source_and_their_owner(compiled) -> None:
    form = meeting(
        "statusReports:",
        "- {status: planned, forDate: 2020-05-01, quote: it was planned}",
        "- {status: held, quote: it was held}",
        "delegations:",
        "- {id: x-hall, onBehalfOf: state-x, quote: X sent people}",
        "participations:",
        "- {participant: Ann, inDelegation: delegation-x-hall, quote: Ann came}",
    )
    found = compiled(form)
    assert found.findings == []
    assert {frozenset(node["status"]) for node in found.of("StatusReport").values()} == {
        frozenset({"planned"}),
        frozenset({"held"}),
    }
    assert found.nodes["delegation-x-hall"]["event"] == {"meeting-hall"}
    (participation,) = found.of("Participation").values()
    assert participation["inDelegation"] == {"delegation-x-hall"}
    assert all(node["source"] == {"source-facts"} for node in found.of("Evidence").values())


def test_further_classes(compiled) -> None:
    assert compiled(meeting("type: [visit, announcement]")).nodes["meeting-hall"]["a"] == {
        "Meeting",
        "Visit",
        "Announcement",
    }


def test_the_same_thing_twice_adds_to_it(compiled) -> None:
    found = compiled(WORLD + "- person: ann\n  altLabel: Anna\n  quote: Anna, too\n")
    assert found.nodes["person-ann"]["prefLabel"] == {"Ann@en"} and found.nodes["person-ann"]["altLabel"] == {"Anna@en"}


def test_ids_follow_from_content_alone(compiled) -> None:
    def tenure(holder: str, office: str, date: str, quote: str) -> str:
        return f'- tenure:\n  holder: {holder}\n  office: {office}\n  date: {date}\n  quote: "{quote}"\n'

    one = compiled(WORLD + tenure("Ann", "Minister of X", "2020", "one"))
    other = compiled(WORLD + tenure("kb:person-ann", "office-minister-x", "[2020, 2020]", "two"), name="other")
    third = compiled(WORLD + tenure("Ann", "Minister of X", "2021", "one"), name="third")
    assert set(one.of("Tenure")) == set(other.of("Tenure")) != set(third.of("Tenure"))
    (name,) = one.of("Tenure")
    assert len(name) == len("tenure-") + 12


def test_a_key_makes_the_record(compiled) -> None:
    """A participation is that of one participant at one event, whatever else is said of it."""
    one = compiled(meeting("participations:", "- {participant: Ann, role: host, quote: Ann came}"))
    other = compiled(
        meeting("participations:", "- {participant: person-ann, onBehalfOf: state-x, quote: Ann sat}"), name="other"
    )
    assert set(one.of("Participation")) == set(other.of("Participation"))


def test_order_does_not_matter(compiled, empty_base) -> None:
    pieces = ["- " + piece for piece in WORLD.removeprefix("- ").split("\n- ")]
    turned = "\n".join(piece.rstrip("\n") for piece in reversed(pieces)) + "\n"
    one = compiled(WORLD).nodes
    path = empty_base.root / "facts.yaml"
    head, _ = path.read_text(encoding="utf-8").split(pieces[0].split("\n")[0])
    texts = Texts(empty_base.sources_folder)
    compiler = Compiler(empty_base.vocabulary, Facts(), empty_base.settings, texts, "turned")
    turned_submission = compiler.compile(parse(head + turned))
    assert turned_submission.findings == []
    assert nodes_of(turned_submission) == one


def test_lines_of_the_form_are_told(compiled) -> None:
    found = compiled(WORLD)
    lines = {iri.rsplit("/", 1)[-1]: line for iri, line in found.submission.lines.items()}
    assert lines["source-facts"] == 4 and lines["state-x"] == 11 and lines["office-minister-x"] == 16


CROWD = "- unnamedAgent: crowd\n  label: crowd\n  headcount: {}\n  quote: a crowd\n"
AGE = "- age:\n  person: person-ann\n  years: {}\n  quote: so old\n"
FAULTS = {
    "an unknown kind": ("- meting: hall\n", "known-term", "'meting' is no kind of fact. Did you mean meeting or "),
    "nothing like it": ("- zzzzzz: hall\n", "known-term", "Known are age, agreement,"),
    "a derived kind": ("- capacity: x\n", "known-term", "'capacity' is no kind of fact."),
    "no mapping": ("- meeting\n", "syntax", "each fact is a mapping"),
    "an empty mapping": ("- {}\n", "syntax", "each fact is a mapping"),
    "a slug that is a list": ("- meeting: [a]\n", "syntax", "meeting: takes a slug"),
    "no slug": ("- meeting:\n  label: x\n", "syntax", "a meeting needs a slug"),
    "a null for a slug": ("- meeting: ~\n  label: x\n", "syntax", "a meeting needs a slug"),
    "a slug with capitals": ("- meeting: Hall\n", "iri-valid", "'Hall' is no slug"),
    "a slug that climbs": ("- meeting: ../../x\n", "iri-valid", "is no slug"),
    "a slug with letters of others": ("- meeting: çağ\n", "iri-valid", "is no slug"),
    "a slug with a line": ('- meeting: "a\\n"\n', "iri-valid", "is no slug"),
    "an unknown property": (meeting("plaec: Town"), "known-term", "'plaec' is no property of the vocabulary. Did you mean place"),
    "a derived property": (meeting("earliestStart: 2020-01-01"), "known-term", "'earliestStart' is no property"),
    "an unknown class in type": (meeting("type: [party]"), "known-term", "type: 'party' is no kind of thing"),
    "an unknown thing": (meeting("place: Atlantis"), "dangling-iri", "place: nothing is called 'Atlantis'. Add it"),
    "a thing misspelt": (meeting("host: Annn"), "dangling-iri", "nothing is called 'Annn'. Did you mean person-ann?"),
    "a code misspelt": (meeting("format: trilatral"), "known-term", "trilateral"),
    "an ambiguous name": (
        WORLD.replace("label: Bob", "label: Ann") + "- age:\n  person: Ann\n  years: 1\n  quote: so old\n",
        "dangling-iri",
        "person: 'Ann' may be person-ann, person-bob; write one of these.",
    ),
    "a bad IRI": (meeting("host: <not an iri>"), "iri-valid", "is not an absolute IRI"),
    "a bad prefixed name": (meeting("host: 'kb:a\"b'"), "iri-valid", "is not an absolute IRI"),
    "a thing that is a list in a list": (meeting("host: [[[Ann]]]"), "syntax", "host takes the name of a thing"),
    "an empty reference": (meeting("host: ''"), "syntax", "host takes the name of a thing"),
    "a date that is a mapping": (meeting("date: {day: 2020}"), "syntax", "date takes a single value"),
    "a flag that is none": (meeting("dateUnknown: yes"), "datatype", "dateUnknown takes true or false, not 'yes'"),
    "a language that is none": (meeting("note: {'e n': x}"), "language-tag", "'e n' is not a BCP 47 language tag"),
    "a text that is a list in a list": (meeting("note: [[[x]]]"), "syntax", "note takes text"),
    "a key beside value": (meeting("date: {value: 2020, quot: x}"), "syntax", "date: unknown key 'quot' beside value:"),
    "a key beside value of a label": (
        meeting("altLabel: {value: x, stanse: denies}"), "syntax", "altLabel: unknown key 'stanse' beside value:",
    ),
    "nested records that are none": (meeting("participations:", "- Ann"), "syntax", "each participation is a mapping"),
    "a bad id": (meeting("participations:", "- {id: A b, participant: Ann}"), "iri-valid", "'A b' is no slug"),
    "inferred that is no mapping": (meeting("inferred: because"), "syntax", "inferred: takes a mapping"),
    "inferred with another key": (meeting("inferred: {why: because}"), "syntax", "inferred: has no key 'why'"),
    "an inference about no property": (
        WORLD + "- inference:\n  about: person-ann\n  property: nonsense\n", "known-term", "'nonsense' is no property",
    ),
    "a value of its own": (
        WORLD + "- inference:\n  about: person-ann\n  property: label\n  value: x\n", "syntax", "write the value beside",
    ),
    "evidence about nothing": (WORLD + "- evidence:\n  quote: Ann lives\n", "syntax", "an evidence needs about:"),
    "evidence with another key": (
        WORLD + "- evidence:\n  about: person-ann\n  quote: Ann lives\n  stanse: denies\n",
        "syntax",
        "an evidence has no key 'stanse'",
    ),
    "evidence without words": (meeting("evidence: [{source: source-facts}]"), "syntax", "each evidence is a mapping with quote:"),
    "evidence in a list with another key": (
        meeting("evidence: [{quote: Ann lives, stanse: denies}]"), "syntax", "evidence: has no key 'stanse'",
    ),
    "evidence for a property without its value": (
        WORLD + "- evidence:\n  about: person-ann\n  property: label\n  quote: Ann lives\n", "syntax", "value:",
    ),
    "an occurrence that is none": (meeting("occurrence: two"), "syntax", "occurrence: takes a number from 1"),
    "an occurrence beyond all": (meeting("occurrence: " + "9" * 5000), "syntax", "occurrence: takes a number from 1"),
    "an occurrence too many": (meeting("occurrence: 2"), "quote-found", "occurrence: 2 is not among them"),
    "an empty quote": (meeting("evidence: [{quote: ''}]"), "quote-found", "the quote is empty"),
    "a voice of nobody": (meeting("voice: Zebulon"), "dangling-iri", "voice: nothing is called 'Zebulon'"),
    "a stance that is none": (meeting("stance: hopes"), "known-term", "stance: nothing is called 'hopes'"),
    "a source that is none": (meeting("source: source-zzz"), "source-known", "source: nothing is called 'source-zzz'"),
    "a number that is none": (WORLD + AGE.format("many"), "datatype", "years: 'many' is no"),
    "a number below zero": (WORLD + CROWD.format("-1"), "numeric-range", "headcount: -1 is below 0"),
    "a part of a person": (WORLD + AGE.format("12.5"), "numeric-range", "years: 12.5 is not whole"),
    "a number without end": (WORLD + AGE.format("9" * 70), "datatype", "has more than 60 digits"),
    "a text without end": (meeting("note: " + "x" * 10_001), "size-limits", "note: a text of 10001 characters"),
    "a name without end": (meeting("host: " + "x" * 501), "size-limits", "host: a name has at most 500 characters"),
    "an underscore in a language": (meeting("note: {en_US: x}"), "language-tag", "use en-US"),
}  # fmt: skip


@pytest.mark.parametrize(("form", "code", "message"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_a_finding_with_its_line(form: str, code: str, message: str, compiled) -> None:
    findings = compiled(form).findings
    assert code in [finding.code for finding in findings], findings
    told = [finding for finding in findings if finding.code == code and message in finding.message]
    assert told, findings
    assert all(f.line and f.line >= 11 and f.file and f.file.endswith("facts.yaml") for f in findings)
    assert all(len(finding.message.splitlines()) == 1 for finding in findings)


def test_a_fault_does_not_hide_the_next(compiled) -> None:
    found = compiled(meeting("plaec: Town", "host: Zebulon", "format: trilateral") + "- meting: x\n")
    assert sorted(finding.code for finding in found.findings) == ["dangling-iri", "known-term", "known-term"]
    assert found.nodes["meeting-hall"]["format"] == {"trilateral"}


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("facts: []\n", "nonempty", "contains no facts"),
        ("dossier: talks\n", "nonempty", "contains no facts"),
        (
            "dosier: talks\nfacts: []\n",
            "syntax",
            "unknown key 'dosier'; the top level has dossier, source, facts, retract. Did you mean dossier?",
        ),
        ("facts:\n", "syntax", "each fact is a mapping"),
        ("words\n", "syntax", "each fact is a mapping"),
        ("- words\n- [more]\n", "syntax", "each fact is a mapping"),
        (
            "facts:\n- person: ann\n  label: Ann\n  quote: Ann\n",
            "source-required",
            "the quote names no source; add source:",
        ),
    ],
)
def test_the_top_level(text: str, code: str, message: str, empty_base) -> None:
    compiler = Compiler(empty_base.vocabulary, Facts(), empty_base.settings, Texts(None), "facts.yaml")
    findings = compiler.compile(parse(textwrap.dedent(text))).findings
    assert any(f.code == code and message in f.message for f in findings), findings


def test_a_bare_list_is_facts_too(empty_base) -> None:
    compiler = Compiler(empty_base.vocabulary, Facts(), empty_base.settings, Texts(None), "facts.yaml")
    submission = compiler.compile(parse("- person: ann\n  label: Ann\n"))
    assert submission.dossier is None and submission.findings == [] and len(submission.triples) == 2


@pytest.mark.parametrize(
    "name", ["Talks", "a b", "../talks", "[a]", ""], ids=["capitals", "space", "climbing", "list", "nothing"]
)
def test_names_of_dossiers(name: str, empty_base) -> None:
    compiler = Compiler(empty_base.vocabulary, Facts(), empty_base.settings, Texts(None), "facts.yaml")
    submission = compiler.compile(parse(f"dossier: {name}\nfacts:\n- person: ann\n  label: Ann\n"))
    assert submission.dossier is None
    (finding,) = submission.findings
    assert (finding.code, finding.line) == ("syntax", 1) and "is no name of a dossier" in finding.message


def test_each_value_has_its_line(compiled) -> None:
    form = meeting("date:", "  - 2020-05-01", "  - value: 2020-05", "    quote: in May", "place: Ann")
    submission = compiled(form).submission
    hall = "https://example.org/kb/meeting-hall"
    start = submission.lines[hall]
    date, place, label = INC + "date", INC + "place", SKOS + "prefLabel"
    assert submission.line_of(hall, label, "the hall meeting") == start + 1
    assert submission.line_of(hall, date, "2020-05-01") == submission.line_of(hall, date) == start + 3
    assert submission.line_of(hall, date, "2020-05") == start + 4
    assert submission.line_of(hall, place, "https://example.org/kb/person-ann") == start + 6
    assert submission.line_of(hall, INC + "host") == submission.line_of(hall) == start
    assert submission.line_of("https://example.org/kb/person-zoe", date) is None


# Retractions


@pytest.fixture
def retracted(empty_base, compiled) -> Callable[..., Submission]:
    """Compiles retractions against a base that has WORLD, and what else is given."""
    facts = Facts()
    facts.add("talks", compiled(WORLD).submission.triples)

    def compile_form(text: str, today: date = date(2026, 1, 1), also: Iterable[Triple] = ()) -> Submission:
        facts.add("talks", also)
        compiler = Compiler(empty_base.vocabulary, facts, empty_base.settings, Texts(None), "facts.yaml", today)
        return compiler.compile(parse(text))

    return compile_form


def test_a_node_is_withdrawn(retracted) -> None:
    submission = retracted("dossier: talks\nretract:\n- {node: Ann, reason: a namesake}\n")
    assert submission.findings == []
    (node,) = nodes_of(submission).values()
    assert node == {
        "a": {"Retraction"},
        "retracts": {"person-ann"},
        "reason": {"a namesake@en"},
        "retractedOn": {"2026-01-01"},
    }


def test_a_single_value_is_withdrawn(retracted) -> None:
    form = "retract:\n- {node: state-x, property: altLabel, value: Land of X, reason: a slip}\n"
    submission = retracted(form)
    assert submission.findings == []
    (node,) = nodes_of(submission).values()
    assert node["property"] == {"altLabel"} and node["value"] == {"Land of X@en"} and node["retracts"] == {"state-x"}


@pytest.mark.parametrize("named", ["person-ann", "kb:person-ann"])
def test_the_same_withdrawal_is_the_same_record_on_any_day(named: str, retracted) -> None:
    form = f"retract:\n- {{node: {named}, reason: a namesake}}\n"
    first = retracted(form)
    again = retracted(form, date(2026, 5, 5), also=first.triples)
    assert again.triples == first.triples and again.findings == []


RETRACTIONS = {
    "no mapping": ("Ann", "syntax", "each retraction is a mapping"),
    "no node": ("{reason: x}", "syntax", "add node:"),
    "no reason": ("{node: Ann}", "required", "add reason:"),
    "an empty reason": ("{node: Ann, reason: ' '}", "required", "add reason:"),
    "an unknown node": ("{node: Annn, reason: x}", "dangling-iri", "nothing is called 'Annn'. Did you mean person-ann?"),
    "an IRI that nobody knows": ("{node: 'kb:person-zoe', reason: x}", "dangling-iri", "person-zoe is not in the base"),
    "an unknown key": ("{node: Ann, raeson: x}", "syntax", "no key 'raeson'; it has"),
    "a value alone": ("{node: Ann, value: Ann, reason: x}", "syntax", "add property:"),
    "a property alone": ("{node: Ann, property: label, reason: x}", "syntax", "add value:"),
    "an unknown property": ("{node: Ann, property: lable, value: Ann, reason: x}", "known-term", "'lable' is no property"),
    "a value that it has not": ("{node: Ann, property: label, value: Anna, reason: x}", "dangling-iri", "it has 'Ann'"),
    "two values": ("{node: Ann, property: label, value: [Ann, Anna], reason: x}", "syntax", "takes a single value"),
}  # fmt: skip


@pytest.mark.parametrize(("member", "code", "message"), RETRACTIONS.values(), ids=RETRACTIONS)
def test_what_cannot_be_withdrawn(member: str, code: str, message: str, retracted) -> None:
    submission = retracted(f"dossier: talks\nretract:\n- {member}\n")
    (finding,) = submission.findings
    assert (finding.code, finding.line) == (code, 3) and message in finding.message
    assert submission.triples == frozenset()


def test_many_faults_are_told_in_part_and_soon(empty_base) -> None:
    """Neither the search for near names nor the list of findings grows with the file."""
    compiler = Compiler(empty_base.vocabulary, Facts(), empty_base.settings, Texts(None), "facts.yaml")
    text = "facts:\n" + "".join(f"- persn: x{n}\n" for n in range(3000))
    findings = compiler.compile(parse(text)).findings
    assert len(findings) == MOST + 1 and findings[-1].code == "size-limits" and "2500 more" in findings[-1].message
