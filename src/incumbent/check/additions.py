"""What a change adds to things that were there: a new value rests on words of its own, not on those of what was known."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from incumbent.check.case import Case
from incumbent.check.findings import Finding, Severity
from incumbent.model import terms
from incumbent.model.terms import inc

# What is said by those who keep the base, or is known without a source: names, keys of other lists, remarks.
_FREE = frozenset(
    {
        terms.TYPE,
        terms.PREF_LABEL,
        terms.ALT_LABEL,
        terms.SKOS + "definition",
        terms.SKOS + "note",
        terms.SKOS + "broader",
        terms.SKOS + "exactMatch",
        terms.SKOS + "closeMatch",
        terms.DCTERMS + "isReplacedBy",
        *map(inc, ("differentFrom", "disagreesWith", "note", "wikidata", "isoCode", "url", "dateUnknown", "gist")),
        *map(inc, ("textDigest", "textLength", "path", "language", "author", "publisher", "title", "publicationDate")),
    }
)
_NOT_FACTS = ("Evidence", "Inference", "Voice", "Retraction", "Name", "Dossier")


def unsupported(case: Case) -> Iterator[Finding]:
    """Values added to things of the base by a change that brings no evidence or inference about these."""
    added: dict[tuple[str, str], list[str]] = {}
    supported = set()
    for triple in case.change.added:
        assert isinstance(triple.subject, NamedNode)
        subject, predicate, value = triple.subject.value, triple.predicate.value, triple.object
        if predicate == inc("about") and isinstance(value, NamedNode):
            supported.add(value.value)
        elif predicate in case.vocabulary.properties and predicate not in _FREE and subject in case.before:
            added.setdefault((subject, predicate), []).append(getattr(value, "value", ""))
    for (subject, predicate), values in sorted(added.items()):
        if subject in supported or any(case.is_a(subject, name) for name in _NOT_FACTS):
            continue
        local, prop = case.local(subject), case.local(predicate)
        shown = ", ".join(sorted(case.local(value) for value in values))
        message = (
            f"{local}: the new {prop} {shown} rests on nothing that comes with it; give it a quote:, such as "
            f"'{prop}: {{value: …, quote: …}}', or inferred:."
        )
        yield Finding(
            "source-required",
            Severity.VIOLATION,
            message,
            focus=local,
            value=shown,
            nodes=(subject, *values),
            path=predicate,
        )
