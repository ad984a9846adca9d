import io
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest

from sangkien.adapters.spreadsheet_in import open_sheet
from sangkien.adapters.spreadsheet_out import OutColumn, write_xlsx
from sangkien.core.reading import HOME_ZONE

COLUMNS = (
    OutColumn("TT", "number", 6),
    OutColumn("Tên đơn vị", "text", 40),
    OutColumn("Chỉ tiêu", "number"),
    OutColumn("Tỷ lệ", "percent"),
    OutColumn("Từ ngày", "date"),
    OutColumn("Thời điểm", "moment"),
)
MOMENT = datetime(2022, 3, 17, 14, 5, tzinfo=HOME_ZONE)
ROW = (1, "LĐLĐ huyện Than Uyên", 1200, Decimal("0.479"), date(2022, 1, 8), MOMENT)

WHOLE = r"[<1000]0;[<1000000]0\.000;0\.000\.000"  # 1.200 on any Windows


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]


def table(**parts):
    return write_xlsx(COLUMNS, [ROW], **parts)


def test_numbers_shares_and_dates_are_real_ones_with_their_formats():
    sheet = opened(table())

    cells = [(cell.value, cell.number_format) for cell in sheet[2]]
    assert cells == [
        (1, WHOLE),
        ("LĐLĐ huyện Than Uyên", "@"),
        (1200, WHOLE),
        (0.479, "0.0%"),
        (datetime(2022, 1, 8), "dd/mm/yyyy"),  # noqa: DTZ001
        (datetime(2022, 3, 17, 14, 5), "dd/mm/yyyy hh:mm"),  # noqa: DTZ001
    ]


def test_titles_stand_above_the_table_the_total_and_the_notes_below():
    total = (None, "Tổng", 1200, None, None, None)
    content = table(title_lines=["TIẾN ĐỘ", "đến 17/3/2022"], total=total, notes=["Ghi chú 1"])

    first_cells = [[cell.value for cell in row[:3]] for row in opened(content).iter_rows()]
    assert first_cells == [
        ["TIẾN ĐỘ", None, None],
        ["đến 17/3/2022", None, None],
        [None, None, None],
        ["TT", "Tên đơn vị", "Chỉ tiêu"],
        [1, "LĐLĐ huyện Than Uyên", 1200],
        [None, "Tổng", 1200],
        [None, None, None],
        ["Ghi chú 1", None, None],
    ]


def test_the_page_is_a4_with_the_header_frozen_and_printed_on_every_page():
    sheet = opened(table(title_lines=["TIẾN ĐỘ"]))

    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A4", "$3:$3")
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    assert sheet.column_dimensions["B"].width == pytest.approx(40, abs=1)


@pytest.mark.parametrize(
    "text", ["=1+1", '=cmd|" /C calc"!A1', "+1", "-1", "@SUM(A1)", "http://x.vn"]
)
def test_what_a_member_typed_never_becomes_a_formula_or_a_link(text):
    content = write_xlsx([OutColumn("Tên")], [(text,)])

    cell = opened(content)["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    assert list(open_sheet(content, filename="x.xlsx").rows())[1] == (2, (text,))


def test_equal_input_gives_equal_bytes():
    assert table(notes=["a"]) == table(notes=["a"])


def test_a_table_of_one_column_may_have_a_title_and_no_rows():
    content = write_xlsx([OutColumn("Tên")], [], title_lines=["DANH SÁCH"])
    assert [row[0].value for row in opened(content).iter_rows()] == ["DANH SÁCH", None, "Tên"]


def test_a_text_longer_than_a_cell_is_cut_visibly_and_not_lost():
    content = write_xlsx([OutColumn("Mô tả")], [("a" * 40_000,)])

    text = opened(content)["A2"].value
    assert (len(text), text[-1]) == (32_767, "…")
