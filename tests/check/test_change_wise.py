"""Checking a change gives the verdict of checking everything, over random bases and changes."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.soak import bases, change_wise

from incumbent.check import shacl
from incumbent.check.shapes import Shapes

# What hypothesis draws are seeds, not single choices: a case is some hundred choices, and what fails is told by its seed.
SEEDS = st.integers(0, 2**32)


SLOW = settings(max_examples=40, deadline=None, phases=[Phase.explicit, Phase.generate], derandomize=True)


@SLOW
@given(SEEDS)
def test_shapes_judge_a_change_as_they_judge_the_whole(seed: int) -> None:
    change_wise.compare_some(Random(seed), kinds=("shapes",))


@SLOW
@given(SEEDS)
def test_rules_judge_a_change_as_they_judge_the_whole(seed: int) -> None:
    change_wise.compare_some(Random(seed), kinds=("rules",))


def test_the_soak_tells_the_seed_of_a_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shacl.Constraints, "judge_change", lambda *_: ([], []))
    with pytest.raises(change_wise.Difference, match=r"seed [0-9]+: "):
        change_wise.run(50, 1)


def test_bases_are_small_and_shapes_find_much_in_them() -> None:
    rules = change_wise.parts()[-1]
    found: set[str] = set()
    for seed in range(6):
        pool = bases.Pool(Random(seed), change_wise.mentioned(rules))
        drawn = pool.change(pool.base())
        assert len(drawn.facts) < bases.LARGEST and len(drawn.after) < bases.LARGEST
        assert drawn.added | drawn.removed
        found |= {finding.code for finding in change_wise.judged(drawn.after, rules)}
    assert len(found) > 60


def test_the_world_of_which_no_shape_complains_is_among_the_bases() -> None:
    assert change_wise.judged(frozenset(bases.world()), change_wise.parts()[-1]) == frozenset()
    pools = (bases.Pool(Random(seed), frozenset()) for seed in range(20))
    assert frozenset(bases.world()) in {pool.base() for pool in pools}


def test_the_parts_hold_all_shapes() -> None:
    *parts, _, strange, ours = change_wise.parts()
    whole = set(ours.shapes.aiming())
    assert {shape for part in parts for shape in part.shapes.aiming()} == whole
    assert isinstance(strange.shapes, Shapes)
