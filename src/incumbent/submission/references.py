"""What the words of a form stand for: IRIs, local names, codes, and names that only one thing has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pyoxigraph import NamedNode

from incumbent.base.facts import Facts
from incumbent.base.names import NameIndex
from incumbent.base.settings import Settings
from incumbent.model import terms
from incumbent.model.terms import inc
from incumbent.model.vocabulary import Vocabulary
from incumbent.submission.faults import Fault
from incumbent.submission.form import Node

# Keys that stand beside a value or in a record and say what supports it.
EVIDENCE_KEYS = ("source", "quote", "occurrence", "voice", "stance", "evidence", "inferred")


def texts_of(node: Node, language: str) -> Iterator[tuple[str, str]]:
    """Language and text of each text of a node: plain (in ``language``), by language, or under ``value:``."""
    if node.text is not None:
        yield language, node.text
    elif node.mapping is not None:
        inner = node.mapping.get("value")
        if inner is not None:
            yield from texts_of(inner, language)
        else:
            for tag, value in node.mapping.items():
                for member in value.items():
                    if member.text is not None and tag not in EVIDENCE_KEYS:
                        yield tag, member.text


class References:
    """Resolves references against the vocabulary, the facts of the base, and what the form itself names."""

    def __init__(self, vocabulary: Vocabulary, facts: Facts, settings: Settings) -> None:
        self._vocabulary = vocabulary
        self._facts = facts
        self._settings = settings
        self._types: dict[str, set[str]] = defaultdict(set)  # of what the form itself names
        self._digests: dict[str, str] = {}
        self._names = NameIndex()
        for iri in facts.subjects():
            for predicate in (terms.PREF_LABEL, terms.ALT_LABEL):
                for name in facts.texts(iri, predicate):
                    self._names.add(iri, name)
            for owner in facts.texts(iri, inc("nameOf")):
                for name in facts.texts(iri, inc("spelling")):
                    self._names.add(owner, name)

    def declare(self, iri: str, class_iri: str, pairs: dict[str, Node]) -> None:
        """Let the form's own thing ``iri`` be found by its labels and names."""
        language = self._settings.language
        self._types[iri].add(class_iri)
        spelt = [node for key in ("label", "altLabel") if key in pairs for node in pairs[key].items()]
        for name in pairs["names"].items() if "names" in pairs else []:
            spelling = (name.mapping or {}).get("spelling")
            if spelling is not None:
                spelt.append(spelling)
        for node in spelt:
            for _, text in texts_of(node, language):
                self._names.add(iri, text)
        text_digest = pairs.get("textDigest")
        if text_digest is not None:
            value = (text_digest.mapping or {}).get("value", text_digest)
            self._digests[iri] = value.text or ""

    def text_digest(self, source: str) -> str | None:
        """The SHA-256 of a source's text, as the form or the base says."""
        return self._digests.get(source) or self._facts.first(source, inc("textDigest"))

    def _is_a(self, iri: str, classes: frozenset[str]) -> bool:
        types = self._types.get(iri, set()) | self._facts.types(iri)
        individual = self._vocabulary.individuals.get(iri)
        if individual:
            types = types | individual.types
        return any(self._vocabulary.is_a(t, wanted) for t in types for wanted in classes)

    def resolve(self, node: Node, ranges: frozenset[str], what: str) -> NamedNode:
        """The thing that a scalar stands for; ``ranges`` are classes that decide between things of one name.

        Raises Fault where it stands for nothing, or for several things.
        """
        text = node.text
        if not text:
            raise Fault("form", f"{what} takes the name of a thing.", node.line)
        base = self._settings.iri
        if text.startswith("<") and text.endswith(">"):
            return self._absolute(text[1:-1], node.line)
        prefix, colon, local = text.partition(":")
        if colon and prefix in self._settings.prefixes and " " not in text:
            return self._absolute(self._settings.prefixes[prefix] + local, node.line)
        if inc(text) in self._vocabulary.individuals:
            return NamedNode(inc(text))
        if base + text in self._types or base + text in self._facts:
            return NamedNode(base + text)
        found = self._names.exact(text)
        fitting = {iri for iri in found if not ranges or self._is_a(iri, ranges)} or found
        if len(fitting) == 1:
            return NamedNode(fitting.pop())
        if fitting:
            names = ", ".join(sorted(iri.removeprefix(base) for iri in fitting))
            raise Fault("ambiguous-name", f"{what}: {text!r} may be {names}; write one of these.", node.line)
        near = self._near(text, ranges)
        hint = f" Did you mean {' or '.join(near)}?" if near else " Add it, or correct the name."
        raise Fault("unknown-thing", f"{what}: nothing is called {text!r}.{hint}", node.line)

    def _near(self, text: str, ranges: frozenset[str]) -> list[str]:
        codes = [code.name for code in self._vocabulary.individuals.values() if code.types & ranges]
        things = sorted(iri.removeprefix(self._settings.iri) for iri in self._names.near(text))
        return [*self._vocabulary.near(text, codes), *things[:3]]

    def _absolute(self, iri: str, line: int) -> NamedNode:
        try:
            return NamedNode(iri)
        except ValueError as error:
            raise Fault("bad-iri", f"<{iri}> is not an absolute IRI: {error}.", line) from error
