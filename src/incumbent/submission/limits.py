"""How much one thing may have: what has more than a person could check is split, or is an attack."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pyoxigraph import NamedNode, Triple

from incumbent.model.terms import inc, local

MOST_VALUES = 1_000  # of one property of one thing
MOST_AT_ONE = 1_000  # participations and other records of one event
_MOST_TOLD = 20


class Crowd(NamedTuple):
    """A thing that has too much, the property where it is one, and what to say of it."""

    subject: str
    predicate: str | None
    message: str


def crowds(triples: Iterable[Triple]) -> Iterator[Crowd]:
    """What has too many values or records."""
    values: Counter[tuple[str, str]] = Counter()
    records: Counter[str] = Counter()
    for triple in triples:
        assert isinstance(triple.subject, NamedNode)
        values[triple.subject.value, triple.predicate.value] += 1
        if triple.predicate.value == inc("event") and isinstance(triple.object, NamedNode):
            records[triple.object.value] += 1
    for (subject, predicate), count in values.most_common(_MOST_TOLD):
        if count > MOST_VALUES:
            name = local(predicate)
            message = f"<{subject}> has {count} values of {name}; the limit is {MOST_VALUES}: split the thing."
            yield Crowd(subject, predicate, message)
    for event, count in records.most_common(_MOST_TOLD):
        if count > MOST_AT_ONE:
            message = f"<{event}> has {count} records, such as participations; the limit is {MOST_AT_ONE}: group them."
            yield Crowd(event, None, message)
