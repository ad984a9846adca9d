"""Sheets of submissions as officers send them, and imports of them."""

import csv
import io
import random
import zipfile

import openpyxl
import xlsxwriter
from django.core.files.base import ContentFile

from sangkien.actions.imports import preview, run_import
from sangkien.core.vietnamese import syllables
from sangkien.inputs.imports import SubmissionRows
from tests import make

HEADINGS = ("Tên sáng kiến", "Họ và tên tác giả", "Nơi làm việc", "Đơn vị", "Ngày áp dụng")
FULL = (*HEADINGS, "Hiệu quả", "Mã gửi", "Thời điểm nộp")
SYLLABLES = sorted(syllables.SYLLABLES)


def row(unit, number, **changes):
    """Return one clean row whose words are those of no other number."""
    known = random.Random(number)
    words = known.sample(SYLLABLES, 24)
    values = {
        "Tên sáng kiến": f"Cách làm {' '.join(words[:7])}",
        "Họ và tên tác giả": f"Lò {' '.join(words[7:10]).title()}",
        "Nơi làm việc": f"Cơ quan {' '.join(words[10:13])}",
        "Đơn vị": unit.code,
        "Ngày áp dụng": "05/10/2021",
        "Hiệu quả": f"Giảm được {' '.join(words[13:])}",
        "Mã gửi": "",
        "Thời điểm nộp": "",
    }
    return [(values | changes)[heading] for heading in FULL]


def rows(unit, count, start=1):
    return [row(unit, number) for number in range(start, start + count)]


def csv_file(rows, headings=FULL, name="danh-sach.csv"):
    text = io.StringIO()
    csv.writer(text).writerows([headings, *rows])
    return ContentFile(text.getvalue().encode(), name=name)


def xlsx_file(rows, headings=FULL, name="danh-sach.xlsx"):
    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    sheet = workbook.add_worksheet()
    for number, cells in enumerate([headings, *rows]):
        sheet.write_row(number, 0, cells)
    workbook.close()
    return file_of(name, out.getvalue())


def file_of(name, content):
    return ContentFile(content, name=name)


def behind_a_cover(rows):
    """Return a workbook whose first sheet is a cover and whose second holds the list."""
    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(out, {"in_memory": True})
    workbook.add_worksheet("Bìa").write_string(0, 0, "Danh sách sáng kiến")
    sheet = workbook.add_worksheet("Danh sách")
    for number, cells in enumerate(rows):
        sheet.write_row(number, 0, cells)
    workbook.close()
    return file_of("bia.xlsx", out.getvalue())


def with_formula(rows, cell, headings=FULL):
    """Return a workbook with a formula in `cell` that no program has calculated."""
    made = openpyxl.Workbook()
    for cells in [headings, *rows]:
        made.active.append(cells)
    made.active[cell] = "=CONCATENATE(A1,B1)"
    out = io.BytesIO()
    made.save(out)
    return file_of("cong-thuc.xlsx", out.getvalue())


def zip_bomb():
    """Return a small file named like a workbook that unpacks to 300 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(300):
                part.write(b"\0" * 2**20)
    return out.getvalue()


def previewed(campaign, unit, file, by=make.SYSTEM):
    return preview(campaign, unit, file, by, read=SubmissionRows)


def imported(campaign, unit, file, by=make.SYSTEM, **changes):
    batch = previewed(campaign, unit, file, by)
    return run_import(batch.id, by, read=SubmissionRows, **changes)
