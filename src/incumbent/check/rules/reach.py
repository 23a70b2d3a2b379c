"""How far the comparisons reach: the paths from a thing to everything that tells when it was, or how far it has come."""

from __future__ import annotations

_LINKS = "attestedAt|attestedIn|saidAt|partOfEvent|madeAt|event"
DATES = "date|startDate|endDate|attestedOn|publicationDate|saidOn|asOf"
_SUPPORT = "^about/rdf:type|property|value|stance|source|start|end|sha256"


def _behind(way: str, *paths: str) -> tuple[str, ...]:
    return tuple(f"{way}/{path}" if way else path for path in paths)


def support(way: str = "") -> tuple[str, ...]:
    """What supports the things at the end of ``way``."""
    return _behind(way, _SUPPORT)


def statuses(way: str = "") -> tuple[str, ...]:
    """What tells how far the happenings at the end of ``way`` have come."""
    return _behind(
        way,
        "^event/rdf:type|status|forDate|saidOn",
        f"^event/{_SUPPORT}",
        "^event/^about/source/publicationDate",
    )


def extent(way: str = "") -> tuple[str, ...]:
    """What tells when the things at the end of ``way`` were: their dates, and those of what they were at or part of."""
    linked = f"{way}/{_LINKS}*" if way else f"{_LINKS}*"
    return (f"{linked}/{DATES}", f"{linked}/rdf:type", *support(linked), *statuses(linked))


def dates(way: str = "") -> tuple[str, ...]:
    """The dates that are stated of the things at the end of ``way``."""
    return _behind(way, DATES)
