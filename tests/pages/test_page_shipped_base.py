"""The shipped base: every entity has a page, and the commands print them."""

from __future__ import annotations

import json
import time

import pytest
from click.testing import CliRunner, Result
from tests.conftest import ROOT

from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.cli.main import cli
from incumbent.errors import AmbiguousNameError, EdtfError, IncumbentError, UnknownNameError
from incumbent.model.days import day
from incumbent.pages import completing, markdown, plain
from incumbent.pages.grounds import Grounds
from incumbent.pages.page import MARKS, Entry
from incumbent.pages.passage import Passages
from incumbent.pages.view import View
from incumbent.pages.whole import page_of


@pytest.fixture(scope="module")
def view() -> View:
    return View.open(KnowledgeBase(ROOT), (), day("2025-11-01"), "2025-03-01")


def marks(entries: tuple[Entry, ...]) -> set[str]:
    return {m for e in entries for m in e.marks} | {m for e in entries for m in marks(e.details)}


def test_every_entity_has_a_page(view: View) -> None:
    entities = [iri for iri in sorted(view.facts.subjects()) if view.is_a(iri, "Entity")]
    assert len(entities) > 300
    for iri in entities:
        page = page_of(view, iri)
        assert page.title and page.kind
        assert max(len(line) for line in plain.write(page, local=view.local(iri)).splitlines()) <= 80, iri
        assert markdown.write(page, local=view.local(iri))
        for part in (*page.facts, *page.sections):
            assert part.entries and marks(part.entries) <= set(MARKS), iri


def test_everything_derived_has_its_grounds(view: View) -> None:
    grounds = Grounds(view, Passages(view, None))
    nodes = [iri for iri in list(grounds._derived) if grounds.derived_node(iri)]
    assert nodes
    for iri in nodes:
        page = grounds.page(iri)
        assert [s.heading for s in page.sections] == ["Rule", "Premises"], iri


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, [*arguments, "--kb", str(ROOT)], catch_exceptions=True)


def test_show_finds_a_thing_by_any_name() -> None:
    by_name, by_local = run("show", "Hakan Fidan"), run("show", "kb:person-hakan-fidan")
    assert by_name.exit_code == 0 and by_name.stdout == by_local.stdout
    assert by_name.stdout.startswith("Hakan Fidan\nperson · person-hakan-fidan\n")
    assert "\x1b" not in by_name.stdout


def test_show_several_as_json() -> None:
    done = run("show", "person-hakan-fidan", "state-syria", "--format", "json", "--today", "2025-11-01", "--on", "2025")
    document = json.loads(done.stdout)
    assert (document["today"], document["on"]) == ("2025-11-01", "2025")
    assert [page["kind"] for page in document["pages"]] == ["person", "state"]


def test_show_one_dossier_alone() -> None:
    done = run("show", "meeting-ankara-security", "--dossier", "ankara-meeting")
    assert "security-coordination-report" not in done.stdout and "Where the sources differ" not in done.stdout


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("show", "person-hakan-fiden"), UnknownNameError),
        (("show", "Syrian"), AmbiguousNameError),
        (("show", "person-hakan-fidan", "--on", "yesterday"), EdtfError),
        (("show", "person-hakan-fidan", "--on", "XXXX-05-20"), IncumbentError),
        (("show", "person-hakan-fidan", "--today", "2025"), EdtfError),
        (("show", "person-hakan-fidan", "--dossier", "nowhere"), UnknownNameError),
        (("why", "capacity-nothing"), UnknownNameError),
        (("why", "person-hakan-fidan", "--sources", "/no/such/folder"), IncumbentError),
    ],
)
def test_what_cannot_be_shown(arguments: tuple[str, ...], error: type[Exception]) -> None:
    assert isinstance(run(*arguments).exception, error)


def test_why_prints_text_and_json() -> None:
    text = run("why", "meeting-moscow-defence")
    assert "Readings that narrow them" in text.stdout and max(map(len, text.stdout.splitlines())) <= 80
    document = json.loads(run("why", "meeting-moscow-defence", "--format", "json").stdout)
    assert document["pages"][0]["iri"].endswith("meeting-moscow-defence")


def test_completion_is_quick_and_finds_names() -> None:
    started = time.perf_counter()
    found = dict(completing.matching(KnowledgeBase(ROOT), "person-hak"))
    assert time.perf_counter() - started < 0.5
    assert found == {"person-hakan-fidan": "Hakan Fidan"}
    assert "person-hakan-fidan" in dict(completing.matching(KnowledgeBase(ROOT), "Fid"))
    assert dict(completing.matching(KnowledgeBase(ROOT), "kb:person-hak")) == {"kb:person-hakan-fidan": "Hakan Fidan"}
    assert completing.matching(KnowledgeBase(ROOT), "zzz") == []
