"""What is known about when something began and ended: four days, each of which may be missing.

A *reading* of bounds is a pair of days ``start <= end`` with ``earliest_start <= start <= latest_start`` and
``earliest_end <= end <= latest_end``, where a missing bound does not limit. Days are inclusive at both ends.
"""

from __future__ import annotations

from typing import NamedTuple


class Bounds(NamedTuple):
    """Bounds of one extent in time, as days (see :mod:`incumbent.model.days`).

    A missing bound is None: it is not known, and never invented. ``open_start`` and ``open_end`` say that a ``..``
    stood there: the extent is *known* to have no bound on that side as far as the source goes (``2024-12/..``), which
    an empty end (``2024-12/``) does not say. ``tentative`` says that the bounds rest on ``?`` or ``%``: what follows
    from them is at most possible.
    """

    earliest_start: int | None = None
    latest_start: int | None = None
    earliest_end: int | None = None
    latest_end: int | None = None
    open_start: bool = False
    open_end: bool = False
    tentative: bool = False

    @property
    def known(self) -> bool:
        """Whether any of the four days is known."""
        return self[:4] != (None, None, None, None)

    def normalised(self) -> Bounds:
        """The same readings with tighter days: ``earliest_end >= earliest_start`` and ``latest_start <= latest_end``.

        Only where both are known: an end that nobody spoke of stays missing, though it cannot lie before the start.
        """
        start, end = self.latest_start, self.earliest_end
        if start is not None and self.latest_end is not None and self.latest_end < start:
            start = self.latest_end
        if end is not None and self.earliest_start is not None and self.earliest_start > end:
            end = self.earliest_start
        return self._replace(latest_start=start, earliest_end=end)

    def as_start(self) -> Bounds:
        """Read as the date on which something *began*: the start lies within, the end is not spoken of."""
        return Bounds(earliest_start=self.earliest_start, latest_start=self.latest_end, tentative=self.tentative)

    def as_end(self) -> Bounds:
        """Read as the date on which something *ended*: the end lies within, the start is not spoken of."""
        return Bounds(earliest_end=self.earliest_start, latest_end=self.latest_end, tentative=self.tentative)


NOTHING = Bounds()
"""No bound at all: nothing is known about when."""
