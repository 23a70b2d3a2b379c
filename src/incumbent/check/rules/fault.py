"""One fault as the rules report it: worded with the names that people know, and safe to show."""

from __future__ import annotations

from incumbent.check.case import Case
from incumbent.check.findings import Finding, Severity
from incumbent.model.terms import inc
from incumbent.model.text import visible

VIOLATION, WARNING, INFO = Severity.VIOLATION, Severity.WARNING, Severity.INFO

# A record has no name of its own: it is called after the things that it ties together.
_RECORDS = {
    "Tenure": ("the tenure of {} as {}", "holder", "office"),
    "Participation": ("the participation of {} in {}", "participant", "event"),
    "Delegation": ("the delegation of {} at {}", "onBehalfOf", "event"),
    "Signature": ("the signature of {} under {}", "signatory", "agreement"),
    "StatusReport": ("the report on {} that says {}", "event", "status"),
    "Age": ("the age of {} ({} years)", "person", "years"),
}
NAMING = ("holder|office|participant|event|onBehalfOf|signatory|agreement|status|person|years",)
"""The paths from a record to what ``name`` reads of it."""

_DATED = ("date", "startDate", "endDate", "forDate", "saidOn", "attestedOn", "publicationDate", "asOf")
_NESTING = 3


def fault(
    case: Case,
    rule: str,
    grade: Severity,
    message: str,
    focus: str,
    *others: str,
    path: str | None = None,
    value: str | None = None,
) -> Finding:
    """A finding about ``focus``, in which ``others`` have a part; ``path`` is the local name of the property at fault."""
    return Finding(
        rule,
        grade,
        visible(_sentence(message)),
        focus=case.local(focus),
        value=None if value is None else visible(value),
        nodes=(focus, *dict.fromkeys(other for other in others if other != focus)),
        path=inc(path) if path else None,
    )


def name(case: Case, iri: str) -> str:
    """What a message calls ``iri``: a record after what it ties together, anything else by its label."""
    for class_name, (pattern, *properties) in _RECORDS.items():
        if inc(class_name) in case.after.types(iri):
            values = [case.after.first(iri, inc(prop)) for prop in properties]
            return pattern.format(*(case.label(value) if value else "…" for value in values))
    return case.label(iri)


def stated(case: Case, iri: str, nesting: int = 0) -> str:
    """When ``iri`` was, in the dates that are stated for it; the empty string where there are none."""
    found: dict[str, list[str]] = {}
    for reading in case.extents.readings(iri):
        prop = reading.property.removeprefix(inc(""))
        if prop in _DATED:
            found.setdefault(prop, []).append(reading.value)
        elif nesting < _NESTING and (there := stated(case, reading.value, nesting + 1)):
            found.setdefault(prop, []).append(there)
    if "startDate" in found or "endDate" in found:
        ends = (" or ".join(dict.fromkeys(found.pop(prop, []))) for prop in ("startDate", "endDate"))
        found = {"date": [*found.get("date", []), "/".join(ends)]}
    own = {prop: values for prop, values in found.items() if prop in _DATED} or found
    return " and ".join(dict.fromkeys(value for values in own.values() for value in values))


def code(case: Case, iri: str) -> str:
    """What people call a member of a code list, such as a status."""
    known = case.vocabulary.individuals.get(iri)
    return known.label if known else case.local(iri)


def dated(case: Case, iri: str) -> str:
    """The name of ``iri`` with its dates behind it, where it has any."""
    dates = stated(case, iri)
    return f"{name(case, iri)} ({dates})" if dates else name(case, iri)


def listed(words: list[str]) -> str:
    """``A, B and C``."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def _sentence(text: str) -> str:
    """``text`` on one line; names keep the letters they have, but what was put together begins with a capital."""
    text = " ".join(text.split())
    return text[:1].upper() + text[1:] if text.startswith("the ") else text
