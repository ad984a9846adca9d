"""Cells of the workbooks we write, read back by the reader that officers' sheets go through."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sangkien.adapters.spreadsheet_in import open_sheet
from sangkien.adapters.spreadsheet_out import OutColumn, write_xlsx
from sangkien.adapters.spreadsheet_results import ResultRow, write_result_workbook
from sangkien.adapters.workbook_cells import MOST_CHARACTERS, MOST_ROWS, fitting, require_room
from sangkien.core.sheets.cell import Fault


def returned(tmp_path, value):
    """The value as it comes back in the first cell of a result workbook."""
    row = ResultRow((value,), "accepted", "Ghi nhận", "", "key")
    path = write_result_workbook(tmp_path / "kq.xlsx", ("Cột",), [row])
    rows = list(open_sheet(path, filename="kq.xlsx").rows())
    return rows[1][1][0]


@pytest.mark.parametrize(
    "value",
    [
        0,
        -5,
        1200,
        8.5,
        -0.25,
        1e15,
        True,
        False,
        "1.200",
        "031",
        " đầu và cuối ",
        "hai\ndòng",
        "=1+1",
        "'=1",
        "http://cong-doan.vn",
        "_x0041_",
        "TRUE",
        "31/11/2021",
        date(1900, 1, 1),
        date(1900, 2, 28),
        date(2022, 3, 17),
        date(2960, 3, 5),
        datetime(2022, 3, 17, 14, 5, 59),  # noqa: DTZ001 - a cell carries no zone
        time(0, 0),
        time(23, 59, 59),
        timedelta(hours=30),
    ],
)
def test_what_an_officer_had_in_a_cell_comes_back_with_the_same_value_and_kind(tmp_path, value):
    back = returned(tmp_path, value)

    assert back == value
    assert isinstance(back, str) is isinstance(value, str)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (float("inf"), "inf"),
        (float("-inf"), "-inf"),
        (float("nan"), "nan"),
        (Decimal("NaN"), "NaN"),
        (Fault("cell-error", "#REF!"), "#REF!"),
        (Fault("formula-not-calculated", "=A1&B1"), "=A1&B1"),
        (Fault("formula-not-calculated"), ""),
    ],
)
def test_what_no_cell_can_hold_comes_back_as_text_and_stops_nothing(tmp_path, value, shown):
    assert returned(tmp_path, value) == shown


@pytest.mark.parametrize("value", ["", None])
def test_nothing_is_an_empty_cell(tmp_path, value):
    assert returned(tmp_path, value) == ""


def test_a_moment_is_written_by_its_own_clock():
    moment = datetime(2022, 3, 17, 7, 30, tzinfo=UTC)
    content = write_xlsx([OutColumn("Thời điểm", "moment")], [(moment,)])

    assert list(open_sheet(content, filename="x.xlsx").rows())[1][1] == (
        moment.replace(tzinfo=None),
    )


@pytest.mark.parametrize(
    ("length", "kept", "end"),
    [(MOST_CHARACTERS, MOST_CHARACTERS, "a"), (MOST_CHARACTERS + 1, MOST_CHARACTERS, "…")],
)
def test_a_text_is_cut_only_where_a_cell_ends(length, kept, end):
    text = fitting("a" * length)

    assert (len(text), text[-1]) == (kept, end)


def test_the_last_row_of_a_sheet_is_still_written_and_the_next_one_refused():
    require_room(MOST_ROWS - 1)

    with pytest.raises(ValueError, match="1048576 rows"):
        require_room(MOST_ROWS)


# a workbook is XML: it holds no half of a surrogate pair, and reads U+FFFE back escaped
TEXT = st.text(
    st.characters(codec="utf-8", exclude_characters="\r\ufffe\uffff"), min_size=1, max_size=30
)


@settings(max_examples=30, deadline=None)
@given(st.lists(TEXT, min_size=1, max_size=20))
def test_any_text_comes_through_a_workbook_unchanged(texts):
    content = write_xlsx([OutColumn("Tên")], [(text,) for text in texts])

    cells = {number: cells[0] for number, cells in open_sheet(content, filename="x.xlsx").rows()}
    assert [cells.get(number, "") for number in range(2, len(texts) + 2)] == [
        text if text.strip() else "" for text in texts
    ]
