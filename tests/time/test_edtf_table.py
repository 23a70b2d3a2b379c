"""What each form of EDTF says: validity, bounds, precision. The rows follow ISO 8601-2, levels 0 to 2."""

from __future__ import annotations

import pytest

from incumbent.errors import EdtfError
from incumbent.model.edtf import Bounds, Form, Precision, day, iso, parse

# Text, earliest and latest start, earliest and latest end; "-" is a bound that is not known.
SPANS = """
2025                   2025-01-01 2025-12-31
2025-10                2025-10-01 2025-10-31
2024-02                2024-02-01 2024-02-29
1900-02                1900-02-01 1900-02-28
2025-10-12             2025-10-12 2025-10-12
0001-01-01             0001-01-01 0001-01-01
9999-12-31             9999-12-31 9999-12-31
2025-10-12T10:00:00    2025-10-12 2025-10-12
2025-10-12T23:59:59Z   2025-10-12 2025-10-12
2025-10-12T24:00:00Z   2025-10-12 2025-10-12
2025-10-12T01:00:00+03:00  2025-10-12 2025-10-12
2025-10-12T01:00:00-04 2025-10-12 2025-10-12
201X                   2010-01-01 2019-12-31
20XX                   2000-01-01 2099-12-31
2XXX                   2000-01-01 2999-12-31
2X25                   2025-01-01 2925-12-31
2025-XX                2025-01-01 2025-12-31
2025-0X                2025-01-01 2025-09-30
2025-1X                2025-10-01 2025-12-31
2025-X1                2025-01-01 2025-11-30
2025-10-XX             2025-10-01 2025-10-31
2025-02-XX             2025-02-01 2025-02-28
2024-12-0X             2024-12-01 2024-12-09
2024-12-3X             2024-12-30 2024-12-31
2025-XX-XX             2025-01-01 2025-12-31
1985-XX-15             1985-01-15 1985-12-15
2025-0X-31             2025-01-31 2025-08-31
202X-02-29             2020-02-29 2028-02-29
156X-12-25             1560-12-25 1569-12-25
1XXX-12                1000-12-01 1999-12-31
XXXX                   - -
XXXX-05-20             - -
XXXX-02-29             - -
XXXX-XX-31             - -
XXXX-25                - -
000X                   - 0009-12-31
0000                   - -
-0044-03-15            - -
-1XXX                  - -
Y170000002             - -
Y-170000002            - -
Y-17E7                 - -
Y1E999999999           - -
Y171010000S3           - -
Y3388E2S3              - -
1950S2                 1900-01-01 1999-12-31
2025S3                 2020-01-01 2029-12-31
2025S4                 2025-01-01 2025-12-31
2025S1                 2000-01-01 2999-12-31
2025-21                2025-03-01 2025-12-31
2025-22                2024-12-01 2026-03-31
2025-23                2025-03-01 2025-12-31
2025-24                2024-12-01 2026-03-31
2025-25                2025-03-01 2025-06-30
2025-26                2025-06-01 2025-09-30
2025-27                2025-09-01 2025-12-31
2025-28                2024-12-01 2026-03-31
2025-29                2025-09-01 2025-12-31
2025-30                2024-12-01 2026-03-31
2025-31                2025-03-01 2025-06-30
2025-32                2025-06-01 2025-09-30
2025-33                2025-01-01 2025-03-31
2025-36                2025-10-01 2025-12-31
2025-37                2025-01-01 2025-04-30
2025-39                2025-09-01 2025-12-31
2025-40                2025-01-01 2025-06-30
2025-41                2025-07-01 2025-12-31
202X-33                2020-01-01 2029-03-31
2025~                  2024-01-01 2026-12-31
2025-10~               2025-09-01 2025-11-30
2025-03~               2025-02-01 2025-04-30
2025-01~               2024-12-01 2025-02-28
2025-10-12~            2025-10-11 2025-10-13
2025-01-01~            2024-12-31 2025-01-02
2025-12-31~            2025-12-30 2026-01-01
2020-~03               2020-02-01 2020-04-30
2020-~03-31            2020-02-29 2020-04-30
2020-03~-05            2020-02-05 2020-04-05
2020~-03-05            2019-03-05 2021-03-05
~2024-02-29            2023-02-28 2025-02-28
2020-03-~05            2020-03-04 2020-03-06
~2020-~03              2019-02-01 2021-04-30
202X~                  2010-01-01 2039-12-31
20XX~                  1900-01-01 2199-12-31
2025-33~               2024-10-01 2025-06-30
2025-40~               2024-07-01 2025-12-31
2024-12-0X~            2024-11-01 2025-01-31
9999~                  9998-01-01 -
0001~                  - 0002-12-31
[2025-10-12]           2025-10-12 2025-10-12
[2025-01-01..2025-01-10] 2025-01-01 2025-01-10
[1667,1668,1670..1672] 1667-01-01 1672-12-31
[1672,1667]            1667-01-01 1672-12-31
[1667,1760-12]         1667-01-01 1760-12-31
[..2025-10-11]         - 2025-10-11
[..1984,1986]          - 1986-12-31
[1760-12..]            1760-12-01 -
[1760-01,1760-02,1760-12..] 1760-01-01 -
[2025~,2030]           2024-01-01 2030-12-31
[XXXX-05,2025]         - -
"""

INTERVALS = """
2024-12/2025-03        2024-12-01 2024-12-31 2025-03-01 2025-03-31
2004-06-XX/2004-07-03  2004-06-01 2004-06-30 2004-07-03 2004-07-03
2024-12-08/2024-12-08  2024-12-08 2024-12-08 2024-12-08 2024-12-08
2025-03/2025           2025-03-01 2025-03-31 2025-03-01 2025-12-31
2025/2025-03           2025-01-01 2025-03-31 2025-03-01 2025-03-31
2025/2025              2025-01-01 2025-12-31 2025-01-01 2025-12-31
2024-12/..             2024-12-01 2024-12-31 - -
2024-12/               2024-12-01 2024-12-31 - -
../2025                - - 2025-01-01 2025-12-31
/2025                  - - 2025-01-01 2025-12-31
../..                  - - - -
/..                    - - - -
../                    - - - -
-0044/0050             - - 0050-01-01 0050-12-31
XXXX-12/2025           - - 2025-01-01 2025-12-31
2004-06-~01/2004-06-~20 2004-05-31 2004-06-02 2004-06-19 2004-06-21
1984~/2004-06          1983-01-01 1985-12-31 2004-06-01 2004-06-30
2025-10~/2025-10-05    2025-09-01 2025-10-05 2025-10-05 2025-10-05
2025-21/2025-23        2025-03-01 2025-12-31 2025-03-01 2025-12-31
{2025-10-01,2025-10-05} 2025-10-01 2025-10-01 2025-10-05 2025-10-05
{1960,1961-12}         1960-01-01 1960-12-31 1961-12-01 1961-12-31
{2025-10-01..2025-10-05} 2025-10-01 2025-10-01 2025-10-05 2025-10-05
{..1984}               - 1984-12-31 1984-01-01 1984-12-31
{1984..}               1984-01-01 1984-12-31 1984-01-01 -
{XXXX-05,2025}         - 2025-12-31 2025-01-01 -
"""


def _rows(table: str) -> list[list[str]]:
    return [line.split() for line in table.strip().splitlines()]


def _known(text: str) -> int | None:
    return None if text == "-" else day(text)


@pytest.mark.parametrize(("text", "first", "last"), _rows(SPANS))
def test_a_date_lies_within_its_span(text: str, first: str, last: str) -> None:
    low, high = _known(first), _known(last)
    assert parse(text).bounds[:4] == (low, high, low, high)


@pytest.mark.parametrize("row", _rows(INTERVALS), ids=lambda row: row[0])
def test_an_interval_bounds_start_and_end_apart(row: list[str]) -> None:
    text, *days = row
    assert parse(text).bounds[:4] == tuple(_known(written) for written in days)


@pytest.mark.parametrize(
    ("text", "open_start", "open_end"),
    [
        ("2024-12/..", False, True),
        ("2024-12/", False, False),
        ("../2025", True, False),
        ("/2025", False, False),
        ("../..", True, True),
        ("2024/2025", False, False),
        ("[..2025-10-11]", False, False),
        ("[2025..]", False, False),
        ("{..1984}", True, False),
        ("{1984..}", False, True),
        ("2025", False, False),
    ],
)
def test_open_is_what_two_dots_say_and_an_empty_end_does_not(text: str, open_start: bool, open_end: bool) -> None:
    bounds = parse(text).bounds
    assert (bounds.open_start, bounds.open_end) == (open_start, open_end)


@pytest.mark.parametrize(
    "text",
    [
        "2025?",
        "2025%",
        "2020?-03-05",
        "?2020-03-05",
        "2020-?03",
        "2020-03-%05",
        "2025?/..",
        "2025/2026%",
        "[2025?,2026]",
    ],
)
def test_doubt_makes_it_tentative(text: str) -> None:
    assert parse(text).bounds.tentative


@pytest.mark.parametrize("text", ["2025", "2025~", "2025-10~/2026", "[2025,2026]", "202X", "XXXX-05-20", "2024/.."])
def test_no_doubt_no_tentative(text: str) -> None:
    assert not parse(text).bounds.tentative


def test_doubt_does_not_move_a_bound_and_percent_does() -> None:
    assert parse("2025-10?").bounds == parse("2025-10").bounds._replace(tentative=True)
    assert parse("2025-10%").bounds == parse("2025-10~").bounds._replace(tentative=True)


@pytest.mark.parametrize(
    ("text", "form", "precision"),
    [
        ("2025-10-12", Form.DATE, Precision.DAY),
        ("2025-10-12T10:00:00Z", Form.DATE, Precision.DAY),
        ("XXXX-05-20", Form.DATE, Precision.DAY),
        ("2025-10", Form.DATE, Precision.MONTH),
        ("2024-12-0X", Form.DATE, Precision.MONTH),
        ("2025-10-XX", Form.DATE, Precision.MONTH),
        ("2025-26", Form.DATE, Precision.SEASON),
        ("2025-34", Form.DATE, Precision.QUARTER),
        ("2025-38", Form.DATE, Precision.QUADRIMESTER),
        ("2025-41", Form.DATE, Precision.SEMESTER),
        ("2025", Form.DATE, Precision.YEAR),
        ("Y170000002", Form.DATE, Precision.YEAR),
        ("1985-XX-15", Form.DATE, Precision.YEAR),
        ("202X-05-20", Form.DATE, Precision.DECADE),
        ("20XX", Form.DATE, Precision.CENTURY),
        ("2XXX", Form.DATE, Precision.MILLENNIUM),
        ("XXXX", Form.DATE, None),
        ("2024-12-08/2025", Form.INTERVAL, Precision.YEAR),
        ("2024-12-08/..", Form.INTERVAL, Precision.DAY),
        ("../..", Form.INTERVAL, None),
        ("[..2025-10-11]", Form.ONE_OF, Precision.DAY),
        ("{1960,1961-12}", Form.ALL_OF, Precision.YEAR),
    ],
)
def test_form_and_precision(text: str, form: Form, precision: Precision | None) -> None:
    extent = parse(text)
    assert (extent.text, extent.form, extent.precision) == (text, form, precision)
    assert extent.is_interval == (form is Form.INTERVAL)


INVALID = """
2025-13 2025-00 2025-10-00 2025-10-32 2025-02-30 2025-02-29 1900-02-29 2025-04-31 2025-11-31 2025-02-3X XX01-02-29
XXXX-02-30 2025-2X 2025-20 2025-42 2025-99 2025-21-03 25 202 20255 2025-1 2025-10-1 2025- 2025-10- -25 -0000 --2025
2025-10-12T 2025-10-12T10 2025-10-12T10:00 2025-10-12T25:00:00 2025-10-12T10:60:00 2025-10-12T10:00:00+25:00
2025-10T10:00:00 2025-10-12T10:00:00? 20251012 2025W03 2025-W03 2025-W03-1 2025-285 2025/10/12 12/10/2025 12.10.2025
2025?? ?2025? 2025~? ?~2025 2025-?10? ? ~ % X XX XXX 199u 199x 2025-xx 2025-1o 1950S 1950S0 1950S5 195XS2
1950-10S2 Y2025 Y Y12 Y012345 YY20255 Y17E Y17EE7 y170000002 2025E3 / 2025/13 2025/2024 2025-03/2025-02
2025-10-12/2025-10-11 2025-10~/2025-09 0001/-0001 -0001/-0002 Y17E8/2025 2025//2026 2025/2026/2027 2025/... 2025/open
2025/now 2025/present 2025/unknown unknown/2025 open/2025 .. 2025.. ..2025 2025..2026 [] {} [ ] {2025 [2025 2025] [2025}
[2025,] [,2025] [2025,,2026] [..] [2025..2024] [2025,..2026] [2025..,2026] [2025..2026..2027] [[2025]] [2025/2026]
{2025-02-30,2026} 2024-12/2025-02-30 null NaN today ongoing foo
"""
SPACED = [
    "",
    " ",
    " 2025",
    "2025 ",
    "2025\n",
    "2025-10-12\n",
    "[2025, 2026]",
    "2025 / 2026",
    "２０２５",
    "2025\x00",
    "٢٠٢٥",
]


@pytest.mark.parametrize("text", [*INVALID.split(), *SPACED])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(EdtfError):
        parse(text)


def test_days_as_text() -> None:
    assert iso(day("2025-10-12")) == "2025-10-12"
    assert day("0001-01-01") == 1
    for text in ("2025-10", "2025-02-30", "2025-W03-1", "20251012", "0000-01-01", "2025-10-12Z", "2025-10-12\n"):
        with pytest.raises(EdtfError, match="YYYY-MM-DD"):
            day(text)


def test_a_date_of_a_tenure_is_read_as_its_start_or_its_end() -> None:
    october = parse("2025-10").bounds
    assert october.as_start() == Bounds(earliest_start=day("2025-10-01"), latest_start=day("2025-10-31"))
    assert october.as_end() == Bounds(earliest_end=day("2025-10-01"), latest_end=day("2025-10-31"))
    assert parse("[..2025-10-11]").bounds.as_start() == Bounds(latest_start=day("2025-10-11"))
    assert parse("2025-10?").bounds.as_start().tentative
