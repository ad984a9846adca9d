from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.reading import ReadDate, Unreadable, format_date, read_date
from sangkien.core.reading.unreadable import SENTENCES

TODAY = date(2022, 3, 17)
FIFTH_OF_SEPTEMBER = ReadDate(date(2021, 9, 5), "day")


def refusal(value):
    with pytest.raises(Unreadable) as caught:
        read_date(value, today=TODAY)
    return caught.value.code, caught.value.details


@pytest.mark.parametrize(
    "value",
    [
        "05/09/2021",
        "5/9/2021",
        "05-09-2021",
        "5.9.2021",
        " 05 / 09 / 2021 ",
        "2021-09-05",
        "2021-09-05 00:00:00",
        "05/09/2021 8:30",
        "ngày 5 tháng 9 năm 2021",
        "Ngày 05 tháng 09, năm 2021",
        "5 tháng 9/2021",
        "nga\u0300y 5/9/2021",  # decomposed letters
        44444,
        44444.0,
        44444.75,
        "44444",
        date(2021, 9, 5),
        datetime(2021, 9, 5, 8, 30),  # noqa: DTZ001 - a cell carries no zone
    ],
)
def test_a_day_is_read_in_every_form_that_officers_and_spreadsheets_give_it(value):
    assert read_date(value, today=TODAY) == FIFTH_OF_SEPTEMBER


@pytest.mark.parametrize(
    "value",
    ["09/2021", "9/2021", "09.2021", "9-2021", "tháng 9/2021", "Tháng 09 năm 2021", "T9/2021"],
)
def test_a_month_stands_for_its_first_day_and_says_so(value):
    assert read_date(value, today=TODAY) == ReadDate(date(2021, 9, 1), "month")


@pytest.mark.parametrize(
    ("number", "day"),
    [(9.2023, date(2023, 9, 1)), (10.202, date(2020, 10, 1)), (12.2021, date(2021, 12, 1))],
)
def test_a_month_that_the_spreadsheet_made_a_decimal_number_is_read_back(number, day):
    assert read_date(number, today=TODAY) == ReadDate(day, "month")


@pytest.mark.parametrize("value", ["2021", 2021, 2021.0, "năm 2021"])
def test_a_year_stands_for_its_first_day_and_says_so(value):
    assert read_date(value, today=TODAY) == ReadDate(date(2021, 1, 1), "year")


def test_a_day_that_does_not_exist_is_refused_with_the_length_of_its_month():
    assert refusal("31/11/2021") == (
        "date-no-such-day",
        {"typed": "31/11/2021", "month": 11, "year": 2021, "days": 30},
    )


def test_the_29th_of_february_exists_in_leap_years_only():
    assert read_date("29/02/2024", today=TODAY).day == date(2024, 2, 29)
    assert refusal("29/02/2023")[0] == "date-no-such-day"


@pytest.mark.parametrize("year", [2960, 1899, 2043, 1021])
def test_a_year_that_cannot_be_right_is_refused_with_the_years_that_can(year):
    details = {"typed": f"05/03/{year}", "year": year, "earliest": 1900, "latest": 2042}
    assert refusal(f"05/03/{year}") == ("date-year-range", details)


def test_a_real_date_cell_of_the_year_2960_is_refused_too():
    assert refusal(date(2960, 3, 5))[0] == "date-year-range"


def test_the_american_order_is_refused_and_not_turned_round():
    assert refusal("09/15/2021") == ("date-no-such-month", {"typed": "09/15/2021", "month": 15})


@pytest.mark.parametrize("value", ["5/9/21", "09/21", "05-09-21"])
def test_a_year_in_two_digits_is_refused(value):
    assert refusal(value) == ("date-short-year", {"typed": value})


@pytest.mark.parametrize(
    "value",
    [
        "x",
        "0/9/2021",
        "5/0/2021",
        "5/9/202",
        "5/9/20211",
        "5/9/2021 - 6/9/2021",
        "hè 2021",
        "9" * 500,
    ],
)
def test_what_is_no_date_is_refused_as_such(value):
    assert refusal(value)[0] == "date-form"


@pytest.mark.parametrize("value", ["", "   ", "\n"])
def test_an_empty_cell_is_refused_under_a_code_of_its_own(value):
    assert refusal(value) == ("date-empty", {})


@pytest.mark.parametrize(
    "value", [-5, 0, 12, 14, 500, 999_999, 1e300, float("nan"), float("inf"), float("-inf")]
)
def test_a_number_that_is_no_serial_of_our_time_is_refused(value):
    assert refusal(value)[0] == "date-number"


def test_a_tick_is_no_date():
    assert refusal(value=True)[0] == "date-form"


def test_a_long_text_is_quoted_cut():
    assert len(refusal("a" * 5000)[1]["typed"]) == 81


def test_every_sentence_can_be_filled_from_the_details_of_its_refusal():
    for value in ("31/11/2021", "1/1/2960", "1/13/2021", "1/1/21", "x", "", 12):
        code, details = refusal(value)
        assert SENTENCES[code].format(**details)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2042, 12, 31)))
def test_a_date_written_by_us_is_read_back(day):
    assert read_date(format_date(day), today=TODAY) == ReadDate(day, "day")
    assert read_date(day.isoformat(), today=TODAY) == ReadDate(day, "day")


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2042, 12, 31)))
def test_a_date_as_serial_is_read_back(day):
    serial = (day - date(1899, 12, 30)).days
    assert read_date(serial, today=TODAY) == ReadDate(day, "day")


def year_or_sentence(value):
    try:
        return read_date(value, today=TODAY).day.year
    except Unreadable as why:
        return why.sentence.format(**why.details)


@given(st.one_of(st.text(), st.floats(), st.integers()))
def test_anything_is_read_or_refused_and_never_fails_otherwise(value):
    found = year_or_sentence(value)
    assert isinstance(found, str) or 1900 <= found <= 2042
