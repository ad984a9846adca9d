from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.reading import HOME_ZONE, Unreadable, format_moment, read_moment


def at_home(*parts):
    return datetime(*parts, tzinfo=HOME_ZONE)


def refusal(value):
    with pytest.raises(Unreadable) as caught:
        read_moment(value)
    return caught.value.code


@pytest.mark.parametrize(
    "value",
    [
        "17/03/2022 14:05",
        "17/3/2022 14:05:00",
        "17/3/2022, 14:05",
        "14:05 17/3/2022",
        "14h05 ngày 17/3/2022",
        "2022-03-17 14:05",
        "2022-03-17T14:05:00+07:00",
        "2022-03-17T07:05:00Z",
        datetime(2022, 3, 17, 14, 5),  # noqa: DTZ001 - a cell carries no zone
        datetime(2022, 3, 17, 7, 5, tzinfo=UTC),
        44637.586805555555,
    ],
)
def test_a_moment_is_read_on_the_clock_of_vietnam(value):
    moment = read_moment(value)

    assert moment == at_home(2022, 3, 17, 14, 5)
    assert moment.utcoffset() == timedelta(hours=7)


@pytest.mark.parametrize("value", ["17/3/2022", date(2022, 3, 17), 44637])
def test_a_day_alone_is_its_first_minute(value):
    assert read_moment(value) == at_home(2022, 3, 17)


def test_seconds_are_kept():
    assert read_moment("31/05/2022 23:59:58") == at_home(2022, 5, 31, 23, 59, 58)


@pytest.mark.parametrize("value", ["24:00 31/5/2022", "31/5/2022 12:60", "31/5/2022 12:00:61"])
def test_a_time_that_no_clock_shows_is_refused(value):
    assert refusal(value) == "moment-time"


@pytest.mark.parametrize("value", ["05/2022", "2022", "2022-05-31T99:00", "2022-13-01 10:00"])
def test_what_is_no_moment_is_refused(value):
    assert refusal(value) == "moment-form"


def test_a_moment_on_a_day_that_does_not_exist_is_refused_as_such():
    assert refusal("31/11/2021 08:00") == "date-no-such-day"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -1.5, 1e12])
def test_a_number_that_is_no_serial_is_refused(value):
    assert refusal(value) == "date-number"


@given(st.integers(min_value=315_532_800, max_value=4_102_444_799))  # 1980 to 2099
def test_a_moment_written_by_us_is_read_back(seconds):
    moment = datetime.fromtimestamp(seconds, HOME_ZONE)
    assert read_moment(format_moment(moment, seconds=True)) == moment


def test_a_moment_of_another_zone_is_written_on_the_clock_of_vietnam():
    assert format_moment(datetime(2022, 5, 31, 17, 5, tzinfo=UTC)) == "01/06/2022 00:05"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("31/05/2022 23:59:59", (2022, 5, 31, 23, 59, 59)),
        ("01/06/2022 00:00", (2022, 6, 1, 0, 0)),
        ("29/02/2024 12:00", (2024, 2, 29, 12, 0)),
        ("23h55 ngày 31/5/2022", (2022, 5, 31, 23, 55)),
        ("23g55 31/5/2022", (2022, 5, 31, 23, 55)),
        ("7h05 5/9/2021", (2021, 9, 5, 7, 5)),
        ("2022-05-31T17:00:00Z", (2022, 6, 1, 0, 0)),
        ("2022-05-31T16:59:59+00:00", (2022, 5, 31, 23, 59, 59)),
        ("2022-05-31T23:30:00-07:00", (2022, 6, 1, 13, 30)),
        ("  5/9/2021   14:30  ", (2021, 9, 5, 14, 30)),
    ],
)
def test_the_minutes_around_midnight_belong_to_the_right_day(typed, expected):
    assert read_moment(typed) == at_home(*expected)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "date-empty"),
        ("9/15/2022 10:00", "date-no-such-month"),
        ("29/02/2022 10:00", "date-no-such-day"),
        ("5/9/21 10:00", "date-short-year"),
        ("05/03/2960 10:00", "date-year-range"),
        ("5/9/2021 25:00", "moment-time"),
        ("5/9/2021 10:60", "moment-time"),
        ("5/9/2021 10", "date-form"),
        ("hôm qua 10:00", "date-form"),
        ("2022-05-31T", "moment-form"),
        ("2022-02-30 10:00", "moment-form"),
    ],
)
def test_a_moment_that_is_none_is_refused_with_what_is_wrong_with_it(typed, code):
    assert refusal(typed) == code


@given(
    st.integers(18_264, 60_000), st.integers(0, 86_399)
)  # days of spreadsheets from 1950 on, seconds of a day
def test_a_serial_gives_its_second_though_floats_keep_it_roughly(day, second):
    moment = read_moment(day + second / 86_400)

    midnight = datetime(1899, 12, 30, tzinfo=HOME_ZONE) + timedelta(days=day)
    assert moment.replace(tzinfo=None) == midnight.replace(tzinfo=None) + timedelta(seconds=second)


@given(st.text(max_size=40) | st.floats() | st.integers())
def test_anything_is_a_moment_of_viet_nam_or_refused_and_never_fails_otherwise(value):
    found = moment_or_sentence(value)

    assert isinstance(found, str) or found.utcoffset() in {timedelta(hours=7), timedelta(hours=8)}


def moment_or_sentence(value):
    try:
        return read_moment(value)
    except Unreadable as why:
        return why.sentence.format(**why.details)
