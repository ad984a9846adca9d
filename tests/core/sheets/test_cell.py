from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.reading import read_count, read_date, read_decimal
from sangkien.core.sheets.cell import Fault, is_blank, text_of


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("", ""),
        (" Lò  A ", " Lò  A "),
        (12, "12"),
        (12.0, "12"),
        (-3.0, "-3"),
        (8.5, "8,5"),
        (0.1, "0,1"),
        (1e15, "1000000000000000"),
        (True, "có"),
        (False, "không"),
        (date(2021, 9, 5), "05/09/2021"),
        (datetime(2021, 9, 5, 8, 30), "05/09/2021 08:30:00"),  # noqa: DTZ001 - a cell has no zone
        (time(8, 30), "08:30:00"),
        (timedelta(hours=30), "1 day, 6:00:00"),
        (Fault("cell-error", "#REF!"), "#REF!"),
    ],
)
def test_a_cell_reads_as_its_reader_typed_it(cell, text):
    assert text_of(cell) == text


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ((), True),
        (("", " ", "\t\n"), True),
        (("", 0), False),
        (("", False), False),
        (("", Fault("formula-not-calculated")), False),
        (("", "x"), False),
        (("\u00a0",), True),
    ],
)
def test_a_row_is_blank_where_no_cell_holds_anything_but_spaces(cells, expected):
    assert is_blank(cells) is expected


@given(st.integers(0, 10**12))
def test_a_whole_number_cell_and_its_text_are_read_alike(number):
    assert read_count(text_of(float(number))) == read_count(float(number)) == number


@given(st.decimals(min_value=0, max_value=10**6, places=2))
def test_a_decimal_cell_and_its_text_are_read_alike(number):
    value = float(number)
    text = text_of(value)

    # three decimals behind a comma could be thousands; two never are
    assert read_decimal(text) == read_decimal(value)


@given(st.dates(date(1950, 1, 1), date(2040, 12, 31)))
def test_a_date_cell_and_its_text_are_read_alike(day):
    today = date(2022, 3, 17)

    assert read_date(text_of(day), today=today) == read_date(day, today=today)
