"""Where a fact stands, in one line for people: each source, paragraph and characters, and whose voice it is there."""

from __future__ import annotations

from incumbent.base.view import View
from incumbent.derive.support import Evidence, Support
from incumbent.model import terms
from incumbent.model.terms import inc

_STANCES = {
    inc("asserts"): "",
    inc("expects"): ", expected",
    inc("hedges"): ", hedged",
    inc("denies"): ", denied",
    inc("asks"): ", asked",
}


def citation(facts: View, support: Support, iri: str) -> str | None:
    """The places that say ``iri``, as in ``moscow-talks-report ¶1 94–148 (TASS)``, ``; `` between; None for none.

    Evidence about the whole comes first; only where there is none, evidence about single values counts, and only where there
    is none of that either, what it was worked out from.
    """
    about = support.of(iri)
    whole = [evidence for evidence in about if evidence.property is None] or about
    places = {(e.source, e.start, _place(facts, e)) for e in whole}
    return "; ".join(text for _, _, text in sorted(places)) or _worked_out(facts, iri)


def _worked_out(facts: View, iri: str) -> str | None:
    """The premises of the inferences about ``iri`` as a whole, as in ``worked out from meeting-ankara-security``."""
    premises: set[str] = set()
    for inference in facts.pointing_to(iri):
        if iri in facts.texts(inference, inc("about")) and not facts.values(inference, inc("property")):
            premises.update(premise.rsplit("/", 1)[-1] for premise in facts.texts(inference, inc("premise")))
    return f"worked out from {', '.join(sorted(premises))}" if premises else None


def _place(facts: View, evidence: Evidence) -> str:
    source = evidence.source.rsplit("/", 1)[-1].removeprefix("source-")
    paragraph = facts.first(evidence.iri, inc("paragraph"))
    selector = facts.first(evidence.iri, inc("selector"))
    spot = selector or (f"¶{paragraph} {evidence.start}–{evidence.end}" if evidence.has_place() else "")
    place = f"{source} {spot}".rstrip()
    voices = _voices(facts, facts.first(evidence.iri, inc("voice")))
    stance = _STANCES.get(evidence.stance, "")
    return place + (f" ({voices}{stance})" if voices else f" ({stance[2:]})" if stance else "")


def _voices(facts: View, voice: str | None) -> str:
    """The chain of speakers behind a voice, the first first; empty for the narrator."""
    names: list[str] = []
    while voice and voice != inc("narrator") and len(names) < 9:
        speaker = facts.first(voice, inc("speaker")) or ""
        names.append(facts.first(speaker, terms.PREF_LABEL) or speaker.rsplit("/", 1)[-1])
        voice = facts.first(voice, inc("relayedBy"))
    return " via ".join(names)
