"""One value from one source: two sources may differ about a birthday or a headcount, one alone may not."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from incumbent.check.case import Case, Check
from incumbent.check.findings import Finding
from incumbent.check.rules.fault import VIOLATION, fault
from incumbent.errors import EdtfError
from incumbent.model import edtf
from incumbent.model.terms import EDTF, inc
from incumbent.model.timeline import Conflict, intersect
from incumbent.model.turtle import Term

_SINGLE = ("birthDate", "deathDate", "headcount")
_AGAINST = {inc("denies"), inc("asks")}


def _judge(case: Case, iri: str) -> Iterator[Finding]:
    for prop in _SINGLE:
        values = sorted(case.after.values(iri, inc(prop)), key=lambda value: value.value)
        for one, other in combinations(values, 2):
            shared = _sources(case, iri, prop, one) & _sources(case, iri, prop, other)
            if shared and not _agree(one, other):
                source = case.label(min(shared))
                message = (
                    f"{case.local(iri)}: one source ({source}) gives {prop} as {one.value} and as {other.value}; keep the one "
                    "that it says."
                )
                yield fault(case, "single-value", VIOLATION, message, iri, min(shared), path=prop, value=other.value)


def _sources(case: Case, iri: str, prop: str, value: Term) -> set[str]:
    return {e.source for e in case.support.of_value(iri, inc(prop), value) if e.stance not in _AGAINST}


def _agree(one: Term, other: Term) -> bool:
    """Whether two dates can both be true, the one being vaguer than the other."""
    if getattr(one, "datatype", None) is None or one.datatype.value != EDTF:  # type: ignore[union-attr]
        return False
    try:
        return not isinstance(intersect([edtf.parse(one.value).bounds, edtf.parse(other.value).bounds]), Conflict)
    except EdtfError:
        return True  # the check of dates reports it


CHECKS = (
    Check(
        _judge,
        ("Agent",),
        (
            "|".join(_SINGLE),
            "^about/rdf:type|property|value|stance|source",
            "^about/source/skos:prefLabel",
            "^about/start|end",
        ),
    ),
)
