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


@pytest.mark.parametrize(
    ("typed", "day", "precision"),
    [
        ("01/01/1900", date(1900, 1, 1), "day"),
        ("31/12/2042", date(2042, 12, 31), "day"),
        ("1/1/2022", date(2022, 1, 1), "day"),
        ("31.12.2021", date(2021, 12, 31), "day"),
        ("ngày 1/9/2021", date(2021, 9, 1), "day"),
        ("Ngày 1 tháng 9, 2021", date(2021, 9, 1), "day"),
        ("1 THÁNG 9 NĂM 2021", date(2021, 9, 1), "day"),
        ("2021-9-1", date(2021, 9, 1), "day"),
        ("2021/09/01", date(2021, 9, 1), "day"),
        ("2021-09", date(2021, 9, 1), "month"),
        ("t9/2021", date(2021, 9, 1), "month"),
        ("12/2021", date(2021, 12, 1), "month"),
        ("NĂM 2021", date(2021, 1, 1), "year"),
        ("2021-09-05T07:30:00", date(2021, 9, 5), "day"),
        ("05/09/2021 07:30:15.5", date(2021, 9, 5), "day"),
    ],
)
def test_every_usual_spelling_is_read_with_how_much_of_the_day_it_says(typed, day, precision):
    assert read_date(typed, today=TODAY) == ReadDate(day, precision)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("32/01/2021", "date-no-such-day"),
        ("31/04/2021", "date-no-such-day"),
        ("29/02/1900", "date-no-such-day"),  # no leap year, though spreadsheets think so
        ("01/13/2021", "date-no-such-month"),
        ("13/2021", "date-no-such-month"),
        ("00/00/0000", "date-form"),
        ("1/1/1899", "date-year-range"),
        ("1/1/2043", "date-year-range"),
        ("tháng 9", "date-form"),
        ("quý III/2021", "date-form"),
        ("9/2021 - 5/2022", "date-form"),
        ("từ 5/9/2021", "date-form"),
        ("5/9", "date-form"),
        ("2021/13/01", "date-no-such-month"),
    ],
)
def test_every_slip_has_the_code_that_says_what_is_wrong(typed, code):
    assert refusal(typed)[0] == code


@given(st.dates(date(1900, 1, 1), date(2042, 12, 31)), st.sampled_from("/.-"))
def test_a_day_is_the_same_with_or_without_leading_noughts_and_with_any_separator(day, sign):
    short, long = (
        sign.join([form.format(day.day), form.format(day.month), str(day.year)])
        for form in ("{}", "{:02}")
    )

    assert read_date(short, today=TODAY) == read_date(long, today=TODAY) == ReadDate(day, "day")


@given(st.dates(date(1900, 1, 1), date(2042, 12, 31)))
def test_what_was_read_is_read_again_as_the_same(day):
    once = read_date(format_date(day), today=TODAY)

    assert read_date(once.day, today=TODAY) == once


@given(st.integers(1, 12), st.integers(1900, 2042))
def test_a_month_and_a_year_stand_for_their_first_days(month, year):
    assert read_date(f"{month}/{year}", today=TODAY) == ReadDate(date(year, month, 1), "month")
    assert read_date(str(year), today=TODAY) == ReadDate(date(year, 1, 1), "year")
