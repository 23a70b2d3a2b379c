"""Tenures in words: who held which office from when until when, and whether on a given day."""

from __future__ import annotations

from incumbent.model import dates
from incumbent.model.terms import inc
from incumbent.model.timeline import Certainty, covers
from incumbent.pages import backing, happenings
from incumbent.pages.page import Entry
from incumbent.pages.view import View


def extent(view: View, tenure: str) -> str:
    """When it was held: what is stated of start, end and the days between, and what is not known."""
    parts: list[str] = []
    started = ended = opened = False
    for date in view.all(tenure, "date"):
        if "/" in date:
            start, _, end = date.partition("/")
            started |= start not in ("", "..")
            ended |= end not in ("", "..")
            parts.append(_from(start) if start not in ("", "..") else "")
            parts.append(f"until {dates.words(end)}" if end not in ("", "..") else "")
            opened |= end == ".."
        else:
            parts.append(f"attested in {dates.words(date)}" if len(date) < 10 else f"attested on {dates.words(date)}")
    for date in view.all(tenure, "startDate"):
        parts.append(_from(date))
        started = True
    parts += attestations(view, tenure)
    for date in view.all(tenure, "endDate"):
        parts.append(f"until {dates.words(date)}".replace("until on or", "ended on or"))
        ended = True
    missing = [name for name, known in (("start", started), ("end", ended or opened)) if not known]
    if opened and not ended:
        parts.append("end open")
    if missing:
        parts.append(f"{' and '.join(missing)} not known")
    return "; ".join(part for part in parts if part)


def _from(date: str) -> str:
    return f"from {dates.words(date)}".replace("from on or", "begun on or")


def attestations(view: View, tenure: str) -> list[str]:
    """The days, happenings and sources at which it was held."""
    parts = [f"attested on {dates.words(date)}" for date in view.all(tenure, "attestedOn")]
    for event in sorted(view.all(tenure, "attestedAt"), key=view.order):
        state = happenings.state(view, event)
        verb = "attested at" if state.took_place else "named for the planned"
        parts.append(f"{verb} {happenings.headline(view, event)}")
    for source in sorted(view.all(tenure, "attestedIn"), key=view.order):
        when = view.when(source)
        parts.append(f"attested in {view.label(source)} ({when or 'undated'})")
    return parts


def marks(view: View, tenure: str) -> list[str]:
    """Acting, or nominated and never served."""
    kinds = {kind.removeprefix(inc("")) for kind in view.all(tenure, "tenureKind")}
    known = {"acting": "acting", "nominatedNeverServed": "neverServed"}
    return [mark for kind, mark in known.items() if kind in kinds]


def entry(view: View, tenure: str, lead: str, *, line: bool = True) -> Entry:
    """A tenure as a line of a list: ``lead`` (the office or the holder), then when."""
    details = []
    if bounds := _bounds(view, tenure):
        details.append(Entry(f"so, at the least: {bounds}"))
    for name in ("date", "startDate", "endDate", "attestedOn", "attestedAt", "attestedIn", "holder", "office"):
        for value in backing.values(view, tenure, name):
            details += [reason._replace(text=f"{value.text}: {reason.text}") for reason in value.details]
    for reason_given in view.all(tenure, "endReason"):
        details.append(Entry(f"ended: {reason_given}"))
    for other in view.all(tenure, "disagreesWith"):
        details.append(Entry(f"disagrees with {view.label(other)}", ("disagreement",)))
    if line:
        told = _neighbours(view, tenure)
        details += {entry.text: entry for entry in told}.values()
    return backing.record(view, tenure, f"{lead}: {extent(view, tenure)}", marks(view, tenure), details)


def _bounds(view: View, tenure: str) -> str | None:
    """The bounds, where several statements were needed for them."""
    if len(view.extents.readings(tenure)) < 2 or view.extents.conflict(tenure):
        return None
    return dates.of_tenure(view.extents.of(tenure).likely)


def _neighbours(view: View, tenure: str) -> list[Entry]:
    def holder(other: str) -> str:
        return view.labels(view.all(other, "holder"))

    entries = [
        Entry(f"after {holder(s.predecessor)}", iri=s.predecessor) for s in view.successions if s.successor == tenure
    ]
    entries += [
        Entry(f"before {holder(s.successor)}", iri=s.successor) for s in view.successions if s.predecessor == tenure
    ]
    return entries


def on_day(view: View, tenures: list[str], lead: str) -> list[Entry]:
    """Who held an office, or which office somebody held, on the day asked about; ``lead`` names the property told.

    Certain first, then possible, then those of which nothing says whether; those that are excluded are left out.
    """
    if view.on_bounds is None:
        return []
    found: list[tuple[int, Entry]] = []
    order = [Certainty.CERTAIN, Certainty.POSSIBLE, Certainty.UNKNOWN]
    for tenure in tenures:
        if "neverServed" in marks(view, tenure):
            continue
        answer = covers(view.extents.of(tenure), view.on_bounds)
        if answer in order:
            text = view.labels(view.all(tenure, lead))
            told = [Entry(extent(view, tenure))]
            found.append((order.index(answer), backing.record(view, tenure, text, [answer.value], told, reasons=False)))
    sure = {entry.text for at, entry in found if at < order.index(Certainty.UNKNOWN)}
    found = [(at, entry) for at, entry in found if entry.text not in sure or at < order.index(Certainty.UNKNOWN)]
    if not found:
        return [Entry("nobody is known" if lead == "holder" else "no office is known")]
    return [entry for _, entry in sorted(found, key=lambda pair: (pair[0], pair[1].text))]


def day_heading(view: View) -> str:
    """The heading for the day asked about."""
    return f"On {dates.words(view.on or '')}"
