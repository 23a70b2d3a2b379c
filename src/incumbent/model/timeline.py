"""Extents in time, compared: the one door to narrowing, the four certainties, and the sweeps over many extents."""

from __future__ import annotations

from incumbent.model.bounds import NOTHING, Bounds
from incumbent.model.certainty import (
    Certainty,
    before,
    covers,
    not_yet_over,
    overlap,
    precedes_exclusively,
    surely_begun,
)
from incumbent.model.narrowing import Conflict, Narrowed, attestation, attested, hull, intersect
from incumbent.model.sweep import covering, overlapping

__all__ = [
    "NOTHING",
    "Bounds",
    "Certainty",
    "Conflict",
    "Narrowed",
    "attestation",
    "attested",
    "before",
    "covering",
    "covers",
    "hull",
    "intersect",
    "not_yet_over",
    "overlap",
    "overlapping",
    "precedes_exclusively",
    "surely_begun",
]
