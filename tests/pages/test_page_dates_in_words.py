"""Dates and bounds as people read them."""

from __future__ import annotations

import pytest

from incumbent.model import dates, edtf


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2025-10-12", "12 October 2025"),
        ("2025-10", "October 2025"),
        ("2025", "2025"),
        ("2024-12/..", "from December 2024, with an open end"),
        ("2024-12/", "from December 2024, end not known"),
        ("2019/2021", "from 2019 to 2021"),
        ("../2021", "until 2021"),
        ("/2021", "until 2021, start not known"),
        ("[..2025-10-11]", "on or before 11 October 2025"),
        ("[2025-10-01..2025-10-09]", "some time from 1 October 2025 to 9 October 2025"),
        ("[2025,2027]", "2025 or 2027"),
        ("{2025-10-01,2025-10-05}", "1 October 2025 and 5 October 2025"),
        ("2025-10~", "about October 2025"),
        ("2025-10?", "perhaps October 2025"),
        ("2025%", "perhaps about 2025"),
        ("XXXX-05-20", "20 May, year not given"),
        ("XXXX-04", "April, year not given"),
        ("202X", "the 2020s"),
        ("2024-XX", "2024, month not given"),
        ("2024-12-XX", "December 2024, day not given"),
        ("2024-36", "fourth quarter of 2024"),
        ("2024-21", "spring 2024"),
        ("2020-~03-05", "2020-~03-05"),
    ],
)
def test_an_edtf_date_in_words(text: str, told: str) -> None:
    assert dates.words(text) == told


@pytest.mark.parametrize("text", ["2024-12-0X", "Y170000002", "-0044-03-15", "2024-1X", "nonsense", ""])
def test_what_has_no_words_stays_as_it_is_written(text: str) -> None:
    assert dates.words(text) == text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2025-10-12", "12 October 2025"),
        ("2025-10", "October 2025"),
        ("2025", "2025"),
        ("[..2025-10-11]", "on or before 11 October 2025"),
        ("[2025-10-11..]", "on or after 11 October 2025"),
        ("[2025-10-01..2025-10-09]", "between 1 October 2025 and 9 October 2025"),
        ("2025-10-01/2025-10-09", "from 1 October 2025 to 9 October 2025"),
        ("2025-10?", "perhaps October 2025"),
        ("XXXX-05-20", None),
    ],
)
def test_bounds_in_words(text: str, told: str | None) -> None:
    assert dates.of_bounds(edtf.parse(text).bounds) == told


def test_bounds_of_a_tenure() -> None:
    assert dates.of_tenure(edtf.parse("2024-12/..").bounds) == "from December 2024; open end"
    assert dates.of_tenure(edtf.parse("/2021").bounds) == "start not known; until 2021"
