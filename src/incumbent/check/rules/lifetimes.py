"""What somebody can have done: people act while they live, governments while they rule, and ages fit births."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from incumbent.check.case import Case, Check
from incumbent.check.findings import Finding, Severity
from incumbent.check.rules import reach
from incumbent.check.rules.fault import NAMING, VIOLATION, WARNING, dated, fault, stated
from incumbent.check.rules.spans import (
    begins_early,
    early,
    ends,
    ends_late,
    late,
    lies_in,
    narrowed,
    starts,
    weigh,
)
from incumbent.model.terms import inc
from incumbent.model.timeline import Bounds, Certainty, Narrowed

_GRADES = {Certainty.CERTAIN: VIOLATION, Certainty.POSSIBLE: WARNING}


# Looked up only for whom, or what, has dates of its own: most people have none.
When = Callable[[], Narrowed]
Words = Callable[[], str]


def _worded(case: Case, words: str, iri: str) -> str:
    return f"{words} {dated(case, iri)}"


def _off(case: Case, event: str) -> bool:
    latest = case.statuses.latest(event)
    return latest is not None and latest.phase == "off"


def _when(case: Case, record: str, whole: str) -> Narrowed:
    """When somebody had a part in ``whole``: on the days of the record, where it has its own, else while that went on."""
    own = case.extents.own(record)
    return own if own.likely.known else case.extents.of(whole)


def _lived(case: Case, record: str, people: list[str], when: When, what: Words) -> Iterator[Finding]:
    """Whether ``people`` lived when they had a part in ``record``; ``what`` says in what, with its date."""
    for person in sorted(people):
        births, deaths = (case.after.texts(person, inc(prop)) for prop in ("birthDate", "deathDate"))
        if births and (grade := _GRADES.get(weigh(early, narrowed(births), when()))):
            yield _outlived(case, record, person, grade, "birthDate", births, what())
        if deaths and (grade := _GRADES.get(weigh(late, narrowed(deaths), when()))):
            yield _outlived(case, record, person, grade, "deathDate", deaths, what())


def _outlived(case: Case, record: str, person: str, grade: Severity, prop: str, dates: list[str], what: str) -> Finding:
    born = prop == "birthDate"
    verb = {
        (True, VIOLATION): "was born on {}, after",
        (True, WARNING): "was born on {}, perhaps after",
        (False, VIOLATION): "died on {}, before",
        (False, WARNING): "died on {}, perhaps before",
    }[born, grade].format(" or ".join(sorted(dates)))
    remedy = "correct a date, or name somebody else" if grade is VIOLATION else "give the days more exactly"
    message = f"{case.label(person)}: {verb} {what}; {remedy}."
    return fault(case, "lifetime", grade, message, record, person, path=prop, value=min(dates))


def _participation(case: Case, participation: str) -> Iterator[Finding]:
    view = case.after
    if inc("absent") in view.texts(participation, inc("attendance")):
        return
    for event in view.texts(participation, inc("event")):
        if not _off(case, event):
            people = view.texts(participation, inc("participant"))
            when = partial(_when, case, participation, event)
            yield from _lived(case, participation, people, when, partial(_worded, case, "taking part in", event))


def _statement(case: Case, statement: str) -> Iterator[Finding]:
    speakers = case.after.texts(statement, inc("speaker"))
    when = partial(case.extents.of, statement)
    yield from _lived(case, statement, speakers, when, partial(_worded, case, "the words:", statement))


def _doer(case: Case, happening: str) -> Iterator[Finding]:
    """Who carries a measure out, and who receives the others at an event."""
    for prop, words in _DOERS.items():
        doers = case.after.texts(happening, inc(prop))
        if doers and not _off(case, happening):
            when, what = partial(case.extents.of, happening), partial(_worded, case, words, happening)
            yield from _lived(case, happening, doers, when, what)
            yield from _ruled(case, happening, doers, when, what, False)


def _signature(case: Case, signature: str) -> Iterator[Finding]:
    signatories = case.after.texts(signature, inc("signatory"))
    for agreement in case.after.texts(signature, inc("agreement")):
        when = partial(case.extents.of, agreement)
        yield from _lived(case, signature, signatories, when, partial(_worded, case, "signing", agreement))


def _tenure(case: Case, tenure: str) -> Iterator[Finding]:
    if inc("nominatedNeverServed") in case.after.texts(tenure, inc("tenureKind")):
        return
    for person in sorted(case.after.texts(tenure, inc("holder"))):
        births, deaths = (case.after.texts(person, inc(prop)) for prop in ("birthDate", "deathDate"))
        if not births and not deaths:
            continue
        held = case.extents.of(tenure)
        if births and (grade := _GRADES.get(weigh(begins_early, narrowed(births), held))):
            yield _outlived(case, tenure, person, grade, "birthDate", births, f"{dated(case, tenure)} began")
        if deaths and (grade := _GRADES.get(weigh(ends_late, narrowed(deaths), held))):
            yield _outlived(case, tenure, person, grade, "deathDate", deaths, f"{dated(case, tenure)} was over")
        elif deaths and (grade := _GRADES.get(weigh(late, narrowed(deaths), starts(held)))):
            yield _outlived(case, tenure, person, grade, "deathDate", deaths, f"{dated(case, tenure)} began")


def _ruled(case: Case, record: str, agents: list[str], when: When, what: Words, lasting: bool) -> Iterator[Finding]:
    """Whether the governments among ``agents`` ruled when they had a part in ``record``; ``what`` says in what."""
    too_early, too_late = (begins_early, ends_late) if lasting else (_early, _late)
    for government in sorted(set(agents)):
        if not case.is_a(government, "Government"):
            continue
        rule = case.extents.of(government)
        answers = (weigh(too_early, starts(rule), when()), weigh(too_late, ends(rule), when()))
        grade = next((_GRADES[c] for c in (Certainty.CERTAIN, Certainty.POSSIBLE) if c in answers), None)
        if grade:
            verb = "lies" if grade is VIOLATION else "may lie"
            span = stated(case, government)
            yield fault(
                case,
                "government-existence",
                grade,
                f"{case.label(government)} ({span}): {what()} {verb} outside the time of this government; correct a date, "
                "or name the government of that time, or the state.",
                record,
                government,
                value=case.local(government),
            )


def _early(since: Bounds, when: Bounds) -> Certainty:
    """As ``early``; but where only a longer stretch is known in which a rule began, its acts tell when that was."""
    return Certainty.EXCLUDED if lies_in(when, since) else early(since, when)


def _late(until: Bounds, when: Bounds) -> Certainty:
    return Certainty.EXCLUDED if lies_in(when, until) else late(until, when)


def _owners(case: Case, offices: list[str]) -> list[str]:
    """The bodies of which ``offices`` are, with all that these are part of."""
    found: list[str] = []
    todo = [body for office in offices for body in case.after.texts(office, inc("officeOf"))]
    while todo:
        body = todo.pop()
        if body not in found:
            found.append(body)
            todo += case.after.texts(body, inc("partOf"))
    return found


def _governed_tenure(case: Case, tenure: str) -> Iterator[Finding]:
    agents = _owners(case, case.after.texts(tenure, inc("office")))
    if inc("nominatedNeverServed") not in case.after.texts(tenure, inc("tenureKind")):
        when = partial(case.extents.of, tenure)
        yield from _ruled(case, tenure, agents, when, partial(dated, case, tenure), True)


def _governed_record(case: Case, record: str) -> Iterator[Finding]:
    """Participations, delegations and signatures."""
    view = case.after
    agents = [*view.texts(record, inc("onBehalfOf")), *view.texts(record, inc("participant"))]
    agents += _owners(case, view.texts(record, inc("statedCapacity")))
    if inc("absent") in view.texts(record, inc("attendance")):
        return
    for whole in (*view.texts(record, inc("event")), *view.texts(record, inc("agreement"))):
        if not _off(case, whole):
            when = partial(_when, case, record, whole)
            yield from _ruled(case, record, agents, when, partial(_worded, case, "its part in", whole), False)


def _governed_agreement(case: Case, agreement: str) -> Iterator[Finding]:
    parties, when = case.after.texts(agreement, inc("party")), partial(case.extents.of, agreement)
    yield from _ruled(case, agreement, parties, when, partial(_worded, case, "its part in", agreement), False)


def _governed_statement(case: Case, statement: str) -> Iterator[Finding]:
    speakers, when = case.after.texts(statement, inc("speaker")), partial(case.extents.of, statement)
    yield from _ruled(case, statement, speakers, when, partial(_worded, case, "its statement", statement), False)


def _age(case: Case, age: str) -> Iterator[Finding]:
    stated_years = [int(text) for text in case.after.texts(age, inc("years")) if text.isascii() and text.isdecimal()]
    day = narrowed(case.after.texts(age, inc("asOf")))
    for person in sorted(case.after.texts(age, inc("person"))):
        births = case.after.texts(person, inc("birthDate"))
        window = _years(narrowed(births), day)
        if window is None:
            continue
        fewest, most = window
        for years in stated_years:
            if not fewest <= years <= most:
                fits = (
                    str(most)
                    if fewest == most
                    else f"{fewest} or {most}"
                    if most - fewest == 1
                    else f"{fewest} to {most}"
                )
                yield fault(
                    case,
                    "age-birth",
                    WARNING,
                    f"{case.label(person)}: born on {' or '.join(sorted(births))} means an age of {fits} on "
                    f"{' or '.join(sorted(case.after.texts(age, inc('asOf'))))}, not {years}; check both, and keep each "
                    "with its source.",
                    age,
                    person,
                    path="years",
                    value=str(years),
                )


def _ages(case: Case, age: str) -> Iterator[Finding]:
    """Two stated ages of a person that no day of birth fits; of the two, the later by name says so."""
    for person in sorted(case.after.texts(age, inc("person"))):
        mine = _born(case, age)
        for other in sorted(case.after.having(inc("person"), person)):
            theirs = _born(case, other) if other < age and case.is_a(other, "Age") else None
            if mine is None or theirs is None or (mine[0] <= theirs[1] and theirs[0] <= mine[1]):
                continue
            told = " and ".join(
                f"{' or '.join(case.after.texts(one, inc('years')))} on {' or '.join(case.after.texts(one, inc('asOf')))}"
                for one in (age, other)
            )
            yield fault(
                case,
                "age-birth",
                WARNING,
                f"{case.label(person)}: said to be {told}, which no day of birth fits; check both, and keep each with its "
                "source.",
                age,
                other,
                person,
                path="years",
                value=case.after.first(age, inc("years")),
            )


def _born(case: Case, age: str) -> tuple[int, int] | None:
    """The years in which somebody of that age was born, from the first to the last; None where it cannot be told."""
    years = [int(text) for text in case.after.texts(age, inc("years")) if text.isascii() and text.isdecimal()]
    day = narrowed(case.after.texts(age, inc("asOf"))).firm
    if (
        not years
        or max(years) > _OLDEST
        or day.earliest_start is None
        or day.latest_end is None
        or day.earliest_start < 1
    ):
        return None
    first, last = date.fromordinal(day.earliest_start).year, date.fromordinal(day.latest_end).year
    return first - max(years) - 1, last - min(years)


def _years(birth: Narrowed, day: Narrowed) -> tuple[int, int] | None:
    """The fewest and the most full years from a birth to a day; None where they are not bounded."""
    born_from, born_by = birth.likely.earliest_start, birth.likely.latest_end
    first, last = day.likely.earliest_start, day.likely.latest_end
    if born_from is None or born_by is None or first is None or last is None or born_from < 1 or last < born_from:
        return None
    return max(_full_years(born_by, first), 0), _full_years(born_from, last)


def _full_years(start: int, end: int) -> int:
    if end < start:
        return 0
    one, other = date.fromordinal(start), date.fromordinal(end)
    return other.year - one.year - ((other.month, other.day) < (one.month, one.day))


_OLDEST = 200
_LIFE = "birthDate|deathDate"
_DOERS = {"actor": "carrying out", "host": "being host of"}  # property → in words

CHECKS = (
    Check(
        _participation,
        ("Participation",),
        ("attendance", *NAMING, f"participant/{_LIFE}", *reach.extent()),
    ),
    Check(_statement, ("Statement",), ("speaker", f"speaker/{_LIFE}", *reach.extent())),
    Check(
        _signature,
        ("Signature",),
        (*NAMING, f"signatory/{_LIFE}", *reach.extent("agreement")),
    ),
    Check(_tenure, ("Tenure",), ("tenureKind", *NAMING, f"holder/{_LIFE}", *reach.extent())),
    Check(
        _governed_tenure,
        ("Tenure",),
        ("tenureKind", *NAMING, *reach.extent(), *reach.extent("office/officeOf/partOf*")),
    ),
    Check(
        _governed_record,
        ("Participation", "Delegation", "Signature"),
        (
            "attendance",
            *NAMING,
            *reach.extent(),
            *reach.extent("event|agreement"),
            *reach.extent("onBehalfOf|participant"),
            *reach.extent("statedCapacity/officeOf/partOf*"),
        ),
    ),
    Check(_governed_agreement, ("Agreement",), ("party", *reach.extent(), *reach.extent("party"))),
    Check(_governed_statement, ("Statement",), ("speaker", *reach.extent(), *reach.extent("speaker"))),
    Check(
        _doer,
        ("Measure", "Event"),
        ("actor|host", f"actor|host/{_LIFE}", *reach.extent(), *reach.extent("actor|host")),
    ),
    Check(_ages, ("Age",), ("years|asOf|person", "person/^person/years|asOf|rdf:type")),
    Check(_age, ("Age",), ("years|asOf|person", "person/birthDate")),
)
