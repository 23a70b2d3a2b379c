"""What the words of a form stand for: IRIs, local names, codes, and names that only one thing has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

from pyoxigraph import NamedNode

from incumbent.base.names import NameIndex, Names, all_names
from incumbent.base.settings import Settings
from incumbent.base.view import View
from incumbent.model.terms import inc
from incumbent.model.vocabulary import Vocabulary
from incumbent.submission.faults import Fault
from incumbent.submission.form import Node

# Keys that stand beside a value or in a record and say what supports it.
EVIDENCE_KEYS = ("source", "quote", "occurrence", "voice", "stance", "evidence", "inferred")

_LONGEST_NAME = 500  # characters of what names a thing
_LONGEST_HINT = 80  # characters of a word for which near ones are looked for
_MOST_HINTS = 100  # words of one form for which they are: the search costs more than the rest of the check


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

    def __init__(self, vocabulary: Vocabulary, facts: View, settings: Settings, names: Names | None = None) -> None:
        self._vocabulary = vocabulary
        self._facts = facts
        self._settings = settings
        self._types: dict[str, set[str]] = defaultdict(set)  # of what the form itself names
        self._digests: dict[str, str] = {}
        self._given = names
        self._own = NameIndex()  # names that the form itself gives
        self._hints = 0

    @cached_property
    def _known(self) -> Names:
        """The names that the base has; gathered when a reference is first made by name, where nobody has them at hand."""
        return NameIndex(all_names(self._facts)) if self._given is None else self._given

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
                self._own.add(iri, text)
        text_digest = pairs.get("textDigest")
        if text_digest is not None:
            value = (text_digest.mapping or {}).get("value", text_digest)
            self._digests[iri] = value.text or ""

    def text_digest(self, source: str) -> str | None:
        """The SHA-256 of a source's text, as the form or the base says."""
        return self._digests.get(source) or self._facts.first(source, inc("textDigest"))

    def near(self, word: str, pool: Collection[str]) -> str:
        """A hint that names what of ``pool`` looks like ``word``, or nothing."""
        found = self._vocabulary.near(word, pool) if self._may_hint(word) else ()
        return f" Did you mean {' or '.join(found)}?" if found else ""

    def _may_hint(self, word: str) -> bool:
        self._hints += 1
        return len(word) <= _LONGEST_HINT and self._hints <= _MOST_HINTS

    def knows(self, iri: str) -> bool:
        """Whether the form or the base describes ``iri``."""
        return iri in self._types or iri in self._facts

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
            raise Fault(
                "syntax", f"{what} takes the name of a thing; write its label or its slug.", node.line, node.column
            )
        if len(text) > _LONGEST_NAME:
            message = (
                f"{what}: a name has at most {_LONGEST_NAME} characters, not {len(text)}; write its label or its slug."
            )
            raise Fault("size-limits", message, node.line, node.column)
        base = self._settings.iri
        if text.startswith("<") and text.endswith(">"):
            return self._absolute(text[1:-1], node)
        prefix, colon, local = text.partition(":")
        if colon and prefix in self._settings.prefixes and " " not in text:
            return self._absolute(self._settings.prefixes[prefix] + local, node)
        if inc(text) in self._vocabulary.individuals:
            return NamedNode(inc(text))
        if self.knows(base + text):
            return self._absolute(base + text, node)
        found = self._own.exact(text) | self._known.exact(text)
        fitting = {iri for iri in found if not ranges or self._is_a(iri, ranges)} or found
        if len(fitting) == 1:
            return NamedNode(fitting.pop())
        if fitting:
            names = ", ".join(sorted(iri.removeprefix(base) for iri in fitting))
            message = f"{what}: {text!r} may be {names}; write one of these."
            raise Fault("dangling-iri", message, node.line, node.column)
        raise self._unknown(node, text, ranges, what)

    def _unknown(self, node: Node, text: str, ranges: frozenset[str], what: str) -> Fault:
        codes = [code.name for code in self._vocabulary.individuals.values() if code.types & ranges]
        near: list[str] = []
        if self._may_hint(text):
            local = self._settings.iri
            things: Iterable[str] = self._own.near(text) | self._known.near(text)
            near = [*self._vocabulary.near(text, codes), *sorted(iri.removeprefix(local) for iri in things)[:3]]
        if codes and not near and len(codes) <= 12:
            hint = f" It may be {', '.join(sorted(codes))}."
        else:
            hint = f" Did you mean {' or '.join(near)}?" if near else " Add it, or correct the name."
        code = "known-term" if codes else "dangling-iri"
        return Fault(code, f"{what}: nothing is called {text!r}.{hint}", node.line, node.column)

    def _absolute(self, iri: str, node: Node) -> NamedNode:
        try:
            return NamedNode(iri)
        except ValueError as error:
            message = f"<{iri}> is not an absolute IRI: {error}; write it in full, or write the name of the thing."
            raise Fault("iri-valid", message, node.line, node.column) from error
