"""What is withdrawn goes with all that only supported it; the reason stays, and the same does not come back."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import Literal, NamedNode, Triple
from tests.conftest import SETTINGS, write_form
from tests.small_base import KB
from tests.soak.ground import SECOND, opened

from incumbent.base.facts import Facts
from incumbent.base.finding import find_thing
from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.base.layout import misformed
from incumbent.base.view import Overlay
from incumbent.cli.retract import command
from incumbent.errors import UnknownNameError, UsageError
from incumbent.model import terms
from incumbent.model.terms import inc
from incumbent.pages.grounds import Grounds
from incumbent.pages.passage import Passages
from incumbent.pages.plain import write as as_text
from incumbent.pages.view import View as PageView
from incumbent.pages.whole import page_of
from incumbent.submission import retraction
from incumbent.submission.judge import judge
from incumbent.submission.merge import Merged, merge
from incumbent.submission.quotes import Texts
from incumbent.submission.retracting import request

TODAY = date(2026, 1, 1)
FAY = "- person: fay\n  label: Fay Quick\n  quote: Fay Quick lives\n"
FORM = """\
- person: ann
  label: Ann Marlowe
  altLabel: {value: Anna, quote: "she is called Anna, Bob Tremaine told them", voice: person-bob}
  quote: [Ann Marlowe lives, Ann Marlowe and Bob Tremaine live]
- person: bob
  label: Bob Tremaine
  quote: Ann Marlowe and Bob Tremaine live
- person: eve
  label: Eve Larsen
  inferred: {scope: inDocument, premise: [person-bob], reasoning: told so}
""" + SECOND.split("quote: Anna, they say\n")[1]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base into which the form, and another that only brings Fay, were merged."""
    root = tmp_path_factory.mktemp("made")
    (root / "incumbent.toml").write_text(SETTINGS, encoding="utf-8")
    (root / "sources").mkdir()
    base = opened(root)
    for path in (write_form(base, FORM), write_form(base, FAY, "more", "other")):
        merged = merge(base, path, today=TODAY, accept=["E03"])
        assert merged.verdict.accepted, merged.verdict.findings
    return root


@pytest.fixture
def base(made: Path, tmp_path: Path) -> KnowledgeBase:
    shutil.copytree(made, tmp_path / "base")
    return opened(tmp_path / "base")


def node(name: str) -> NamedNode:
    return NamedNode(KB + name)


def triple(name: str, predicate: str, value: NamedNode | Literal) -> Triple:
    return Triple(node(name), NamedNode(predicate), value)


def order(name: str, *, value: tuple[str, NamedNode | Literal] | None = None) -> set[Triple]:
    """A retraction record."""
    triples = {
        triple("retraction-1", terms.TYPE, NamedNode(inc("Retraction"))),
        triple("retraction-1", inc("retracts"), node(name)),
        triple("retraction-1", inc("reason"), Literal("a namesake", language="en")),
        triple("retraction-1", inc("retractedOn"), Literal("2026-01-01", datatype=NamedNode(terms.EDTF))),
    }
    if value is not None:
        triples |= {
            triple("retraction-1", inc("property"), NamedNode(value[0])),
            triple("retraction-1", inc("value"), value[1]),
        }
    return triples


def about(facts: Facts, iri: str) -> set[Triple]:
    return {Triple(NamedNode(iri), NamedNode(p), v) for p, values in facts.about(iri).items() for v in values}


def supports(facts: Facts, name: str) -> set[str]:
    return facts.having(inc("about"), KB + name)


def test_support_goes_with_what_it_supports_unless_it_supports_more(base: KnowledgeBase) -> None:
    facts = Facts.read(base)
    removed = retraction.withdrawn(facts, order("person-ann"))
    view = Overlay(facts, (), removed)
    assert KB + "person-ann" not in view
    of_both = supports(facts, "person-ann") & supports(facts, "person-bob")
    own = supports(facts, "person-ann") - of_both
    assert len(of_both) == 1 and len(own) == 2
    assert all(iri not in view for iri in own)
    (shared,) = of_both
    assert view.texts(shared, inc("about")) == [KB + "person-bob"]
    assert view.values(shared, inc("sha256")) == facts.values(shared, inc("sha256"))
    (voice,) = facts.having(inc("speaker"), KB + "person-bob")
    assert voice not in view  # nobody else was told anything by Bob
    subjects = {t.subject.value for t in removed if isinstance(t.subject, NamedNode)}
    assert subjects == {KB + "person-ann", voice, *own, *of_both}


def test_an_inference_goes_with_what_it_is_about_and_not_with_its_premise(base: KnowledgeBase) -> None:
    facts = Facts.read(base)
    (inference,) = supports(facts, "person-eve")
    assert inference not in Overlay(facts, (), retraction.withdrawn(facts, order("person-eve")))
    assert inference in Overlay(facts, (), retraction.withdrawn(facts, order("person-bob")))


def test_one_value_goes_with_its_own_support(base: KnowledgeBase) -> None:
    facts = Facts.read(base)
    anna = Literal("Anna", language="en")
    removed = retraction.withdrawn(facts, order("person-ann", value=(terms.ALT_LABEL, anna)))
    view = Overlay(facts, (), removed)
    assert triple("person-ann", terms.ALT_LABEL, anna) in removed
    assert view.texts(KB + "person-ann", terms.PREF_LABEL) == ["Ann Marlowe"]
    gone = {iri for iri in supports(facts, "person-ann") if iri not in view}
    assert {iri for iri in supports(facts, "person-ann") if facts.values(iri, inc("value")) == [anna]} == gone and gone
    other = retraction.withdrawn(facts, order("person-ann", value=(terms.ALT_LABEL, Literal("Anna", language="fr"))))
    assert other == frozenset()
    whole = order("person-ann", value=(terms.PREF_LABEL, anna)) - {triple("retraction-1", inc("value"), anna)}
    assert triple("person-ann", terms.PREF_LABEL, Literal("Ann Marlowe", language="en")) in retraction.withdrawn(
        facts, whole
    )


def test_evidence_that_the_submission_gives_to_something_else_stays(base: KnowledgeBase) -> None:
    facts = Facts.read(base)
    own = min(supports(facts, "person-ann") - supports(facts, "person-bob"))
    more = Triple(NamedNode(own), NamedNode(inc("about")), node("person-cid"))
    view = Overlay(facts, {more}, retraction.withdrawn(facts, {*order("person-ann"), more}))
    assert view.texts(own, inc("about")) == [KB + "person-cid"] and view.values(own, inc("source"))


def test_what_is_stated_and_withdrawn_at_once_counts_as_stated(base: KnowledgeBase) -> None:
    facts = Facts.read(base)
    label = triple("person-ann", terms.PREF_LABEL, Literal("Ann Marlowe", language="en"))
    change = retraction.change(facts, "talks", {*order("person-ann"), label})
    assert label in change.added and label in change.removed
    assert retraction.change(facts, "talks", {label}).added == frozenset()


def test_nothing_is_withdrawn_without_an_order(base: KnowledgeBase) -> None:
    facts = Facts.read(base)
    assert retraction.withdrawn(facts, set(facts)) == frozenset()
    untyped = {t for t in order("person-ann") if t.predicate.value != terms.TYPE}
    assert retraction.withdrawn(facts, untyped) == frozenset()
    assert retraction.withdrawn(facts, order("person-nobody")) == frozenset()


def test_records_that_belong_to_a_thing(base: KnowledgeBase) -> None:
    facts = Facts.read(base)
    found = retraction.records_of(base.vocabulary, facts, KB + "meeting-hall")
    kinds = [iri.removeprefix(KB).split("-")[0] for iri in found]
    assert sorted(kinds) == ["participation", "participation", "status"] and found == sorted(found)


# Through the gate


def retracted(base: KnowledgeBase, words: str, **named: object) -> Merged:
    asked = request(base, Facts.read(base), words, "a namesake", TODAY, **named)  # type: ignore[arg-type]
    path = base.root / "retraction.nt"
    asked.write(path)
    return merge(base, path, dossier=asked.dossier, today=TODAY)


def codes(merged: Merged) -> set[str]:
    return {finding.rule for finding in merged.verdict.findings}


def test_a_record_is_withdrawn_and_does_not_come_back(base: KnowledgeBase) -> None:
    before = {path for _, path in base.fact_files()}
    merged = retracted(base, "Fay Quick")
    assert merged.verdict.outcome == "accepted", merged.verdict.findings
    facts = Facts.read(base)
    assert KB + "person-fay" not in facts and misformed(base) == {}
    assert {path for _, path in base.fact_files()} == before  # the record of it stands where the thing stood
    text = (base.graph / "more/person/fay.ttl").read_text("utf-8")
    assert "a inc:Retraction" in text and '"a namesake"@en' in text and '"2026-01-01"^^edtf:EDTF' in text
    again = merge(base, base.root / "other.yaml", today=TODAY)
    assert again.verdict.outcome == "rejected" and "retracted" in codes(again)
    (finding,) = (f for f in again.verdict.findings if f.rule == "retracted")
    assert 'was withdrawn on 2026-01-01 ("a namesake")' in finding.message and finding.focus == "person-fay"
    assert finding.line is not None
    note = base.root / "note.ttl"  # whatever is said of it
    note.write_text(f'<{KB}person-fay> <{inc("note")}> "still there"@en .', "utf-8")
    assert "retracted" in codes(merge(base, note, dossier="more", today=TODAY))
    assert request(base, Facts.read(base), "person-fay", "again", TODAY).triples == frozenset()


def test_withdrawing_the_withdrawal_lets_it_come_back(base: KnowledgeBase) -> None:
    retracted(base, "person-fay")
    (record,) = Facts.read(base).having(inc("retracts"))
    assert retracted(base, record.removeprefix(KB)).verdict.outcome == "accepted"
    again = merge(base, base.root / "other.yaml", today=TODAY)
    assert again.verdict.outcome == "accepted" and KB + "person-fay" in Facts.read(base)


def test_a_value_is_withdrawn_and_does_not_come_back(base: KnowledgeBase) -> None:
    merged = retracted(base, "person-ann", property_name="altLabel")
    assert merged.verdict.outcome == "accepted", merged.verdict.findings
    facts = Facts.read(base)
    assert facts.texts(KB + "person-ann", terms.ALT_LABEL) == [] and KB + "person-ann" in facts
    path = base.root / "again.ttl"
    path.write_text(f'<{KB}person-ann> <{terms.ALT_LABEL}> "Anna"@en .', encoding="utf-8")
    assert "retracted" in codes(merge(base, path, dossier="talks", today=TODAY))
    path.write_text(f'<{KB}person-ann> <{terms.ALT_LABEL}> "Annie"@en .', encoding="utf-8")
    assert "retracted" not in {f.rule for f in judge(base, path, dossier="talks", today=TODAY).findings}


def test_what_still_points_to_it_stops_it(base: KnowledgeBase) -> None:
    before = {path: path.read_bytes() for _, path in base.fact_files()}
    merged = retracted(base, "the hall meeting")
    assert merged.verdict.outcome == "rejected"
    assert any("participation" in (finding.focus or "") for finding in merged.verdict.findings)
    assert {path: path.read_bytes() for _, path in base.fact_files()} == before
    with_records = retracted(base, "the hall meeting", with_records=True)
    assert with_records.verdict.outcome == "accepted", with_records.verdict.findings
    facts = Facts.read(base)
    assert not facts.having(inc("event")) and len(facts.having(inc("retracts"))) == 4


def test_a_successor_may_be_named(base: KnowledgeBase) -> None:
    merged = retracted(base, "person-fay", replaced_by="Eve Larsen")
    assert merged.verdict.outcome == "accepted", merged.verdict.findings
    facts = Facts.read(base)
    assert about(facts, KB + "person-fay") == {triple("person-fay", terms.DCTERMS + "isReplacedBy", node("person-eve"))}


@pytest.mark.parametrize(
    ("words", "named", "message"),
    [
        ("Ann Marlow", {}, "Did you mean person-ann"),
        ("person-nobody", {}, "No thing is called"),
        ("person-ann", {"property_name": "altlabel"}, "has no property 'altlabel'.*Did you mean altLabel"),
        (
            "person-ann",
            {"property_name": "altLabel", "value": "Annie"},
            "--value must name one value of altLabel: Anna",
        ),
        ("person-ann", {"value": "Anna"}, "--value needs --property"),
        ("person-ann", {"property_name": "altLabel", "with_records": True}, "--property withdraws one value"),
        ("person-ann", {"replaced_by": "person-ann"}, "must be another thing"),
    ],
)
def test_orders_that_make_no_sense(words: str, named: dict[str, object], message: str, base: KnowledgeBase) -> None:
    with pytest.raises(UsageError, match=message):
        request(base, Facts.read(base), words, "a namesake", TODAY, **named)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="--reason must say why"):
        request(base, Facts.read(base), "person-ann", " ", TODAY)


@pytest.mark.parametrize("value", ["State of X", "state-x", KB + "state-x", None])
def test_values_are_named_as_people_know_them(value: str | None, base: KnowledgeBase) -> None:
    facts = Facts.read(base)
    (record,) = facts.having(inc("onBehalfOf"))
    asked = request(base, facts, record.removeprefix(KB), "why not", TODAY, property_name="onBehalfOf", value=value)
    assert {t.object for t in asked.triples if t.predicate.value == inc("value")} == {node("state-x")}
    assert asked.dossier == "talks"


# On the command line, and on pages


def run(base: KnowledgeBase, *arguments: str) -> Result:
    return CliRunner().invoke(
        command, [*arguments, "--kb", str(base.root), "--today", "2026-01-01"], standalone_mode=False
    )


def test_the_command(base: KnowledgeBase) -> None:
    before = {path: path.read_bytes() for _, path in base.fact_files()}
    dry = run(base, "person-fay", "--reason", "a namesake", "--dry-run")
    assert dry.return_value == 0 and '-    skos:prefLabel "Fay Quick"@en ;' in dry.output
    assert "triples would go; the reason stays in dossier more." in dry.output
    assert {path: path.read_bytes() for _, path in base.fact_files()} == before
    done = run(base, "person-fay", "--reason", "a namesake")
    assert done.return_value == 0 and "graph/more/person/fay.ttl\n" in done.output
    again = run(base, "person-fay", "--reason", "a namesake")
    assert (
        again.return_value == 0 and "was withdrawn on 2026-01-01 (a namesake); there is nothing to do." in again.output
    )
    stopped = run(base, "the hall meeting", "--reason", "never was")
    assert stopped.return_value == 1 and "retraction.nt" not in stopped.output
    assert "\nrejected (" in stopped.output and "\nNothing was changed.\n" in stopped.output
    assert "hall.ttl:" in stopped.output and "; --with-records takes along what belongs to it." in stopped.output
    unknown = run(base, "person-fai", "--reason", "a namesake")
    assert isinstance(unknown.exception, UnknownNameError) and unknown.exception.exit_code == 2


def test_pages_say_what_was_withdrawn(base: KnowledgeBase) -> None:
    retracted(base, "person-ann", property_name="altLabel")
    retracted(base, "the hall meeting", with_records=True)

    def page(words: str) -> str:
        view = PageView.open(base, (), TODAY.toordinal())
        iri = find_thing(base, view.facts, words)
        return as_text(page_of(view, iri), local=view.local(iri), width=200)

    assert "Withdrawn  alt label Anna, 1 January 2026: a namesake" in page("Ann Marlowe")
    assert "Withdrawn  1 January 2026: a namesake" in page("meeting-hall")
    assert "withdrawn · meeting-hall" in page("meeting-hall")
    assert "Withdrawn" not in page("Eve Larsen")
    view = PageView.open(base, (), TODAY.toordinal())
    grounds = Grounds(view, Passages(view, Texts(base.sources_folder)))
    assert "1 January 2026: a namesake" in as_text(grounds.page(KB + "meeting-hall"), local="meeting-hall", width=200)


def test_every_file_reads_the_same_when_nothing_points_there_any_more(base: KnowledgeBase, tmp_path: Path) -> None:
    retracted(base, "the hall meeting", with_records=True)
    assert misformed(base) == {}
    left = "".join(path.read_text("utf-8") for _, path in base.fact_files())
    assert "inc:participant" not in left and "the hall meeting" not in left
