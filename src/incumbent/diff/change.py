"""One change between two states, said in words and in data."""

from __future__ import annotations

from typing import NamedTuple

# Class → the heading under which changes of its members stand; the first that fits counts.
_GROUPS = (
    ("Statement", "Claims and statements"),
    ("Measure", "Claims and statements"),
    ("Claim", "Claims and statements"),
    ("Happening", "Meetings and other events"),
    ("Series", "Meetings and other events"),
    ("Process", "Meetings and other events"),
    ("Office", "Offices"),
    ("State", "States and organizations"),
    ("Organization", "States and organizations"),
    ("Agent", "People"),
    ("Agreement", "Agreements"),
    ("Source", "Sources"),
    ("Place", "Places and topics"),
    ("Topic", "Places and topics"),
)
OTHER = "Other"
GROUPS = (
    "Meetings and other events",
    "Offices",
    "People",
    "States and organizations",
    "Agreements",
    "Claims and statements",
    "Places and topics",
    "Sources",
    OTHER,
)
KINDS = ("added", "removed", "changed", "withdrawn", "derived", "evidence")


class Change(NamedTuple):
    """One change.

    :param kind: ``added``, ``removed``, ``changed``, ``withdrawn`` (removed or denied with a reason), ``derived`` (it follows
        from another change) or ``evidence`` (how much supports the thing).
    :param group: a member of ``GROUPS``: the kind of thing that it is about.
    :param thing: the local name of the thing; of a record, the thing that it stands with.
    :param record: the local name of the record, where the change is one of a record.
    :param property_name: the property where the change is one of values: ``old`` were there, ``new`` are there now.
    :param dossiers: where it is stated now, or was.
    :param text: a sentence, without a full stop.
    """

    kind: str
    group: str
    thing: str
    label: str
    text: str
    record: str | None = None
    property_name: str | None = None
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    dossiers: tuple[str, ...] = ()

    @property
    def sign(self) -> str:
        """``+``, ``-`` or ``~``."""
        return {"added": "+", "removed": "-", "withdrawn": "-"}.get(self.kind, "~")


def group_of(ancestors: set[str]) -> str:
    """The heading for a thing, by the local names of its classes and those above them."""
    return next((heading for name, heading in _GROUPS if name in ancestors), OTHER)
