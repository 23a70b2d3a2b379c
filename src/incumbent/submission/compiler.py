"""From the YAML form to triples: labels become IRIs, scalars become literals, quotes become evidence."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from incumbent.base.knowledge_base import DOSSIER_NAME
from incumbent.base.layout import LOCAL_NAME
from incumbent.base.names import Names
from incumbent.base.settings import Settings
from incumbent.base.view import View
from incumbent.check.findings import Severity
from incumbent.check.terms import claims_review
from incumbent.errors import EdtfError
from incumbent.model import edtf, terms
from incumbent.model.terms import LANG_STRING, STRING, XSD, inc
from incumbent.model.turtle import Term
from incumbent.model.vocabulary import Class, Property, Vocabulary
from incumbent.submission.faults import Fault, Faults
from incumbent.submission.form import Node
from incumbent.submission.literals import LONGEST, ill_typed
from incumbent.submission.minting import Pairs, Sheet, mint
from incumbent.submission.quotes import Texts
from incumbent.submission.references import EVIDENCE_KEYS, References, texts_of
from incumbent.submission.submitted import Submission as Submission
from incumbent.submission.supporting import Supporting
from incumbent.submission.withdrawing import Withdrawing

_TOP_LEVEL = ("dossier", "source", "facts", "retract")
_LABELS = {"label": terms.PREF_LABEL, "altLabel": terms.ALT_LABEL, "definition": terms.SKOS + "definition"}
_EVIDENCE_RECORD = ("about", "property", "value", *(k for k in EVIDENCE_KEYS if k not in ("evidence", "inferred")))
_COUNTS = (XSD + "nonNegativeInteger", XSD + "positiveInteger", XSD + "integer")
_LINKS = {name: terms.SKOS + name for name in ("broader", "closeMatch", "exactMatch")}


class _Item(NamedTuple):
    """One fact of the form: its class, its mapping, and what it inherits.

    ``owner`` is the property and the IRI of the thing that it is nested in.
    """

    cls: Class
    iri: str | None
    pairs: dict[str, Node]
    line: int
    source: Node | None
    owner: tuple[str, str] | None
    lines: dict[str, int]  # those of its keys


class _Valued(NamedTuple):
    """One value of one property, and the node of the form that gave it."""

    predicate: str
    term: Term
    node: Node
    line: int


def _lower_first(name: str) -> str:
    return name[:1].lower() + name[1:]


class Compiler:
    """Compiles one form against what is known: the vocabulary, the facts of the base, the texts at hand."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        facts: View,
        settings: Settings,
        texts: Texts,
        file: str,
        today: date | None = None,
        names: Names | None = None,
    ) -> None:
        self._vocabulary = vocabulary
        self._settings = settings
        self._kinds = {_lower_first(c.name): c for c in vocabulary.classes.values() if c.prefix and not c.derived}
        self._nested = {f"{kind}s": c for kind, c in self._kinds.items() if c.filed_with}
        self._properties = {p.name: p for p in vocabulary.properties.values() if not p.derived}
        self._faults = Faults(file)
        self._sheet = Sheet()
        self._references = References(vocabulary, facts, settings, names)
        self._supporting = Supporting(vocabulary, settings, self._references, texts, self._sheet, self._terms)
        self._withdrawing = Withdrawing(
            vocabulary, settings, facts, self._references, self._sheet, today or date.today()
        )

    def keys(self, kind: str) -> tuple[Collection[str], Collection[str]] | None:
        """The keys that a fact of ``kind`` may have, and those that hold records within it; None for what is no kind."""
        if kind not in self._kinds:
            return None
        own = {*self._properties, *EVIDENCE_KEYS, *_LABELS, *_LINKS, "type"}
        if self._kinds[kind].name == "Evidence":
            own = {*_EVIDENCE_RECORD}
        return own - {"evidence"}, self._nested

    def compile(self, root: Node) -> Submission:
        """The triples of the form, with a finding for each part that could not be read."""
        head = root.mapping
        dossier, source, facts, withdrawn = self._head(root, head or {})
        items: list[_Item] = []
        for node in facts:
            with self._faults.caught():
                items.append(self._item(node, source))
        if not items and not withdrawn and not self._faults.findings:
            message = "the file contains no facts; list them under facts:."
            self._faults.report("nonempty", message, root.line, Severity.WARNING)
        for item in items:
            if item.iri is not None:
                self._references.declare(item.iri, item.cls.iri, item.pairs)
            self._declare_nested(item)
        for item in items:
            with self._faults.caught():
                self._record(item)
        for node in withdrawn:
            with self._faults.caught():
                self._withdrawing.withdraw(node, self._values_of, self._literals)
        sheet = self._sheet
        return Submission(
            dossier,
            frozenset(sheet.triples),
            sheet.lines,
            self._faults.findings,
            sheet.at,
            self._supporting.quotes,
            tuple(sorted({node.line for node in facts})),
        )

    def _head(self, root: Node, head: dict[str, Node]) -> tuple[str | None, Node | None, list[Node], list[Node]]:
        """The dossier, the source, the facts and the retractions that the top level names."""
        for key, line in root.key_lines.items():
            if key not in _TOP_LEVEL:
                hint = self._references.near(key, _TOP_LEVEL)
                message = f"unknown key {key!r}; the top level has {', '.join(_TOP_LEVEL)}.{hint}"
                self._faults.report("no-self-approval" if claims_review(key) else "syntax", message, line)
        dossier = head["dossier"].text if "dossier" in head else None
        if "dossier" in head and not DOSSIER_NAME.fullmatch(dossier or ""):
            message = f"dossier: {dossier!r} is no name of a dossier; use lower-case ASCII letters, digits and hyphens."
            self._faults.report("syntax", message, head["dossier"].line, column=head["dossier"].column)
            dossier = None
        if root.mapping is None:
            return None, None, root.items(), []  # a bare list of facts
        facts, withdrawn = (head[key].items() if key in head else [] for key in ("facts", "retract"))
        return dossier, head.get("source"), facts, withdrawn

    def _values_of(self, name: str, node: Node) -> tuple[str, list[Term]]:
        """The IRI of the property ``name``, and the values that ``node`` gives it."""
        values = self._property(name, node)
        return (values[0].predicate if values else ""), [value.term for value in values]

    def _declare_nested(self, item: _Item) -> None:
        """Let nested records that have an ``id:`` be found by it."""
        for key, cls in self._nested.items():
            for node in item.pairs[key].items() if key in item.pairs else []:
                slug = (node.mapping or {}).get("id")
                name = f"{cls.prefix}-{slug.text}" if slug else ""
                if LOCAL_NAME.fullmatch(name):
                    self._references.declare(self._settings.iri + name, cls.iri, node.mapping or {})

    def _item(self, node: Node, source: Node | None) -> _Item:
        pairs = node.mapping
        if not pairs:
            message = "each fact is a mapping that starts with its kind, such as 'meeting: slug'."
            raise Fault("syntax", message, node.line, node.column)
        (kind, first), *rest = pairs.items()
        cls = self._kinds.get(kind)
        if cls is None:
            hint = self._references.near(kind, self._kinds) or f" Known are {', '.join(sorted(self._kinds))}."
            raise Fault("known-term", f"{kind!r} is no kind of fact.{hint}", node.line, node.column)
        if first.text is None:
            raise Fault("syntax", f"{kind}: takes a slug such as '{kind}: some-name', or nothing.", node.line)
        others = dict(rest)
        iri = self._slug_iri(cls, first.text, node.line)
        return _Item(cls, iri, others, node.line, others.get("source", source), None, node.key_lines)

    def _slug_iri(self, cls: Class, slug: str, line: int) -> str | None:
        if not slug:
            if cls.filed_with is None:
                raise Fault("syntax", f"a {cls.label} needs a slug: '{_lower_first(cls.name)}: some-name'.", line)
            return None
        name = f"{cls.prefix}-{slug}"
        if not LOCAL_NAME.fullmatch(name):
            raise Fault("iri-valid", f"{slug!r} is no slug: use lower-case ASCII letters, digits and hyphens.", line)
        return self._settings.iri + name

    def _record(self, item: _Item) -> None:
        """Compile one item with all that is nested in it."""
        pairs = dict(item.pairs)
        if item.cls.name == "Evidence":
            self._evidence_record(item)
            return
        own: Pairs = [(terms.TYPE, NamedNode(item.cls.iri))]
        if item.owner:
            own.append((item.owner[0], NamedNode(item.owner[1])))
        for node in pairs.pop("type").items() if "type" in pairs else []:
            extra = self._kinds.get(node.text or "")
            if extra is None:
                hint = self._references.near(node.text or "", self._kinds)
                message = f"type: {node.text!r} is no kind of thing.{hint}"
                raise Fault("known-term", message, node.line, node.column)
            own.append((terms.TYPE, NamedNode(extra.iri)))
        nested = [(pairs.pop(key), cls) for key, cls in self._nested.items() if key in pairs]
        supports = {key: pairs.pop(key) for key in EVIDENCE_KEYS if key in pairs}
        if item.source is not None:
            supports.setdefault("source", item.source)
        valued: list[_Valued] = []
        for key, node in pairs.items():
            with self._faults.caught():
                valued += self._property(key, node, item.lines.get(key, 0))
        own += [(value.predicate, value.term) for value in valued]
        iri = item.iri or mint(self._settings.iri, item.cls, own)
        subject = NamedNode(iri)
        lines = [*[item.line] * (len(own) - len(valued)), *(value.line for value in valued)]
        self._sheet.write(iri, own, item.line, lines)
        with self._faults.caught():
            self._supporting.support(subject, supports)
        for value in valued:
            if value.node.mapping is not None:
                inner = {k: n for k, n in value.node.mapping.items() if k in EVIDENCE_KEYS}
                if item.source is not None:
                    inner.setdefault("source", item.source)
                with self._faults.caught():
                    self._supporting.support(subject, inner, NamedNode(value.predicate), value.term)
        for members, cls in nested:
            for node in members.items():
                with self._faults.caught():
                    self._record(self._nested_item(cls, iri, node, supports.get("source")))

    def _nested_item(self, cls: Class, owner: str, node: Node, source: Node | None) -> _Item:
        pairs = node.mapping
        if pairs is None:
            raise Fault("syntax", f"each {cls.label} is a mapping.", node.line)
        slug = pairs["id"].text if "id" in pairs else None
        iri = self._slug_iri(cls, slug, node.line) if slug else None
        assert cls.filed_with is not None
        inner = {key: value for key, value in pairs.items() if key != "id"}
        own_source = pairs.get("source", source)
        return _Item(cls, iri, inner, node.line, own_source, (cls.filed_with, owner), node.key_lines)

    def _evidence_record(self, item: _Item) -> None:
        """An evidence as a record of its own, as ``incumbent cite`` writes it."""
        pairs = item.pairs
        if "about" not in pairs or "quote" not in pairs:
            raise Fault("syntax", "an evidence needs about:, source: and quote:.", item.line)
        for key, node in pairs.items():
            if key not in _EVIDENCE_RECORD:
                raise Fault(
                    "syntax", f"an evidence has no key {key!r}; it has {', '.join(_EVIDENCE_RECORD)}.", node.line
                )
        keys = {k: n for k, n in pairs.items() if k in EVIDENCE_KEYS}
        if item.source is not None:
            keys.setdefault("source", item.source)
        predicate: NamedNode | None = None
        value: Term | None = None
        if "property" in pairs:
            if "value" not in pairs:
                raise Fault("syntax", "property: needs the value that the words support, too: value:.", item.line)
            name = pairs["property"].text or ""
            values = self._property(name, pairs["value"])
            if len(values) != 1:
                raise Fault("syntax", "value: takes a single value.", pairs["value"].line)
            predicate, value = NamedNode(values[0].predicate), values[0].term
        for node in pairs["about"].items():
            subject = self._references.resolve(node, frozenset(), "about")
            for quote in keys["quote"].items():
                self._supporting.evidence(subject, keys, quote, predicate, value)

    def _property(self, key: str, node: Node, line: int = 0) -> list[_Valued]:
        """The values of a property; ``line`` is that of its key, where it has one."""
        if key in _LABELS or key in _LINKS:
            for member in node.items():
                for name in member.mapping if member.mapping and "value" in member.mapping else ():
                    if name != "value" and name not in EVIDENCE_KEYS:
                        raise Fault("syntax", f"{key}: unknown key {name!r} beside value:.", member.line)
            return [
                _Valued((_LABELS | _LINKS)[key], t, member, member.line)
                for member in node.items()
                for t in self._label(key, member)
            ]
        prop = self._properties.get(key)
        if prop is None and not key.isalnum():
            message = f"{key!r} is no property; if it is part of a text, put the whole text in quotation marks."
            raise Fault("known-term", message, line or node.line)
        if prop is None:
            pool = [*self._properties, *self._nested, *EVIDENCE_KEYS, *_LABELS, *_LINKS]
            hint = self._references.near(key, pool)
            rule = "no-self-approval" if claims_review(key) else "known-term"
            raise Fault(rule, f"{key!r} is no property of the vocabulary.{hint}", line or node.line)
        found: list[_Valued] = []
        for member in node.items():
            inner = member
            if member.mapping is not None and "value" in member.mapping:
                inner = member.mapping["value"]
                for name in member.mapping:
                    if name != "value" and name not in EVIDENCE_KEYS:
                        raise Fault("syntax", f"{key}: unknown key {name!r} beside value:.", member.line)
            found += [
                _Valued(prop.iri, term, member, one.line) for one in inner.items() for term in self._terms(prop, one)
            ]
        return found

    def _label(self, key: str, node: Node) -> list[Term]:
        if key in _LINKS:
            return [self._references.resolve((node.mapping or {}).get("value", node), frozenset(), key)]
        return self._literals(node, key)

    def _literals(self, node: Node, what: str = "text") -> list[Term]:
        """A literal with language for each text of a node."""
        found: list[Term] = []
        for language, text in texts_of(node, self._settings.language):
            self._check(what, text, STRING, node)
            try:
                found.append(Literal(text, language=language))
            except ValueError as error:
                better = language.replace("_", "-")
                repair = f"use {better}" if better != language else "write one such as en or en-US"
                message = f"{language[:60]!r} is not a BCP 47 language tag; {repair}."
                raise Fault("language-tag", message, node.line, node.column) from error
        return found

    def _terms(self, prop: Property, node: Node) -> list[Term]:
        """The values that a node gives to a property, by its range."""
        if LANG_STRING in prop.ranges:
            found = self._literals(node, prop.name)
            if not found:
                raise Fault("syntax", f"{prop.name} takes text.", node.line)
            return found
        if prop.kind == "object":
            return [self._references.resolve(node, prop.ranges, prop.name)]
        text = node.text
        if text is None:
            raise Fault("syntax", f"{prop.name} takes a single value.", node.line)
        if prop.iri == inc("property"):
            named = self._properties.get(text)
            iri = named.iri if named else (_LABELS | _LINKS).get(text)
            if iri is None:
                hint = self._references.near(text, [*self._properties, *_LABELS, *_LINKS])
                raise Fault("known-term", f"{text!r} is no property of the vocabulary.{hint}", node.line, node.column)
            return [NamedNode(iri)]
        if prop.iri == inc("value"):
            message = "write the value beside the property itself: 'PROPERTY: {value: …, quote: …}'."
            raise Fault("syntax", message, node.line)
        datatype = next((r for r in sorted(prop.ranges) if r != STRING), STRING)
        if datatype == XSD + "boolean" and text not in ("true", "false"):
            raise Fault("datatype", f"{prop.name} takes true or false, not {text[:60]!r}.", node.line, node.column)
        self._check(prop.name, text, datatype, node)
        if datatype == terms.EDTF:
            try:
                edtf.parse(text)
            except EdtfError as error:
                rule = "edtf-valid" if edtf.turned(text) is None else "interval-order"
                raise Fault(rule, f"{prop.name}: {error}", node.line, node.column) from error
        return [Literal(text, datatype=NamedNode(datatype))]

    def _check(self, name: str, text: str, datatype: str, node: Node) -> None:
        """Refuse a text that is too long, or no literal of ``datatype``."""
        if len(text) > LONGEST:
            message = f"{name}: a text of {len(text)} characters; a value has at most {LONGEST}: shorten it."
            raise Fault("size-limits", message, node.line, node.column)
        if datatype in _COUNTS and re.fullmatch(r"[+-]?[0-9]{1,30}\.[0-9]{1,30}", text):
            message = f"{name}: {text} is not whole; people and things are counted in whole numbers."
            raise Fault("numeric-range", message, node.line, node.column)
        fault = ill_typed(text, datatype)
        if fault is not None:
            raise Fault(fault[0], f"{name}: {fault[1]}.", node.line, node.column)
