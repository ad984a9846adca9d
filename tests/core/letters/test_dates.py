import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.letters.dates import (
    BLANK_NUMBER,
    NBSP,
    file_moment,
    letter_number,
    long_day,
    percent,
    point,
    roman,
    short_day,
    whole,
)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (dt.date(2022, 3, 17), "ngày 17 tháng 3 năm 2022"),
        (dt.date(2020, 1, 5), "ngày 05 tháng 01 năm 2020"),
        (dt.date(2019, 2, 28), "ngày 28 tháng 02 năm 2019"),
        (dt.date(2022, 10, 9), "ngày 09 tháng 10 năm 2022"),
        (None, "ngày …… tháng …… năm ……"),
    ],
)
def test_only_days_below_ten_and_the_first_two_months_get_a_leading_zero(day, words):
    assert long_day(day) == words


def test_running_text_writes_days_by_the_same_rule():
    days = (dt.date(2022, 1, 8), dt.date(2022, 5, 31), dt.date(2021, 9, 1), dt.date(2022, 12, 31))

    assert [short_day(day) for day in days] == [
        "08/01/2022",
        "31/5/2022",
        "01/9/2021",
        "31/12/2022",
    ]


@pytest.mark.parametrize(
    ("part", "base", "words"),
    [
        (69, 144, "47,9 %"),
        (76, 365, "20,8 %"),
        (245, 1200, "20,4 %"),
        (150, 115, "130,4 %"),
        (95, 1085, "8,8 %"),
        (0, 95, "0,0 %"),
        (1, 8, "12,5 %"),
        (1, 2000, "0,1 %"),
        (12_345, 1, "1.234.500,0 %"),
    ],
)
def test_a_share_has_one_decimal_a_comma_and_a_blank_that_never_breaks(part, base, words):
    assert percent(part, base) == words.replace(" ", NBSP)


@given(base=st.integers(1, 10**6), part=st.integers(0, 10**7))
def test_a_share_is_never_more_than_half_a_tenth_away(part, base):
    digits = percent(part, base).removesuffix(f"{NBSP}%").replace(".", "").replace(",", "")

    assert abs(int(digits) * base - 1000 * part) * 2 <= base


@given(st.integers(0, 10**12))
def test_dots_stand_between_thousands_and_change_no_digit(number):
    groups = whole(number).split(".")

    assert int("".join(groups)) == number
    assert all(len(group) == 3 for group in groups[1:])


def test_a_letter_without_a_number_leaves_room_for_one():
    assert [letter_number(n) for n in (None, 5, 10, 878)] == [BLANK_NUMBER, "05", "10", "878"]


def test_points_follow_the_vietnamese_alphabet():
    assert "".join(point(n) for n in range(9)) == "abcdđeghi"


def test_annexes_are_numbered_in_roman():
    assert [roman(n) for n in (1, 2, 4, 5, 9, 14, 39)] == [
        "I",
        "II",
        "IV",
        "V",
        "IX",
        "XIV",
        "XXXIX",
    ]


@given(st.dates(dt.date(1945, 9, 2), dt.date(2099, 12, 31)))
def test_a_day_in_words_and_in_figures_has_the_same_parts(day):
    words = re.fullmatch(r"ngày (\d\d) tháng (\d+) năm (\d{4})", long_day(day)).groups()

    assert short_day(day) == "/".join(words)
    assert tuple(map(int, words)) == (day.day, day.month, day.year)
    assert words[1].startswith("0") is (day.month in (1, 2))


@given(st.integers(1, 39))
def test_a_roman_numeral_is_made_of_few_signs_in_falling_order_but_for_iv_and_ix(number):
    text = roman(number)
    worth = {"I": 1, "V": 5, "X": 10}
    total = sum(
        -worth[sign] if worth[sign] < worth.get(behind, 0) else worth[sign]
        for sign, behind in zip(text, f"{text[1:]} ", strict=True)
    )

    assert total == number
    assert not re.search("IIII|VV|XXXX", text)


@pytest.mark.parametrize(
    ("day", "made_at", "expected"),
    [
        (None, None, dt.datetime(1980, 1, 1, tzinfo=dt.UTC)),
        (dt.date(2022, 3, 17), None, dt.datetime(2022, 3, 17, tzinfo=dt.UTC)),
        (
            dt.date(2022, 3, 17),
            dt.datetime(2022, 3, 18, 6, tzinfo=dt.timezone(dt.timedelta(hours=7))),
            dt.datetime(2022, 3, 17, 23, tzinfo=dt.UTC),
        ),
    ],
)
def test_a_file_bears_the_moment_it_was_made_else_the_day_of_the_letter(day, made_at, expected):
    assert file_moment(day, made_at) == expected


@pytest.mark.parametrize(
    ("number", "shown"), [(1, "01"), (9, "09"), (10, "10"), (878, "878"), (12_345, "12345")]
)
def test_a_letter_number_has_two_digits_at_least_and_no_dot(number, shown):
    assert letter_number(number) == shown


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_whole_is_100_and_a_part_never_more(part, base):
    figure = float(percent(part, base)[:-2].replace(".", "").replace(",", "."))

    assert (figure >= 100) is (2000 * part + base >= 2000 * base)
    assert percent(base, base) == f"100,0{NBSP}%"
