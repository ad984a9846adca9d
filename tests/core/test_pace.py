from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.facts import Window
from sangkien.core.pace import clock, is_behind, needed_per_day, year_clock

PHASE = Window(date(2022, 1, 8), date(2022, 5, 31))
DAYS = st.dates(date(2000, 1, 1), date(2050, 12, 31))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2022, 1, 7), (0, 0, 144, False, False)),
        (date(2022, 1, 8), (1, 1, 143, True, False)),
        (date(2022, 3, 17), (69, 69, 75, True, False)),
        (date(2022, 5, 31), (144, 144, 0, True, False)),
        (date(2022, 6, 1), (145, 144, 0, True, True)),
    ],
)
def test_a_clock_counts_both_ends_of_its_period(day, expected):
    phase = clock(PHASE, day)

    shown = (phase.day_number, phase.elapsed_days, phase.days_left, phase.has_begun, phase.is_over)
    assert shown == expected


def test_a_leap_year_has_366_days():
    assert year_clock(date(2024, 12, 31)).day_number == 366


@given(opens_on=DAYS, length=st.integers(0, 2000), day=DAYS)
def test_elapsed_and_left_make_the_period_on_any_day(opens_on, length, day):
    period = clock(Window(opens_on, opens_on + timedelta(days=length)), day)

    assert period.elapsed_days + period.days_left == period.length_days == length + 1
    assert 0 <= period.elapsed_share <= 1


@pytest.mark.parametrize(
    ("missing", "day", "expected"),
    [
        (0, date(2022, 3, 17), Decimal(0)),
        (-5, date(2022, 3, 17), Decimal(0)),
        (75, date(2022, 3, 17), Decimal("1.0")),
        (76, date(2022, 3, 17), Decimal("1.1")),
        (1, date(2022, 5, 31), None),
        (144, date(2021, 1, 1), Decimal("1.0")),
    ],
)
def test_what_is_needed_a_day_suffices(missing, day, expected):
    assert needed_per_day(missing, clock(PHASE, day)) == expected


def test_a_unit_exactly_on_time_is_not_behind():
    half = clock(Window(date(2022, 1, 1), date(2022, 1, 10)), date(2022, 1, 5))

    assert [is_behind(count, 20, half) for count in (9, 10, 11)] == [True, False, False]


def test_nobody_is_behind_before_the_period_begins():
    assert not is_behind(0, 100, clock(PHASE, date(2022, 1, 7)))


@given(opens_on=DAYS, length=st.integers(0, 800), offset=st.integers(-50, 900))
def test_a_clock_never_runs_backwards(opens_on, length, offset):
    window = Window(opens_on, opens_on + timedelta(days=length))
    day = opens_on + timedelta(days=offset)
    now, next_day = clock(window, day), clock(window, day + timedelta(days=1))

    assert next_day.day_number == now.day_number + 1
    assert next_day.elapsed_days >= now.elapsed_days
    assert next_day.days_left <= now.days_left
    assert (now.has_begun, now.is_over) == (offset >= 0, offset > length)


@given(missing=st.integers(-5, 10_000), day=DAYS, length=st.integers(0, 500))
def test_what_is_needed_a_day_brings_all_that_is_missing_and_hardly_more(missing, day, length):
    period = clock(Window(day - timedelta(days=100), day + timedelta(days=length)), day)
    needed = needed_per_day(missing, period)

    if missing <= 0:
        assert needed == 0
    elif length == 0:
        assert needed is None
    else:
        assert needed * period.days_left >= missing
        assert (needed - Decimal("0.1")) * period.days_left < missing


@given(st.integers(0, 900), st.integers(1, 900), DAYS)
def test_one_entry_more_never_makes_a_unit_slower_and_a_day_more_never_faster(count, target, day):
    period = year_clock(day)
    later = year_clock(min(day + timedelta(days=1), period.window.closes_on))

    assert is_behind(count + 1, target, period) <= is_behind(count, target, period)
    assert is_behind(count, target, period) <= is_behind(count, target, later)
    assert is_behind(count, target, period) <= is_behind(count, target + 1, period)


@pytest.mark.parametrize("target", [None, 0])
def test_without_a_target_and_with_one_of_0_nobody_is_behind(target):
    assert not is_behind(0, target, clock(PHASE, date(2022, 5, 31)))


def test_at_the_end_of_its_period_only_who_reached_the_target_is_on_time():
    end = clock(PHASE, date(2022, 5, 31))

    assert [is_behind(count, 100, end) for count in (99, 100, 150)] == [True, False, False]
    assert [is_behind(count, 100, clock(PHASE, date(2030, 1, 1))) for count in (99, 100)] == [
        True,
        False,
    ]


@given(DAYS)
def test_a_year_has_the_days_of_its_calendar(day):
    year = year_clock(day)

    assert (day + timedelta(days=year.days_left)).year == day.year
    assert (year.length_days, year.title) == (365 + (day.year % 4 == 0), f"Năm {day.year}")
