"""Checking a change finds what checking everything finds: random bases and changes, judged both ways and compared.

Shapes are held against pySHACL over all facts, rules in Python against themselves over all their things.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from random import Random

from pyoxigraph import NamedNode, Quad, Store, Triple
from rdflib import Graph
from tests.shapes.shape_cases import ONTOLOGY, SHAPES
from tests.soak import bases
from tests.soak.bases import KB, Drawn, Pool

from incumbent.base.facts import Facts
from incumbent.base.view import View
from incumbent.check import conversion, shacl
from incumbent.check.case import Case, Change, Check
from incumbent.check.checks import all_checks
from incumbent.check.findings import Finding
from incumbent.check.shapes import Shapes
from incumbent.model.terms import SH, local
from incumbent.store.contents import STATED
from incumbent.store.view import Stored

STRANGE = (Path(__file__).parent / "strange.ttl",)
CHANGES = 5  # to one base
KINDS = ("shapes", "rules")
TODAY = date(2026, 1, 1).toordinal()

Findings = frozenset[Finding]


class Difference(AssertionError):
    """The two ways of checking came to different findings."""


def _words(evidence: str) -> str | None:
    return None if evidence.endswith("b") else "Ann Able and three ministers met in Town in 2025."


def _facts(triples: Iterable[Triple]) -> Facts:
    facts = Facts()
    facts.add("talks", sorted(triples, key=str))
    return facts


def _stored(triples: Iterable[Triple]) -> View | None:
    """The facts in a store, or None where it would spell a literal otherwise."""
    store, triples = Store(), set(triples)
    store.bulk_extend(Quad(t.subject, t.predicate, t.object, NamedNode(STATED)) for t in triples)
    view = Stored(store, bases.vocabulary())
    kept = {
        Triple(NamedNode(iri), NamedNode(predicate), value)
        for iri in view.subjects()
        for predicate, values in view.about(iri).items()
        for value in values
    }
    return view if kept == triples else None


def _case(view: View, change: Change, whole: bool) -> Case:
    return Case(bases.vocabulary(), KB, view, change, today=TODAY, words=_words, whole=whole)


@cache
def parts() -> tuple[shacl.Constraints, ...]:
    """The shapes of the program, file by file (all at once take long), then the strange ones."""
    ours, strange = shacl.constraints(SHAPES, ONTOLOGY), shacl.constraints(STRANGE, ONTOLOGY)
    found = []
    for path in SHAPES:
        here = {triple.subject for triple in conversion.read([path])}
        aiming = [shape for shape in ours.shapes.aiming() if shape in here]
        targets = [t for t in ours.shapes if t.subject in aiming and t.predicate.value.startswith(SH + "target")]
        part = Shapes([*ours.shapes.aimed(dict.fromkeys(aiming, ())), *targets])
        found.append(shacl.Constraints(part, ours.schema))
    return (*found, *found, strange, strange, ours)


@cache
def mentioned(rules: shacl.Constraints) -> frozenset[str]:
    """The IRIs of which the shapes of a part speak."""
    aimed = rules.shapes.aimed(dict.fromkeys(rules.shapes.aiming(), ()))
    targets = {iri for shape in rules.shapes.aiming() for iris in rules.shapes.aims(shape)[:3] for iri in iris}
    return frozenset(targets | {triple.object.value for triple in aimed if isinstance(triple.object, NamedNode)})


@cache
def graph(rules: shacl.Constraints) -> Graph:
    return conversion.graph_of(rules.shapes)


@lru_cache(maxsize=3)
def judged(triples: frozenset[Triple], rules: shacl.Constraints) -> Findings:
    """What pySHACL finds by itself."""
    with conversion.side_effects_undone():
        data = conversion.graph_of([*rules.schema, *conversion.stated(triples)])
        return frozenset(shacl.judge(data, graph(rules)))


def compare(drawn: Drawn, rules: shacl.Constraints, stored: bool, kinds: tuple[str, ...] = KINDS) -> None:
    """Judge the change both ways; raises Difference where they differ.

    :param rules: the shapes to judge by.
    :param kinds: which to compare, shapes or rules in Python.
    :param stored: with the facts before the change in a store instead of in memory.
    """
    before = (_stored(drawn.facts) if stored else None) or _facts(drawn.facts)
    case = _case(before, Change("talks", drawn.added, drawn.removed), whole=False)
    if "shapes" in kinds:
        compare_shapes(case, drawn, rules)
    if "rules" in kinds:
        compare_rules(case, drawn)


def compare_shapes(case: Case, drawn: Drawn, rules: shacl.Constraints) -> None:
    """Judge the change by the shapes, both ways."""
    found, fell_back = rules.judge_change(case)
    part, whole = frozenset(found), judged(drawn.after, rules)
    suspected = frozenset(rules.judge(case.after))
    _expect(suspected == whole, "among suspects and among all, not both", suspected ^ whole)
    _expect(not fell_back, f"fell back on {fell_back}", ())
    _expect(part <= whole, "found in the change alone", part - whole)
    touched = {(local(s.value), local(n.value)) for s, nodes in rules.touched(case).items() for n in nodes}
    mine = {finding for finding in whole if (finding.code, finding.focus) in touched}
    _expect(mine <= part, "about what the change touches, found in the whole alone", mine - part)
    aiming = {local(shape.value) for shape in rules.shapes.aiming()} - _NESTED
    strangers = {f for f in part if f.code in aiming and (f.code, f.focus) not in touched}
    _expect(not strangers, "about what the change does not touch", strangers)
    if whole - part:
        old = judged(drawn.facts, rules)
        _expect(whole - part <= old, "new, and found in the whole alone", whole - part - old)


_NESTED = {"S-innermost"}  # aims by itself, and is referred to by others that judge other things with it


def compare_rules(case: Case, drawn: Drawn) -> None:
    """Judge the change by the rules in Python, both ways."""
    nothing = Change("talks")
    after, before = (_case(_facts(facts), nothing, whole=True) for facts in (drawn.after, drawn.facts))
    for check in all_checks():
        name = f"{check.judge.__module__.rpartition('.')[2]}.{check.judge.__name__}"
        try:
            part, whole = _told(check, case), _told(check, after)
        except Exception as error:
            raise Difference(f"{name}: raises {error!r}") from error
        _expect(part <= whole, f"{name}: found in the change alone", part - whole)
        if whole - part:
            old = _told(check, before)
            _expect(whole - part <= old, f"{name}: new, and found in the whole alone", whole - part - old)


def _told(check: Check, case: Case) -> Findings:
    """What a rule finds, without its words, which name things by labels, and tell what is new from what is known.

    Of two things that may be one, the new one tells of the other; so which comes first does not count.
    """
    return frozenset(f._replace(message="", focus=None, nodes=tuple(sorted(f.nodes))) for f in check.run(case))


def _expect(holds: bool, what: str, findings: Iterable[Finding]) -> None:
    if not holds:
        shown = "\n".join(f"  {f.code} {f.component or ''} {f.message or f.nodes}" for f in sorted(findings, key=repr))
        raise Difference(f"{what}\n{shown}")


def compare_some(random: Random, changes: int = CHANGES, kinds: tuple[str, ...] = KINDS) -> None:
    """Draw a base, and compare some changes to it, one after the other."""
    rules = random.choice(parts())
    pool = Pool(random, mentioned(rules))
    facts = pool.base()
    for _ in range(changes):
        drawn = pool.change(facts)
        compare(drawn, rules, stored=random.random() < 0.5, kinds=kinds)
        facts = drawn.after


def run(cases: int, seed: int) -> None:
    """Compare ``cases`` random changes. Raises Difference, with the seed that shows it, for the first that differs."""
    for done in range(0, cases, CHANGES):
        its_seed = seed + done
        try:
            compare_some(Random(its_seed), min(CHANGES, cases - done))
        except Difference as difference:
            raise Difference(f"seed {its_seed}: {difference}") from None
        if done and done % 100 == 0:
            print(f"change-wise = full: {done} of {cases}", flush=True)
    print(f"change-wise = full: {cases} of {cases}", flush=True)
