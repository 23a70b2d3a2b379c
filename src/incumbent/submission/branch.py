"""Judging what a branch changes against the state that it goes into, by the rules of that state."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import NamedNode, Triple

from incumbent.base import history
from incumbent.base.facts import Facts
from incumbent.base.knowledge_base import FILE_NAME, KnowledgeBase
from incumbent.base.layout import Layout
from incumbent.base.reminted import paired
from incumbent.check import evidence, gate
from incumbent.check.case import Case, Change
from incumbent.check.findings import Finding, Severity
from incumbent.check.rulebook import Rulebook
from incumbent.check.whole import placed
from incumbent.errors import RejectedError, UsageError
from incumbent.model.terms import inc
from incumbent.store.cache import folder_of
from incumbent.submission import branch_files
from incumbent.submission.judge import Verdict, weighed
from incumbent.submission.quotes import Texts

# Records that only support others: they go with what they support, and nobody asks after them by name.
_SUPPORTING = ("Evidence", "Inference", "Voice", "Retraction")


class _States(NamedTuple):
    """The state that the branch goes into, and that from which it began; None where there was no base then."""

    then: KnowledgeBase | None
    parting: KnowledgeBase | None

    @property
    def known(self) -> list[KnowledgeBase]:
        """Those that there are, the one from which the branch began last."""
        return [state for state in self if state is not None]


def judge_branch(
    base: KnowledgeBase,
    revision: str,
    *,
    sources: Path | None = None,
    today: date | None = None,
    accept: Iterable[str] = (),
    progress: Callable[[str], None] = lambda _: None,
) -> Verdict:
    """Judge what the files of ``base`` change against the git revision ``revision``.

    Ontology, shapes, rules and settings are those of the revision: a branch does not bring its own judges, and whatever it
    changes about them is reported. What the revision has gained since the branch began is not held against the branch.
    Raises UsageError where git knows no such revision, or cannot tell where the branch began.
    """
    progress("reading")
    states = _states(base, revision)
    then = states.then or base
    rulebook = Rulebook.of(then)
    accepted = {rulebook.rule(name).code for name in accept}
    if base.settings.iri != then.settings.iri:
        raise UsageError(f"The namespace of the base was {then.settings.iri} at {revision}; it cannot change.")
    tree = branch_files.read(base, states.known)
    before = branch_files.former(then) if states.then else Facts()
    old = before
    if states.parting is not states.then:
        old = branch_files.former(states.parting) if states.parting else Facts()
    # What the branch itself changed, laid over the state that it goes into, which may have moved on.
    there, mine, shared = frozenset(before), frozenset(tree.facts), frozenset(old)
    change = Change("", mine - shared - there, (shared - mine) & there)
    texts = Texts(sources or base.root / then.settings.sources)
    case = Case(then.vocabulary, then.settings.iri, before, change, today=(today or date.today()).toordinal())
    case.words = evidence.words_of(case.after, texts)
    progress("evidence")
    other = [
        *tree.findings,
        *evidence.prove_of(case.after, texts, _subjects(change.added)).findings,
        *_vanished(case, base),
        *_judges(base, states, revision),
    ]
    judged = gate.judge(case, other, gate.Rooms.of(then), rulebook, progress)
    findings = [tree.located(finding) for finding in judged.findings]
    if not tree.findings:  # what could not be read cannot be searched for lines either
        findings = placed(base, findings)
    return weighed(findings, accepted, "", mine, change, judged.fell_back, contradicts=judged.contradicts)


def rulebook_of(base: KnowledgeBase, revision: str) -> Rulebook:
    """The rules that ``judge_branch`` goes by, for its report."""
    return Rulebook.of(_states(base, revision).then or base)


def _states(base: KnowledgeBase, revision: str) -> _States:
    if base.is_packaged:
        raise UsageError("The packaged base has no branches; go to a base of your own, or name it with --kb.")
    if revision == "HEAD" and history.is_unborn(base):
        return _States(None, None)  # the first commit: nothing was there that could judge
    folder = folder_of(base)
    then = history.judging_at(base, revision, folder) if history.held_base(base, revision) else None
    commit = history.common(base, revision)
    if then is not None and commit == history.commit_of(base, revision):
        return _States(then, then)
    parting = history.judging_at(base, commit, folder) if history.held_base(base, commit) else None
    return _States(then, parting)


def _vanished(case: Case, base: KnowledgeBase) -> Iterator[Finding]:
    """Things and records that were there and are not, without anybody saying why.

    A record that was corrected has another name: it is not gone. Nor are the records of a thing told, which go with it.
    """
    gone = {iri for iri in _subjects(case.change.removed) if iri not in case.after}
    new = {iri for iri in _subjects(case.change.added) if iri not in case.before}
    corrected = paired(case.vocabulary, case.before, case.after, gone, new)
    layout = Layout(case.vocabulary, case.iri, case.before)
    for iri in sorted(gone - corrected.keys()):
        kinds = [case.vocabulary.classes[c] for c in case.before.types(iri) if c in case.vocabulary.classes]
        supports = any(inc(name) in kind.ancestors for kind in kinds for name in _SUPPORTING)
        owners = {o for kind in kinds if kind.filed_with for o in case.before.texts(iri, kind.filed_with)}
        if supports or owners & gone or case.after.having(inc("retracts"), iri):
            continue
        local = case.local(iri)
        message = f"{local}: is gone without a reason; put it back, or withdraw it with 'incumbent retract {local} --reason …'."
        file = _former_file(base, layout, iri)
        yield Finding("withdrawn-silently", Severity.WARNING, message, file=file, focus=local, nodes=(iri,))


def _subjects(triples: Iterable[Triple]) -> set[str]:
    return {triple.subject.value for triple in triples if isinstance(triple.subject, NamedNode)}


def _former_file(base: KnowledgeBase, layout: Layout, iri: str) -> str | None:
    """The file in which it stood, if that is still there: where somebody would look for it."""
    try:
        home = layout.home(iri)
    except RejectedError:  # no name of this base: it stood anywhere
        return None
    return next((str(base.graph / d / home) for d in base.dossiers() if (base.graph / d / home).is_file()), None)


def _judges(base: KnowledgeBase, states: _States, revision: str) -> Iterator[Finding]:
    """Changes to what judges: this branch was not judged by them."""
    if history.tracks_state(base):
        message = (
            ".incumbent: the branch brings files of the program's own state, which are no part of a base; take them out with "
            "'git rm -r --cached .incumbent'."
        )
        yield Finding(
            "judge-changed", Severity.VIOLATION, message, file=str(base.root / ".incumbent"), focus=".incumbent"
        )
    if states.then is None:
        if states.parting is not None or revision != "HEAD" or not history.is_unborn(base):
            message = (
                f"{FILE_NAME}: there was no base here at {revision}, so that the branch was judged by the rules that it brings "
                "itself; look at them and accept this by name."
            )
            yield _changed(base, FILE_NAME, message)
        return
    now = _judging(base.root)
    former = [_judging(state.root) for state in states.known]
    for name in sorted(now.keys() | former[-1].keys()):
        if all(now.get(name) != state.get(name) for state in former):
            message = (
                f"{name}: the branch changes what facts are judged by; this check took it from {revision}, so look at the change "
                "yourself and accept it by name."
            )
            yield _changed(base, name, message)


def _changed(base: KnowledgeBase, name: str, message: str) -> Finding:
    return Finding("judge-changed", Severity.WARNING, message, file=str(base.root / name), focus=name)


def _judging(root: Path) -> dict[str, bytes]:
    """The content of all that judges, by its path below ``root``, however its lines end."""
    places = [root / name for name in (FILE_NAME, *history.JUDGES)]
    files = [path for place in places for path in ([place] if place.is_file() else place.rglob("*")) if path.is_file()]
    return {path.relative_to(root).as_posix(): path.read_bytes().replace(b"\r\n", b"\n") for path in files}
