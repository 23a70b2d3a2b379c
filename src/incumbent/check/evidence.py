"""Proves evidence against the texts: each span is where it says, and holds the words of its digest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import NamedTuple, Protocol

from incumbent.base.facts import Facts
from incumbent.check.findings import Finding, Severity
from incumbent.model.terms import inc


class TextFinder(Protocol):
    """Something that has texts by their SHA-256."""

    def get(self, text_digest: str | None) -> str | None:
        """The text, or None where it is not at hand."""


class Proof(NamedTuple):
    """How many evidences were proved, how many could not be for want of their text, and what is wrong."""

    proved: int
    not_checked: int
    findings: list[Finding]


def prove(facts: Facts, texts: TextFinder) -> Proof:
    """Hold every evidence that points into a text against that text.

    Evidence whose text is not at hand counts as not checked, once a source with an info.
    """
    proved = not_checked = 0
    findings: list[Finding] = []
    missing: set[str] = set()
    for iri in sorted(facts.subjects()):
        if inc("Evidence") not in facts.types(iri) or not facts.values(iri, inc("start")):
            continue
        source = facts.first(iri, inc("source")) or ""
        text = texts.get(facts.first(source, inc("textDigest")))
        if text is None:
            not_checked += 1
            missing.add(source)
            continue
        fault = _fault(facts, iri, text)
        if fault:
            local = iri.rsplit("/", 1)[-1]
            findings.append(Finding("evidence-span", Severity.VIOLATION, f"{local}: {fault}", focus=local))
        else:
            proved += 1
    findings.extend(_missing(missing))
    findings.extend(_lengths(facts, texts))
    return Proof(proved, not_checked, findings)


def _fault(facts: Facts, iri: str, text: str) -> str | None:
    try:
        start, end = int(facts.first(iri, inc("start")) or ""), int(facts.first(iri, inc("end")) or "")
        paragraph = int(facts.first(iri, inc("paragraph")) or text.count("\n", 0, max(start, 0)) + 1)
    except ValueError:
        return "its start, end and paragraph are not numbers; cite the words again."
    if not 0 <= start < end <= len(text):
        return f"characters {start} to {end} do not stand in a text of {len(text)} characters; cite the words again."
    if hashlib.sha256(text[start:end].encode()).hexdigest() != facts.first(iri, inc("sha256")):
        return f"characters {start} to {end} of the text are not the words of its digest; cite the words again."
    if paragraph != text.count("\n", 0, start) + 1:
        return f"character {start} stands in paragraph {text.count(chr(10), 0, start) + 1}, not {paragraph}."
    quote = facts.first(iri, inc("quote"))
    if quote is not None and quote != text[start:end]:
        return "its quote is not what stands at its place; cite the words again."
    return None


def _lengths(facts: Facts, texts: TextFinder) -> Iterator[Finding]:
    """Sources of which the stated length is not that of their text."""
    for iri in sorted(facts.subjects()):
        text = texts.get(facts.first(iri, inc("textDigest")))
        stated = facts.first(iri, inc("textLength"))
        if text is not None and stated is not None and stated != str(len(text)):
            local = iri.rsplit("/", 1)[-1]
            message = f"{local}: its text has {len(text)} characters, not {stated}; correct textLength."
            yield Finding("text-length", Severity.VIOLATION, message, focus=local, value=stated)


def _missing(sources: set[str]) -> Iterator[Finding]:
    for source in sorted(sources):
        local = source.rsplit("/", 1)[-1]
        yield Finding(
            "text-missing",
            Severity.INFO,
            f"{local}: its text is not at hand; evidence in it was not checked.",
            focus=local,
        )
