"""What supports something that a page says: where it stands, how it is meant there, and what was worked out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from incumbent.derive.support import Evidence
from incumbent.model.terms import inc
from incumbent.model.turtle import Term
from incumbent.pages.page import Entry
from incumbent.pages.view import Inference, View

_STANCE_MARKS = {"hedges": "hedged", "expects": "expected", "denies": "denied", "asks": "asked"}
_STANCE_VERBS = {
    "asserts": "said by",
    "expects": "expected by",
    "hedges": "said with a hedge by",
    "denies": "denied by",
    "asks": "asked about by",
}
_SCOPES = {
    "inDocument": "within one document",
    "acrossDocuments": "across documents",
    "fromOutside": "from outside the documents",
}


class Backing(NamedTuple):
    """A citation, marks for how it is meant, and what was reasoned where nothing says it outright."""

    citation: str | None
    marks: tuple[str, ...]
    reasons: tuple[Entry, ...]


def stance(evidence: Evidence) -> str:
    """The local name of an evidence's stance."""
    return evidence.stance.removeprefix(inc(""))


def voices(view: View, evidence: Evidence) -> list[str]:
    """The speakers behind an evidence, the first first; none for the text's own voice."""
    found: list[str] = []
    voice = view.first(evidence.iri, "voice")
    while voice and voice != inc("narrator") and len(found) < 9:
        found.append(view.first(voice, "speaker") or voice)
        voice = view.first(voice, "relayedBy")
    return found


def said_by(view: View, evidence: Evidence) -> str:
    """Whose words an evidence is, as in ``denied by SDF, relayed by TASS``."""
    names = [view.label(speaker) for speaker in voices(view, evidence)] or ["the text itself"]
    verb = _STANCE_VERBS.get(stance(evidence), stance(evidence))
    return f"{verb} {names[0]}" + "".join(f", relayed by {name}" for name in names[1:])


def place(view: View, evidence: Evidence) -> tuple[str, str]:
    """The source of an evidence and the spot in it, as ``ankara-meeting-report`` and ``¶1 314–367``.

    The spot is empty where only the digest of the words is known: their text was not at hand.
    """
    selector, path = view.first(evidence.iri, "selector"), view.first(evidence.iri, "path")
    paragraph = view.first(evidence.iri, "paragraph")
    spot = " ".join(part for part in (path, selector) if part) if selector is not None else ""
    if not spot and evidence.has_place():
        spot = (f"¶{paragraph} " if paragraph else "") + f"{evidence.start}–{evidence.end}"
    return view.local(evidence.source).removeprefix("source-"), spot


def citation(view: View, evidences: Iterable[Evidence], *, voiced: bool = True) -> str | None:
    """Where evidences stand, in one line; those of one source and voice together. None for none.

    ``voiced`` says whether to tell whose voice it is there.
    """
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for evidence in sorted(evidences, key=lambda e: (e.source, e.start, e.end, e.iri)):
        source, spot = place(view, evidence)
        names = " via ".join(view.label(speaker) for speaker in voices(view, evidence))
        meant = _STANCE_MARKS.get(stance(evidence), "")
        spots = groups[source, ", ".join(part for part in (names, meant) if part and voiced)]
        if spot not in spots:
            spots.append(spot)
    parts = [
        f"{source} {', '.join(filter(None, spots))}".rstrip() + (f" ({voice})" if voice else "")
        for (source, voice), spots in groups.items()
    ]
    return "; ".join(parts) or None


def marks(evidences: Sequence[Evidence]) -> tuple[str, ...]:
    """How it is meant where no source simply asserts it."""
    stances = {stance(evidence) for evidence in evidences}
    if "asserts" in stances:
        return ("disputed",) if "denies" in stances else ()
    return tuple(_STANCE_MARKS[s] for s in sorted(stances) if s in _STANCE_MARKS)


def reason(view: View, inference: Inference) -> Entry:
    """An inference in words."""
    scope = _SCOPES.get(inference.scope.removeprefix(inc("")), "")
    return Entry(f"inferred {scope}: {inference.reasoning}".replace(" :", ":"), iri=inference.iri)


def of_record(view: View, iri: str) -> Backing:
    """What supports a record or thing as a whole; where nothing is about the whole, what is about its values."""
    about = view.support.of(iri)
    whole = [evidence for evidence in about if evidence.property is None]
    inferred = [i for i in view.inferences.get(iri, ()) if i.property is None]
    if not whole and inferred:
        return Backing(citation(view, about), ("inferred",), tuple(reason(view, i) for i in inferred))
    return Backing(citation(view, whole or about), marks(whole), tuple(reason(view, i) for i in inferred))


def of_value(view: View, iri: str, name: str, value: Term) -> Backing:
    """What supports one value of ``inc:name``."""
    evidences = view.support.of_value(iri, inc(name), value)
    inferred = [i for i in view.inferences.get(iri, ()) if i.property == inc(name) and i.value in (None, value)]
    reasons = tuple(reason(view, i) for i in inferred)
    if inferred and not evidences:
        return Backing(None, ("inferred",), reasons)
    if not evidences and not inferred:
        return of_record(view, iri)
    return Backing(citation(view, evidences), marks(evidences), reasons)


def record(
    view: View, iri: str, text: str, added: Sequence[str] = (), details: Sequence[Entry] = (), *, reasons: bool = True
) -> Entry:
    """An entry about a record or thing, with what supports it."""
    backing = of_record(view, iri)
    told = tuple(details) + (backing.reasons if reasons else ())
    return Entry(text, tuple(dict.fromkeys([*added, *backing.marks])), told, backing.citation, iri)


def values(view: View, iri: str, name: str) -> list[Entry]:
    """An entry for each value of ``inc:name``."""
    entries = []
    for value in sorted(view.facts.values(iri, inc(name)), key=lambda v: (view.text(v), v.value)):
        backing = of_value(view, iri, name, value)
        target = value.value if value.value in view.facts else None
        entries.append(Entry(view.text(value), backing.marks, backing.reasons, backing.citation, target))
    return entries


def own_values(view: View, iri: str, name: str) -> list[Entry]:
    """The same, without what supports the record as a whole: for pages that tell that once."""
    whole = of_record(view, iri)
    return [
        e._replace(citation=None, marks=(), details=()) if (e.citation, e.marks, e.details) == whole else e
        for e in values(view, iri, name)
    ]


def voiced(view: View, iri: str) -> list[Entry]:
    """Who says it, who denies it: an entry for each voice but that of the text itself, simply asserting."""
    groups: dict[str, list[Evidence]] = defaultdict(list)
    about = view.support.of(iri)
    for evidence in [e for e in about if e.property is None] or about:
        groups[said_by(view, evidence)].append(evidence)
    if list(groups) == ["said by the text itself"]:
        return []
    return [Entry(who, (), (), citation(view, evidences, voiced=False)) for who, evidences in groups.items()]
