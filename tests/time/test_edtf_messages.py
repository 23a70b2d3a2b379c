"""A refusal names the value, says what is wrong, and how to write it."""

from __future__ import annotations

import pytest

from incumbent.errors import EdtfError, InputError
from incumbent.model.edtf import parse

MESSAGES = [
    ("circa October 2025", "in figures", "2025-10~"),
    ("c. 2025", "", "2025~"),
    ("about 12 October 2025", "in figures", "2025-10-12~"),
    ("October 12, 2025", "in figures", "2025-10-12"),
    ("12th of October 2025", "in figures", "2025-10-12"),
    ("probably October 2025", "in figures", "2025-10?"),
    ("perhaps around October 2025", "in figures", "2025-10%"),
    ("before 12 October 2025", "in figures", "[..2025-10-11]"),
    ("before 2025-10-12", "in figures", "[..2025-10-11]"),
    ("until October 2025", "in figures", "[..2025-10]"),
    ("since December 2024", "in figures", "2024-12/.."),
    ("8 December 2024 to March 2025", "in figures", "2024-12-08/2025-03"),
    ("circa 2024/2025", "in figures", "2024~/2025"),
    ("early October 2025", "in figures", "2025-10-0X"),
    ("mid-October 2025", "in figures", "2025-10-1X"),
    ("spring 2025", "in figures", "2025-21"),
    ("20 May", "in figures", "XXXX-05-20"),
    ("Q3 2025", "", "2025-35"),
    ("1980s", "", "198X"),
    ("19th century", "in figures", "18XX"),
    ("2024-12/open", "an open end is written ..", "2024-12/.."),
    ("2024-12/now", "an open end is written ..", "2024-12/.."),
    ("2024-12/present", "an open end is written ..", "2024-12/.."),
    ("2024-12/...", "an open end is written ..", "2024-12/.."),
    ("2024-12/unknown", "an unknown end is left empty", "2024-12/"),
    ("unknown/2025", "an unknown end is left empty", "/2025"),
    ("2025/13", "there is no month 13", "2025"),
    ("2025/03", "/ parts the start and the end", "2025-03"),
    ("2025-13", "there is no month 13", "2025"),
    ("12.10.2025", "from the year to the day", "2025-10-12"),
    ("12/10/2025", "from the year to the day", "2025-10-12 or 2025-12-10"),
    ("25/10/2025", "from the year to the day", "2025-10-25"),
    ("2025/10/12", "a date has none", "2025-10-12"),
    ("20251012", "", "2025-10-12"),
    ("2025-02-30", "30 February does not exist", "2025-02"),
    ("2025-04-31", "31 April does not exist", "2025-04"),
    ("2025-02-29", "2025 being no leap year", "2025-02"),
    ("2025-10-32", "there is no day 32", "2025-10"),
    ("2024-12/2025-02-30", "30 February does not exist (in 2025-02-30)", "2024-12/2025-02"),
    ("[2025-02-30,2025-03]", "30 February does not exist (in 2025-02-30)", "[2025-02,2025-03]"),
    ("2025-10-1", "two digits", "2025-10-01"),
    ("2025-1", "two digits", "2025-01"),
    ("2025-10-12 10:00", "", "2025-10-12"),
    ("199u", "", "199X"),
    ("2025-10-xx", "", "2025-10-XX"),
    ("2024–2025", "", "2024/2025"),
    ("2025?~", "", "2025%"),
    ("?2025?", "one qualifier", "2025?"),
    ("2025-03/2024-12", "it ends before it starts", "2024-12/2025-03"),
    ("[2026..2025]", "it ends before it starts", "[2025..2026]"),
    ("[2025", "not closed", "[2025]"),
    ("[2025, 2026]", "", "[2025,2026]"),
    (" 2025", "spaces", "2025"),
    ("2025-10-12\n", "spaces", "2025-10-12"),
    ("Y2025", "more than four digits", "2025"),
    ("-0000", "no sign", "0000"),
    ("2025-21-03", "has no days", "2025"),
]
UNADVISED = [
    ("", "it is empty"),
    ("/", "leave the date out"),
    ("foo", "in figures"),
    ("2025-02-3X", "no day of month 02 matches 3X"),
    ("XX01-02-29", "29 February does not exist in any year XX01"),
    ("[2025,..2026]", "only the first range"),
    ("1950S9", "1 to 4 significant"),
    ("2" * 2_000, "more than 1000 characters"),
]


@pytest.mark.parametrize(("text", "what", "write"), MESSAGES)
def test_the_message_says_what_is_wrong_and_how_to_write_it(text: str, what: str, write: str) -> None:
    with pytest.raises(EdtfError) as refused:
        parse(text)
    message = str(refused.value)
    assert message.startswith(f"{text!r} is not an EDTF date: ")
    assert what in message
    assert message.endswith(f"Write {write}")


@pytest.mark.parametrize(("text", "what"), UNADVISED)
def test_without_a_guess_the_forms_are_shown(text: str, what: str) -> None:
    with pytest.raises(EdtfError) as refused:
        parse(text)
    assert what in str(refused.value)
    assert "Write a date as 2025-10-12, 2025-10, 2025-10~ (about)" in str(refused.value)
    assert len(str(refused.value)) < 250


def test_a_wrong_date_is_wrong_input() -> None:
    assert issubclass(EdtfError, InputError)


def test_control_characters_do_not_reach_the_terminal() -> None:
    with pytest.raises(EdtfError) as refused:
        parse("2025\x1b[2J")
    assert "\x1b" not in str(refused.value)
