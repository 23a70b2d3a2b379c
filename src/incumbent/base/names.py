"""What words stand for: labels, spellings and their normal form."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable

from incumbent.errors import AmbiguousNameError, UnknownNameError

_FOLD = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "’": "'", "‘": "'", "ʼ": "'", "`": "'"})


def normal_form(text: str) -> str:
    """``text`` without case, accents, punctuation and doubled space, so that spellings of one name meet."""
    compatible = unicodedata.normalize("NFKD", text).casefold().translate(_FOLD)
    decomposed = unicodedata.normalize("NFKD", compatible)
    kept = "".join(c if c.isalnum() else " " for c in decomposed if not unicodedata.combining(c) and c != "'")
    return " ".join(kept.split())


class NameIndex:
    """Normal form of each label and spelling → the IRIs that it may stand for."""

    def __init__(self, names: Iterable[tuple[str, str]] = ()) -> None:
        self._by_form: dict[str, set[str]] = defaultdict(set)
        for iri, name in names:
            self.add(iri, name)

    def add(self, iri: str, name: str) -> None:
        """Let ``name`` stand for ``iri``, too."""
        self._by_form[normal_form(name)].add(iri)

    def exact(self, words: str) -> set[str]:
        """What has exactly this name, spelling differences aside."""
        return set(self._by_form.get(normal_form(words), ()))

    def containing(self, words: str) -> set[str]:
        """What has a name that holds all these words."""
        wanted = normal_form(words).split()
        if not wanted:
            return set()
        found: set[str] = set()
        for form, iris in self._by_form.items():
            parts = form.split()
            if all(word in parts for word in wanted):
                found |= iris
        return found

    def near(self, words: str) -> set[str]:
        """What has a name that looks like ``words``."""
        import difflib

        forms = difflib.get_close_matches(normal_form(words), self._by_form, 3, 0.75)
        if forms:
            return {iri for form in forms for iri in self._by_form[form]}
        known = {part for form in self._by_form for part in form.split()}
        corrected = [
            (difflib.get_close_matches(word, known, 1, 0.75) or [word])[0] for word in normal_form(words).split()
        ]
        return self.containing(" ".join(corrected))


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
