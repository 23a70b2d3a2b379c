"""Is a state, a body, a place, an agreement, a source or an office known already, under another name or in other words?"""

from __future__ import annotations

from collections.abc import Iterator

from incumbent.base.names import names_of
from incumbent.base.wording import bag, readings, stem
from incumbent.check.case import Case
from incumbent.check.rules import states
from incumbent.check.rules.likeness import says_the_same
from incumbent.check.rules.pairs import (
    OWNERS,
    PairRule,
    Rival,
    apart,
    called,
    excluded,
    lookalikes,
    owners,
    values,
    when,
)
from incumbent.model import terms
from incumbent.model.terms import inc
from incumbent.model.timeline import Narrowed

DUPLICATE = "duplicate-entity"
_DAYS = 3

# By which properties two things of one name are known to be two, where their values have nothing in common.
_PARTED_BY = {
    "State": (),
    "Government": ("governs",),
    "Organization": ("partOf",),
    "Place": ("territoryOf", "within"),
    "Topic": (),
    "Series": (),
    "Process": (),
    "Agreement": ("party",),
}
# Kinds of office that a state has once, whatever it calls them.
_ONCE = frozenset(
    inc(n) for n in ("headOfState", "headOfGovernment", "foreignMinister", "defenceMinister", "interiorMinister")
)


def same_words(case: Case, iri: str, other: str) -> str | None:
    """Why a name of the one says the same as a name of the other, in words."""
    theirs = called(case, other)
    pairs = ((says_the_same(a, b), a) for a in called(case, iri) for b in theirs)
    return next((why for why, name in pairs if why and not _shortened(case, iri, other, name)), None)


def _shortened(case: Case, iri: str, other: str, name: str) -> bool:
    """Whether ``name`` is what the preferred labels of two things have in common, each of which says whose it is.

    The Defence Ministry of Ruritania and that of Graustark are both called the Defence Ministry at home.
    """
    common = bag(name)
    ours, theirs = ([bag(text) for text in case.after.texts(one, terms.PREF_LABEL)] for one in (iri, other))
    return any(common == a & b and a - common and b - common for a in ours for b in theirs)


def _named(case: Case, iri: str) -> Iterator[Rival]:
    class_name = next((name for name in _PARTED_BY if case.is_a(iri, name)), None)
    if class_name is None:
        return
    others = lookalikes(case, iri, class_name)
    code = states.code_of(called(case, iri)) if class_name == "State" else None
    if code:
        others |= {
            other
            for other in case.after.having(terms.TYPE, inc("State")) - {iri}
            if states.code_of(called(case, other)) == code
        }
    for other in others:
        reason = same_words(case, iri, other)
        if code and reason is None and states.code_of(called(case, other)) == code:
            reason = "two names of one country"
        parted = any(apart(_at(case, iri, name), _at(case, other, name)) for name in _PARTED_BY[class_name])
        if reason and not parted and not excluded(when(case, iri, "date"), when(case, other, "date")):
            yield Rival(other, case.label(other), reason)


def _at(case: Case, iri: str, name: str) -> set[str]:
    """The values of a property, and what these in turn belong to: a ministry of a government is its state's, too."""
    return owners(case, values(case, iri, name)) if name == "partOf" else values(case, iri, name)


def _agreements(case: Case, iri: str) -> Iterator[Rival]:
    """Two agreements of the same parties on one day."""
    parties = values(case, iri, "party")
    day = when(case, iri, "date")
    if len(parties) < 2 or not narrow(day):
        return
    sharing = [case.after.having(inc("party"), party) for party in parties]
    for other in set.intersection(*sharing) - {iri}:
        theirs = when(case, other, "date")
        if values(case, other, "party") != parties or not narrow(theirs) or excluded(day, theirs):
            continue
        if same_words(case, iri, other) is None:  # told of by the rule of names otherwise
            yield Rival(other, case.label(other), "the same parties on the same day")


def narrow(extent: Narrowed, days: int = _DAYS) -> bool:
    """Whether an extent is known to lie within a few days."""
    first, last = extent.firm.earliest_start, extent.firm.latest_end
    return first is not None and last is not None and last - first < days


def _sources(case: Case, iri: str) -> Iterator[Rival]:
    if case.is_a(iri, "Section"):
        return
    for name, reason in (("textDigest", "the text is the same"), ("url", "the web address is the same")):
        for value in case.after.values(iri, inc(name)):
            for other in case.after.having(inc(name), value) - {iri}:
                if case.is_a(other, "Source") and not case.is_a(other, "Section"):
                    yield Rival(other, case.label(other), reason)
    for other in lookalikes(case, iri, "Source"):
        if case.is_a(other, "Section") or apart(values(case, iri, "textDigest"), values(case, other, "textDigest")):
            continue
        if not apart(values(case, iri, "publisher"), values(case, other, "publisher")) and same_words(case, iri, other):
            published = when(case, iri, "publicationDate"), when(case, other, "publicationDate")
            known = all(extent.firm.known for extent in published) or values(case, iri, "publisher")
            if known and not excluded(*published):
                yield Rival(other, case.label(other), "the same title, publisher and date, as far as they are known")


def _offices(case: Case, iri: str) -> Iterator[Rival]:
    bodies = values(case, iri, "officeOf")
    ours = _duties(case, iri, bodies)
    kinds = values(case, iri, "officeKind")
    for owner in bodies:
        for other in case.after.having(inc("officeOf"), owner) - {iri}:
            theirs = _duties(case, other, values(case, other, "officeOf"))
            same = values(case, other, "officeKind") & kinds & _ONCE
            if ours & theirs and not apart(kinds, values(case, other, "officeKind")):
                yield Rival(other, case.label(other), "the same office in other words")
            elif same and any(case.is_a(owner, name) for name in ("State", "Government")):
                yield Rival(other, case.label(other), f"{case.label(owner)} has one {_spaced(min(same))}")
    for other in lookalikes(case, iri, "Office"):
        if not bodies & values(case, other, "officeOf") and _related(case, iri, other) and same_words(case, iri, other):
            yield Rival(other, case.label(other), "the same name, and both belong to one state or body")


def _spaced(iri: str) -> str:
    return "".join(f" {c.lower()}" if c.isupper() else c for c in iri.rpartition("#")[2])


def _duties(case: Case, iri: str, bodies: set[str]) -> set[frozenset[str]]:
    """What each name of an office says, without whose office it is."""
    whose = {
        stem(word)
        for body in bodies
        for text in names_of(case.after, body)
        for way in readings(text)
        for word in bag(way)
    }
    return {
        words
        for text in called(case, iri)
        for way in readings(text)
        if (words := frozenset(map(stem, bag(way))) - whose)
    }


def _related(case: Case, iri: str, other: str) -> bool:
    """Whether the owner of one office is a part of the owner of the other."""
    return bool(
        owners(case, values(case, iri, "officeOf")) & values(case, other, "officeOf")
        or owners(case, values(case, other, "officeOf")) & values(case, iri, "officeOf")
    )


NAMED = PairRule(DUPLICATE, tuple(_PARTED_BY), (OWNERS, "governs|territoryOf|within|party|date"), _named)
AGREEMENTS = PairRule(DUPLICATE, ("Agreement",), ("party|date",), _agreements)
SOURCES = PairRule(DUPLICATE, ("Source",), ("textDigest|url|publisher|publicationDate",), _sources)
OFFICES = PairRule(
    DUPLICATE,
    ("Office",),
    (
        "officeKind",
        f"officeOf/{OWNERS}",
        "officeOf/rdf:type|skos:prefLabel|skos:altLabel",
        "officeOf/^nameOf/spelling",
    ),
    _offices,
)
