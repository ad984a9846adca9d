from datetime import UTC, datetime

import pytest

from sangkien.core.sheets.bad_rows import BadRows
from sangkien.core.sheets.moves import MoveRow
from sangkien.inputs.moves import read_moves
from tests.sheets import problems_of, sheet

NOW = datetime(2022, 3, 17, 3, tzinfo=UTC)  # 10:00 in Lai Châu
HEADINGS = ("Mã gửi", "Từ đơn vị", "Đến đơn vị", "Ngày chuyển", "Lý do")


def read(*rows, headings=HEADINGS):
    return read_moves(sheet(headings, *rows), now=NOW)


def refused(*rows, headings=HEADINGS):
    with pytest.raises(BadRows) as raised:
        read(*rows, headings=headings)
    return problems_of(raised)


def test_a_full_row_is_read_into_one_move():
    assert read((" LC22-000001-8 ", "LC-GD", "LC-THU", "01/03/2022 08:30", "Trường mầm non")) == [
        MoveRow(
            row=2,
            entry="LC22-000001-8",
            came_from="LC-GD",
            to="LC-THU",
            moved_at=datetime(2022, 3, 1, 1, 30, tzinfo=UTC),
            reason="Trường mầm non",
        )
    ]


def test_where_it_came_from_and_why_may_be_left_out():
    headings = ("Số biên nhận", "Đơn vị mới", "Thời điểm chuyển")
    (move,) = read(("LC22-000001-8", "LC-THU", "01/03/2022"), headings=headings)

    assert (move.came_from, move.reason) == ("", "")


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("01/03/2022", datetime(2022, 2, 28, 17, tzinfo=UTC)),
        ("08:30 01/03/2022", datetime(2022, 3, 1, 1, 30, tzinfo=UTC)),
        ("8h30 ngày 01/03/2022", datetime(2022, 3, 1, 1, 30, tzinfo=UTC)),
        ("2022-03-01T01:30:00Z", datetime(2022, 3, 1, 1, 30, tzinfo=UTC)),
        (datetime(2022, 3, 1, 8, 30), datetime(2022, 3, 1, 1, 30, tzinfo=UTC)),  # noqa: DTZ001
        (44621.0, datetime(2022, 2, 28, 17, tzinfo=UTC)),
        ("17/03/2022 10:00", NOW),
    ],
)
def test_the_moment_is_one_on_the_clock_of_vietnam(cell, moment):
    (move,) = read(("1", "", "LC-THU", cell, ""))

    assert move.moved_at == moment


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("", "cell-empty"),
        ("17/03/2022 10:01", "move-future"),
        ("18/03/2022", "move-future"),
        ("31/11/2021", "date-no-such-day"),
        ("01/03/2960", "date-year-range"),
        ("01/03/2022 25:00", "moment-time"),
        ("03/2022", "moment-form"),
        ("2022-03-01T99:00", "moment-form"),
        (0.5, "date-number"),
        (float("nan"), "date-number"),
        (True, "date-form"),
        ("x" * 5000, "text-too-long"),
    ],
)
def test_a_moment_that_cannot_be_is_refused_at_its_cell(cell, code):
    assert (2, "Ngày chuyển", code) in refused(("1", "", "LC-THU", cell, ""))


def test_every_bad_cell_is_named_at_once():
    assert refused(
        ("", "", "", "", ""),
        ("x" * 81, "", "LC-THU", "01/03/2022", "y" * 501),
        ("2", "", "LC-THU", "01/03/2022", "z" * 500),
    ) == [
        (2, "Mã gửi", "cell-empty"),
        (2, "Đến đơn vị", "cell-empty"),
        (2, "Ngày chuyển", "cell-empty"),
        (3, "Mã gửi", "text-too-long"),
        (3, "Lý do", "text-too-long"),
    ]


@pytest.mark.parametrize("left_out", ["Mã gửi", "Đến đơn vị", "Ngày chuyển"])
def test_a_sheet_without_a_column_that_is_needed_is_refused(left_out):
    headings = [label for label in HEADINGS if label != left_out]

    assert refused(["x"] * 4, headings=headings) == [(1, left_out, "column-missing")]
