"""All that is checked, in one reading: vocabulary, rules over records, shapes; and what of it the change is to blame for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import NamedNode, Triple

from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.check import shacl
from incumbent.check.case import Case, Change, Check
from incumbent.check.checks import all_checks
from incumbent.check.findings import Finding, Severity
from incumbent.check.rulebook import Rulebook
from incumbent.check.terms import TermCheck
from incumbent.model.terms import inc

# Triples beyond which finding out what a change can touch takes longer than judging everything.
_LARGE = 5_000
_MOST_TERMS = 1_000  # faults of the vocabulary behind which nothing else of a change is judged
# A fault of one value, told once: the rule that says most, and what others would say of the same value.
_COVERS = {
    "object-kind": frozenset({"edtf-valid", "datatype", "object-class"}),
    "edtf-valid": frozenset({"datatype"}),
    "source-known": frozenset({"single-value"}),
    "markup-in-text": frozenset({"label-style", "language-tag", "confusables"}),
    "control-chars": frozenset({"label-style", "confusables"}),
    "mojibake": frozenset({"label-style", "language-tag", "confusables", "nfc"}),
}

Progress = Callable[[str], None]

# What follows from a class or a property that does not exist says nothing new.
_FOLLOWS = frozenset({"domain-class", "object-class", "required", "nonempty"})
_CAUSES = frozenset({"known-term", "protected-terms", "no-rules-in-data", "no-remote-loading", "no-self-approval"})


class Rooms(NamedTuple):
    """The files that judge: shapes and ontology."""

    shapes: list[Path]
    ontology: list[Path]

    @classmethod
    def of(cls, base: KnowledgeBase) -> Rooms:
        """Those of ``base``."""
        return cls(base.room_files("shapes", "*.ttl"), base.room_files("ontology", "*.ttl"))


class Checked(NamedTuple):
    """Settled findings, and the names of shapes for which a change could not be told from the whole."""

    findings: list[Finding]
    fell_back: list[str]


class Judged(NamedTuple):
    """What is to be held against a change, whether it brought a contradiction that may stand, and ``fell_back`` as above."""

    findings: list[Finding]
    contradicts: bool
    fell_back: list[str]


def judge(
    case: Case, other: Iterable[Finding], rooms: Rooms, rulebook: Rulebook, progress: Progress = lambda _: None
) -> Judged:
    """Hold the change of ``case`` against everything; ``other`` findings, settled here, count as brought by it."""

    def run(one: Case) -> Checked:
        one.whole = len(case.change.added) + len(case.change.removed) > _LARGE
        return check(one, rooms, rulebook, progress)

    checked = run(case)
    told = list(lifted([*rulebook.settle(other), *blamed(case, checked, run)], case, rulebook))
    return Judged([finding for finding, _ in told], any(brought for _, brought in told), checked.fell_back)


def check(case: Case, rooms: Rooms, rulebook: Rulebook, progress: Progress = lambda _: None) -> Checked:
    """Everything that is wrong after the change of ``case``, as far as the change can touch it."""
    progress("vocabulary")
    findings = list(islice(TermCheck(case.vocabulary, case.iri).check(case.change.added), _MOST_TERMS + 1))
    if len(findings) > _MOST_TERMS:  # nobody reads more, and what follows from them says nothing
        more = f"more than {_MOST_TERMS} terms are wrong, the limit; mend these first."
        findings[_MOST_TERMS:] = [Finding("size-limits", Severity.VIOLATION, more)]
        return Checked(_once(rulebook.settle(findings, _described(case))), [])
    for one in _told(all_checks(), progress):
        findings += one.run(case)
    progress("shapes")
    found, fell_back = shacl.check_change(case, rooms.shapes, rooms.ontology)
    return Checked(_once(rulebook.settle([*findings, *found], _described(case))), fell_back)


def check_whole(
    case: Case,
    facts: Iterable[Triple],
    other: Iterable[Finding],
    rooms: Rooms,
    rulebook: Rulebook,
    progress: Progress = lambda _: None,
) -> list[Finding]:
    """Everything that is wrong with all ``facts``; ``other`` findings are told together with these."""
    progress("vocabulary")
    findings = [*other, *TermCheck(case.vocabulary, case.iri).check(facts)]
    for one in _told(all_checks(), progress):
        findings += one.run(case)
    progress("shapes")
    findings += shacl.validate(facts, rooms.shapes, rooms.ontology, progress)
    return _once(rulebook.settle(findings, _described(case)))


def _told(checks: list[Check], progress: Progress) -> Iterator[Check]:
    for number, one in enumerate(checks, 1):
        progress(f"rules, {number} of {len(checks)}")
        yield one


def _described(case: Case) -> Callable[[str], bool]:
    return lambda iri: iri in case.after or case.vocabulary.knows(iri)


def _once(findings: Iterable[Finding]) -> list[Finding]:
    """Each fault once, without those that only follow from another."""
    findings = list(findings)
    broken = {f.nodes[0] for f in findings if f.rule in _CAUSES and f.nodes}
    # A shape tells that there are too many values; a rule that speaks of the same names them.
    named = {(f.code, f.nodes[0], f.path) for f in findings if f.nodes and f.path and not f.component}
    covered = {
        (finding.nodes[0], finding.path, rule)
        for finding in findings
        if finding.nodes
        for rule in _COVERS.get(finding.rule, ())
    }
    kept: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        if finding.nodes and (finding.nodes[0], finding.path, finding.rule) in covered:
            continue
        if finding.component and finding.nodes and (finding.code, finding.nodes[0], finding.path) in named:
            continue
        if finding.rule in _FOLLOWS and broken.intersection(finding.nodes):
            continue
        # Named by IRI where there is one, so that a thing and its namesake in another namespace stay two.
        node = finding.nodes[0] if finding.nodes else finding.focus
        key = (finding.code, node, finding.value if finding.path or finding.value else finding.message)
        if key not in kept or finding.severity is Severity.VIOLATION is not kept[key].severity:
            kept[key] = finding
    return sorted(kept.values(), key=rank)


def rank(finding: Finding) -> tuple[int, int, str, str, str]:
    """The order in which findings are told: the gravest first, then by place."""
    return (
        list(Severity).index(finding.severity),
        finding.line or 0,
        finding.focus or "",
        finding.code,
        finding.message,
    )


def blamed(case: Case, checked: Checked, again: Callable[[Case], Checked]) -> list[Finding]:
    """The findings of ``checked`` that the change brought.

    Those about a thing that it speaks of always count; those about another thing only where they were not there before.
    ``again`` checks another case in the same way: here the change taken back, which reaches just the same things.
    """
    triples = case.change.added | case.change.removed
    own = {triple.subject.value for triple in triples if isinstance(triple.subject, NamedNode)}
    foreign = [f for f in checked.findings if f.nodes and not own.intersection(f.nodes)]
    if not foreign:
        return checked.findings
    back = Change(case.change.dossier, case.change.removed, case.change.added)
    undone = Case(case.vocabulary, case.iri, case.after, back, today=case.today, words=case.words, names=case.names)
    former = again(undone)
    known = {_identity(finding) for finding in former.findings}
    return [f for f in checked.findings if f not in foreign or _identity(f) not in known]


def _identity(finding: Finding) -> tuple[object, ...]:
    # Messages name things by their labels, which a change may alter.
    return finding.code, frozenset(finding.nodes) or finding.message, finding.path, finding.value


def lifted(findings: Iterable[Finding], case: Case, rulebook: Rulebook) -> Iterator[tuple[Finding, bool]]:
    """Each finding, as an info where the records that it sets against each other are said to disagree.

    Two records that cannot both be true may both stand, once somebody says ``inc:disagreesWith`` (and why is for their
    evidence to tell). The second value says whether the change brought that.
    """
    added = {
        frozenset((t.subject.value, t.object.value))
        for t in case.change.added
        if t.predicate.value == inc("disagreesWith")
        and isinstance(t.subject, NamedNode)
        and isinstance(t.object, NamedNode)
    }
    for finding in findings:
        if finding.severity is Severity.INFO or not finding.rule or not rulebook.rule(finding.rule).world:
            yield finding, False
            continue
        pair = _disagreeing(case, finding.nodes)
        if pair is None:
            yield finding._replace(message=finding.message + _way_out(case, finding.nodes)), False
            continue
        message = (
            f"{finding.message} Both stay: {case.local(min(pair))} and {case.local(max(pair))} are said to disagree."
        )
        yield finding._replace(severity=Severity.INFO, message=message), pair in added


def _way_out(case: Case, nodes: tuple[str, ...]) -> str:
    """How to let a new record stand beside the known one that it is in conflict with."""
    for new in (node for node in nodes if node in case.after and node not in case.before):
        kinds = case.after.types(new)
        known = next((node for node in nodes if node in case.before and case.before.types(node) & kinds), None)
        if known is not None:
            return f" Where sources differ and both are to stand, add disagreesWith: {case.local(known)} to the new record."
    return ""


def _disagreeing(case: Case, nodes: tuple[str, ...]) -> frozenset[str] | None:
    """Two of ``nodes`` of which one is said to disagree with the other and each has something of its own to rest on."""
    for one in nodes:
        for other in case.after.texts(one, inc("disagreesWith")):
            if other in nodes and other != one and _rests(case, one) and _rests(case, other):
                return frozenset((one, other))
    return None


def _rests(case: Case, iri: str) -> bool:
    return bool(case.support.of(iri)) or bool(case.support.inferences(iri))
