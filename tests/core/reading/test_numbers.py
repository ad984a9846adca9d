from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.letters.dates import NBSP, percent
from sangkien.core.reading import (
    Unreadable,
    format_number,
    format_percent,
    read_count,
    read_decimal,
    read_percent,
)


def refusal(read, value, **how):
    with pytest.raises(Unreadable) as caught:
        read(value, **how)
    assert caught.value.sentence.format(**caught.value.details)
    return caught.value.code


@pytest.mark.parametrize(
    "value",
    ["1.200", "1200", " 1 200 ", "1\u00a0200", 1200, 1200.0, "+1.200", "1.200,0", Decimal(1200)],
)
def test_one_thousand_two_hundred_is_read_in_every_form(value):
    assert read_count(value) == 1200


@pytest.mark.parametrize("value", ["1,5", 1.5, 1.2, "0,5", "1.200,5"])
def test_a_count_that_is_not_whole_is_refused(value):
    assert refusal(read_count, value) == "count-not-whole"


@pytest.mark.parametrize("value", ["-3", -3, -3.0, "−3", "-1.200"])
def test_a_count_below_zero_is_refused(value):
    assert refusal(read_count, value) == "count-negative"


def test_a_comma_before_three_digits_is_refused_in_a_vietnamese_column():
    assert refusal(read_count, "1,200") == "number-grouping"
    assert refusal(read_decimal, "1,200") == "number-grouping"


def test_a_comma_before_three_digits_parts_thousands_in_an_english_column():
    assert read_count("1,200", style="english") == 1200
    assert read_decimal("1,234,567.5", style="english") == Decimal("1234567.5")


@pytest.mark.parametrize(
    "value",
    [
        "abc",
        "1.2.3",
        "12a",
        "1..200",
        "1.20.300",
        True,
        float("nan"),
        float("inf"),
        1e300,
        "9" * 40,
        "--1",
    ],
)
def test_what_is_no_number_is_refused(value):
    assert refusal(read_count, value) == "number-form"


@pytest.mark.parametrize("value", ["", "  "])
def test_an_empty_cell_is_refused_under_a_code_of_its_own(value):
    assert refusal(read_count, value) == "number-empty"


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("8,5", "8.5"),
        ("8.5", "8.5"),
        ("1.234,56", "1234.56"),
        ("-0,25", "-0.25"),
        (8.5, "8.5"),
        (0.1, "0.1"),
    ],
)
def test_decimals_are_kept_exactly(value, number):
    assert read_decimal(value) == Decimal(number)


@pytest.mark.parametrize(
    ("value", "share"),
    [
        ("26,4%", "0.264"),
        ("47,9 %", "0.479"),
        ("26,4", "0.264"),
        ("0,5", "0.005"),
        (0.264, "0.264"),
        (1, "1"),
        (26.4, "0.264"),
        ("100%", "1"),
    ],
)
def test_a_percentage_is_read_as_a_share(value, share):
    assert read_percent(value) == Decimal(share)


def test_what_is_no_percentage_is_refused():
    assert refusal(read_percent, "nhiều") == "percent-form"
    assert refusal(read_percent, "%") == "number-empty"


def test_numbers_and_shares_are_written_in_vietnamese_form_and_halves_rounded_up():
    assert format_number(0) == "0"
    assert format_number(-1234567) == "-1.234.567"
    assert format_number(Decimal("1234.5"), digits=2) == "1.234,50"
    assert format_percent(69 / 144) == "47,9 %"
    assert format_percent(76 / 365) == "20,8 %"
    assert format_percent(Decimal("0.00125"), digits=2) == "0,13 %"
    assert format_percent(Decimal("0.125"), digits=0) == "13 %"


@pytest.mark.parametrize(
    ("number", "digits", "shown"),
    [
        (-0.4, 0, "0"),
        (-0.5, 0, "-1"),
        (Decimal("-0.04"), 1, "0,0"),
        (0.5, 0, "1"),
        (1.5, 0, "2"),
        (2.5, 0, "3"),
        (999.5, 0, "1.000"),
        (999_999.95, 1, "1.000.000,0"),
        (1e15, 0, "1.000.000.000.000.000"),
        (-1200, 0, "-1.200"),
        (1.005, 2, "1,01"),
    ],
)
def test_halves_go_away_from_zero_and_nothing_is_ever_minus_zero(number, digits, shown):
    assert format_number(number, digits=digits) == shown


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (69, 144, "47,9 %"),
        (0, 95, "0,0 %"),
        (1, 2000, "0,1 %"),
        (1, 2001, "0,0 %"),
        (144, 144, "100,0 %"),
        (150, 115, "130,4 %"),
        (999, 1000, "99,9 %"),
        (9995, 10000, "100,0 %"),
        (12, 1, "1.200,0 %"),
    ],
)
def test_a_share_shows_one_decimal_whatever_its_size(part, whole, shown):
    assert format_percent(part / whole) == shown


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_the_page_and_the_letter_never_show_two_different_percentages(part, whole):
    assert format_percent(Decimal(part) / whole) == percent(part, whole).replace(NBSP, " ")


@given(st.integers(0, 5000), st.integers(1, 5000))
def test_a_share_kept_as_a_float_shows_the_same_percentage(part, whole):
    assert format_percent(part / whole) == percent(part, whole).replace(NBSP, " ")


@given(st.integers(min_value=0, max_value=10**15))
def test_a_number_written_by_us_is_read_back(number):
    assert read_count(format_number(number)) == number


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_a_decimal_written_by_us_is_read_back(number):
    assert read_decimal(format_number(number, digits=2)) == number


def number_or_sentence(read, value):
    try:
        return read(value)
    except Unreadable as why:
        return why.sentence.format(**why.details)


@given(st.one_of(st.text(), st.floats(), st.integers()))
@pytest.mark.parametrize("read", [read_count, read_decimal, read_percent])
def test_anything_is_read_or_refused_and_never_fails_otherwise(read, value):
    found = number_or_sentence(read, value)
    assert isinstance(found, str) or Decimal(found).is_finite()
