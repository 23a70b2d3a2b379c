"""Values that came, went or took another's place, in words."""

from __future__ import annotations

from typing import NamedTuple

from incumbent.diff.records import TENURE_DATES, has_ended, tenure_dates
from incumbent.diff.state import State
from incumbent.model import terms
from incumbent.model.terms import inc
from incumbent.model.turtle import Term

# Property → how a value that is new and one that is gone are told; {} is the value.
_ADDED_AND_GONE = {
    terms.ALT_LABEL: ("also called {}", "no longer called {}"),
    inc("party"): ("new party: {}", "no longer a party: {}"),
    inc("disagreesWith"): ("said to disagree with {}", "no longer said to disagree with {}"),
    inc("differentFrom"): ("said to be another than {}", "no longer said to be another than {}"),
    terms.DCTERMS + "isReplacedBy": ("replaced by {}", "no longer replaced by {}"),
    inc("supersedes"): ("now supersedes {}", "no longer supersedes {}"),
    inc("host"): ("new host: {}", "no longer its host: {}"),
}
_ONE_FOR_ANOTHER = {terms.PREF_LABEL: "renamed", terms.TYPE: "of another kind"}


class Difference(NamedTuple):
    """A property, its values before and after that are not in the other state, in words, and the sentence."""

    name: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    text: str


def differences(before: State, old: str, after: State, new: str, skipped: tuple[str, ...] = ()) -> list[Difference]:
    """What is stated of ``new`` now otherwise than of ``old`` before; ``skipped`` are local names of properties of ours."""
    left_out = {inc(name) for name in skipped}
    above = after.ancestors(new)
    is_tenure, moved = "Tenure" in above, "Happening" in above
    found: list[Difference] = []
    if is_tenure and (dates := _tenure_dates(before, old, after, new)):
        found.append(dates)
        left_out |= {inc(name) for name in TENURE_DATES}
    former, present = before.facts.about(old), after.facts.about(new)
    for predicate in sorted({*former, *present} - left_out):
        gone = [value for value in former.get(predicate, ()) if value not in present.get(predicate, ())]
        came = [value for value in present.get(predicate, ()) if value not in former.get(predicate, ())]
        if gone or came:
            found.append(_difference(before, after, predicate, gone, came, moved=moved))
    return found


def _difference(
    before: State, after: State, predicate: str, gone: list[Term], came: list[Term], *, moved: bool
) -> Difference:
    old, new = _words(before, gone), _words(after, came)
    if old == new:  # two that look the same in words, and are not: their full forms tell
        old, new = tuple(sorted(map(str, gone))), tuple(sorted(map(str, came)))
    name = after.property_name(predicate)
    sentence = _sentence(predicate, name, ", ".join(old), ", ".join(new), moved=moved)
    return Difference(name, old, new, sentence)


def _words(state: State, values: list[Term]) -> tuple[str, ...]:
    return tuple(sorted(state.words(value) for value in values))


def _sentence(predicate: str, name: str, old: str, new: str, *, moved: bool) -> str:
    if old and new and predicate not in _ADDED_AND_GONE:
        word = "moved" if moved and predicate == inc("date") else _ONE_FOR_ANOTHER.get(predicate, name)
        return f"{word}: was {old}, now {new}"
    added, gone = _ADDED_AND_GONE.get(predicate, (f"{name}: {{}} added", f"{name}: {{}} removed"))
    return "; ".join([*([gone.replace("{}", old)] if old else []), *([added.replace("{}", new)] if new else [])])


def _tenure_dates(before: State, old: str, after: State, new: str) -> Difference | None:
    was, now = tenure_dates(before, old), tenure_dates(after, new)
    if was == now:
        return None
    ended = has_ended(after, new) and not has_ended(before, old)
    text = f"tenure ended: was {was}, now {now}" if ended else f"dates: was {was}, now {now}"
    return Difference("dates", (was,), (now,), text)


def all_of(state: State, iri: str, told: tuple[str, ...] = ()) -> str:
    """What is stated of something new, property by property, in brackets; empty where there is nothing to tell.

    ``told`` are local names of properties of ours that were told already; so were the class, and the label that it goes by.
    """
    left_out = {terms.TYPE, *(inc(name) for name in told)}
    parts = []
    for predicate, several in sorted(state.facts.about(iri).items()):
        wanted = [v for v in several if predicate != terms.PREF_LABEL or v.value != state.label(iri)]
        if wanted and predicate not in left_out:
            parts.append(f"{state.property_name(predicate)}: {', '.join(_words(state, wanted))}")
    return f" ({'; '.join(parts)})" if parts else ""
