"""The officer behind letter 878: from the table to the issued letter."""

import csv
import io
import re
from pathlib import Path

import docx
import openpyxl
import pikepdf
import pytest

from tests.e2e.product import CLOSED

pytestmark = pytest.mark.browser
DAY = "17/03/2022"
LETTER = re.compile(r"/thu/[0-9]+/$")
# the five columns of letter 878 and its total
LETTER_878 = [
    ["1", "LĐLĐ huyện Than Uyên", "115", "150", "(Có sáng kiến trùng)"],
    ["2", "LĐLĐ huyện Phong Thổ", "135", "30", "(Có sáng kiến trùng)"],
    ["3", "LĐLĐ huyện Sìn Hồ", "130", "23", "(Có sáng kiến trùng)"],
    ["4", "Công đoàn Viên chức", "140", "15", "(Có sáng kiến trùng)"],
    ["5", "LĐLĐ huyện Mường Tè", "95", "13", ""],
    ["6", "LĐLĐ huyện Tam Đường", "95", "4", ""],
    ["7", "Công đoàn ngành Y tế", "140", "3", ""],
    ["8", "Công đoàn ngành Giáo dục", "60", "3", ""],
    ["9", "LĐLĐ Thành phố", "130", "2", ""],
    ["10", "LĐLĐ huyện Nậm Nhùn", "65", "2", ""],
    ["11", "LĐLĐ huyện Tân Uyên", "95", "0", ""],
    ["", "Tổng", "1.200", "245", ""],
]


def test_the_home_of_a_campaign_tells_where_it_stands_and_leads_to_the_table(officer):
    officer.goto("/")
    officer.click(f"main h2 a[href='/{CLOSED}/']")
    officer.wait_for_url(f"**/{CLOSED}/")
    tiles = officer.locator(".stat-tile, .tile").all_inner_texts()
    officer.click(f"main section a[href^='/{CLOSED}/tien-do/']")
    officer.wait_for_url(f"**/{CLOSED}/tien-do/**")

    assert "245" in " ".join(tiles)
    assert five_columns(officer) == LETTER_878


def test_the_table_has_the_numbers_of_the_letter_and_opens_one_unit(officer):
    officer.goto(f"/{CLOSED}/tien-do/")
    seen = five_columns(officer)
    officer.click("tbody a:text-is('LĐLĐ huyện Than Uyên')")
    officer.wait_for_url("**unit=LC-THU**")

    assert seen == LETTER_878
    assert "LĐLĐ huyện Than Uyên" in officer.inner_text("h1")
    total = officer.locator("tfoot td, tfoot th").all_inner_texts()
    assert [total[1], total[3]] == ["Tổng", "150"]


def test_the_table_is_taken_along_as_csv_and_xlsx_with_the_same_numbers(officer):
    officer.goto(f"/{CLOSED}/tien-do/")

    rows = list(csv.reader(io.StringIO(fetched(officer, "CSV").read_text("utf-8-sig"))))
    cells = sheet_rows(fetched(officer, "XLSX"))

    of_letter = [
        [unit, int(target.replace(".", "")), int(gross)] for _, unit, target, gross, _ in LETTER_878
    ]
    assert [[row[1], int(row[2]), int(row[3])] for row in rows[1:]] == of_letter
    assert [row for row in cells if row[0] in {unit for unit, _, _ in of_letter}] == of_letter


def test_a_frozen_table_is_kept_with_its_hash(officer):
    officer.goto(f"/{CLOSED}/tien-do/")
    officer.click("form[action$='/chot/'] button")
    officer.wait_for_url("**/ban-chot/*/")

    hash_ = officer.inner_text("#hash")
    officer.reload()

    assert len(hash_) == 64
    assert officer.inner_text("#hash") == hash_
    assert five_columns(officer) == LETTER_878


def test_the_reminder_is_drafted_edited_issued_and_fetched_as_docx_and_pdf(officer):
    sentence = "Đề nghị các đơn vị rà soát xong trước ngày 31/3/2022."
    officer.goto(f"/{CLOSED}/thu/moi/")
    assert officer.input_value("#field-day") == DAY
    officer.click("form.sheet button.button--primary")
    officer.wait_for_url(LETTER)
    officer.click("a[href$='/sua/'].button--primary")
    officer.fill("#field-text-0", sentence)
    officer.click("form.sheet .actions button >> nth=0")
    officer.wait_for_url(LETTER)
    assert sentence in officer.inner_text("main")
    officer.click("a[href$='/ban-hanh/']")
    officer.click("form.sheet button.button--danger")
    officer.wait_for_url(LETTER)

    paper = docx.Document(fetched(officer, "DOCX"))
    with pikepdf.open(fetched(officer, "PDF")) as printed:
        pages, is_tagged = len(printed.pages), bool(printed.Root.MarkInfo.Marked)

    assert officer.locator("a[href$='/sua/']").count() == 0
    assert sentence in [paragraph.text for paragraph in paper.paragraphs]
    assert [cell.text for cell in annex(paper).rows[1].cells] == LETTER_878[0]
    assert (pages, is_tagged) == (3, True)  # two of the letter, one of the annex


def five_columns(page):
    """The rows of the table on the page as the letter prints them, the total last."""
    rows = page.eval_on_selector_all(
        ".table-wide tbody tr, table tbody tr, table tfoot tr",
        "rows => rows.map(row => [...row.cells].map(cell => cell.textContent.trim()))",
    )
    return [[*row[:4], row[-1]] for row in rows]


def fetched(page, label) -> Path:
    """Press the button to download; return the file."""
    with page.expect_download() as coming:
        page.click(f"a[download]:text-is('{label}')")
    return coming.value.path()


def sheet_rows(path):
    """Unit, target and count of every row of the workbook."""
    with path.open("rb") as file:
        sheet = openpyxl.load_workbook(file).active
        return [list(row[1:4]) for row in sheet.iter_rows(values_only=True)]


def annex(paper):
    return next(table for table in paper.tables if len(table.columns) == 5)
