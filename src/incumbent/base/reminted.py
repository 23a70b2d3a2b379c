"""Records that are the same record with other content.

The name of a record follows from its content, so that a corrected date is a record that is gone and another that is new.
They belong together where both are of one class, stand with the same things, and speak of the same people. Classes whose
name follows from a key alone (a participation: who, and at what) have no such pairs: with another key it is another record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from incumbent.base.view import View
from incumbent.model.terms import inc
from incumbent.model.vocabulary import Vocabulary

_WHO = ("holder", "signatory", "person", "nameOf", "speaker", "about")

_Key = tuple[str, frozenset[str], frozenset[str]]


def paired(
    vocabulary: Vocabulary, before: View, after: View, gone: Iterable[str], new: Iterable[str]
) -> dict[str, str]:
    """The records of ``gone`` (described in ``before``) that go on as one of ``new`` (in ``after``), each with that one."""
    former, present = _grouped(vocabulary, before, gone), _grouped(vocabulary, after, new)
    found: dict[str, str] = {}
    for key, olds in former.items():
        news = present.get(key, [])
        likeness = sorted(
            (-_shared(before, old, after, one), old, one) for old in olds for one in news
        )  # the most alike first
        taken: set[str] = set()
        for _, old, one in likeness:
            if old not in found and one not in taken:
                found[old] = one
                taken.add(one)
    return found


def _grouped(vocabulary: Vocabulary, view: View, iris: Iterable[str]) -> dict[_Key, list[str]]:
    groups: dict[_Key, list[str]] = defaultdict(list)
    for iri in sorted(iris):
        for class_iri in sorted(view.types(iri)):
            known = vocabulary.classes.get(class_iri)
            if known is not None and known.filed_with and not known.key:
                owners = frozenset(view.texts(iri, known.filed_with))
                who = frozenset(agent for name in _WHO for agent in view.texts(iri, inc(name)))
                if owners:
                    groups[class_iri, owners, who].append(iri)
                break
    return groups


def _shared(before: View, old: str, after: View, new: str) -> int:
    """How many property values both have."""
    stated = after.about(new)
    return sum(value in stated.get(p, ()) for p, values in before.about(old).items() for value in values)
