from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.reading.days import read_day
from sangkien.core.reading.unreadable import Unreadable

TODAY = date(2022, 3, 17)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("13/01/2022", date(2022, 1, 13)),
        (date(2022, 1, 13), date(2022, 1, 13)),
        ("today", TODAY),
        ("today-40", date(2022, 2, 5)),
        ("today + 80", date(2022, 6, 5)),
    ],
)
def test_a_day_is_read_as_written_or_counted_from_today(typed, day):
    assert read_day(typed, today=TODAY) == day


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("tháng 9/2021", "date-not-a-day"),
        ("2021", "date-not-a-day"),
        ("31/11/2021", "date-no-such-day"),
        ("05/03/2960", "date-year-range"),
        ("tomorrow", "date-form"),
        ("today-", "date-form"),
    ],
)
def test_what_is_no_single_day_is_refused(typed, code):
    with pytest.raises(Unreadable) as raised:
        read_day(typed, today=TODAY)

    assert raised.value.code == code


@given(st.integers(-9_999, 9_999))
def test_days_from_today_count_forwards_and_backwards(days):
    assert read_day(f"today{days:+}", today=TODAY) == TODAY + timedelta(days=days)


@pytest.mark.parametrize("typed", [" today ", "today - 40", "today  -40", "today- 40"])
def test_blanks_around_the_sign_do_no_harm(typed):
    assert read_day(typed, today=TODAY) in {TODAY, TODAY - timedelta(days=40)}


def day_or_code(typed):
    try:
        return read_day(typed, today=TODAY)
    except Unreadable as why:
        return why.code


@given(st.text(max_size=20))
def test_any_text_is_a_day_or_refused_with_a_code_of_dates(typed):
    found = day_or_code(typed)

    assert isinstance(found, date) or found.startswith("date-")
