"""All that changed between two states, in words: nothing that is stated otherwise goes untold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Triple

from incumbent.base.facts import Facts
from incumbent.base.knowledge_base import KnowledgeBase, packaged_root
from incumbent.base.reminted import paired
from incumbent.base.view import View
from incumbent.diff import capacities, records, values
from incumbent.diff.change import GROUPS, Change, group_of
from incumbent.diff.state import State
from incumbent.model import dates
from incumbent.model.terms import inc
from incumbent.model.turtle import Term
from incumbent.model.vocabulary import Vocabulary

_SUPPORT = {"Evidence": "evidence", "Inference": "inferences"}


def changes(
    before: View,
    after: View,
    vocabulary: Vocabulary,
    iri: str,
    changed: set[str],
    names: Iterable[View] = (),
) -> list[Change]:
    """What is said otherwise of the ``changed`` subjects, and what of that follows for the offices of participants.

    :param iri: the namespace of the base's things.
    :param names: where else labels are looked up, for parts of a base that name things of others.
    """
    names = tuple(names)
    compared = _Comparison(
        State(before, (before, *names, after), vocabulary, iri), State(after, (after, *names, before), vocabulary, iri)
    )
    found = list(compared.changes({one for one in changed if _stated(before, one) != _stated(after, one)}))
    return sorted(found, key=_place)


def _place(change: Change) -> tuple[int, str, str, bool, str]:
    """By kind of thing, then by thing; how much supports it comes last."""
    return GROUPS.index(change.group), change.label, change.thing, change.kind == "evidence", change.text


def _stated(view: View, iri: str) -> set[tuple[str, Term]]:
    return {(predicate, value) for predicate, several in view.about(iri).items() for value in several}


def changed_subjects(before: Iterable[Triple], after: Iterable[Triple]) -> set[str]:
    """The IRIs of all of which something else is stated."""
    different = frozenset(before) ^ frozenset(after)
    return {triple.subject.value for triple in different if isinstance(triple.subject, NamedNode)}


def described(
    before: View, after: View, changed: set[str], vocabulary: Vocabulary | None = None, iri: str = ""
) -> list[str]:
    """The same as sentences, each behind its sign; without a vocabulary, by the one that comes with the program."""
    vocabulary = vocabulary or KnowledgeBase(packaged_root()).vocabulary
    return [f"{change.sign} {change.text}" for change in changes(before, after, vocabulary, iri, changed)]


class _Comparison:
    def __init__(self, before: State, after: State) -> None:
        self._before = before
        self._after = after

    def changes(self, changed: set[str]) -> Iterator[Change]:
        before, after = self._before.facts, self._after.facts
        support = {one for one in changed if self._is(one, *_SUPPORT)}
        rest = changed - support
        gone = {one for one in rest if one not in after}
        new = {one for one in rest if one not in before}
        pairs = paired(self._after.vocabulary, before, after, gone, new)
        for old, one in sorted(pairs.items()):
            yield from self._otherwise(old, one)
        for one in sorted(rest - gone - new):
            yield from self._otherwise(one, one)
        for one in sorted(new - set(pairs.values())):
            if "Retraction" not in self._after.ancestors(one):
                yield self._new(one)
            elif gone.isdisjoint(self._after.texts(one, "retracts")):  # else it is told with what is gone
                yield self._withdrawn(one)
        for one in sorted(gone - pairs.keys()):
            yield self._gone(one)
        yield from self._supported(support)
        for office in capacities.changed(self._before, self._after, changed):
            yield self._office(office)

    def _is(self, iri: str, *names: str) -> bool:
        state = self._after if iri in self._after.facts else self._before
        return not state.ancestors(iri).isdisjoint(names)

    def _change(self, kind: str, state: State, iri: str, text: str) -> Change:
        """A change of ``iri``, which stands in ``state``; of a record, put with the thing that it belongs to."""
        thing = state.thing(iri)
        known = state if thing in state.facts else self._after if thing in self._after.facts else self._before
        change = Change(kind, group_of(known.ancestors(thing)), state.local(thing), state.label(thing), text)
        record = state.local(iri) if thing != iri else None
        return change._replace(record=record, dossiers=_dossiers(state.facts, iri))

    def _new(self, iri: str) -> Change:
        state = self._after
        if state.owners(iri):
            told = records.said(state, iri)
            return self._change("added", state, iri, told.new + values.all_of(state, iri, told.told))
        text = f"new {state.kind(iri)}: {state.label(iri)}{values.all_of(state, iri)}"
        return self._change("added", state, iri, text)

    def _gone(self, iri: str) -> Change:
        state = self._before
        text = records.said(state, iri).gone if state.owners(iri) else f"{state.kind(iri)} removed: {state.label(iri)}"
        reasons = [self._reason(record) for record in sorted(self._after.facts.having(inc("retracts"), iri))]
        if reasons:
            return self._change("withdrawn", state, iri, f"{text}; withdrawn {'; '.join(reasons)}")
        return self._change("removed", state, iri, text)

    def _withdrawn(self, record: str) -> Change:
        """The record of a withdrawal of what was not there before, or of one value."""
        state = self._after
        node = next(iter(state.texts(record, "retracts")), record)
        what = [state.property_name(one) for one in state.texts(record, "property")]
        what += [state.words(value) for value in state.facts.values(record, inc("value"))]
        known = self._before if node in self._before.facts else state
        label = records.said(known, node).name if known.owners(node) else state.label(node)
        text = "; ".join(filter(None, [" ".join(what), f"withdrawn {self._reason(record)}"]))
        change = self._change("withdrawn", known, node, f"{label}: {text}")
        return change._replace(record=state.local(record), dossiers=_dossiers(state.facts, record))

    def _reason(self, record: str) -> str:
        days = " or ".join(dates.words(day) for day in self._after.texts(record, "retractedOn"))
        reason = " ".join("; ".join(self._after.texts(record, "reason")).split())
        return f"on {days or 'an unknown day'}: {reason}"

    def _otherwise(self, old: str, new: str) -> Iterator[Change]:
        """What is said otherwise of something that is there in both states, under one name or two."""
        after = self._after
        is_participation = "Participation" in after.ancestors(new)
        name = records.said(after, new).name if after.owners(new) else after.label(new)
        # Offices are compared with what follows from tenures.
        for one in values.differences(self._before, old, after, new, ("statedCapacity",) if is_participation else ()):
            change = self._change("changed", after, new, f"{name}: {one.text}")
            yield change._replace(property_name=one.name, old=one.old, new=one.new)

    def _supported(self, support: set[str]) -> Iterator[Change]:
        """How many pieces of evidence came to a thing, and how many went."""
        counts: Counter[tuple[str, str, str]] = Counter()
        for iri in support:
            word = next(word for name, word in _SUPPORT.items() if self._is(iri, name))
            was, now = iri in self._before.facts, iri in self._after.facts
            change = "changed" if was and now else "added" if now else "removed"
            state = self._after if now else self._before
            for thing in {state.thing(owner) for owner in state.owners(iri) or [iri]}:
                counts[thing, word, change] += 1
        for thing, word in sorted({(thing, word) for thing, word, _ in counts}):
            state = self._after if thing in self._after.facts else self._before
            told = [f"{counts[thing, word, how]} {how}" for how in ("added", "removed", "changed")]
            told = [text for text in told if not text.startswith("0 ")]
            yield self._change("evidence", state, thing, f"{state.label(thing)}: {word}: {', '.join(told)}")

    def _office(self, office: capacities.Office) -> Change:
        state = self._after
        name = records.said(state, office.participation).name
        was = f"was {', '.join(office.old)}, now " if office.old else ""
        text = f"{name}: office {was}{', '.join(office.new)}"
        change = self._change("derived", state, office.participation, text)
        return change._replace(property_name="capacity", old=office.old, new=office.new)


def _dossiers(view: View, iri: str) -> tuple[str, ...]:
    if not isinstance(view, Facts):
        return ()
    subject = NamedNode(iri)
    stated = (Triple(subject, NamedNode(predicate), value) for predicate, value in _stated(view, iri))
    return tuple(sorted({dossier for triple in stated for dossier in view.dossiers_of(triple)}))
