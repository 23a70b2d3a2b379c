"""What a branch changes is judged by the state that it goes into, whatever the branch brings along."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from tests.gitrepo import commit, git, start
from tests.small_base import KB, add, make

from incumbent.base.history import at_revision, judging_at
from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.check.findings import Finding
from incumbent.errors import UsageError
from incumbent.store.cache import folder_of
from incumbent.submission.branch import judge_branch, rulebook_of
from incumbent.submission.judge import Verdict

TODAY = date(2026, 1, 1)
QUIET = ("E03",)  # the small base cites few words
HALL, ANN = "graph/talks/meeting/hall.ttl", "graph/talks/person/ann.ttl"
GOOD = """\
- place: quay
  label: Quay
  quote: Quay is a place by the water in that town
"""


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository whose only commit holds the small base."""
    root = tmp_path_factory.mktemp("branch") / "base"
    make(root)
    start(root)
    return root


@pytest.fixture
def base(first: Path, tmp_path: Path) -> KnowledgeBase:
    """A copy of it, to be changed."""
    return KnowledgeBase(Path(shutil.copytree(first, tmp_path / "base")))


def edit(base: KnowledgeBase, file: str, old: str, new: str) -> None:
    path = base.root / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def judged(base: KnowledgeBase, revision: str = "main", *accept: str) -> Verdict:
    return judge_branch(KnowledgeBase(base.root), revision, today=TODAY, accept=(*QUIET, *accept))


def told(verdict: Verdict) -> list[tuple[str, str | None, int | None]]:
    """Code, file and line of all that is more than a hint."""
    return [
        (f.rule, f.file and Path(f.file).name, f.line)
        for f in verdict.findings
        if f.severity.value != "info" and f.code not in QUIET
    ]


def one(verdict: Verdict, rule: str) -> Finding:
    found = [finding for finding in verdict.findings if finding.rule == rule]
    assert len(found) == 1, verdict.findings
    return found[0]


def future(base: KnowledgeBase) -> None:
    """A fault: a meeting is said to be held on a day to come."""
    edit(base, HALL, '"2020-05-01"', '"2035-05-01"')


def test_nothing_changed_is_accepted_and_checks_nothing(base: KnowledgeBase) -> None:
    verdict = judged(base, "HEAD")
    assert verdict.outcome == "accepted" and not verdict.findings and not verdict.change.added


def test_a_good_new_thing_is_accepted_untracked_or_committed(base: KnowledgeBase) -> None:
    git(base.root, "switch", "-qc", "work")
    add(base, GOOD, "talks", "third")
    for _ in range(2):
        verdict = judged(base)
        assert verdict.outcome == "accepted", verdict.findings
        assert {t.subject.value for t in verdict.change.added} >= {KB + "place-quay"}
        commit(base.root)


def test_a_bad_fact_is_rejected_on_its_line(base: KnowledgeBase) -> None:
    future(base)
    verdict = judged(base)
    line = (base.root / HALL).read_text(encoding="utf-8").split("\n").index(
        '    inc:date "2035-05-01"^^edtf:EDTF ;'
    ) + 1
    assert verdict.exit_code == 1 and told(verdict) == [("occurred-in-past", "hall.ttl", line)]


def test_a_fault_that_was_there_is_not_held_against_the_branch(base: KnowledgeBase) -> None:
    future(base)
    commit(base.root)
    git(base.root, "switch", "-qc", "work")
    add(base, GOOD, "talks", "third")
    assert judged(base).outcome == "accepted"


def test_a_fact_that_only_the_union_makes_wrong_is_found(base: KnowledgeBase) -> None:
    """The other side moves a meeting into the future while the branch reports it as held: both are right alone."""
    edit(base, HALL, "inc:held", "inc:announced")
    commit(base.root, "not reported yet")
    git(base.root, "switch", "-qc", "work")
    edit(base, HALL, "inc:announced", "inc:held")
    commit(base.root, "held")
    git(base.root, "switch", "-q", "main")
    future(base)
    commit(base.root, "moved")
    git(base.root, "switch", "-q", "work")
    assert ("occurred-in-past", "hall.ttl") in [(rule, file) for rule, file, _ in told(judged(base))]


def test_what_the_other_side_gained_is_not_taken_for_removed(base: KnowledgeBase) -> None:
    git(base.root, "switch", "-qc", "work")
    git(base.root, "switch", "-q", "main")
    add(base, GOOD, "talks", "third")
    commit(base.root, "main moves on")
    git(base.root, "switch", "-q", "work")
    verdict = judged(base)
    assert verdict.outcome == "accepted" and not verdict.change.removed and not verdict.findings


@pytest.mark.parametrize("place", ["detached", "worktree", "subfolder", "hook"])
def test_wherever_the_base_and_its_head_are(
    first: Path, tmp_path: Path, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if place == "subfolder":
        top = tmp_path / "top"
        shutil.copytree(first, top / "deep" / "kb", ignore=shutil.ignore_patterns(".git"))
        start(top)
        root = top / "deep" / "kb"
    else:
        root = Path(shutil.copytree(first, tmp_path / "base"))
    if place == "detached":
        git(root, "checkout", "-q", "--detach")
    elif place == "worktree":
        git(root, "worktree", "add", "-q", str(tmp_path / "other"))
        root = tmp_path / "other"
    elif place == "hook":  # git tells its hooks where it is, which is not where the base is
        monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
        monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "nowhere" / "index"))
    base = KnowledgeBase(root)
    assert judged(base).outcome == "accepted"
    future(base)
    assert judged(base).outcome == "rejected"


def test_the_first_commit_is_judged_by_what_it_brings(first: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(first, tmp_path / "base", ignore=shutil.ignore_patterns(".git")))
    git(root, "init", "-qb", "main")
    base = KnowledgeBase(root)
    verdict = judged(base, "HEAD")
    assert len(verdict.change.added) == len(verdict.triples) > 100
    assert not any(f.rule == "judge-changed" for f in verdict.findings)
    future(base)
    assert judged(base, "HEAD").outcome == "rejected"


def test_a_base_that_the_revision_has_not_got_asks_for_a_look(first: Path, tmp_path: Path) -> None:
    (tmp_path / "README").write_text("no base yet", encoding="utf-8")
    start(tmp_path)
    root = Path(shutil.copytree(first, tmp_path / "kb", ignore=shutil.ignore_patterns(".git")))
    assert "there was no base here" in one(judged(KnowledgeBase(root)), "judge-changed").message


@pytest.mark.parametrize("revision", ["nothing", "--output=/tmp/x", "HEAD:graph", "", "a\0b", "HEAD~9"])
def test_what_is_no_revision_is_refused(base: KnowledgeBase, revision: str) -> None:
    with pytest.raises(UsageError):
        judged(base, revision)


def test_a_shallow_clone_says_what_to_do(base: KnowledgeBase, tmp_path: Path) -> None:
    git(base.root, "switch", "-qc", "work")
    commit(base.root, "more")
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth=1", "--no-single-branch", f"file://{base.root}", str(shallow))
    for revision in ("origin/main", "HEAD~1"):
        with pytest.raises(UsageError, match="--unshallow"):
            judged(KnowledgeBase(shallow), revision)
    assert judged(KnowledgeBase(shallow), "HEAD").outcome == "accepted"


def test_no_repository_is_one_line(first: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(first, tmp_path / "base", ignore=shutil.ignore_patterns(".git")))
    with pytest.raises(UsageError, match="not a git repository"):
        judged(KnowledgeBase(root), "HEAD")


# --- What vanishes ------------------------------------------------------------------------------------------------------


def test_a_thing_that_vanishes_needs_a_reason(base: KnowledgeBase) -> None:
    (base.root / "graph/visits/visit/town.ttl").unlink()
    finding = one(judged(base), "withdrawn-silently")
    assert finding.focus == "visit-town" and "incumbent retract visit-town" in finding.message
    assert judged(base).exit_code == 5 and judged(base, "main", "S21").exit_code == 0


def test_a_record_that_vanishes_is_named_where_it_stood(base: KnowledgeBase) -> None:
    path = base.root / "graph/talks/office/minister-x.ttl"
    text = path.read_text(encoding="utf-8")
    blocks = [b for b in text.split("\n\n") if not b.startswith("kb:tenure-") and "kb:tenure-" not in b]
    path.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")
    finding = one(judged(base), "withdrawn-silently")
    assert finding.focus and finding.focus.startswith("tenure-") and finding.file == str(path)


def test_a_corrected_record_is_not_gone(base: KnowledgeBase) -> None:
    """Its name follows from its content, so that a merge would have called it something else."""
    path = base.root / "graph/talks/office/minister-x.ttl"
    text = path.read_text(encoding="utf-8")
    name = text.split("kb:tenure-")[1][:12]
    path.write_text(text.replace(name, "0123456789ab").replace("2019-12/..", "2019-11/.."), encoding="utf-8")
    assert "withdrawn-silently" not in [f.rule for f in judged(base).findings]


def test_a_withdrawal_with_its_reason_is_accepted(base: KnowledgeBase) -> None:
    from incumbent.base.facts import Facts
    from incumbent.submission.merge import merge
    from incumbent.submission.retracting import request

    asked = request(base, Facts.read(base), "visit-town", "It was another town.", TODAY, with_records=True)
    asked.write(base.root.parent / "retraction.nt")
    merged = merge(base, base.root.parent / "retraction.nt", dossier="visits", today=TODAY)
    assert merged.verdict.accepted, merged.verdict.findings
    verdict = judged(base)
    assert verdict.outcome == "accepted" and not any(f.rule == "withdrawn-silently" for f in verdict.findings)


# --- Files that cannot be read ------------------------------------------------------------------------------------------


def test_each_file_that_is_no_turtle_is_named_with_its_line(base: KnowledgeBase) -> None:
    edit(base, HALL, "inc:date", "inc:date inc:date")
    edit(base, ANN, "a inc:Person ;", "a inc:Person ")
    verdict = judged(base)
    assert verdict.outcome == "rejected"
    found = {(f.rule, Path(f.file or "").name) for f in verdict.findings if f.line}
    assert {("syntax", "hall.ttl"), ("syntax", "ann.ttl")} <= found
    assert not any(f.rule == "withdrawn-silently" for f in verdict.findings)


def test_a_conflict_that_git_left_is_called_so(base: KnowledgeBase) -> None:
    edit(base, HALL, "    inc:date", "<<<<<<< HEAD\n    inc:date")
    finding = one(judged(base), "syntax")
    assert "conflict" in finding.message and finding.line == 11


@pytest.mark.parametrize("data", [b"\xff\xfe<\0", b"<https://example.org/kb/place-q> a \xff .", b"\0"])
def test_what_is_no_utf8_is_a_finding(base: KnowledgeBase, data: bytes) -> None:
    (base.root / "graph/talks/place").mkdir()
    (base.root / "graph/talks/place/q.ttl").write_bytes(data)
    verdict = judged(base)
    assert verdict.exit_code == 1 and verdict.findings[0].file.endswith("q.ttl")  # type: ignore[union-attr]


def test_a_blank_node_is_found_with_its_line(base: KnowledgeBase) -> None:
    edit(base, HALL, "    inc:date", "    inc:note [ inc:note 1 ] ;\n    inc:date")
    found = [f for f in judged(base).findings if f.rule == "object-kind" and f.line]
    assert found and found[0].file == str(base.root / HALL)


@pytest.mark.parametrize("name", ["graph/loose.ttl", "graph/Bad_Name/place/q.ttl", "graph/talks/place/q.TTL"])
def test_facts_that_nobody_would_read_are_found(base: KnowledgeBase, name: str) -> None:
    path = base.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("<https://example.org/kb/place-q> a <urn:x> .", encoding="utf-8")
    assert "nobody reads" in one(judged(base), "syntax").message


@pytest.mark.parametrize("of", ["file", "folder", "graph"])
def test_a_link_is_not_followed(base: KnowledgeBase, tmp_path: Path, of: str) -> None:
    secret = tmp_path / "secret.ttl"
    secret.write_text("<https://example.org/kb/secret> a <urn:hush> . not turtle hush", encoding="utf-8")
    if of == "file":
        (base.root / "graph/talks/state/s.ttl").symlink_to(secret)
    elif of == "folder":
        (base.root / "graph/linked").symlink_to(tmp_path, target_is_directory=True)
    else:
        shutil.move(base.root / "graph", tmp_path / "moved")
        (base.root / "graph").symlink_to(tmp_path / "moved", target_is_directory=True)
    verdict = judged(base)
    assert verdict.exit_code == 1 and any("symbolic link" in f.message for f in verdict.findings)
    assert not any("hush" in f.message for f in verdict.findings)


# --- Hostile branches ---------------------------------------------------------------------------------------------------

LAX = 'T05 = "off"\n'


@pytest.mark.parametrize("committed", [False, True])
def test_a_branch_does_not_judge_itself(base: KnowledgeBase, committed: bool) -> None:
    (base.root / "rules").mkdir()
    (base.root / "rules/profile.toml").write_text(LAX, encoding="utf-8")
    (base.root / "shapes").mkdir()
    (base.root / "shapes/lax.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <https://w3id.org/incumbent/shapes#Meeting> sh:deactivated true .",
        encoding="utf-8",
    )
    edit(base, "incumbent.toml", 'title = "Test"', 'title = "Trust me"')
    future(base)
    if committed:
        git(base.root, "switch", "-qc", "work")
        commit(base.root)
    verdict = judged(base)
    assert verdict.outcome == "rejected"
    assert {(f.rule, f.focus) for f in verdict.findings} >= {
        ("judge-changed", "rules/profile.toml"),
        ("judge-changed", "shapes/lax.ttl"),
        ("judge-changed", "incumbent.toml"),
    }
    assert any(f.rule == "occurred-in-past" for f in verdict.findings)


def test_changed_judges_alone_wait_for_somebody(base: KnowledgeBase) -> None:
    (base.root / "rules").mkdir()
    (base.root / "rules/profile.toml").write_text(LAX, encoding="utf-8")
    assert judged(base).exit_code == 5 and judged(base, "main", "judge-changed").exit_code == 0


def test_judges_that_the_branch_broke_do_not_keep_it_from_being_judged(base: KnowledgeBase) -> None:
    for name in ("rules/profile.toml", "shapes/broken.ttl", "ontology/broken.ttl"):
        (base.root / name).parent.mkdir()
        (base.root / name).write_text("no [ syntax at all", encoding="utf-8")
    future(base)
    verdict = judged(base)
    assert verdict.outcome == "rejected" and any(f.rule == "occurred-in-past" for f in verdict.findings)
    assert rulebook_of(base, "main").rule("T05").name == "occurred-in-past"


def test_judges_that_went_are_told(base: KnowledgeBase) -> None:
    (base.root / "rules").mkdir()
    (base.root / "rules/profile.toml").write_text('T05 = "violation"\n', encoding="utf-8")
    commit(base.root)
    git(base.root, "rm", "-rq", "rules")
    assert one(judged(base), "judge-changed").focus == "rules/profile.toml"


def test_rules_that_the_other_side_changed_hold_and_are_not_the_branchs_doing(base: KnowledgeBase) -> None:
    git(base.root, "switch", "-qc", "work")
    git(base.root, "switch", "-q", "main")
    (base.root / "rules").mkdir()
    (base.root / "rules/profile.toml").write_text(LAX, encoding="utf-8")
    commit(base.root, "main is lax now")
    git(base.root, "switch", "-q", "work")
    future(base)
    verdict = judged(base)
    assert verdict.outcome == "accepted" and not any(f.rule == "judge-changed" for f in verdict.findings)


@pytest.mark.parametrize("kind", ["judging", "at"])
def test_a_former_state_that_the_branch_laid_out_itself_is_not_believed(base: KnowledgeBase, kind: str) -> None:
    """The branch knows the name under which the state is kept, and commits a lax one there."""
    then = {"judging": judging_at, "at": at_revision}[kind](base, "main", folder_of(base))
    (then.root / "rules").mkdir()
    (then.root / "rules/profile.toml").write_text(LAX, encoding="utf-8")
    (then.root / ANN).unlink()
    git(base.root, "switch", "-qc", "work")
    git(base.root, "add", "-f", ".incumbent")
    future(base)
    commit(base.root)
    verdict = judged(base)
    assert any(f.rule == "occurred-in-past" for f in verdict.findings)
    assert "git rm -r --cached" in one(verdict, "judge-changed").message
    again = {"judging": judging_at, "at": at_revision}[kind](base, "main", folder_of(base))
    assert (again.root / ANN).is_file() and not (again.root / "rules").exists()


def test_no_program_of_the_repository_is_run(
    base: KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    canary = tmp_path / "canary"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\necho ran >> {canary}\ncat\n", encoding="utf-8")
    program.chmod(0o755)
    (base.root / ".gitattributes").write_text("* filter=evil diff=evil merge=evil export-ignore\n", encoding="utf-8")
    future(base)
    commit(base.root)
    future_line = '"2035-05-01"'
    edit(base, HALL, future_line, '"2036-05-01"')
    for name in (
        "filter.evil.smudge", "filter.evil.clean", "filter.evil.process", "diff.evil.textconv", "diff.evil.command",
        "diff.external", "core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.askPass", "core.gitProxy",
        "credential.helper", "merge.evil.driver", "tar.tar.command", "uploadpack.packObjectsHook",
    ):  # fmt: skip
        git(base.root, "config", name, str(program))
    git(base.root, "config", "core.hooksPath", str(tmp_path / "hooks"))
    (tmp_path / "hooks").mkdir()
    for hook in ("post-checkout", "post-index-change", "reference-transaction", "pre-commit", "fsmonitor-watchman"):
        shutil.copy(program, tmp_path / "hooks" / hook)
    monkeypatch.setenv("GIT_PAGER", str(program))
    for revision in ("main", "HEAD~1"):
        verdict = judged(base, revision)
        assert any(f.rule == "occurred-in-past" for f in verdict.findings) or revision == "main"
        at_revision(base, revision, tmp_path / "elsewhere")
    assert not canary.exists()
    subprocess.run(["git", "diff", "--stat"], cwd=base.root, capture_output=True, check=False)
    assert canary.exists() or sys.platform == "win32", "the canary would not have sung"


def test_attributes_hide_no_file(base: KnowledgeBase) -> None:
    (base.root / ".gitattributes").write_text("*.ttl export-ignore\n*.toml ident\n", encoding="utf-8")
    commit(base.root)
    then = judging_at(base, "HEAD", folder_of(base))
    assert (then.root / ANN).read_bytes() == (base.root / ANN).read_bytes()


def test_a_folder_that_looks_like_a_repository_is_none(first: Path, tmp_path: Path) -> None:
    """In a base below the top of its repository, a branch can commit what git would take for a repository of its own."""
    top, lax = tmp_path / "top", tmp_path / "lax"
    shutil.copytree(first, top / "kb", ignore=shutil.ignore_patterns(".git"))
    shutil.copytree(first, lax)
    start(top)
    base = KnowledgeBase(top / "kb")
    for one_base in (base, KnowledgeBase(lax)):
        future(one_base)
    commit(lax)
    bare = tmp_path / "bare"
    git(tmp_path, "clone", "-q", "--bare", str(lax), str(bare))
    for name in ("HEAD", "config", "objects", "refs", "packed-refs"):
        if (bare / name).is_dir():
            shutil.copytree(bare / name, base.root / name)
        elif (bare / name).exists():
            shutil.copy(bare / name, base.root / name)
    try:
        verdict = judged(base, "main")
    except UsageError:
        return  # git says that it will not
    assert verdict.outcome == "rejected"


def test_another_namespace_is_refused(base: KnowledgeBase) -> None:
    edit(base, "incumbent.toml", '"https://example.org/kb/"', '"https://example.org/kb2/"')
    with pytest.raises(UsageError, match="cannot change"):
        judged(base)


def test_nothing_but_the_cache_is_written(base: KnowledgeBase) -> None:
    future(base)

    def state() -> dict[str, bytes]:
        return {
            os.path.relpath(path, base.root): path.read_bytes()
            for path in base.root.rglob("*")
            if path.is_file() and ".incumbent" not in path.parts
        }

    before = state()
    judged(base)
    assert state() == before
