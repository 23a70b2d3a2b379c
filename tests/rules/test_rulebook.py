"""The rulebook: which rule a finding belongs to, what it weighs, and which files it will not take."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse
from tests.conftest import ROOT

from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.check.findings import Finding, Severity
from incumbent.check.rule import FAMILIES
from incumbent.check.rulebook import Rulebook
from incumbent.errors import SettingsError, UnknownNameError
from incumbent.model.terms import SH

PACKAGED = ROOT / "rules"
SHAPES = sorted((ROOT / "shapes").glob("*.ttl"))
BOOK = Rulebook.load([PACKAGED])
NOT_CONSTRAINTS = {"property", "path", "message", "severity", "flags", "qualifiedValueShape", "description", "name"}


def finding(code: str, severity: Severity = Severity.VIOLATION, **more: object) -> Finding:
    return Finding(code, severity, "x: is wrong; mend it.", **more)  # type: ignore[arg-type]


def own(folder: Path, profile: str = "", rules: str = "", name: str = "own.toml") -> Rulebook:
    folder.mkdir(exist_ok=True)
    if profile:
        (folder / "profile.toml").write_text(profile, encoding="utf-8")
    if rules:
        (folder / name).write_text(rules, encoding="utf-8")
    return Rulebook.load([PACKAGED, folder])


# --- the rules that the program brings -------------------------------------------------------------------------------


def test_every_rule_has_all_its_parts() -> None:
    rules = BOOK.rules()
    assert [rule.family for rule in rules] == sorted((rule.family for rule in rules), key=FAMILIES.index)
    for rule in rules:
        assert re.fullmatch(rf"[{FAMILIES}][0-9][0-9]", rule.code)
        assert rule.title[0].isupper() and not rule.title.endswith("."), rule.code
        assert len(rule.why) > 80 and rule.why.endswith("."), rule.code
        assert rule.bad.text.strip() and rule.good.text.strip()
    for family in FAMILIES:
        numbers = [int(rule.code[1:]) for rule in rules if rule.family == family]
        assert numbers == list(range(1, len(numbers) + 1))


def test_the_profile_names_every_rule() -> None:
    text = (PACKAGED / "profile.toml").read_text(encoding="utf-8")
    assert re.findall(r"^([A-Z][0-9]+) =", text, re.MULTILINE) == [rule.code for rule in BOOK.rules()]


def test_rules_are_found_by_code_and_by_name() -> None:
    assert BOOK.rule("T04") is BOOK.rule("t04") is BOOK.rule("exclusive-office") is BOOK.rule("Exclusive-Office")
    with pytest.raises(UnknownNameError, match="Did you mean exclusive-office"):
        BOOK.rule("exclusive-ofice")


def constraints() -> list[tuple[str, str]]:
    """Each named shape of the base with each constraint component that can find something in it."""
    found, referred = set(), set()
    for path in SHAPES:
        for quad in parse(path.read_bytes(), format=RdfFormat.TURTLE):
            assert isinstance(quad.predicate, NamedNode)
            predicate = quad.predicate.value.removeprefix(SH)
            constrains = quad.predicate.value.startswith(SH) and predicate not in NOT_CONSTRAINTS
            if isinstance(quad.subject, NamedNode) and constrains and not predicate.startswith("target"):
                component = predicate[0].upper() + predicate[1:]
                found.add((quad.subject.value.rsplit("#", 1)[-1], component))
            if predicate == "node" and isinstance(quad.object, NamedNode):
                referred.add(quad.object.value.rsplit("#", 1)[-1])
    return sorted(pair for pair in found if pair[0] not in referred)  # a form is judged where it is used


def test_every_shape_belongs_to_a_rule() -> None:
    pairs = constraints()
    assert len(pairs) > 300
    claimed = {component for rule in BOOK.rules() for component in rule.components}
    named = [spec.partition(" ")[0] for rule in BOOK.rules() for spec in rule.shapes]
    for shape, component in pairs:
        code = BOOK.code_of(finding(shape, component=component))
        by_name = shape in named or any("*" in name and shape.endswith(name.strip("*")) for name in named)
        by_name = by_name or any(name.endswith("*") and shape.startswith(name[:-1]) for name in named)
        assert by_name or component in claimed, f"{shape} {component} falls to {code}"


def test_rules_name_no_shape_that_is_gone() -> None:
    shapes = {shape for shape, _ in constraints()}
    for rule in BOOK.rules():
        for spec in rule.shapes:
            name = spec.partition(" ")[0]
            if "*" not in name:
                assert name in shapes, f"{rule.code}: {spec}"


@pytest.mark.parametrize(
    ("shape", "component", "name"),
    [
        ("Encounter-participants", "QualifiedMinCount", "participants-min"),
        ("Participation-event", "MinCount", "participation-complete"),
        ("Participation-event", "Class", "object-class"),
        ("Participation-inDelegation", "MaxCount", "one-delegation"),
        ("Tenure-holder", "MaxCount", "tenure-complete"),
        ("Tenure-holder", "Or", "object-class"),
        ("Office-officeOf", "MinCount", "office-anchored"),
        ("Agreement-party", "MinCount", "agreement-parties"),
        ("Agreement-partyClass", "Or", "agreement-party-class"),
        ("Entity-prefLabel", "MinCount", "label-required"),
        ("Entity-prefLabel", "UniqueLang", "pref-label-unique"),
        ("Entity-wikidata", "Pattern", "external-id-syntax"),
        ("Entity-wikidata", "MaxCount", "external-id-unique"),
        ("Entity-wikidata", "Datatype", "datatype"),
        ("Age-years", "MaxCount", "single-value"),
        ("Age-years", "MaxInclusive", "numeric-range"),
        ("Dates-date", "Node", "edtf-valid"),
        ("Dates-date", "Datatype", "datatype"),
        ("Office-seats", "Datatype", "numeric-range"),
        ("asOf-domain", "Class", "domain-class"),
        ("affiliation-domain", "Or", "domain-class"),
        ("Person-iri", "Pattern", "iri-valid"),
        ("Meeting-place", "Or", "venue-recommended"),
        ("Supported-about", "MinCount", "source-required"),
        ("Claim-hasSubject", "Or", "required"),
        ("Single-type", "MaxCount", "disjoint-classes"),
        ("Of-a-base-of-its-own", "MinCount", "required"),
        ("Of-a-base-of-its-own", "LessThan", "numeric-range"),
        ("Of-a-base-of-its-own", "Closed", "required"),
        ("Of-a-base-of-its-own", "", "required"),
    ],
)
def test_a_shape_finds_its_rule(shape: str, component: str, name: str) -> None:
    for full in (component, component + "ConstraintComponent" if component else ""):
        (settled,) = BOOK.settle([finding(shape, component=full)])
        assert settled.rule == name


@pytest.mark.parametrize(
    ("component", "value", "nodes", "described", "name"),
    [
        ("Class", "place-x", ("https://kb/event-e", "https://kb/place-x"), True, "object-class"),
        ("Class", "place-x", ("https://kb/event-e", "https://kb/place-x"), False, "dangling-iri"),
        ("Class", "Ankara", ("https://kb/event-e",), None, "object-kind"),
        ("Datatype", "place-x", ("https://kb/event-e", "https://kb/place-x"), True, "object-kind"),
        ("Datatype", "2025", ("https://kb/event-e",), None, "datatype"),
    ],
)
def test_what_the_value_is_counts(
    component: str, value: str, nodes: tuple[str, ...], described: bool | None, name: str
) -> None:
    found = finding("Some-shape", component=component, value=value, nodes=nodes, path="https://x/host")
    (settled,) = BOOK.settle([found], lambda _: described)
    assert settled.rule == name


def emitted() -> set[str]:
    """The names by which readers and checks of the program call what they find."""
    calls = re.compile(r"(?:Finding|Fault|\breport|_finding|\bfault)\(\s*(?:case,\s*)?\"([a-z0-9]+(?:-[a-z0-9]+)*)\"")
    modules = (ROOT / "src" / "incumbent").rglob("*.py")
    return {name for path in modules for name in calls.findall(path.read_text(encoding="utf-8"))}


def test_every_name_that_a_check_uses_is_that_of_a_rule() -> None:
    known = {name for rule in BOOK.rules() for name in (rule.name, *rule.also)}
    names = emitted()
    assert len(names) > 40
    assert names <= known, f"no rule: {sorted(names - known)}"


def test_the_file_of_an_example_comes_of_its_text() -> None:
    plain = BOOK.rule("X03").bad._replace(text="a LONG b\n", patch=("LONG", "xx"), encoding="utf-16-le", repeat=2)
    assert plain.content == "a xx b\na xx b\n".encode("utf-16-le")


# --- settling --------------------------------------------------------------------------------------------------------


def test_the_grade_chooses_the_severity() -> None:
    grades = [finding("exclusive-office", severity) for severity in Severity]
    settled = BOOK.settle(grades)
    assert [f.severity for f in settled] == [Severity.VIOLATION, Severity.WARNING, Severity.INFO]
    assert {(f.code, f.rule) for f in settled} == {("T04", "exclusive-office")}
    assert BOOK.settle(settled) == settled


def test_a_hint_never_grows() -> None:
    (settled,) = BOOK.settle([finding("planned-overdue", Severity.INFO)])
    assert settled.severity is Severity.INFO


def test_nothing_is_lost() -> None:
    (settled,) = BOOK.settle([finding("a-check-that-no-rule-knows")])
    assert settled.code == BOOK.rule("required").code and settled.severity is Severity.VIOLATION


def test_a_base_weighs_rules_for_itself(tmp_path: Path) -> None:
    book = own(tmp_path, 'T04 = "info"\nlabel-style = "off"\nL02 = { certain = "warning", possible = "info" }\n')
    findings = [
        finding("exclusive-office"),
        finding("label-style"),
        finding("Entity-prefLabel", component="UniqueLang"),
    ]
    assert [(f.code, f.severity) for f in book.settle(findings)] == [("T04", Severity.INFO), ("L02", Severity.WARNING)]
    assert BOOK.settle(findings)[0].severity is Severity.VIOLATION  # the packaged ones stay as they are
    assert book.levels("T05") == BOOK.levels("T05")


def test_a_changed_file_is_read_anew(tmp_path: Path) -> None:
    before = own(tmp_path, 'T04 = "info"\n')
    assert own(tmp_path) is before
    assert own(tmp_path, 'T04 = "warning"\n').levels("T04").certain == "warning"


def test_off_means_off_for_every_grade(tmp_path: Path) -> None:
    book = own(tmp_path, 'T04 = "off"\n')
    assert book.settle([finding("exclusive-office", severity) for severity in Severity]) == []


OWN = """
family = "Harbours"
[H01]
name = "harbour-master"
title = "A harbour has a master"
why = "Who asks for a harbour asks for its master."
bad = '''facts: []'''
good = '''facts: []'''
shapes = ["Harbour-master", "Entity-prefLabel", "*-domain *"]
components = ["Class", "Closed"]
also = ["form", "no-master"]
"""


def test_a_base_adds_rules_but_takes_nothing_away(tmp_path: Path) -> None:
    book = own(tmp_path, 'H01 = "off"\n', OWN)
    findings = [
        finding("Harbour-master", component="MinCount"),
        finding("no-master"),
        finding("Anything", component="Closed"),
    ]
    assert book.settle(findings) == []
    kept = [
        finding("form"),
        finding("Entity-prefLabel", component="MinCount"),
        finding("rank-domain", component="Or"),
        finding("Anything", component="Class"),
    ]
    assert [f.code for f in book.settle(kept)] == ["X01", "L01", "S13", "S10"]
    assert [letter for letter, _, _ in book.families()] == [*FAMILIES, "H"]


@pytest.mark.parametrize(
    "entry", ['X08 = "warning"', 'X04 = "off"', 'safe-links = { certain = "info" }', 'X03 = "info"']
)
def test_safety_cannot_be_weakened(entry: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be turned off or weakened"):
        own(tmp_path, entry + "\n")


def test_safety_can_be_made_stricter(tmp_path: Path) -> None:
    assert own(tmp_path, 'X03 = "violation"\n').levels("X03").possible == "violation"


@pytest.mark.parametrize(
    ("profile", "message"),
    [
        ("T04 = ", "is not TOML"),
        ('T99 = "info"', "'T99' is no rule"),
        ('T04 = "fatal"', "'fatal' is no severity; known are off, info, warning, violation"),
        ("T04 = 3", "T04 = 3 must be a severity"),
        ("T04 = {}", "must be a severity"),
        ('T04 = { possible = "info" }', "T04 needs certain"),
        ('T04 = { certain = "info", probable = "off" }', "unknown key 'probable'"),
        ('T04 = "info"\nexclusive-office = "off"', "names the rule T04 a second time"),
    ],
)
def test_a_bad_profile_is_told(profile: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as raised:
        own(tmp_path, profile)
    assert message in str(raised.value) and "profile.toml" in str(raised.value)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[H01]", "[harbour]", "'harbour' is no rule"),
        ("[H01]", "[T04]", "there is a rule T04 or"),
        ('"harbour-master"', '"exclusive-office"', "there is a rule H01 or 'exclusive-office' already"),
        ('"harbour-master"', '"Harbour master"', "lower-case words joined by hyphens"),
        ('why = "Who asks for a harbour asks for its master."', "", "[H01] needs why = a text"),
        ("also = [", "alsoo = [", "unknown key 'alsoo'"),
        ('also = ["form", "no-master"]', "also = 3", "also must be a list of texts"),
        ("also = [", 'syntax = "toml"\nalso = [', "syntax = 'toml' is not one of"),
        ("also = [", "world = 1\nalso = [", "world must be true or false"),
        ("also = [", "file = { bytes = 3 }\nalso = [", "unknown key 'bytes'"),
        ("also = [", 'file = { encoding = "utf-99" }\nalso = [', "'utf-99' is no encoding"),
        ("also = [", 'file = { repeat = "x" }\nalso = [', "file must be a table of"),
        ("also = [", "text = 3\nalso = [", "text must be the text of a source"),
        ('"Harbours"', "3", "'family' must be"),
        ('family = "Harbours"', "family = ", "is not TOML"),
    ],
)
def test_a_bad_rule_is_told(old: str, new: str, message: str, tmp_path: Path) -> None:
    assert old in OWN
    with pytest.raises(SettingsError) as raised:
        own(tmp_path, rules=OWN.replace(old, new))
    assert message in str(raised.value) and "own.toml" in str(raised.value)


def test_a_base_without_rules_of_its_own_has_those_of_the_program(empty_base: KnowledgeBase) -> None:
    assert [rule.code for rule in Rulebook.of(empty_base).rules()] == [rule.code for rule in BOOK.rules()]
