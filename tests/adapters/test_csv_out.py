from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.adapters.spreadsheet_in import open_sheet
from sangkien.adapters.spreadsheet_out import csv_lines, write_csv

SAFE_TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff")
).filter(lambda text: not text.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠")))


def test_values_stand_in_the_form_of_programs():
    row = (
        1200,
        8.5,
        Decimal("0.479"),
        date(2022, 3, 17),
        datetime(2022, 3, 17, 7, tzinfo=UTC),
        None,
    )
    assert write_csv([row, (True, "Máy sấy")]) == (
        b"1200,8.5,0.479,2022-03-17,2022-03-17T07:00:00+00:00,\r\n" + "true,Máy sấy\r\n".encode()
    )


def test_the_byte_order_mark_stands_first_when_excel_shall_open_the_file():
    assert write_csv([("a",)], bom=True) == b"\xef\xbb\xbfa\r\n"


def test_texts_that_hold_any_usual_separator_are_quoted_so_that_none_can_split_them():
    row = ("a;=1", 'c"d', "e,f", "g\t=1", "h\ni", "k")
    expected = b'"a;=1";"c""d";"e,f";"g\t=1";"h\ni";k\r\n'
    assert write_csv([row], separator=";") == expected


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "-", "=", "＝1+1", "-cmd|'/C'!A0"],
)
def test_a_text_that_would_become_a_formula_gets_an_apostrophe(text):
    content = write_csv([("x",), (text,)])
    assert list(open_sheet(content, filename="x.csv").rows())[1] == (2, (f"'{text}",))


@pytest.mark.parametrize("value", [-5, -8.5, Decimal("-0.5"), "-5", "-8,5", "+84912345678", "-12%"])
def test_a_plain_number_stays_a_number(value):
    assert write_csv([(value,)]).strip(b'"\r\n').strip(b'"') == str(value).encode()


def test_lines_can_be_sent_one_by_one():
    rows = [("a", 1), ("b", 2)]
    assert list(csv_lines(rows)) == [b"a,1\r\n", b"b,2\r\n"]


@given(st.lists(st.lists(SAFE_TEXT, min_size=3, max_size=3), max_size=8))
def test_what_was_written_is_read_back(rows):
    header = ["Tên", "Tác giả", "Đơn vị"]
    filled = [(n, tuple(row)) for n, row in enumerate(rows, start=2) if any(c.strip() for c in row)]

    content = write_csv([header, *rows], separator=";")

    assert list(open_sheet(content, filename="x.csv").rows()) == [(1, tuple(header)), *filled]
