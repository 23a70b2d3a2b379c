"""The rules of the gate: their codes, texts and severities, which are data and not part of any check.

A check says which rule it found broken (by its name, or a shape by its own), and how sure the fault is. The rulebook
puts in the stable code and the severity that the profile of the knowledge base gives it. Rules and profile stand in the
room ``rules``: what the program brings, then what a base adds or overrides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from incumbent.check.findings import Finding, Severity
from incumbent.check.rule import FAMILIES, OFF, Levels, Rule
from incumbent.check.rulefiles import State, read, state
from incumbent.errors import UnknownNameError
from incumbent.model.terms import local

if TYPE_CHECKING:
    from incumbent.base.knowledge_base import KnowledgeBase

# Components that say what is wrong, whichever shape they stand in; those of the others say little without their shape.
_TELLING = frozenset({"Class", "NodeKind", "Datatype", "In", "UniqueLang"})
_OF_CLASS = frozenset({"object-class", "agreement-party-class"})  # rules for a value that is of the wrong class
_SUFFIX = "ConstraintComponent"
_LAST_RESORT = "required"  # whatever a shape asks for, that no rule knows
_DANGLING, _KIND = "dangling-iri", "object-kind"

Described = Callable[[str], bool | None]


class Rulebook:
    """The rules by code and name, and the severities of one knowledge base."""

    def __init__(self, rules: Iterable[Rule], levels: Mapping[str, Levels], families: Mapping[str, str]) -> None:
        self._rules = {rule.code: rule for rule in rules}
        self._names = {rule.name: rule for rule in self._rules.values()}
        self._levels = levels
        self._of_shape: dict[
            tuple[str, str], str
        ] = {}  # answers given before: the same few shapes find things again and again
        self._families = families
        # Where two rules claim the same, the first has it: what a base adds takes nothing from the rules that it is held to.
        self._also = _first((name, rule.code) for rule in self._rules.values() for name in rule.also)
        self._by_component = _first((name, rule.code) for rule in self._rules.values() for name in rule.components)

    @classmethod
    def load(cls, rooms: Iterable[Path]) -> Rulebook:
        """The rules of the folders ``rooms``, the packaged one first; what follows may add rules and override severities.

        Raises SettingsError, naming file and key, for what cannot be used as it stands.
        """
        return _loaded(state(rooms))

    @classmethod
    def of(cls, base: KnowledgeBase) -> Rulebook:
        """The rules of ``base``."""
        return cls.load(base.rooms("rules"))

    # --- looking up --------------------------------------------------------------------------------------------------

    def rules(self) -> list[Rule]:
        """All rules, by family, then by code."""
        return [rule for _, _, members in self.families() for rule in members]

    def families(self) -> Iterator[tuple[str, str, list[Rule]]]:
        """Each family's letter and title with its rules."""
        rest = sorted(self._families.keys() - set(FAMILIES))
        for letter in [*FAMILIES, *rest]:
            members = sorted(rule for rule in self._rules.values() if rule.family == letter)
            if members:
                yield letter, self._families[letter], members

    def rule(self, code_or_name: str) -> Rule:
        """The rule with this code or name; UnknownNameError with near ones where there is none."""
        known = self._rules.get(code_or_name.upper()) or self._names.get(code_or_name.lower())
        if known is None:
            import difflib

            near = tuple(difflib.get_close_matches(code_or_name.lower(), self._names, 3, 0.5))
            raise UnknownNameError(f"No rule is called {code_or_name!r}; 'incumbent rule' lists them.", near)
        return known

    def levels(self, code: str) -> Levels:
        """What the profile says of the rule ``code``."""
        return self._levels[code]

    # --- settling ----------------------------------------------------------------------------------------------------

    def settle(self, findings: Iterable[Finding], described: Described = lambda _: None) -> list[Finding]:
        """``findings`` with the code, the name and the severity of their rules, without those that are off.

        ``described`` tells whether an IRI is described anywhere: what a shape finds wrong with a value that nobody
        describes is that it is not described. Settled findings stay as they are.
        """
        settled = []
        for finding in findings:
            rule = self._rules[self.code_of(finding, described)]
            level = finding.severity.value if finding.rule else self._levels[rule.code].of(finding.severity)
            if level != OFF:
                settled.append(finding._replace(code=rule.code, rule=rule.name, severity=Severity(level)))
        return settled

    def code_of(self, finding: Finding, described: Described = lambda _: None) -> str:
        """The code of the rule that ``finding`` is about; of a general one for a shape that no rule names."""
        if finding.code in self._rules:
            return finding.code
        if finding.code in self._names:
            return self._names[finding.code].code
        if finding.code in self._also:
            return self._also[finding.code]
        component = (finding.component or "").removesuffix(_SUFFIX)
        known = self._of_shape.get((finding.code, component))
        if known is None:
            known = self._of_shape[finding.code, component] = self._resolve(finding.code, component)
        return self._of_value(finding, component, known, described) or known

    def _resolve(self, shape: str, component: str) -> str:
        exact = self._specified(shape, component, True)
        telling = self._by_component.get(component) if component in _TELLING else None
        found = exact or telling or self._specified(shape, "", False) or self._by_component.get(component)
        return found or self._names[_LAST_RESORT].code

    def _specified(self, shape: str, component: str, with_component: bool) -> str | None:
        """The rule that names the shape; a name in full goes before a pattern."""
        best: tuple[bool, str] | None = None
        for pattern, wanted, code in self._shapes:
            if bool(wanted) != with_component or (wanted not in ("", "*") and wanted != component):
                continue
            literal = pattern == shape
            if (literal or fnmatchcase(shape, pattern)) and (best is None or (literal and not best[0])):
                best = literal, code
        return best[1] if best else None

    @cached_property
    def _shapes(self) -> list[tuple[str, str, str]]:
        """Shape, component (or nothing, or ``*``) and code of all that the rules claim."""
        claims = ((spec.partition(" "), rule.code) for rule in self._rules.values() for spec in rule.shapes)
        return [(shape, component, code) for (shape, _, component), code in claims]

    def _of_value(self, finding: Finding, component: str, known: str, described: Described) -> str | None:
        """The rule for a value that is nothing to have a class, or no literal to have a datatype; else None."""
        if finding.value is None or finding.path is None:
            return None  # the thing itself is at fault, not the value of a property
        iri = next((node for node in finding.nodes[1:] if local(node) == local(finding.value)), None)
        name = None
        if self._rules[known].name in _OF_CLASS:
            name = _KIND if iri is None else _DANGLING if described(iri) is False else None
        elif component == "Datatype" and iri is not None:
            name = _KIND
        return self._names[name].code if name else None


@lru_cache(maxsize=8)
def _loaded(rooms: State) -> Rulebook:
    """Read once, as long as no file changes: a rulebook is wanted for each judgement and again for its report."""
    return Rulebook(*read(room for room, _ in rooms))


def _first(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in pairs:
        found.setdefault(key, value)
    return found
