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
