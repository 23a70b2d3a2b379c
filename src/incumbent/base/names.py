"""What words stand for: labels and spellings, found by their normal form, by their words, and by what looks like them."""

from __future__ import annotations

import unicodedata
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from incumbent.errors import AmbiguousNameError, UnknownNameError
from incumbent.model import terms
from incumbent.model.terms import inc

if TYPE_CHECKING:
    from pyoxigraph import Triple

    from incumbent.base.view import View

_MOST_OF_A_KEY = 400
_FOLD = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "’": "'", "‘": "'", "ʼ": "'", "`": "'"})


def normal_form(text: str) -> str:
    """``text`` without case, accents, punctuation and doubled space, so that spellings of one name meet."""
    compatible = unicodedata.normalize("NFKD", text).casefold().translate(_FOLD)
    decomposed = unicodedata.normalize("NFKD", compatible)
    kept = "".join(c if c.isalnum() else " " for c in decomposed if not unicodedata.combining(c) and c != "'")
    return " ".join(kept.split())


class Name(NamedTuple):
    """One way to call ``iri``."""

    iri: str
    text: str


def names_of(view: View, iri: str) -> set[str]:
    """All that ``iri`` is called: its preferred and other labels, and the spellings of its names."""
    found = {*view.texts(iri, terms.PREF_LABEL), *view.texts(iri, terms.ALT_LABEL)}
    for record in view.having(inc("nameOf"), iri):
        found.update(view.texts(record, inc("spelling")))
    return found


def all_names(view: View) -> Iterator[Name]:
    """Every way to call anything, of all that ``view`` holds."""
    for predicate in (terms.PREF_LABEL, terms.ALT_LABEL):
        for iri in view.having(predicate):
            for text in view.texts(iri, predicate):
                yield Name(iri, text)
    for record in view.having(inc("nameOf")):
        for owner in view.texts(record, inc("nameOf")):
            for text in view.texts(record, inc("spelling")):
                yield Name(owner, text)


def word_keys(text: str) -> set[str]:
    """The keys of exact and of partial finding: the normal form, and each of its words."""
    form = normal_form(text)
    return {"=" + form, *("w:" + word for word in form.split())} if form else set()


def likeness_keys(text: str) -> set[str]:
    """The keys under which a name of a person or of another thing is kept, to be found by what may be the same."""
    from incumbent.base import personal_names, wording

    return personal_names.keys(text) | wording.keys(text)


def sought_keys(text: str) -> set[str]:
    """The keys under which names that may be the same as ``text`` are kept."""
    from incumbent.base import personal_names, wording

    return personal_names.sought(text) | wording.keys(text)


class Names(ABC):
    """Finds names by keys; where the keys are kept is for each subclass to say."""

    @abstractmethod
    def holding(self, key: str) -> Iterable[Name]:
        """The names that have a key of ``word_keys`` or ``likeness_keys``."""

    @abstractmethod
    def words(self) -> Iterable[str]:
        """Each word of a normal form once."""

    def exact(self, words: str) -> set[str]:
        """What has exactly this name, spelling differences aside."""
        form = normal_form(words)
        return {name.iri for name in self.holding("=" + form)} if form else set()

    def containing(self, words: str) -> set[str]:
        """What has a name that holds all these words."""
        wanted = normal_form(words).split()
        if not wanted:
            return set()
        found = set(self.holding("w:" + max(wanted, key=len)))
        return {name.iri for name in found if set(wanted) <= set(normal_form(name.text).split())}

    def alike(self, text: str) -> set[Name]:
        """Names that may be the same as ``text``: few, to be compared with it one by one.

        Of a key that very many have, only the first are looked at: what is written just so is among them.
        """
        keys = [*sought_keys(text), "=" + normal_form(text)]
        return {name for key in keys for name in islice(self.holding(key), _MOST_OF_A_KEY)}

    def near(self, words: str) -> set[str]:
        """What has a name that looks like ``words``: misspelt, in another order or script; at most three things."""
        from rapidfuzz import fuzz, process

        form = normal_form(words)
        if not form:
            return set()
        plain = normal_form(_plain(words))
        names = self.alike(words)
        corrected = [self._corrected(word) for word in form.split()]
        for choice in corrected:
            for word in choice:
                names.update(self.holding("w:" + word))
        if not names:
            return set()
        texts = {name: normal_form(_plain(name.text)) for name in names}
        by_ratio: dict[str, float] = {}
        for scorer in (fuzz.ratio, fuzz.token_sort_ratio):
            for _, score, name in process.extract(plain, texts, scorer=scorer, score_cutoff=75, limit=10):
                by_ratio[name.iri] = max(score, by_ratio.get(name.iri, 0))
        if not by_ratio:  # a part of a longer name, each word misspelt perhaps
            holding = [{name.iri for word in choice for name in self.holding("w:" + word)} for choice in corrected]
            return set(sorted(set.intersection(*holding))[:3])
        return set(sorted(by_ratio, key=lambda iri: (-by_ratio[iri], iri))[:3])

    def _corrected(self, word: str) -> list[str]:
        """The known words that look most like ``word``, itself first where it is known."""
        from rapidfuzz import fuzz, process

        if any(True for _ in self.holding("w:" + word)):
            return [word]
        return [
            match for match, _, _ in process.extract(word, self.words(), scorer=fuzz.ratio, score_cutoff=75, limit=2)
        ]


def _plain(text: str) -> str:
    from incumbent.model.transliteration import latin

    return latin(text)


class NameIndex(Names):
    """Names in memory. The keys of likeness are worked out when they are first asked for."""

    def __init__(self, names: Iterable[tuple[str, str]] = ()) -> None:
        self._by_key: dict[str, list[Name]] = defaultdict(list)
        self._known: set[Name] = set()
        self._unread: list[Name] = []
        for iri, name in names:
            self.add(iri, name)

    def add(self, iri: str, name: str) -> None:
        """Let ``name`` stand for ``iri``, too."""
        entry = Name(iri, name)
        if entry not in self._known:
            self._known.add(entry)
            self._unread.append(entry)
            for key in word_keys(name):
                self._by_key[key].append(entry)

    def holding(self, key: str) -> Iterable[Name]:
        """The names that have ``key``."""
        if self._unread and not key.startswith(("=", "w:")):
            for entry in self._unread:
                for other in likeness_keys(entry.text):
                    self._by_key[other].append(entry)
            self._unread = []
        return self._by_key.get(key, ())

    def words(self) -> Iterable[str]:
        """Each word of a normal form once."""
        return [key[2:] for key in self._by_key if key.startswith("w:")]


class ChangedNames(Names):
    """``names`` as they are after a change; the names that the change touches are all that is worked out."""

    def __init__(self, names: Names, before: View, after: View, changed: Iterable[Triple]) -> None:
        self._names = names
        self._added = NameIndex()
        self._removed: set[Name] = set()
        for iri in _renamed(before, after, changed):
            old, new = names_of(before, iri), names_of(after, iri)
            self._removed.update(Name(iri, text) for text in old - new)
            for text in new - old:
                self._added.add(iri, text)

    def holding(self, key: str) -> Iterator[Name]:
        """The names that have ``key`` after the change."""
        yield from (name for name in self._names.holding(key) if name not in self._removed)
        yield from self._added.holding(key)

    def words(self) -> Iterable[str]:
        """Each word of a normal form once, those of removed names among them."""
        return dict.fromkeys([*self._names.words(), *self._added.words()])


def _renamed(before: View, after: View, changed: Iterable[Triple]) -> set[str]:
    """Whatever may have got or lost a name."""
    found: set[str] = set()
    for triple in changed:
        subject, predicate = triple.subject.value, triple.predicate.value  # type: ignore[union-attr]
        if predicate in (terms.PREF_LABEL, terms.ALT_LABEL):
            found.add(subject)
        elif predicate in (inc("nameOf"), inc("spelling")):
            for view in (before, after):
                found.update(view.texts(subject, inc("nameOf")))
    return found


def choose(
    words: str,
    candidates: set[str],
    near: Iterable[str],
    what: str,
    label: Callable[[str], str | None] = lambda _: None,
) -> str:
    """The one of ``candidates``; UnknownNameError or AmbiguousNameError where there is not exactly one.

    ``near`` are names to suggest, ``what`` says what was looked for, as in "meeting"; ``label`` gives what people call one.
    """
    if len(candidates) == 1:
        return next(iter(candidates))

    def shown(name: str) -> str:
        called = label(name)
        return f"{name} ({called})" if called else name

    if candidates:
        names = tuple(sorted(candidates))
        raise AmbiguousNameError(f"{words!r} may be any of: {'; '.join(map(shown, names))}. Say which.", names)
    raise UnknownNameError(f"No {what} is called {words!r}.", tuple(shown(name) for name in sorted(near)[:3]))
