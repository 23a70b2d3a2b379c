"""What a rule is: its code and name, its texts and examples, and how much a breach of it weighs."""

from __future__ import annotations

from typing import NamedTuple

from incumbent.check.findings import Severity

OFF = "off"
FAMILIES = "SLTCIANEMX"  # the families that the program brings, in the order in which people read them
SAFETY = "X"  # the family that no profile can weaken


class Example(NamedTuple):
    """A submission as a rule shows it: ``text``, its ``syntax``, and how the bytes of the file come of it."""

    text: str
    syntax: str = "yaml"
    room: str | None = None  # the room of a base that it is a file of, where it is no submission
    encoding: str = "utf-8"
    repeat: int = 1  # how often the text stands in the file, one after the other
    patch: tuple[str, str] | None = None  # a piece of the text, and what stands there in the file, too long to show

    @property
    def content(self) -> bytes:
        """The bytes of the file."""
        text = self.text if self.patch is None else self.text.replace(*self.patch)
        return (text * self.repeat).encode(self.encoding)


class Rule(NamedTuple):
    """One rule: its stable ``code``, the ``name`` that checks use, and what a reader is told of it.

    ``world``: about the world, so that a record which says ``inc:disagreesWith`` may break it; else a fault of form.
    ``shapes`` are the shapes that carry it (``NAME``, ``NAME COMPONENT``, ``NAME *``; names may be patterns),
    ``components`` the constraint components that do so anywhere, ``also`` other names that readers and checks use.
    ``text`` is the text of the source that the examples quote, where the rule needs it at hand.
    """

    code: str
    name: str
    title: str
    why: str
    bad: Example
    good: Example
    world: bool = False
    shapes: tuple[str, ...] = ()
    components: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    text: str = ""

    @property
    def family(self) -> str:
        """The letter of its family."""
        return self.code.rstrip("0123456789")

    @property
    def syntax(self) -> str:
        """The format of both examples."""
        return self.bad.syntax


class Levels(NamedTuple):
    """What the profile says of a rule: the severity of a certain and of a possible fault and of a hint, or ``off``."""

    certain: str
    possible: str
    hint: str = Severity.INFO

    def of(self, grade: Severity) -> str:
        """The severity of a fault that a check graded so."""
        by_grade = {Severity.VIOLATION: self.certain, Severity.WARNING: self.possible, Severity.INFO: self.hint}
        return by_grade[grade]

    @property
    def words(self) -> str:
        """For people: ``violation``, or ``violation; warning where it is only possible``."""
        if self.certain == self.possible:
            return self.certain
        return f"{self.certain}; {self.possible} where it is only possible"
