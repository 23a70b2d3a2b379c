"""The ``retract:`` list of a form: what is to be withdrawn, and why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from pyoxigraph import Literal, NamedNode

from incumbent.base.settings import Settings
from incumbent.base.view import View
from incumbent.model.terms import EDTF, inc
from incumbent.model.turtle import Term
from incumbent.model.vocabulary import Vocabulary
from incumbent.submission.faults import Fault
from incumbent.submission.form import Node
from incumbent.submission.minting import Pairs, Sheet, mint, typed
from incumbent.submission.references import References

_KEYS = ("node", "property", "value", "reason")

ValuesOf = Callable[[str, Node], tuple[str, list[Term]]]
Literals = Callable[[Node], list[Term]]


class Withdrawing:
    """Writes retraction records to ``sheet``, dated ``today``."""

    def __init__(
        self, vocabulary: Vocabulary, settings: Settings, facts: View, references: References, sheet: Sheet, today: date
    ) -> None:
        self._class = vocabulary.classes[inc("Retraction")]
        self._settings = settings
        self._facts = facts
        self._references = references
        self._sheet = sheet
        self._today = today

    def withdraw(self, node: Node, values_of: ValuesOf, literals: Literals) -> None:
        """One member of the list. Raises Fault for what is not known, or has no reason."""
        keys = node.mapping
        if keys is None:
            raise Fault("syntax", "each retraction is a mapping with node: and reason:.", node.line, node.column)
        for name in keys:
            if name not in _KEYS:
                hint = self._references.near(name, _KEYS)
                message = f"a retraction has no key {name!r}; it has {', '.join(_KEYS)}.{hint}"
                raise Fault("syntax", message, node.key_lines.get(name, node.line))
        if "node" not in keys:
            raise Fault("syntax", "a retraction names what it withdraws; add node:.", node.line, node.column)
        iri = self._node(keys["node"])
        reason = literals(keys["reason"]) if "reason" in keys else []
        if not any(term.value.strip() for term in reason):
            raise Fault("required", "a retraction says why; add reason:.", node.line, node.column)
        pairs: Pairs = [typed("Retraction"), (inc("retracts"), iri)]
        if "property" in keys:
            pairs += self._single(keys, iri, values_of)
        elif "value" in keys:
            message = "value: alone says nothing; add property:, whose value it is."
            raise Fault("syntax", message, keys["value"].line, keys["value"].column)
        # Neither the day nor the reason is part of the name: the same withdrawal is one record, whenever it is sent.
        record = mint(self._settings.iri, self._class, pairs)
        self._exists(record, iri, pairs, keys)
        pairs += [(inc("reason"), term) for term in reason]
        days = self._facts.values(record, inc("retractedOn"))
        today = Literal(self._today.isoformat(), datatype=NamedNode(EDTF))
        pairs += [(inc("retractedOn"), day) for day in days or [today]]
        self._sheet.write(record, pairs, node.line)

    def _node(self, node: Node) -> NamedNode:
        """The node to be withdrawn: one of the base, or one that was withdrawn before."""
        text = node.text or ""
        named = self._settings.iri + text.removeprefix("kb:")
        if named in self._withdrawn:
            return NamedNode(named)
        return self._references.resolve(node, frozenset(), "node")

    @property
    def _withdrawn(self) -> set[str]:
        return {
            value
            for record in self._facts.having(inc("retracts"))
            for value in self._facts.texts(record, inc("retracts"))
        }

    def _single(self, keys: dict[str, Node], iri: NamedNode, values_of: ValuesOf) -> Pairs:
        """The property and the value where only one triple is withdrawn."""
        if "value" not in keys:
            message = "property: needs the value that is withdrawn, too; add value:."
            raise Fault("syntax", message, keys["property"].line, keys["property"].column)
        predicate, values = values_of(keys["property"].text or "", keys["value"])
        if len(values) != 1:
            raise Fault("syntax", "value: takes a single value.", keys["value"].line, keys["value"].column)
        return [(inc("property"), NamedNode(predicate)), (inc("value"), values[0])]

    def _exists(self, record: str, iri: NamedNode, pairs: Pairs, keys: dict[str, Node]) -> None:
        """Raise Fault where nothing of the kind is in the base, and nothing of the kind was withdrawn before."""
        if record in self._facts:
            return
        local = iri.value.removeprefix(self._settings.iri)
        if iri.value not in self._facts:
            message = f"node: {local} is not in the base, so that it cannot be withdrawn; correct the name."
            raise Fault("dangling-iri", message, keys["node"].line, keys["node"].column)
        stated = dict(pairs)
        if inc("property") in stated:
            predicate, value = stated[inc("property")].value, stated[inc("value")]
            known = self._facts.values(iri.value, predicate)
            if value not in known:
                has = ", ".join(sorted(repr(term.value[:60]) for term in known[:5])) or "none"
                message = f"value: {local} has no {keys['property'].text} {value.value[:60]!r}; it has {has}."
                raise Fault("dangling-iri", message, keys["value"].line, keys["value"].column)
