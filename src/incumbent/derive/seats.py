"""How many people an office is for."""

from __future__ import annotations

from incumbent.base.view import View
from incumbent.model.terms import inc
from incumbent.model.vocabulary import Vocabulary


class Seats:
    """Tells which offices are for one person at a time."""

    def __init__(self, facts: View, vocabulary: Vocabulary) -> None:
        self._facts = facts
        self._many = vocabulary.many_seats

    def single(self, office: str) -> bool:
        """Whether only one can fill ``office`` at a time: what is stated counts; else posts of some kinds have several seats."""
        stated = self._facts.first(office, inc("seats"))
        if stated is not None:
            return stated.lstrip("+0") == "1"
        return self._many.isdisjoint(self._facts.texts(office, inc("officeKind")))
