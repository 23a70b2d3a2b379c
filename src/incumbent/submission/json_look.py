"""JSON-LD looked at before it is expanded: parsers leave out in silence what they cannot make sense of."""

from __future__ import annotations

import difflib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from incumbent.submission.faults import Faults
from incumbent.submission.literals import MOST_DIGITS
from incumbent.submission.opening import place

_KEYWORDS = frozenset(
    {
        "@context", "@id", "@type", "@value", "@language", "@graph", "@list", "@set", "@index", "@reverse", "@nest", "@included",
        "@direction", "@json", "@none",
    }
)  # fmt: skip
_LANGUAGE = re.compile("[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_BLANK = re.compile(r"_:[A-Za-z0-9_](?:[\w.·-]*[\w·-])?")
_MAPS = frozenset({"@language", "@index", "@id", "@type", "@graph"})


class Terms:
    """What the contexts of a document define, taken together: terms and prefixes with their IRIs."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.containers: dict[str, set[str]] = {}
        self.iris: set[str] = set()  # terms whose plain values are IRIs
        self.has_vocab = False
        self.has_base = False

    def learn(self, context: Mapping[str, Any]) -> None:
        """Take in one context that is written out."""
        self.has_vocab = self.has_vocab or bool(context.get("@vocab"))
        self.has_base = self.has_base or bool(context.get("@base"))
        for name, meaning in context.items():
            if name.startswith("@"):
                continue
            if isinstance(meaning, str):
                self.names[name] = meaning
            elif isinstance(meaning, dict):
                iri = meaning.get("@id", meaning.get("@reverse", name if ":" in name else None))
                if isinstance(iri, str):
                    self.names[name] = iri
                container = meaning.get("@container")
                self.containers[name] = {c for c in (container if isinstance(container, list) else [container]) if c}
                if meaning.get("@type") in ("@id", "@vocab"):
                    self.iris.add(name)
        for name, iri in self.names.items():
            prefix, colon, local = iri.partition(":")
            if colon and prefix in self.names and prefix != name and not local.startswith("//"):
                self.names[name] = self.names[prefix] + local


class _Look:
    def __init__(self, text: str, faults: Faults, prefixes: Mapping[str, str]) -> None:
        self.text = text
        self.faults = faults
        self.prefixes = prefixes
        self.terms = Terms()

    def report(self, code: str, message: str, word: str | None = None, nth: int = 0) -> None:
        """Note a fault at the ``nth`` place at which ``word`` stands as a text."""
        at = -1
        if word is not None and not self.faults.full:  # looking for each of a million words takes too long
            spelt = json.dumps(word, ensure_ascii=False)
            at = self.text.find(spelt)
            for _ in range(nth):
                at = max(at, self.text.find(spelt, at + 1))
        line, column = place(self.text, at) if at >= 0 else (None, None)
        self.faults.report(code, message, line, column=column)

    def document(self) -> Any:
        def pairs(members: list[tuple[str, Any]]) -> dict[str, Any]:
            for key, count in Counter(key for key, _ in members).items():
                if count > 1:
                    self.report("syntax", f"duplicate key {key!r}; use a list for several values.", key, 1)
            return dict(members)

        def digits(word: str) -> float:
            if len(word) > MOST_DIGITS:
                self.report(
                    "datatype",
                    f"a number of {len(word)} characters ({word[:20]}…); write the one that the source gives.",
                )
                return 0.0
            return float(word)

        def constant(word: str) -> float:
            self.report("syntax", f"{word} is no value of JSON; leave it out.")
            return 0.0

        try:
            return json.loads(
                self.text, object_pairs_hook=pairs, parse_int=digits, parse_float=digits, parse_constant=constant
            )
        except json.JSONDecodeError as error:
            if not self.text.strip():
                return None
            self.faults.report(
                "syntax", f"the file is not JSON: {error.msg}; mend it there.", error.lineno, column=error.colno
            )
        except RecursionError:
            self.faults.report("size-limits", "nested too deep (nesting limit); write it flat.")
        return None

    def contexts(self, document: Any) -> None:
        for context in _contexts(document):
            for member in context if isinstance(context, list) else [context]:
                if isinstance(member, str) or (isinstance(member, dict) and "@import" in member):
                    named = member if isinstance(member, str) else str(member["@import"])
                    message = (
                        f"the file names a remote context ({named}); nothing is fetched, so write the context out."
                    )
                    self.report("no-remote-loading", message, named)
                elif isinstance(member, dict):
                    self.terms.learn(member)
                    self.language(member.get("@language"))
                elif member is not None:
                    self.report("syntax", 'a context is an object; write {"@context": {…}}.', "@context")

    def language(self, tag: Any) -> None:
        if tag is not None and (not isinstance(tag, str) or not _LANGUAGE.fullmatch(tag)):
            use = str(tag).replace("_", "-")
            repair = f"use {use}" if _LANGUAGE.fullmatch(use) else "write one such as en or ar-SY"
            self.report(
                "language-tag",
                f"{tag!r} is not a BCP 47 language tag; {repair}.",
                tag if isinstance(tag, str) else None,
            )

    def iri(self, name: Any, what: str) -> None:
        """Refuse what no IRI comes of."""
        if not isinstance(name, str):
            self.report("syntax", f"{what} takes a text, not {json.dumps(name)[:40]}.")
        elif name.startswith("_:"):
            if _BLANK.fullmatch(name):
                message = f"{name} is a blank node; give the thing an IRI, so that others can refer to it."
                self.report("object-kind", message, name)
            else:
                self.report(
                    "syntax", f"{name!r} is an invalid blank node label; give the thing an IRI of its own.", name
                )
        elif ":" not in name:
            if not self.terms.has_base:
                self.report("iri-valid", f"{name!r} is a relative IRI; write it in full, as https://….", name)
        else:
            self._absolute(name)

    def _absolute(self, name: str) -> None:
        from pyoxigraph import NamedNode

        prefix, _, local = name.partition(":")
        whole = self.terms.names.get(prefix, prefix + ":") + local
        try:
            NamedNode(whole)
        except ValueError as error:
            self.report("iri-valid", f"<{whole}> is an invalid IRI: {error}; correct it.", name)
        else:
            self._prefix(name)

    def _prefix(self, name: str) -> None:
        prefix = name.partition(":")[0]
        if prefix in self.prefixes and prefix not in self.terms.names:
            message = f'the prefix {prefix}: of {name!r} is not declared; add "{prefix}": "{self.prefixes[prefix]}" to @context.'
            self.report("syntax", message, name)

    def term(self, name: str) -> None:
        """Refuse a property or class that nothing defines."""
        if ":" in name:
            self._absolute(name)
        elif name not in self.terms.names and not self.terms.has_vocab:
            near = difflib.get_close_matches(name[:100], self.terms.names, 2, 0.6)
            hint = f"did you mean {' or '.join(near)}?" if near else "define it there, or write the IRI in full."
            self.report(
                "known-term",
                f"{name!r} is not defined by the @context, so that nothing could be read of it; {hint}",
                name,
            )

    def nodes(self, document: Any) -> None:
        """Walk all objects that say something."""
        todo = [document]
        while todo and not self.faults.full:
            value = todo.pop()
            if isinstance(value, list):
                todo += value
            elif isinstance(value, dict):
                todo += self._members(value)

    def _members(self, value: dict[str, Any]) -> Iterator[Any]:
        if "@value" in value:
            self.language(value.get("@language"))
            if isinstance(value.get("@type"), str) and value["@type"] != "@json":
                self.term(value["@type"])
            return
        for key, inner in value.items():
            if key == "@id":
                self.iri(inner, "@id")
            elif key == "@type":
                for name in inner if isinstance(inner, list) else [inner]:
                    if isinstance(name, str):
                        self.term(name)
            elif key in ("@context", "@index", "@language", "@direction"):
                continue
            elif key.startswith("@"):
                if key not in _KEYWORDS:
                    self.report("syntax", f"{key!r} is no keyword of JSON-LD; leave it out, or correct it.", key)
                yield inner
            else:
                self.term(key)
                yield from self._of_property(key, inner)

    def _of_property(self, key: str, inner: Any) -> Iterator[Any]:
        kinds = self.terms.containers.get(key, set())
        if kinds & _MAPS and isinstance(inner, dict):
            for name, members in inner.items():
                if "@language" in kinds and name != "@none":
                    self.language(name)
                yield members
            return
        if key in self.terms.iris:
            for name in inner if isinstance(inner, list) else [inner]:
                if isinstance(name, str):
                    self.iri(name, key)
        yield inner


def _contexts(document: Any) -> Iterator[Any]:
    todo = [document]
    while todo:
        value = todo.pop()
        if isinstance(value, dict):
            if "@context" in value:
                yield value["@context"]
            todo += value.values()
        elif isinstance(value, list):
            todo += value


def look(text: str, faults: Faults, prefixes: Mapping[str, str]) -> tuple[Terms, bool]:
    """The terms that the document defines, and whether it says anything; what is wrong goes to ``faults``."""
    seen = _Look(text, faults, prefixes)
    document = seen.document()
    if document is not None and not isinstance(document, dict | list):
        faults.report("syntax", 'JSON-LD is an object or a list of objects; write {"@id": …}.', 1)
        return seen.terms, True
    seen.contexts(document)
    seen.nodes(document)
    members = document if isinstance(document, list) else [document]
    return seen.terms, any(isinstance(member, dict) and set(member) - {"@context"} for member in members)
