"""Cases as they are met in reports: attested tenures, open ends, handover days, doubtful dates."""

from __future__ import annotations

import pytest

from incumbent.model.edtf import day, parse
from incumbent.model.timeline import (
    NOTHING,
    Bounds,
    Certainty,
    Conflict,
    Narrowed,
    attestation,
    attested,
    before,
    covers,
    hull,
    intersect,
    overlap,
    precedes_exclusively,
)

CERTAIN, POSSIBLE, EXCLUDED, UNKNOWN = Certainty


def dated(text: str) -> Bounds:
    return parse(text).bounds


def seen(*texts: str) -> Bounds:
    found = intersect([attestation(dated(text)) for text in texts])
    assert isinstance(found, Narrowed)
    return found.firm


def test_the_values_are_the_names_of_the_code_list() -> None:
    assert [answer.value for answer in Certainty] == ["certain", "possible", "excluded", "unknown"]


@pytest.mark.parametrize(
    ("tenure", "event", "answer"),
    [
        ("2023-06-03/2025-12-31", "2025-10-12", CERTAIN),
        ("2023-06-03/2025-12-31", "2023-06-03", CERTAIN),
        ("2023-06-03/2025-12-31", "2023-06-02", EXCLUDED),
        ("2023-06-03/2025-12-31", "2026-01-01", EXCLUDED),
        ("2023-06/2025", "2023-06-10", POSSIBLE),
        ("2023-06/2025", "2023-07-01", CERTAIN),
        ("2023-06-03/2025-12-31", "2023-06", POSSIBLE),
        ("2023-06-03/2025-12-31", "2025-10", CERTAIN),
        ("2024-12-21/..", "2024-12-21", CERTAIN),
        ("2024-12-21/..", "2025-10-12", POSSIBLE),
        ("2024-12-21/", "2025-10-12", UNKNOWN),
        ("2024-12-21/", "2024-12-20", EXCLUDED),
        ("../2024-12-08", "2011-03-15", POSSIBLE),
        ("/2024-12-08", "2011-03-15", UNKNOWN),
        ("/2024-12-08", "2024-12-09", EXCLUDED),
        ("/2024-12-08", "2024-12-08", CERTAIN),
        ("2023-06-03/2025-12-31", "XXXX-05-20", UNKNOWN),
        ("2023-06-03/2025-12-31", "[..2025-10-11]", POSSIBLE),
        ("2023-06-03/2025-12-31", "[..2023-06-02]", EXCLUDED),
        ("2023-06-03/2025-12-31", "2025-10?", POSSIBLE),
        ("2023-06-03/2025-12-31?", "2025-10-12", POSSIBLE),
        ("2011?/2014", "2025-10-12", UNKNOWN),
        ("2023-06-03/2025-10-11", "2025-10-10/2025-10-12", POSSIBLE),
        ("2023-06-03/2025-10-12", "2025-10-10/2025-10-12", CERTAIN),
        ("2023-06-03/2025-10-09", "2025-10-10/2025-10-12", EXCLUDED),
        ("XXXX-05/..", "2025-10-12", UNKNOWN),
        ("../..", "2025-10-12", POSSIBLE),
    ],
)
def test_covers(tenure: str, event: str, answer: Certainty) -> None:
    assert covers(dated(tenure), dated(event)) is answer


def test_an_attested_tenure_is_certain_between_its_attestations_and_unknown_outside() -> None:
    tenure = seen("2025-02-04", "2025-10-12")
    answers = {day: covers(tenure, dated(day)) for day in ("2025-02-03", "2025-02-04", "2025-05", "2025-10-12")}
    assert list(answers.values()) == [UNKNOWN, CERTAIN, CERTAIN, CERTAIN]
    assert covers(tenure, dated("2025-10-13")) is UNKNOWN
    assert covers(NOTHING, dated("2025-10-12")) is UNKNOWN


def test_attested_in_a_vague_month_settles_no_day_of_it() -> None:
    assert covers(seen("2025-02"), dated("2025-02-10")) is UNKNOWN
    assert covers(seen("2025-02", "2025-04"), dated("2025-03")) is CERTAIN


def test_attested_on_or_before_a_day_bounds_the_start_alone() -> None:
    assert attestation(dated("[..2025-10-11]")) == Bounds(latest_start=day("2025-10-11"))


def test_attestation_lets_an_open_end_be_certain_longer() -> None:
    tenure = attested(dated("2024-12-21/.."), dated("2025-10-12"))
    assert isinstance(tenure, Narrowed)
    assert covers(tenure, dated("2025-06")) is CERTAIN
    assert covers(tenure, dated("2025-11")) is POSSIBLE


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("2020-01-01/2024-06-30", "2024-06-30/2025-12-31", EXCLUDED),  # the handover day
        ("2020-01-01/2024-07-01", "2024-06-30/2025-12-31", CERTAIN),
        ("2020-01-01/2024-06-29", "2024-06-30/2025-12-31", EXCLUDED),
        ("2020/2024-06", "2024-06/2025", POSSIBLE),
        ("2020/2024-07", "2024-06/2025", CERTAIN),
        ("2020-01-01/..", "2024-12-08/..", POSSIBLE),
        ("2020-01-01/", "2024-12-08/", UNKNOWN),
        ("2020/2024-08?", "2024-06/2025", POSSIBLE),
        ("2011?/2014", "2020/2025", UNKNOWN),
        ("2024-06-30", "2024-06-30", EXCLUDED),
        ("2024-06-30", "2024-01-01/2024-12-31", EXCLUDED),  # a single day shared
    ],
)
def test_overlap(one: str, other: str, answer: Certainty) -> None:
    assert overlap(dated(one), dated(other)) is answer


def test_a_later_attestation_of_somebody_else_warns_of_nothing() -> None:
    assert overlap(dated("2020/.."), seen("2024-08-01")) is UNKNOWN
    assert overlap(seen("2024-08-01"), seen("2024-08-01")) is UNKNOWN
    assert overlap(seen("2024-08-01", "2024-09-01"), seen("2024-08-01", "2024-09-01")) is CERTAIN


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("2025-02-04", "2025-10-12", CERTAIN),
        ("2025-10-12", "2025-02-04", EXCLUDED),
        ("2025-10-12", "2025-10-12", POSSIBLE),
        ("2025-10", "2025-10-12", POSSIBLE),
        ("[..2025-10-11]", "2025-10-12", CERTAIN),
        ("[..2025-10-11]", "2025-02-04", POSSIBLE),
        ("2025-02-04", "[..2025-10-11]", POSSIBLE),
        ("2025-10-12", "[..2025-10-11]", EXCLUDED),
        ("XXXX-05-20", "2025-10-12", UNKNOWN),
        ("2025-02-04?", "2025-10-12", POSSIBLE),
        ("2025-10-12?", "2025-02-04", UNKNOWN),
        ("2025-02-01/2025-02-04", "2025-02-03/2025-02-05", EXCLUDED),
    ],
)
def test_before(one: str, other: str, answer: Certainty) -> None:
    assert before(dated(one), dated(other)) is answer


def test_of_two_attestations_the_earlier_holder_came_first() -> None:
    assert precedes_exclusively(seen("2022-12-28"), seen("2025-10-12")) is CERTAIN
    assert precedes_exclusively(seen("2025-10-12"), seen("2022-12-28")) is EXCLUDED
    assert precedes_exclusively(seen("2025-10-12"), seen("2025-10-12")) is POSSIBLE
    assert precedes_exclusively(seen("2025-10"), seen("2025-10-12")) is POSSIBLE
    assert precedes_exclusively(seen("2025-10-12"), NOTHING) is UNKNOWN
    assert precedes_exclusively(seen("[..2025-10-11]"), seen("2025-10-12")) is CERTAIN
    assert precedes_exclusively(seen("2022?"), seen("2025")) is UNKNOWN


def test_those_who_surely_overlap_do_not_precede_each_other() -> None:
    one, other = dated("2020/2024"), dated("2022/2025")
    assert precedes_exclusively(one, other) is precedes_exclusively(other, one) is EXCLUDED


def test_readings_narrow_each_other() -> None:
    found = intersect([dated("2024-12/.."), dated("2025-05").as_end(), attestation(dated("2024-12-21"))])
    expected = Bounds(day("2024-12-01"), day("2024-12-21"), day("2025-05-01"), day("2025-05-31"))
    assert found == Narrowed(expected, expected)


def test_two_open_ends_stay_open_and_a_known_one_closes_them() -> None:
    found = intersect([dated("2024-12/.."), dated("2024-12-21/")])
    assert isinstance(found, Narrowed)
    assert found.firm.open_end
    assert intersect([]) == Narrowed(NOTHING, NOTHING)


def test_a_disagreement_names_its_pair() -> None:
    assert intersect([dated("2025"), dated("2025-02-04"), dated("2025-10"), dated("2025-10-12")]) == Conflict(1, 3)
    assert intersect([dated("2025-05/.."), attestation(dated("2025-01"))]) == Conflict(0, 1)
    assert intersect([Bounds(earliest_start=9, latest_start=3)]) == Conflict(0, 0)
    assert hull([dated("2025-02-04"), dated("2025-10-12")])[:4] == tuple(
        map(day, ("2025-02-04", "2025-10-12", "2025-02-04", "2025-10-12"))
    )
    assert hull([]) == NOTHING


def test_a_doubtful_date_makes_possible_what_firm_ones_leave_unknown() -> None:
    tenure = intersect([dated("2024-12?").as_start(), attestation(dated("2025-10-12"))])
    assert isinstance(tenure, Narrowed)
    assert tenure.firm == seen("2025-10-12")
    assert covers(tenure.firm, dated("2025-03")) is UNKNOWN
    assert covers(tenure, dated("2025-03")) is POSSIBLE
    assert covers(tenure, dated("2025-10-12")) is CERTAIN
    assert covers(tenure, dated("2024-11")) is UNKNOWN


def test_a_doubtful_date_cannot_overturn_a_firm_one() -> None:
    found = intersect([dated("2025-10-12"), dated("2025-02?")])
    assert found == Narrowed(dated("2025-10-12"), dated("2025-10-12"), Conflict(0, 1))
