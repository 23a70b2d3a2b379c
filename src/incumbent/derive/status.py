"""How far a happening has come: the status of its latest report."""

from __future__ import annotations

from typing import NamedTuple

from incumbent.base.view import View
from incumbent.derive.support import Support
from incumbent.errors import EdtfError
from incumbent.model import edtf
from incumbent.model.terms import inc
from incumbent.model.vocabulary import Vocabulary

# What may still come gives way to what was called off, and both to what took place: that is not undone.
_ORDER = {"ahead": 0, "off": 1, "past": 2}


class Report(NamedTuple):
    """One status report; ``said`` is the first day on which it can have been said, or None.

    ``sets_day`` says whether it names the day: of two reports of one time, that one says more.
    """

    iri: str
    status: str
    phase: str
    said: int | None
    sets_day: bool


class Statuses:
    """The latest report of each happening."""

    def __init__(self, facts: View, vocabulary: Vocabulary, support: Support) -> None:
        self._facts = facts
        self._support = support
        self._phases = {iri: phase.rsplit("#", 1)[-1] for iri, phase in vocabulary.phases.items()}

    def reports(self, happening: str) -> list[Report]:
        """Its reports in order of saying, as far as that is known; those that are only denied or asked about are left out."""
        found = []
        for iri in sorted(self._facts.having(inc("event"), happening)):
            if inc("StatusReport") not in self._facts.types(iri) or not self._support.stands(iri):
                continue
            for status in self._facts.texts(iri, inc("status")):
                if status in self._phases:
                    found.append(Report(iri, status, self._phases[status], self._said(iri), self._sets_day(iri)))
        return sorted(found, key=lambda r: (r.phase == "past", r.said or 0, _ORDER.get(r.phase, 0), r.sets_day, r.iri))

    def latest(self, happening: str) -> Report | None:
        """The report that counts: the last one; what took place stays so."""
        reports = self.reports(happening)
        return reports[-1] if reports else None

    def took_place(self, happening: str) -> bool:
        """Whether it is not merely planned or called off: a happening without any report is told as one that was."""
        latest = self.latest(happening)
        return latest is None or latest.phase == "past"

    def _sets_day(self, iri: str) -> bool:
        return bool(self._facts.values(iri, inc("forDate")))

    def _said(self, iri: str) -> int | None:
        dates = self._facts.texts(iri, inc("saidOn"))
        for evidence in self._support.of(iri):
            dates = dates or self._facts.texts(evidence.source, inc("publicationDate"))
        days = []
        for date in dates:
            try:
                days.append(edtf.parse(date).bounds.earliest_start)
            except EdtfError:
                continue
        return min((day for day in days if day is not None), default=None)
