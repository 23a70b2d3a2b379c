"""Rules about sources: they are registered, have one text, and are not older than what they report."""

from __future__ import annotations

from collections.abc import Iterator

from incumbent.base.names import normal_form
from incumbent.check.case import Case, Check
from incumbent.check.findings import Finding
from incumbent.check.rules import reach
from incumbent.check.rules.fault import NAMING, VIOLATION, WARNING, dated, fault, name
from incumbent.check.rules.scripts import known
from incumbent.errors import EdtfError
from incumbent.model import edtf
from incumbent.model.bounds import Bounds
from incumbent.model.terms import inc
from incumbent.model.timeline import Certainty, before


def _known(case: Case, iri: str) -> Iterator[Finding]:
    """A source that nobody describes cannot be looked up; what is no source says nothing."""
    for source in sorted(case.after.texts(iri, inc("source"))):
        local = case.local(source)
        if not case.after.types(source):
            repair = "register it with label, publisher, date and text, or correct its name"
            message = f"{case.local(iri)}: the source {local} is unknown; {repair}."
            yield fault(case, "source-known", VIOLATION, message, iri, source, path="source", value=local)
        elif not case.is_a(source, "Source"):
            message = f"{case.local(iri)}: {local} is no source; give the report or page that says it."
            yield fault(case, "object-class", VIOLATION, message, iri, source, path="source", value=local)


def _circular(case: Case, iri: str) -> Iterator[Finding]:
    """That something is there does not follow from its being there. (What is said of it may well follow from the rest of it.)"""
    about, premises = (set(case.after.texts(iri, inc(prop))) for prop in ("about", "premise"))
    if premises and premises <= about and not case.after.values(iri, inc("property")):
        told = " and ".join(name(case, one) for one in sorted(premises))
        message = f"inference about {told}: it follows from itself alone; give other facts as premise:, or scope: fromOutside."
        yield fault(case, "inference-premises", VIOLATION, message, iri, *sorted(premises), path="premise")
    for reasoning in sorted(case.after.texts(iri, inc("reasoning"))):
        if reasoning.strip() and (normal_form(reasoning) or "none") in known()["placeholders"]:
            message = (
                f"{name(case, iri)}: the reasoning “{reasoning[:40]}” says nothing; say why it follows, for a reader."
            )
            yield fault(case, "inference-premises", WARNING, message, iri, path="reasoning", value=reasoning[:40])


def _one_text(case: Case, iri: str) -> Iterator[Finding]:
    """A source is one text: a second digest says that the text was changed, and that places in it may be wrong."""
    digests = sorted(case.after.texts(iri, inc("textDigest")))
    if len(digests) > 1:
        shown = " and ".join(f"{digest[:12]}…" for digest in digests)
        message = (
            f"{name(case, iri)}: its text has changed (checksum differs: {shown}); leave the registered textDigest as it is, "
            "and register another text as a source of its own."
        )
        yield fault(case, "source-known", VIOLATION, message, iri, path="textDigest", value=shown)


def _not_before(case: Case, iri: str) -> Iterator[Finding]:
    """What a source says to have taken place did so by the day of its publication."""
    if case.after.first(iri, inc("stance")) not in (None, inc("asserts")) or case.after.values(iri, inc("property")):
        return
    for source in sorted(case.after.texts(iri, inc("source"))):
        published = _published(case, source)
        if not published:
            continue
        seen: set[str] = set()  # a happening and its report are one fault
        for about in sorted(case.after.texts(iri, inc("about"))):
            for happening in sorted(set(_reported(case, about)) - seen):
                seen.add(happening)
                answers = [_older(case, day, happening) for day in published]
                grade = VIOLATION if all(a is Certainty.CERTAIN for a in answers) else WARNING
                if all(answer in (Certainty.CERTAIN, Certainty.POSSIBLE) for answer in answers):
                    yield _too_old(case, iri, about, source, happening, grade is VIOLATION)


def _published(case: Case, source: str) -> list[Bounds]:
    found = []
    dates = case.after.texts(source, inc("publicationDate"))
    for date in dates or case.after.texts(case.after.first(source, inc("sectionOf")) or "", inc("publicationDate")):
        try:
            found.append(edtf.parse(date).bounds)
        except EdtfError:
            continue  # reported as such
    return found


def _older(case: Case, published: Bounds, happening: str) -> Certainty:
    """Whether the text was there before the happening: possible where it would be, had it come out on its first day."""
    when = case.extents.of(happening)
    answer = before(published, when)
    if answer is Certainty.CERTAIN:
        return answer
    first = published.earliest_start
    if first is None:
        return Certainty.UNKNOWN
    earliest = before(Bounds(first, first, first, first), when.likely._replace(tentative=False))
    return Certainty.POSSIBLE if earliest is Certainty.CERTAIN else Certainty.EXCLUDED


def _reported(case: Case, about: str) -> list[str]:
    """What ``about`` reports as done, if it does: a thing of which nobody ever said that it was still to come."""
    if case.is_a(about, "StatusReport"):
        past = inc("past") in {case.vocabulary.phases.get(s) for s in case.after.texts(about, inc("status"))}
        return case.after.texts(about, inc("event")) if past else []
    if case.is_a(about, "Participation"):
        attended = {inc("attended"), inc("attendedRemotely")} & set(case.after.texts(about, inc("attendance")))
        events = case.after.texts(about, inc("event"))
        return events if attended else [event for event in events if _took_place(case, event)]
    if case.is_a(about, "Signature"):
        return case.after.texts(about, inc("agreement"))
    if case.is_a(about, "Happening") or case.is_a(about, "Agreement"):
        return [about] if _took_place(case, about) else []
    return []


def _took_place(case: Case, happening: str) -> bool:
    return all(report.phase == "past" for report in case.statuses.reports(happening))


def _too_old(case: Case, iri: str, about: str, source: str, happening: str, certain: bool) -> Finding:
    day = " or ".join(sorted(case.after.texts(source, inc("publicationDate")))) or "date of its whole"
    what = dated(case, happening)
    paper = f"the source {name(case, source)} ({day})"
    if certain:
        message = f"{paper} is older than what it is said to report as done: {what}; status planned?"
    else:
        message = f"{paper} may be older than what it reports: {what}; give the day of publication."
    grade = VIOLATION if certain else WARNING
    return fault(
        case, "source-not-before-event", grade, message, iri, about, happening, source, path="source", value=day
    )


_LABELS = "skos:prefLabel"

CHECKS = (
    Check(_known, ("Evidence",), ("source/rdf:type",)),
    Check(
        _circular,
        ("Inference",),
        (
            "about|premise|property|reasoning",
            "premise/rdf:type|skos:prefLabel",
            *(f"premise/{path}" for path in NAMING),
            f"premise/{NAMING[0]}/skos:prefLabel",
        ),
    ),
    Check(_one_text, ("Source",), ("textDigest", _LABELS, *NAMING)),
    Check(
        _not_before,
        ("Evidence",),
        (
            "stance|property|source|about",
            "source/publicationDate|sectionOf|skos:prefLabel|rdf:type",
            "source/sectionOf/publicationDate",
            "about/rdf:type|status|event|attendance|agreement",
            *reach.extent("about"),
            *reach.extent("about/agreement"),
            *(f"about/{path}" for path in NAMING),
            f"about/{NAMING[0]}/{_LABELS}",
            f"about/agreement/{_LABELS}",
            f"about/{_LABELS}",
        ),
    ),
)
