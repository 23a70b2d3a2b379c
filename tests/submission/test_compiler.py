"""From the form to triples: keys, references, nested records, and IRIs that follow from content."""

from __future__ import annotations

import textwrap

import pytest
from tests.small_base import TALKS

from incumbent.base.facts import Facts
from incumbent.submission.compiler import Compiler
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
    from tests.submission.conftest import nodes_of

    assert nodes_of(turned_submission) == one


def test_lines_of_the_form_are_told(compiled) -> None:
    found = compiled(WORLD)
    lines = {iri.rsplit("/", 1)[-1]: line for iri, line in found.submission.lines.items()}
    assert lines["source-facts"] == 4 and lines["state-x"] == 11 and lines["office-minister-x"] == 16


LOST = f"- source: lost\n  label: lost\n  textDigest: {'0' * 64}\n  quote: once\n"
FAULTS = {
    "an unknown kind": ("- meting: hall\n", "unknown-kind", "'meting' is no kind of fact. Did you mean meeting or "),
    "nothing like it": ("- zzzzzz: hall\n", "unknown-kind", "Known are age, agreement,"),
    "a derived kind": ("- capacity: x\n", "unknown-kind", "'capacity' is no kind of fact."),
    "no mapping": ("- meeting\n", "form", "each fact is a mapping"),
    "an empty mapping": ("- {}\n", "form", "each fact is a mapping"),
    "a slug that is a list": ("- meeting: [a]\n", "form", "meeting: takes a slug"),
    "no slug": ("- meeting:\n  label: x\n", "form", "a meeting needs a slug"),
    "a null for a slug": ("- meeting: ~\n  label: x\n", "form", "a meeting needs a slug"),
    "a slug with capitals": ("- meeting: Hall\n", "bad-name", "'Hall' is no slug"),
    "a slug that climbs": ("- meeting: ../../x\n", "bad-name", "is no slug"),
    "a slug with letters of others": ("- meeting: çağ\n", "bad-name", "is no slug"),
    "a slug with a line": ('- meeting: "a\\n"\n', "bad-name", "is no slug"),
    "an unknown property": (meeting("plaec: Town"), "unknown-term", "'plaec' is no property of the vocabulary. Did you mean place"),
    "a derived property": (meeting("earliestStart: 2020-01-01"), "unknown-term", "'earliestStart' is no property"),
    "an unknown class in type": (meeting("type: [party]"), "unknown-kind", "type: 'party' is no kind of thing"),
    "an unknown thing": (meeting("place: Atlantis"), "unknown-thing", "place: nothing is called 'Atlantis'. Add it"),
    "a thing misspelt": (meeting("host: Annn"), "unknown-thing", "nothing is called 'Annn'. Did you mean person-ann?"),
    "a code misspelt": (meeting("format: trilatral"), "unknown-thing", "trilateral"),
    "an ambiguous name": (
        WORLD.replace("label: Bob", "label: Ann") + "- age:\n  person: Ann\n  years: 1\n  quote: so old\n",
        "ambiguous-name",
        "person: 'Ann' may be person-ann, person-bob; write one of these.",
    ),
    "a bad IRI": (meeting("host: <not an iri>"), "bad-iri", "is not an absolute IRI"),
    "a bad prefixed name": (meeting("host: 'kb:a\"b'"), "bad-iri", "is not an absolute IRI"),
    "a thing that is a list in a list": (meeting("host: [[[Ann]]]"), "form", "host takes the name of a thing"),
    "an empty reference": (meeting("host: ''"), "form", "host takes the name of a thing"),
    "a date that is a mapping": (meeting("date: {day: 2020}"), "form", "date takes a single value"),
    "a flag that is none": (meeting("dateUnknown: yes"), "datatype", "dateUnknown takes true or false, not 'yes'"),
    "a language that is none": (meeting("note: {'e n': x}"), "language-tag", "'e n' is not a BCP 47 language tag"),
    "a text that is a list in a list": (meeting("note: [[[x]]]"), "form", "note takes text"),
    "a key beside value": (meeting("date: {value: 2020, quot: x}"), "form", "date: unknown key 'quot' beside value:"),
    "a key beside value of a label": (
        meeting("altLabel: {value: x, stanse: denies}"), "form", "altLabel: unknown key 'stanse' beside value:",
    ),
    "nested records that are none": (meeting("participations:", "- Ann"), "form", "each participation is a mapping"),
    "a bad id": (meeting("participations:", "- {id: A b, participant: Ann}"), "bad-name", "'A b' is no slug"),
    "inferred that is no mapping": (meeting("inferred: because"), "form", "inferred: takes a mapping"),
    "inferred with another key": (meeting("inferred: {why: because}"), "form", "inferred: has no key 'why'"),
    "an inference about no property": (
        WORLD + "- inference:\n  about: person-ann\n  property: nonsense\n", "unknown-term", "'nonsense' is no property",
    ),
    "a value of its own": (
        WORLD + "- inference:\n  about: person-ann\n  property: label\n  value: x\n", "form", "write the value beside the property",
    ),
    "evidence about nothing": (WORLD + "- evidence:\n  quote: Ann lives\n", "form", "an evidence needs about:"),
    "evidence with another key": (
        WORLD + "- evidence:\n  about: person-ann\n  quote: Ann lives\n  stanse: denies\n",
        "form",
        "an evidence has no key 'stanse'",
    ),
    "evidence without words": (meeting("evidence: [{source: source-facts}]"), "form", "each evidence is a mapping with quote:"),
    "evidence in a list with another key": (
        meeting("evidence: [{quote: Ann lives, stanse: denies}]"), "form", "evidence: has no key 'stanse'",
    ),
    "evidence for a property without its value": (
        WORLD + "- evidence:\n  about: person-ann\n  property: label\n  quote: Ann lives\n", "form", "value:",
    ),
    "an occurrence that is none": (meeting("occurrence: two"), "form", "occurrence: takes a number from 1"),
    "an occurrence beyond all": (meeting("occurrence: " + "9" * 5000), "form", "occurrence: takes a number from 1"),
    "an occurrence too many": (meeting("occurrence: 2"), "quote-found", "occurrence: 2 is not among them"),
    "an empty quote": (meeting("evidence: [{quote: ''}]"), "quote-found", "the quote is empty"),
    "a voice of nobody": (meeting("voice: Zebulon"), "unknown-thing", "voice: nothing is called 'Zebulon'"),
    "a stance that is none": (meeting("stance: hopes"), "unknown-thing", "stance: nothing is called 'hopes'"),
    "a source that is none": (meeting("source: source-zzz"), "unknown-thing", "source: nothing is called 'source-zzz'"),
    "a source without text": (
        "- source: oral\n  label: oral\n  quote: once\n" + meeting("source: source-oral"),
        "unknown-source",
        "source-oral has no registered text",
    ),
    "a source whose text is not at hand": (
        LOST + meeting("source: source-lost"),
        "text-missing",
        "the text of source-lost is not at hand; give its folder with --sources",
    ),
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
    assert sorted(finding.code for finding in found.findings) == ["unknown-kind", "unknown-term", "unknown-thing"]
    assert found.nodes["meeting-hall"]["format"] == {"trilateral"}


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("facts: []\n", "empty", "contains no facts"),
        ("dossier: talks\n", "empty", "contains no facts"),
        ("dosier: talks\nfacts: []\n", "form", "unknown key 'dosier'; the top level has dossier, source, facts"),
        ("facts:\n", "form", "each fact is a mapping"),
        ("words\n", "form", "each fact is a mapping"),
        ("- words\n- [more]\n", "form", "each fact is a mapping"),
        ("facts:\n- person: ann\n  label: Ann\n  quote: Ann\n", "no-source", "the quote names no source; add source:"),
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
