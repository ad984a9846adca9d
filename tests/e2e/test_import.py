"""An officer brings in a sheet; the worker receives it; the result comes back; it is undone."""

from datetime import timedelta

import openpyxl
import pytest
from django.utils.timezone import localdate

from tests.e2e.product import OPEN

pytestmark = pytest.mark.browser
HEADINGS = (
    "Tên sáng kiến",
    "Họ và tên tác giả",
    "Nơi làm việc",
    "Đơn vị thành viên",
    "Hiệu quả",
    "Ngày áp dụng lần đầu",
)
GOOD = "Bếp đun tiết kiệm củi cho trường bán trú"
UNIT = "LĐLĐ huyện Mường Tè"


@pytest.fixture
def sheet(tmp_path):
    workbook = openpyxl.Workbook()
    rest = ("UBND xã Bum Tở, huyện Mường Tè", UNIT, "Giảm một phần ba lượng củi")
    applied = f"{localdate() - timedelta(days=20):%d/%m/%Y}"
    workbook.active.append(HEADINGS)
    workbook.active.append((GOOD, "Pờ Thị Hà", *rest, applied))
    workbook.active.append(("Lịch trực bằng bảng màu", "Lý Văn Sơn", *rest, "31/11/2026"))
    strange = (rest[0], "LĐLĐ huyện Không Có", rest[2])
    workbook.active.append(("Sổ mượn sách tự ghi", "Chang Thị Na", *strange, applied))
    workbook.save(tmp_path / "sang-kien.xlsx")
    return tmp_path / "sang-kien.xlsx"


def test_a_sheet_is_looked_at_received_by_the_worker_told_row_by_row_and_taken_back(officer, sheet):
    officer.goto(f"/{OPEN}/nhap-bang/")
    officer.select_option("#field-unit", label="LĐLĐ tỉnh Lai Châu")
    officer.set_input_files("#field-sheet", sheet)
    officer.click("form.sheet .actions button")
    officer.wait_for_selector("form[action$='/nhan/']")
    seen = officer.inner_text("main")
    assert GOOD in seen
    assert "31/11/2026" in seen
    assert "LĐLĐ huyện Không Có" in seen
    assert found(officer) == 0

    officer.click("form[action$='/nhan/'] button")
    officer.wait_for_selector("a[href$='/ket-qua/']")  # the page asks again by itself
    received = found(officer)
    with officer.expect_download() as coming:
        officer.click("a[href$='/ket-qua/']")
    verdicts = verdicts_in(coming.value.path())
    officer.click("a[href$='/rut-lai/']")
    officer.click("form.sheet button.button--danger")
    officer.wait_for_selector("a[href$='/nhap-bang/'].button--primary")

    assert received == 1
    assert verdicts[GOOD].startswith("SKLC-")
    assert "31/11/2026" in verdicts["Lịch trực bằng bảng màu"]
    assert "LĐLĐ huyện Không Có" in verdicts["Sổ mượn sách tự ghi"]
    assert counted(officer) == 0


def found(page):
    """How many entries of that title there are; the page stays where it was."""
    aside = page.context.new_page()
    aside.goto(f"/{OPEN}/sang-kien/?q={GOOD}")
    number = aside.locator("tbody tr").count()
    aside.close()
    return number


def counted(page):
    page.goto(f"/{OPEN}/tien-do/")
    cells = page.locator(f"tbody tr:has(:text-is('{UNIT}')) td").all_inner_texts()
    return int(cells[2])


def verdicts_in(path):
    """What stands behind the columns of the sheet, by title."""
    with path.open("rb") as file:
        rows = list(openpyxl.load_workbook(file).active.iter_rows(values_only=True))
    return {row[0]: " ".join(str(cell) for cell in row[6:] if cell) for row in rows[1:]}
