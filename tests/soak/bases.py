"""Random small bases and changes, made so that shapes and rules find much in them."""

from __future__ import annotations

from functools import cache
from random import Random
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Triple
from tests.shapes.shape_cases import HERE, ONTOLOGY

from incumbent.check import conversion
from incumbent.model import terms
from incumbent.model.terms import inc
from incumbent.model.turtle import Term
from incumbent.model.vocabulary import Vocabulary

KB = "https://w3id.org/incumbent/kb/"
LARGEST = 300  # triples
_TYPE = NamedNode(terms.TYPE)
_LABELS = (terms.PREF_LABEL, terms.ALT_LABEL)
_TEXTS = (
    "Town",
    "town hall",
    "Ann Able",
    "Able, Ann",
    "Talks",
    "  Talks",
    "T\u200bown",
    "<b>",
    "",
    "x" * 301,
    "Ä\u0308",
)
_DATES = (
    "2020",
    "2024-12",
    "2025-05-01",
    "2025-10-12",
    "2024-12/..",
    "[..2025-10-11]",
    "XXXX-05-20",
    "2025-13",
    "soon",
)
_NUMBERS = ("0", "1", "3", "7", "250", "3.5", "-1", "01", "many")


class Drawn(NamedTuple):
    """A base, and what is added to it and removed from it."""

    facts: frozenset[Triple]
    added: frozenset[Triple]
    removed: frozenset[Triple]

    @property
    def after(self) -> frozenset[Triple]:
        return (self.facts - self.removed) | self.added


@cache
def vocabulary() -> Vocabulary:
    return Vocabulary(ONTOLOGY)


@cache
def world() -> tuple[Triple, ...]:
    return tuple(sorted(conversion.read([HERE / "world.ttl"]), key=str))


@cache
def _classes() -> tuple[str, ...]:
    found = (c.iri for c in vocabulary().classes.values() if c.prefix and not c.derived)
    return tuple(sorted(found))


@cache
def _properties() -> frozenset[str]:
    own = (p.iri for p in vocabulary().properties.values() if not p.derived and p.kind != "annotation")
    return frozenset({*own, *terms.ALLOWED_PROPERTIES} - {terms.TYPE})


@cache
def _codes() -> tuple[str, ...]:
    return tuple(sorted(vocabulary().individuals))


class Pool:
    """What bases and changes are drawn from: all that can be written, or only what some shapes speak of.

    :param mentioned: the IRIs that the shapes mention; those of no property and no class count for nothing.
    """

    def __init__(self, random: Random, mentioned: frozenset[str]) -> None:
        self._random = random
        self._properties = tuple(sorted(_properties() & mentioned or _properties()))
        self._classes = tuple(c for c in _classes() if any(vocabulary().is_a(c, m) for m in mentioned)) or _classes()
        known = {triple.subject.value for triple in world() if isinstance(triple.subject, NamedNode)}
        known = {iri for iri in known if self._fitting_classes(iri)}
        new = {f"{KB}{vocabulary().classes[cls].prefix}-new{n}" for cls in self._classes for n in "ab"}
        self._things = (*sorted(known), *sorted(new), f"{KB}place-nowhere", f"{KB}Odd")

    def _fitting_classes(self, iri: str) -> list[str]:
        name = iri.removeprefix(KB)
        return [c for c in self._classes if name.startswith(f"{vocabulary().classes[c].prefix}-")]

    # --- terms -------------------------------------------------------------------------------------------------------

    def _thing(self, classes: frozenset[str] = frozenset()) -> str:
        """A thing; mostly one whose name is that of a class wanted."""
        random = self._random
        wanted = [c for c in self._classes if any(vocabulary().is_a(c, above) for above in classes)]
        if wanted and random.random() < 0.8:
            prefix = vocabulary().classes[random.choice(wanted)].prefix
            fitting = [iri for iri in self._things if iri.startswith(f"{KB}{prefix}-")]
            if fitting:
                return random.choice(fitting)
        return random.choice(self._things)

    def _value(self, predicate: str) -> Term:
        random, known = self._random, vocabulary().properties.get(predicate)
        if random.random() < 0.1:
            return _literal(random) if random.random() < 0.5 else NamedNode(random.choice((*_codes(), *self._things)))
        if predicate in _LABELS:
            return Literal(random.choice(_TEXTS), language=random.choice(("en", "tr")))
        if known is None:
            return NamedNode(self._thing())
        if known.kind == "data":
            return _fitting(random, known.ranges)
        codes = [c for c in _codes() if vocabulary().individuals[c].types & known.ranges]
        return NamedNode(random.choice(codes) if codes else self._thing(known.ranges))

    # --- triples -----------------------------------------------------------------------------------------------------

    def _any_triple(self) -> Triple:
        random = self._random
        predicate = random.choice(self._properties) if random.random() < 0.9 else random.choice(_LABELS)
        known = vocabulary().properties.get(predicate)
        subject = self._thing(known.domains if known else frozenset())
        return Triple(NamedNode(subject), NamedNode(predicate), self._value(predicate))

    def _new_thing(self) -> list[Triple]:
        """A thing with its type and label, and mostly with evidence."""
        random, thing = self._random, self._thing()
        cls = random.choice(self._fitting_classes(thing) or self._classes)
        label = Literal(random.choice(_TEXTS), language="en")
        triples = [
            Triple(NamedNode(thing), _TYPE, NamedNode(cls)),
            Triple(NamedNode(thing), NamedNode(terms.PREF_LABEL), label),
        ]
        if random.random() < 0.6:
            triples.append(Triple(NamedNode(f"{KB}evidence-world"), NamedNode(inc("about")), NamedNode(thing)))
        return triples

    def base(self) -> frozenset[Triple]:
        """A base of under 300 triples; some are the sound world of the shapes as it is."""
        random, facts = self._random, set(world())
        if random.random() < 0.2:
            return frozenset(facts)  # in which no shape of the program finds anything
        for thing in random.sample(self._things, random.randrange(min(12, len(self._things)))):
            facts = {triple for triple in facts if triple.subject != NamedNode(thing)}
        for _ in range(random.randrange(8)):
            facts.update(self._new_thing())
        facts.update(self._any_triple() for _ in range(random.randrange(40)))
        return frozenset(sorted(facts, key=str)[: LARGEST - 60])  # changes have their room

    def change(self, facts: frozenset[Triple]) -> Drawn:
        """A change to ``facts``: things and triples that come and go, and types that change."""
        random = self._random
        added: set[Triple] = set()
        removed: set[Triple] = set()
        known = sorted(facts, key=str)
        types = [triple for triple in known if triple.predicate == _TYPE]
        for _ in range(random.randrange(1, 5)):
            match random.randrange(7):
                case 0:
                    removed.add(random.choice(known))
                case 1 if types:
                    removed.add(random.choice(types))
                case 2 if types:  # another type in place of one
                    old = random.choice(types)
                    removed.add(old)
                    added.add(Triple(old.subject, _TYPE, NamedNode(random.choice(self._classes))))
                case 3:
                    added.add(Triple(NamedNode(self._thing()), _TYPE, NamedNode(random.choice(self._classes))))
                case 4:
                    added.update(self._new_thing())
                case 5:  # a thing goes, with all that is said of it
                    thing = NamedNode(self._thing())
                    removed.update(triple for triple in known if thing in (triple.subject, triple.object))
                case _:
                    added.update(self._any_triple() for _ in range(random.randrange(1, 4)))
        return Drawn(facts, frozenset(added - facts), frozenset(removed & facts - added))


def _literal(random: Random) -> Literal:
    match random.randrange(5):
        case 0:
            return Literal(random.choice(_DATES), datatype=NamedNode(terms.EDTF))
        case 1:
            kind = random.choice(("decimal", "integer", "nonNegativeInteger", "positiveInteger", "string"))
            return Literal(random.choice(_NUMBERS), datatype=NamedNode(terms.XSD + kind))
        case 2:
            return Literal(random.choice(("true", "false", "perhaps")), datatype=NamedNode(terms.XSD + "boolean"))
        case 3:
            return Literal(random.choice(_TEXTS))
        case _:
            return Literal(random.choice(_TEXTS), language=random.choice(("en", "tr", "ar")))


def _fitting(random: Random, ranges: frozenset[str]) -> Literal:
    for datatype in sorted(ranges):
        if datatype == terms.EDTF:
            return Literal(random.choice(_DATES), datatype=NamedNode(datatype))
        if datatype == terms.LANG_STRING:
            return Literal(random.choice(_TEXTS), language=random.choice(("en", "tr")))
        if datatype.startswith(terms.XSD):
            texts = ("true",) if datatype.endswith("boolean") else _TEXTS if datatype == terms.STRING else _NUMBERS
            return Literal(random.choice(texts), datatype=NamedNode(datatype))
    return _literal(random)
