"""What words may call the things of a fact: names, and names of what they are tied to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal

from incumbent.check.case import Case
from incumbent.check.rules import states, wording
from incumbent.errors import EdtfError
from incumbent.model import edtf, terms
from incumbent.model.days import MONTHS, iso
from incumbent.model.terms import inc

LABELS = "skos:prefLabel|skos:altLabel"
# The properties by which a fact is tied to what its words may name instead of it, and the texts that tell what it is.
TIES = (
    "actor|addressee|affiliation|after|agreement|agreementKind|amends|attendance|attestedAt|attestedIn|author|before|concerns|"
    "designationKind|duration|event|format|governs|hasMember|holder|host|implements|inDelegation|inSeries|localTo|madeAt|"
    "measureKind|nameKind|nameOf|object|office|officeKind|officeOf|onBehalfOf|organizationKind|outcome|partOf|partOfEvent|"
    "participant|party|person|place|publisher|quantityKind|relation|role|saidAt|sectionOf|signatory|speaker|statedCapacity|"
    "status|subject|succeeds|supersedes|tenureKind|territoryOf|topic|unit|within"
)
TEXTS = (
    "gist|item|note|objectText|rank|reason|endReason|title|words|spelling|quantity|lowest|highest|headcount|seats|years|"
    "date|startDate|endDate|forDate|saidOn|asOf|attestedOn|birthDate|deathDate|publicationDate"
)
_TIES = tuple(map(inc, TIES.split("|")))
_TEXTS = tuple(map(inc, TEXTS.split("|")))


def _behind(way: str) -> tuple[str, ...]:
    return f"{way}/{LABELS}", f"{way}/^nameOf/spelling"


# A thing's own names, then its texts and the names of what it is tied to, twice; what takes part in it; the offices of a person.
READS = (
    *_behind("about"),
    f"about/{TEXTS}",
    *_behind(f"about/{TIES}"),
    f"about/{TIES}/{TEXTS}",
    *_behind(f"about/{TIES}/{TIES}"),
    *_behind("about/^event/participant"),
    *_behind(f"about/{TIES}/^event/participant"),
    *_behind(f"about/{TIES}/^holder/office"),
    *_behind(f"about/{TIES}/^holder/office/officeOf"),
)


def names(case: Case, iri: str) -> Iterator[Literal]:
    """Labels and spellings of a thing, and the label of a code."""
    called = [value for predicate in (terms.PREF_LABEL, terms.ALT_LABEL) for value in _literals(case, iri, predicate)]
    yield from called
    for record in case.after.having(inc("nameOf"), iri):
        yield from _literals(case, record, inc("spelling"))
    yield from (Literal(short, language=value.language) for value in called if (short := _initials(value.value)))
    code = case.vocabulary.individuals.get(iri)
    if code is not None:
        yield Literal(code.label, language="en")


def _initials(label: str) -> str | None:
    """The acronym of a label of several words: EU for European Union."""
    words = [word for word in label.replace("-", " ").split() if word[:1].isupper()]
    return "".join(word[0] for word in words) if 2 <= len(words) <= 6 else None


def _literals(case: Case, iri: str, predicate: str) -> Iterator[Literal]:
    yield from (value for value in case.after.values(iri, predicate) if isinstance(value, Literal))


def _tied(case: Case, iri: str) -> Iterator[str]:
    for predicate in _TIES:
        yield from case.after.texts(iri, predicate)


def _texts(case: Case, iri: str) -> Iterator[Literal]:
    for predicate in _TEXTS:
        yield from _literals(case, iri, predicate)


def of_thing(case: Case, iri: str) -> Iterator[Literal]:
    """All that words may use for a participant, an office or another part of a fact: its own names, those of what it belongs
    to, and the offices that a person holds."""
    called = list(names(case, iri))
    yield from called
    yield from (Literal(word, language="en") for word in states.words_for(value.value for value in called))
    yield from _texts(case, iri)
    for tied in _tied(case, iri):
        yield from names(case, tied)
    for tenure in case.after.having(inc("holder"), iri):
        for office in case.after.texts(tenure, inc("office")):
            yield from names(case, office)
            for owner in case.after.texts(office, inc("officeOf")):
                yield from names(case, owner)


def of_fact(case: Case, iri: str) -> Iterator[Literal]:
    """All that words may use for a fact or anything that it is tied to."""
    yield from names(case, iri)
    yield from _texts(case, iri)
    ties = list(_tied(case, iri))
    for tied in ties:
        yield from of_thing(case, tied)
    for happening in (iri, *ties):
        for participation in case.after.having(inc("event"), happening):
            for participant in case.after.texts(participation, inc("participant")):
                yield from names(case, participant)


def stems(texts: Iterable[Literal]) -> frozenset[str]:
    """The words of all texts, folded; a date stands for its year, its day and the name of its month."""
    found: set[str] = set()
    for text in texts:
        found |= wording.stems(text.value)
        if text.datatype.value == terms.EDTF:
            found |= _date(text.value)
    return frozenset(found)


def _date(value: str) -> set[str]:
    try:
        bounds = edtf.parse(value).bounds
    except EdtfError:
        return set()
    found: set[str] = set()
    for bound in bounds[:4]:
        if bound is not None:
            year, month, day = iso(bound).split("-")
            found |= {year, MONTHS[int(month) - 1].lower(), str(int(day))}
    return found
