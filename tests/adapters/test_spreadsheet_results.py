from datetime import date

import openpyxl

from sangkien.adapters.spreadsheet_in import open_sheet
from sangkien.adapters.spreadsheet_results import ResultRow, write_result_workbook

HEADER = ("TT", "Tên sáng kiến", "Ngày áp dụng", "Giá trị")
CELLS = (1.0, "Máy sấy", date(2021, 9, 5), "1.200")
VERDICTS = [
    ResultRow(CELLS, "accepted", "Ghi nhận", "", "key-1"),
    ResultRow((2.0, "=1+1", "31/11/2021", ""), "refused", "Không đọc được", "31/11", "key-2"),
    ResultRow((3.5, "", True), "held", "Chờ xét", "Trùng", "key-3"),
]


def results(tmp_path, name="kq.xlsx"):
    return write_result_workbook(tmp_path / name, HEADER, iter(VERDICTS))


def test_the_senders_columns_order_and_values_come_back_with_verdict_reason_and_key(tmp_path):
    rows = list(open_sheet(results(tmp_path), filename="kq.xlsx").rows())

    assert rows == [
        (1, (*HEADER, "Kết luận", "Lý do", "Khóa dòng")),
        (2, (*CELLS, "Ghi nhận", "", "key-1")),
        (3, (2.0, "=1+1", "31/11/2021", "", "Không đọc được", "31/11", "key-2")),
        (4, (3.5, "", True, "", "Chờ xét", "Trùng", "key-3")),
    ]


def test_the_verdict_shows_by_word_and_colour_and_the_key_is_hidden(tmp_path):
    sheet = openpyxl.load_workbook(results(tmp_path)).worksheets[0]

    colours = [sheet.cell(row, 5).font.color.rgb for row in (2, 3, 4)]
    assert colours == ["FF1B5E20", "FFB71C1C", "FF7A4F01"]
    assert sheet.column_dimensions["G"].hidden is True
    assert sheet["C2"].number_format == "dd/mm/yyyy"


def test_equal_verdicts_give_equal_bytes(tmp_path):
    first, second = results(tmp_path, "a.xlsx"), results(tmp_path, "b.xlsx")
    assert first.read_bytes() == second.read_bytes()
