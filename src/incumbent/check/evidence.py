"""Proves evidence against the texts: each span is where it says, and holds the words of its digest."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple, Protocol

from incumbent.base.view import View
from incumbent.check.findings import Finding, Severity
from incumbent.model.terms import inc


class TextFinder(Protocol):
    """Something that has texts by their SHA-256."""

    def get(self, text_digest: str | None) -> str | None:
        """The text, or None where it is not at hand."""

    def has_file(self, name: str) -> bool:
        """Whether some text is kept under that name, with or without the ending of the file."""


class Proof(NamedTuple):
    """How many evidences were proved, how many could not be for want of their text or place, and what is wrong."""

    proved: int
    not_checked: int
    findings: list[Finding]


def prove(facts: View, texts: TextFinder) -> Proof:
    """Hold every evidence, and the stated length of every source, against the texts at hand.

    Evidence that cannot be held against a text counts as not checked, once a source with an info.
    """
    proof = prove_of(facts, texts, facts.having(inc("source")))
    return proof._replace(findings=[*proof.findings, *_lengths(facts, texts, facts.having(inc("textLength")))])


def prove_of(facts: View, texts: TextFinder, iris: Iterable[str]) -> Proof:
    """The same for the evidences among ``iris``, and for the sources among them."""
    iris = sorted(set(iris))
    proved = 0
    findings: list[Finding] = []
    missing: Counter[str] = Counter()
    placeless: Counter[str] = Counter()
    for iri in iris:
        has_place = bool(facts.values(iri, inc("start")))
        if inc("Evidence") not in facts.types(iri) or not (has_place or facts.values(iri, inc("sha256"))):
            continue  # a record of structured data, or nothing to be proved
        source = facts.first(iri, inc("source")) or ""
        text = text_of(facts, texts, source)
        if text is None:
            missing[source] += 1
        elif not has_place:
            placeless[source] += 1
        else:
            fault = _fault(facts, iri, text)
            if fault:
                local = _local(iri)
                findings.append(
                    Finding("quote-found", Severity.VIOLATION, f"{local}: {fault}", focus=local, nodes=(iri, source))
                )
            else:
                proved += 1
    findings.extend(_lengths(facts, texts, iris))
    for source, count in sorted(missing.items()):
        findings.append(_changed(facts, texts, source) or _not_checked(source, count, "its text is not at hand"))
    for source, count in sorted(placeless.items()):
        findings.append(_not_checked(source, count, "evidence in it names no place in the text, only a digest"))
    return Proof(proved, missing.total() + placeless.total(), findings)


def words_of(facts: View, texts: TextFinder, quotes: Mapping[str, str] | None = None) -> Callable[[str], str | None]:
    """A function that gives the words which an evidence quotes, or None where they are not known.

    They are its ``inc:quote``, else what stands at its place in a text at hand, if that has its digest, else what was
    typed in the submission that brings it (``quotes``, by evidence).
    """

    def words(iri: str) -> str | None:
        quote = facts.first(iri, inc("quote"))
        if quote is not None:
            return quote
        text = text_of(facts, texts, facts.first(iri, inc("source")) or "")
        start, end = (facts.first(iri, inc(name)) or "" for name in ("start", "end"))
        if text is not None and start.isdecimal() and end.isdecimal() and max(len(start), len(end)) < 19:
            stands = text[int(start) : int(end)]
            if _digest(stands) == facts.first(iri, inc("sha256")):
                return stands
        return (quotes or {}).get(iri)

    return words


def text_of(facts: View, texts: TextFinder, source: str) -> str | None:
    """The text of a source; that of the whole where a section has none of its own."""
    for _ in range(9):  # sections of sections; a circle of them has no text
        text = texts.get(facts.first(source, inc("textDigest")))
        if text is not None:
            return text
        source = facts.first(source, inc("sectionOf")) or ""
    return None


def _local(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def _fault(facts: View, iri: str, text: str) -> str | None:
    try:
        start, end = int(facts.first(iri, inc("start")) or ""), int(facts.first(iri, inc("end")) or "")
        paragraph = int(facts.first(iri, inc("paragraph")) or text.count("\n", 0, max(start, 0)) + 1)
    except ValueError:
        return "its start, end and paragraph are not numbers; cite the words again."
    if not 0 <= start < end <= len(text):
        return f"characters {start} to {end} do not stand in a text of {len(text)} characters; cite the words again."
    if _digest(text[start:end]) != facts.first(iri, inc("sha256")):
        return f"characters {start} to {end} of the text are not the words of its digest; cite the words again."
    if paragraph != text.count("\n", 0, start) + 1:
        right = text.count("\n", 0, start) + 1
        return f"character {start} stands in paragraph {right}, not {paragraph}; correct the paragraph."
    quote = facts.first(iri, inc("quote"))
    if quote is not None and quote != text[start:end]:
        return "its quote is not what stands at its place; cite the words again."
    return None


def _lengths(facts: View, texts: TextFinder, iris: Iterable[str]) -> Iterator[Finding]:
    """Sources of which the stated length is not that of their text."""
    for iri in sorted(iris):
        text = texts.get(facts.first(iri, inc("textDigest")))
        stated = facts.first(iri, inc("textLength"))
        if text is not None and stated is not None and stated != str(len(text)):
            local = _local(iri)
            message = f"{local}: its text has {len(text)} characters, not {stated}; correct textLength."
            path = inc("textLength")
            yield Finding(
                "source-known", Severity.VIOLATION, message, focus=local, value=stated, nodes=(iri,), path=path
            )


def _changed(facts: View, texts: TextFinder, source: str) -> Finding | None:
    """The finding that a text is kept under the source's name, and is not the registered one."""
    local = _local(source)
    slug = local.removeprefix("source-")
    stated = facts.first(source, inc("textDigest"))
    if stated is None or not any(texts.has_file(name) for name in (local, slug, *facts.texts(source, inc("path")))):
        return None
    message = (
        f"{local}: its text has changed (checksum differs from the registered {stated[:12]}…); "
        "bring back the registered text, or register the new one as another source."
    )
    path = inc("textDigest")
    return Finding("source-known", Severity.VIOLATION, message, focus=local, value=stated, nodes=(source,), path=path)


def _not_checked(source: str, count: int, why: str) -> Finding:
    local = _local(source)
    what = "1 evidence was not checked" if count == 1 else f"{count} evidences were not checked"
    repair = "give its folder with --sources" if "hand" in why else "submit the quotes again to place them"
    return Finding("not-checked", Severity.INFO, f"{local}: {why}; {what}; {repair}.", focus=local, nodes=(source,))
