"""Names, statements, claims and measures: the sections that pages of several kinds share."""

from __future__ import annotations

from collections.abc import Iterable

from incumbent.model import terms
from incumbent.model.terms import inc
from incumbent.pages import backing, describing, happenings
from incumbent.pages.page import Entry, Section, section
from incumbent.pages.view import View


def names(view: View, iri: str) -> list[Section]:
    """Every spelling with its kind, language and script, and where it stands."""
    entries = []
    for record in view.pointing(iri, "nameOf", "Name"):
        about = [view.label(kind) for kind in view.all(record, "nameKind") if kind != inc("variant")]
        for spelling in view.facts.values(record, inc("spelling")):
            language = getattr(spelling, "language", None)
            about += [f"language {language}"] if language and language != view.language else []
            about += [f"script {s}" for s in view.all(record, "script") if s != "Latn"]
            entries.append(backing.record(view, record, spelling.value + (f" ({', '.join(about)})" if about else "")))
    known = {entry.text for entry in entries}
    entries += [Entry(name) for name in describing.other_names(view, iri) if name not in known]
    return section("Names and spellings", sorted(entries, key=lambda entry: entry.text.casefold()))


def statement(view: View, iri: str, *, with_speaker: bool = True) -> Entry:
    """A statement: the words, or their gist, with the speaker, the occasion and the people spoken to."""
    words = [f"“{text}”" for text in view.all(iri, "words")]
    said = " … ".join(words) or "; ".join(view.all(iri, "gist")) or view.label(iri)
    state = happenings.state(view, iri)
    if with_speaker:
        speakers = view.labels(view.all(iri, "speaker")) or "somebody"
        verb = "" if state.took_place else " is expected to say" if state.mark == "planned" else " was expected to say"
        said = f"{speakers}{verb}: {said}"
    details = []
    if words and (gist := "; ".join(view.all(iri, "gist"))):
        details.append(Entry(gist))
    circumstances = [view.when(iri) or ""]
    circumstances += [f"at {happenings.headline(view, event)}" for event in view.all(iri, "saidAt")]
    circumstances += [f"to {view.label(agent)}" for agent in view.all(iri, "addressee")]
    if told := "; ".join(part for part in circumstances if part):
        details.append(Entry(told))
    if concerns := view.labels(view.all(iri, "concerns")):
        details.append(Entry(f"on {concerns}"))
    for name in ("speaker", "saidAt", "saidOn", "addressee"):
        for value in backing.values(view, iri, name):
            details += [reason._replace(text=f"{value.text}: {reason.text}") for reason in value.details]
    return backing.record(view, iri, said, happenings.state_marks(view, iri), details)


def statements(view: View, iris: Iterable[str], heading: str, *, with_speaker: bool = True) -> list[Section]:
    """Statements that were made, and apart from them those that were only expected."""
    ordered = sorted(iris, key=view.order)
    made = [i for i in ordered if happenings.state(view, i).took_place]
    expected = [i for i in ordered if i not in made]
    found = section(heading, [statement(view, i, with_speaker=with_speaker) for i in made])
    return found + section(
        f"{heading}: expected, not reported as made",
        [statement(view, i, with_speaker=with_speaker) for i in expected],
    )


def claim(view: View, iri: str) -> Entry:
    """A claim, figure or designation, with who says it and who denies it."""
    details = backing.voiced(view, iri)
    details += [
        Entry(f"disagrees with: {describing.describe(view, other)}", ("disagreement",), iri=other)
        for other in describing.disagreements(view, iri)
    ]
    for name in ("subject", "object", "relation"):
        for value in backing.values(view, iri, name):
            details += [reason._replace(text=f"{value.text}: {reason.text}") for reason in value.details]
    entry = backing.record(view, iri, describing.describe(view, iri), details=details)
    return entry._replace(citation=None) if len(backing.voiced(view, iri)) > 0 else entry


def claims(view: View, iri: str) -> list[Section]:
    """What is claimed about a thing, what it stands in as an object, and its figures and designations."""
    about = list(dict.fromkeys(view.pointing(iri, "subject", "Claim") + view.pointing(iri, "object", "Claim")))
    plain: list[Entry] = []
    figures: list[Entry] = []
    designations: list[Entry] = []
    for one in sorted(about, key=lambda i: (view.label(i), i)):
        group = figures if view.is_a(one, "Figure") else designations if view.is_a(one, "Designation") else plain
        group.append(claim(view, one))
    return section("Designations", designations) + section("Figures", figures) + section("Claims about it", plain)


def claims_by(view: View, speaker: str) -> list[Section]:
    """The claims that a source gives in the voice of ``speaker``, with the stance."""
    found: dict[str, Entry] = {}
    for voice in view.pointing(speaker, "speaker", "Voice"):
        for evidence_iri in view.pointing(voice, "voice", "Evidence"):
            for about in view.all(evidence_iri, "about"):
                if not view.is_a(about, "Claim"):
                    continue
                mine = [e for e in view.support.of(about) if speaker in backing.voices(view, e)[:1]]
                text = describing.describe(view, about)
                found[about] = Entry(text, backing.marks(mine), (), backing.citation(view, mine, voiced=False), about)
    return section("Claims in their voice", sorted(found.values(), key=lambda entry: entry.text))


def measure(view: View, iri: str) -> Entry:
    """A measure: what, by whom, and how far it has come."""
    parts = [view.label(iri)]
    if actors := view.labels(view.all(iri, "actor")):
        parts.append(f"by {actors}")
    if items := "; ".join(view.all(iri, "item")):
        parts.append(items)
    state = happenings.state(view, iri)
    text = f"{', '.join(parts)}{view.said_when(iri)}" + (f" ({state.word})" if state.took_place else "")
    return backing.record(view, iri, text, happenings.state_marks(view, iri))


def measures(view: View, iris: Iterable[str]) -> list[Section]:
    """Measures, each with how far it has come."""
    return section("Measures", [measure(view, i) for i in sorted(set(iris), key=view.order)])


def texts(view: View, iri: str, *predicates: str) -> list[Entry]:
    """Values of properties of other vocabularies, such as ``skos:note``."""
    return [Entry(text) for predicate in predicates for text in sorted(view.facts.texts(iri, predicate))]


NOTE = terms.SKOS + "note"
DEFINITION = terms.SKOS + "definition"
