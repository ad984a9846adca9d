"""Real files, made here by the programs officers use or by their libraries."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
import xlsxwriter
import xlwt

from sangkien.adapters.spreadsheet_in import open_sheet
from sangkien.core.reading import read_count, read_date
from sangkien.core.sheets import SUBMISSIONS, Fault, find_layout


def not_calculated(formula):
    return Fault("formula-not-calculated", formula)


def xlsx(fill):
    book = openpyxl.Workbook()
    fill(book.active)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xls(fill):
    book = xlwt.Workbook()
    fill(book.add_sheet("Danh sách"))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rows_of(content, name="ds.xlsx"):
    return list(open_sheet(content, filename=name).rows())


def fill_plainly(sheet):
    sheet["B3"], sheet["C3"], sheet["D3"] = "Tên sáng kiến", "Chỉ tiêu", "Ngày áp dụng"
    sheet["B5"], sheet["C5"], sheet["D5"] = "Máy sấy", 1200, date(2021, 9, 5)
    sheet["B6"], sheet["C6"], sheet["D6"] = "Giá đỡ", "1.200", "31/11/2021"


def test_rows_carry_the_numbers_that_the_program_shows_and_blank_rows_are_left_out():
    assert rows_of(xlsx(fill_plainly)) == [
        (3, ("", "Tên sáng kiến", "Chỉ tiêu", "Ngày áp dụng")),
        (5, ("", "Máy sấy", 1200.0, date(2021, 9, 5))),
        (6, ("", "Giá đỡ", "1.200", "31/11/2021")),
    ]


def test_a_file_on_disk_is_read_like_one_in_memory_and_more_than_once(tmp_path):
    path = tmp_path / "upload-7f3a"
    path.write_bytes(xlsx(fill_plainly))

    sheet = open_sheet(path, filename="ds.xlsx")

    assert list(sheet.rows()) == list(sheet.rows()) == rows_of(path.read_bytes())
    assert (sheet.format, sheet.sheet_names, sheet.last_row()) == ("xlsx", ("Sheet",), 6)


def test_numbers_ticks_and_moments_keep_their_kind():
    def fill(sheet):
        sheet.append([1200, 8.5, True, datetime(2022, 3, 17, 14, 5), 44444])  # noqa: DTZ001

    [(_, cells)] = rows_of(xlsx(fill))
    assert cells == (1200.0, 8.5, True, datetime(2022, 3, 17, 14, 5), 44444.0)  # noqa: DTZ001


def test_dates_and_counts_of_a_messy_book_are_read_as_meant():
    def fill(sheet):
        sheet.append(["05/09/2021", "1.200"])
        sheet.append([date(2021, 9, 5), 1200])
        sheet.append([44444, " 1 200 "])

    found = [
        (read_date(day, today=date(2022, 3, 17)).day, read_count(count))
        for _, (day, count) in rows_of(xlsx(fill))
    ]
    assert found == [(date(2021, 9, 5), 1200)] * 3


def test_a_formula_without_a_calculated_value_is_told_from_an_empty_cell():
    def fill(sheet):
        sheet.append(["Máy sấy", "=1+1", ""])
        sheet.append(["Giá đỡ", None, "=A1&A2"])

    assert rows_of(xlsx(fill)) == [
        (1, ("Máy sấy", not_calculated("=1+1"))),
        (2, ("Giá đỡ", "", not_calculated("=A1&A2"))),
    ]


def test_a_row_of_nothing_but_uncalculated_formulas_below_the_list_is_not_lost():
    def fill(sheet):
        sheet["A1"] = "Máy sấy"
        sheet["C4"] = "=1+1"

    sheet = open_sheet(xlsx(fill), filename="ds.xlsx")

    assert list(sheet.rows())[-1] == (4, ("", "", not_calculated("=1+1")))
    assert sheet.last_row() == 4


def test_a_formula_with_its_value_is_read_and_an_error_is_named():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write_formula(0, 0, "=1+1", None, 2)
        sheet.write_formula(0, 1, "=1/0", None, "#DIV/0!")
        sheet.write_string(0, 2, "cuối")

    assert rows_of(out.getvalue()) == [(1, (2.0, Fault("cell-error", "#DIV/0!"), "cuối"))]


def test_a_formula_shared_with_the_cell_above_has_no_text_of_its_own():
    shared = b'<c r="B1"><f t="shared" si="0"/></c>'
    out = io.BytesIO()
    plain = xlsx(lambda sheet: sheet.append(["Máy sấy", "=1+1", "cuối"]))
    with zipfile.ZipFile(io.BytesIO(plain)) as source, zipfile.ZipFile(out, "w") as target:
        for part in source.infolist():
            content = source.read(part).replace(b'<c r="B1"><f>1+1</f><v></v></c>', shared)
            target.writestr(part, content)

    assert rows_of(out.getvalue()) == [(1, ("Máy sấy", not_calculated(""), "cuối"))]


def test_a_formula_that_was_calculated_to_an_empty_text_is_an_empty_cell():
    plain = xlsx(lambda sheet: sheet.append(["Máy sấy", "=1+1", "cuối"]))
    excel = b'<c r="B1" t="str"><f>IF(A1=1,1,"")</f><v></v></c>'
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as source, zipfile.ZipFile(out, "w") as target:
        for part in source.infolist():
            content = source.read(part).replace(b'<c r="B1"><f>1+1</f><v></v></c>', excel)
            target.writestr(part, content)

    assert rows_of(out.getvalue()) == [(1, ("Máy sấy", "", "cuối"))]


def test_a_value_merged_downwards_stands_in_every_row_and_one_merged_sideways_once():
    def fill(sheet):
        for row in (
            ["Trường A", "Máy sấy", "An"],
            [None, "Giá đỡ", "Bình"],
            ["Trường B", "Bàn học", None],
        ):
            sheet.append(row)
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("B3:C3")

    assert rows_of(xlsx(fill)) == [
        (1, ("Trường A", "Máy sấy", "An")),
        (2, ("Trường A", "Giá đỡ", "Bình")),
        (3, ("Trường B", "Bàn học", "")),
    ]


def test_a_merged_header_of_two_rows_is_understood():
    def fill(sheet):
        sheet["A1"] = "DANH SÁCH SÁNG KIẾN"
        sheet.merge_cells("A1:D1")
        for cell, text in zip(
            ("A2", "B2", "C2", "C3", "D3"),
            ("TT", "Tên sáng kiến", "Tác giả", "Họ tên", "Đơn vị công tác"),
            strict=True,
        ):
            sheet[cell] = text
        for merged in ("A2:A3", "B2:B3", "C2:D2"):
            sheet.merge_cells(merged)
        sheet.append([1, "Máy sấy", "Lò Văn An", "Trường A"])

    layout = find_layout(rows_of(xlsx(fill)), SUBMISSIONS)

    assert (layout.header_row, layout.first_row) == (3, 4)
    assert layout.columns == {"title": 1, "authors": 2, "workplace": 3}


def test_xls_is_read_with_dates_numbers_and_merged_cells():
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")

    def fill(sheet):
        sheet.write(1, 1, "Tên sáng kiến")
        sheet.write(1, 2, "Ngày áp dụng")
        sheet.write_merge(2, 3, 1, 1, "Máy sấy")
        sheet.write(2, 2, date(2021, 9, 5), day)
        sheet.write(3, 2, 1200)

    assert rows_of(xls(fill), "ds.xls") == [
        (2, ("", "Tên sáng kiến", "Ngày áp dụng")),
        (3, ("", "Máy sấy", date(2021, 9, 5))),
        (4, ("", "Máy sấy", 1200)),
    ]


def test_an_xlsx_named_xls_is_read_for_what_it_is():
    assert open_sheet(xlsx(fill_plainly), filename="ds.xls").format == "xlsx"


def test_only_sheets_that_a_person_sees_are_offered_and_any_of_them_can_be_read():
    book = openpyxl.Workbook()
    book.active.title = "Bìa"
    book.create_sheet("Danh & mục").append(["Máy sấy"])
    book.create_sheet("Ẩn").sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)

    sheet = open_sheet(out.getvalue(), filename="ds.xlsx")

    assert sheet.sheet_names == ("Bìa", "Danh & mục")
    assert list(sheet.rows()) == []
    assert list(sheet.rows("Danh & mục")) == [(1, ("Máy sấy",))]


def test_a_formula_is_noticed_on_a_sheet_whose_name_needs_escaping():
    book = openpyxl.Workbook()
    book.active.title = 'A & "B" <c>'
    book.active["A1"] = "=1+1"
    out = io.BytesIO()
    book.save(out)

    assert rows_of(out.getvalue()) == [(1, (not_calculated("=1+1"),))]


@pytest.mark.parametrize("name", ["ds.xlsx", "DS.XLSX"])
def test_the_case_of_the_name_does_not_matter(name):
    assert open_sheet(xlsx(fill_plainly), filename=name).filename == name
