"""The place of the program in git: branches that merge, hooks and workflow that do what they claim, changes in words."""

from __future__ import annotations

import json
import os
import random
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from pyoxigraph import NamedNode, RdfFormat, Triple, parse
from tests.cli.conftest import Ran
from tests.conftest import ROOT
from tests.gitrepo import commit, environment, git, start
from tests.small_base import INC, KB, add, make

from incumbent.base.facts import Facts
from incumbent.base.founding import found, inside_of
from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.base.layout import Layout
from incumbent.model.terms import TYPE
from incumbent.model.vocabulary import Vocabulary

HALL = "graph/talks/meeting/hall.ttl"
Run = Callable[..., Ran]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("git") / "base"
    make(root)
    start(root)
    return root


@pytest.fixture
def base(first: Path, tmp_path: Path) -> KnowledgeBase:
    return KnowledgeBase(Path(shutil.copytree(first, tmp_path / "base")))


# --- Branches that add different things ----------------------------------------------------------------------------------

MEETING = """\
- meeting: {0}
  label: the {0} meeting
  date: "2020-0{1}-01"
  quote: the {0} meeting took place in that month
  statusReports:
  - {{status: held, quote: the {0} meeting was held as planned}}
  participations:
  - {{participant: person-ann, quote: Ann was at the {0} meeting}}
  - {{participant: person-bob, quote: Bob was at the {0} meeting}}
"""
TENURE = """\
- office: {0}-x
  label: {0} of X
  officeOf: state-x
  quote: X has a {0} in its cabinet
- tenure: ann-{0}
  holder: person-ann
  office: office-{0}-x
  date: "200{1}/201{1}"
  quote: Ann was the {0} of X in those years
"""
PERSON = """\
- person: {0}
  label: {0} Doe
  quote: {0} Doe is somebody whom the report names
"""
PAIRS = {
    "meetings": (MEETING.format("spring", 3), MEETING.format("autumn", 9)),
    "people": (PERSON.format("carla"), PERSON.format("dmitri")),
    "tenures of one person": (TENURE.format("treasurer", 1), TENURE.format("chancellor", 2)),
}


@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS)
def test_branches_that_add_different_things_merge(base: KnowledgeBase, run: Run, pair: tuple[str, str]) -> None:
    states = []
    for number, form in enumerate(pair):
        git(base.root, "switch", "-q", "-c", f"branch{number}", "main")
        add(base, form, "talks", f"more{number}")
        commit(base.root)
        states.append(frozenset(Facts.read(base)))
    git(base.root, "merge", "-q", "--no-edit", "branch0")
    assert frozenset(Facts.read(base)) == states[0] | states[1]
    assert run("check", "--kb", base.root, "-q").code == 0
    assert run("format", "--check", "--kb", base.root, "-q").code == 0


def block(local: str, **pairs: str) -> list[Triple]:
    """A record; values that name a term of the vocabulary begin with a colon."""
    subject = NamedNode(KB + local)
    found = [Triple(subject, NamedNode(TYPE), NamedNode(INC + pairs.pop("a")))]
    for name, value in pairs.items():
        found.append(
            Triple(subject, NamedNode(INC + name), NamedNode(INC + value[1:] if value[0] == ":" else KB + value))
        )
    return found


def one_more(chance: random.Random, kind: str) -> list[Triple]:
    """A record of the meeting ``m``, with its evidence, named at random like those that are minted."""
    name, proof = (f"{chance.getrandbits(48):012x}" for _ in range(2))
    if kind == "evidence":
        return block(f"evidence-{proof}", a="Evidence", about="meeting-m", source=f"source-{name}", stance=":asserts")
    record = block(f"participation-{name}", a="Participation", event="meeting-m", participant=f"person-{name}")
    about = block(
        f"evidence-{proof}", a="Evidence", about=f"participation-{name}", source="source-s", stance=":asserts"
    )
    return [*record, *about]


def merged(
    folder: Path, vocabulary: Vocabulary, shared: list[Triple], ours: list[Triple], theirs: list[Triple]
) -> str | None:
    """What git makes of the file of the meeting when both sides add to it; None where it leaves a conflict."""
    for name, triples in (("base", shared), ("ours", shared + ours), ("theirs", shared + theirs)):
        facts = Facts()
        facts.add("d", triples)
        (folder / name).write_text(Layout(vocabulary, KB, facts).text("meeting/m.ttl", triples), encoding="utf-8")
    done = subprocess.run(
        ["git", "merge-file", "-p", "ours", "base", "theirs"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert 0 <= done.returncode < 128, done.stderr
    return done.stdout if done.returncode == 0 else None


@pytest.mark.parametrize(
    ("kind", "known", "least", "most"),
    [("participation", 4, 20, 48), ("participation", 16, 3, 25), ("evidence", 24, 0, 9)],
)
def test_two_records_of_one_thing_mostly_merge_and_never_wrongly(
    tmp_path: Path, kind: str, known: int, least: int, most: int
) -> None:
    """Records stand in the order of their names, which are as good as random: two conflict where they meet in one gap."""
    vocabulary = KnowledgeBase(ROOT).vocabulary
    conflicts, seeds = 0, 60
    for seed in range(seeds):
        chance = random.Random(f"{kind} {known} {seed}")
        shared = block("meeting-m", a="Meeting") + [t for _ in range(known) for t in one_more(chance, kind)]
        ours, theirs = one_more(chance, kind), one_more(chance, kind)
        text = merged(tmp_path, vocabulary, shared, ours, theirs)
        if text is None:
            conflicts += 1
            continue
        triples = {quad.triple for quad in parse(text.encode(), format=RdfFormat.TURTLE)}
        assert triples == {*shared, *ours, *theirs}, seed
        facts = Facts()
        facts.add("d", triples)
        assert text == Layout(vocabulary, KB, facts).text("meeting/m.ttl", triples), "still canonical"
    assert least <= conflicts <= most, conflicts


def test_a_conflict_is_found_kept_both_sides_of_and_formatted(base: KnowledgeBase, run: Run) -> None:
    """Two branches give the same property other values: git asks, the check names the line, format brings order."""
    text = (base.root / HALL).read_text(encoding="utf-8")
    for name, topic in (("one", "topic-a"), ("two", "topic-b")):
        git(base.root, "switch", "-qc", name, "main")
        (base.root / HALL).write_text(
            text.replace("edtf:EDTF ;\n", f"edtf:EDTF ;\n    inc:topic kb:{topic} ;\n", 1), encoding="utf-8"
        )
        commit(base.root)
    git(base.root, "merge", "-q", "one", check=False)
    unmerged = (base.root / HALL).read_text(encoding="utf-8")
    assert "<<<<<<<" in unmerged
    ran = run("check", "--base", "main", "--format", "github", "--kb", base.root)
    assert ran.code == 1 and re.search(
        rf"^::error file={HALL},line=\d+,title=X01 syntax::hall.ttl: git left a conflict", ran.out, re.M
    )
    both = re.sub(r"^(<<<<<<<|=======|>>>>>>>).*\n", "", unmerged, flags=re.M)
    (base.root / HALL).write_text(
        both.replace("kb:topic-a ;\n    inc:topic kb:topic-b", "kb:topic-b ;\n    inc:topic kb:topic-a")
    )
    run("format", "--kb", base.root)
    assert run("format", "--check", "--kb", base.root, "-q").code == 0
    found = Facts.read(KnowledgeBase(base.root)).texts(KB + "meeting-hall", INC + "topic")
    assert sorted(found) == [KB + "topic-a", KB + "topic-b"]


# --- Hooks and workflow -------------------------------------------------------------------------------------------------

BIN = Path(sys.executable).parent


def shell(command: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a hook or a step of the workflow is run, with the program on the path."""
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-e", "-c", command],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**environment(), "PATH": path, **variables},
    )


def hooks(path: Path) -> list[dict[str, str]]:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content if isinstance(content, list) else [hook for repo in content["repos"] for hook in repo["hooks"]]


def steps(folder: Path) -> dict[str, str]:
    """The commands of the workflow's steps, by name."""
    content = yaml.safe_load((folder / ".github/workflows/facts.yml").read_text(encoding="utf-8"))
    return {step.get("name", step["run"]): step["run"] for step in content["jobs"]["check"]["steps"] if "run" in step}


@pytest.fixture
def repository(first: Path, tmp_path: Path) -> KnowledgeBase:
    """A base that init made, filled and committed, with a branch checked out."""
    folder = tmp_path / "made"
    found(folder, "Test", KB)
    shutil.copytree(first / "graph", folder / "graph", dirs_exist_ok=True)
    start(folder)
    git(folder, "update-ref", "refs/remotes/origin/main", "main")
    git(folder, "switch", "-qc", "work")
    return KnowledgeBase(folder)


@pytest.mark.parametrize("shipped", [True, False])
def test_hooks_let_good_changes_pass_and_stop_bad_ones(repository: KnowledgeBase, shipped: bool) -> None:
    found_hooks = hooks(ROOT / ".pre-commit-hooks.yaml" if shipped else repository.root / ".pre-commit-config.yaml")
    entries = {hook["id"]: hook["entry"] for hook in found_hooks}
    assert list(entries) == ["incumbent-format", "incumbent-check"]
    assert all(hook["pass_filenames"] is False for hook in found_hooks) and all(
        e.startswith("incumbent ") for e in entries.values()
    )

    def codes() -> list[int]:
        return [shell(entry, repository.root).returncode for entry in entries.values()]

    path = repository.root / HALL
    good = path.read_text(encoding="utf-8")
    path.write_text(good.replace("2020-05-01", "2020-05-02"), encoding="utf-8")
    codes_of_good = codes()
    path.write_text(good.replace("2020-05-01", "2035-05-01"), encoding="utf-8")
    codes_of_bad = codes()
    path.write_text(good + "\n# a remark\n", encoding="utf-8")
    codes_of_uncanonical = codes()
    assert (codes_of_good, codes_of_bad, codes_of_uncanonical) == ([0, 0], [0, 1], [1, 0])


def test_the_workflow_is_safe_and_names_what_it_needs(repository: KnowledgeBase) -> None:
    text = (repository.root / ".github/workflows/facts.yml").read_text(encoding="utf-8")
    content = yaml.safe_load(text)
    assert content[True] == {"pull_request": None, "push": None}, "no pull_request_target: it would run with secrets"
    assert content["permissions"] == {"contents": "read"}
    job = content["jobs"]["check"]
    assert not any("${{" in command for command in steps(repository.root).values()), "a name of a branch would be run"
    checkout = next(step for step in job["steps"] if "checkout" in step.get("uses", ""))
    assert checkout["with"] == {"fetch-depth": 0, "persist-credentials": False}
    assert all(shlex.quote(name) for name in job["env"]) and set(job["env"]) == {"BASE"}
    for command in steps(repository.root).values():
        assert "$BASE" not in command.replace('"$BASE"', "").replace('"$BASE^{commit}"', ""), "unquoted"


def test_the_commands_of_the_workflow_do_what_they_claim(repository: KnowledgeBase, tmp_path: Path) -> None:
    commands = steps(repository.root)
    summary = tmp_path / "summary"
    variables = {
        "BASE": "refs/remotes/origin/main",
        "GITHUB_EVENT_NAME": "pull_request",
        "GITHUB_STEP_SUMMARY": str(summary),
    }
    path = repository.root / HALL
    good = path.read_text(encoding="utf-8")
    path.write_text(good.replace("2020-05-01", "2035-05-01"), encoding="utf-8")
    commit(repository.root)
    ran = shell(commands["Check the change"], repository.root, **variables)
    line = good[: good.index("2020-05-01")].count("\n") + 1
    assert ran.returncode == 1 and f"::error file={HALL},line={line},title=T05 occurred-in-past::" in ran.stdout
    assert shell(commands["What changes, in words"], repository.root, **variables).returncode == 0
    assert "moved: was 1 May 2020, now 1 May 2035" in summary.read_text(encoding="utf-8")
    path.write_text(good, encoding="utf-8")
    commit(repository.root)
    assert shell(commands["Check the change"], repository.root, **variables).returncode == 0
    assert shell(commands["Canonical form"], repository.root).returncode == 0
    # A push without anything before it is checked whole; a pull request without its base is not let through.
    nothing = {**variables, "BASE": "0" * 40}
    assert shell(commands["Check the change"], repository.root, **nothing).returncode == 2
    whole = shell(commands["Check the change"], repository.root, **{**nothing, "GITHUB_EVENT_NAME": "push"})
    assert whole.returncode == 0 and "incumbent: accepted" in whole.stdout


def test_a_name_of_a_branch_is_not_run(repository: KnowledgeBase, tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    name = f'$(touch${{IFS}}{canary});"`touch {canary}`'
    variables = {"BASE": name, "GITHUB_EVENT_NAME": "push", "GITHUB_STEP_SUMMARY": str(tmp_path / "summary")}
    for command in steps(repository.root).values():
        if not command.startswith("pip"):
            shell(command, repository.root, **variables)
    assert not canary.exists()


def test_a_base_inside_a_repository_gets_files_that_fit_the_top(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    folder = tmp_path / "deep er" / "kb"
    found(folder, "Test", KB)
    assert inside_of(folder) == (tmp_path, "deep er/kb") and inside_of(tmp_path) is None
    for hook in hooks(folder / ".pre-commit-config.yaml"):
        assert shlex.split(hook["entry"])[-2:] == ["--kb", "deep er/kb"]
        if "files" in hook:
            assert re.search(hook["files"], "deep er/kb/graph/talks/x.ttl") and not re.search(
                hook["files"], "graph/x.ttl"
            )
    content = yaml.safe_load((folder / ".github/workflows/facts.yml").read_text(encoding="utf-8"))
    assert content["jobs"]["check"]["defaults"] == {"run": {"working-directory": "deep er/kb"}}
    other = tmp_path / "${{ github.token }}"
    found(other, "Test", KB)
    text = (other / ".github/workflows/facts.yml").read_text(encoding="utf-8")
    assert "github.token" not in text


# --- Changes in words ----------------------------------------------------------------------------------------------------


def test_diff_tells_what_changed_since_a_revision(base: KnowledgeBase, run: Run, tmp_path: Path) -> None:
    path = base.root / HALL
    path.write_text(path.read_text(encoding="utf-8").replace("2020-05-01", "2020-06-01"), encoding="utf-8")
    ran = run("diff", "main", "--kb", base.root)
    assert ran == Ran(
        0, "Meetings and other events\n  ~ the hall meeting: moved: was 1 May 2020, now 1 June 2020\n", ""
    )
    commit(base.root)
    assert run("diff", "HEAD~1", "HEAD", "--kb", base.root).out == ran.out
    assert run("diff", "HEAD", "HEAD~1", "--kb", base.root).out == ran.out.replace("1 May", "A").replace(
        "1 June", "1 May"
    ).replace("A", "1 June")
    written = tmp_path / "changes.json"
    assert run("diff", "HEAD~1", "--format", "json", "-o", written, "--exit-code", "--kb", base.root).code == 1
    document = json.loads(written.read_text(encoding="utf-8"))
    assert [change["property"] for change in document["changes"]] == ["date"] and document["from"] == "HEAD~1"
    assert run("diff", "HEAD", "--exit-code", "--kb", base.root) == Ran(0, "", "incumbent: nothing changed.\n")
    assert run("diff", "HEAD", "-q", "--kb", base.root) == Ran(0, "", "")
    assert run("diff", "HEAD~1", "--dossier", "visits", "-q", "--kb", base.root).out == ""
    assert (
        "`~` the hall meeting" in run("diff", "HEAD~1", "--dossier", "talks", "--format", "md", "--kb", base.root).out
    )


@pytest.mark.parametrize("revision", ["nothing", "--output=x", "HEAD:graph", "main..work"])
def test_diff_refuses_what_is_no_revision(base: KnowledgeBase, run: Run, revision: str) -> None:
    ran = run("diff", "--kb", base.root, "--", revision)
    assert ran.code == 2 and "no such commit" in ran.fault


def test_diff_says_where_there_was_no_base(base: KnowledgeBase, run: Run, tmp_path: Path) -> None:
    git(base.root, "switch", "-q", "--orphan", "empty")
    commit(base.root)
    git(base.root, "switch", "-q", "main")
    ran = run("diff", "empty", "--kb", base.root)
    assert ran.code == 2 and "there was no incumbent.toml" in ran.fault
    shutil.rmtree(base.root / ".git")
    ran = run("diff", "HEAD", "--kb", base.root)
    assert ran.code == 2 and "not a git repository" in ran.fault
    assert run("diff", "HEAD", "--dossier", "nope", "--kb", base.root).code == 2
