from datetime import date

import pytest

from sangkien.adapters.spreadsheet_in import open_sheet
from sangkien.queries.unit_sheet import LABELS
from sangkien.reports.unit_list import units_csv, units_xlsx
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def root():
    top = make.unit(code="LC", name="LĐLĐ tỉnh Lai Châu")
    below = make.unit(top, "CĐCS “Hoa Ban”; Trường A, B", code="=HB", aliases=["Hoa Ban", "HB"])
    below.opens_on, below.closes_on = date(2020, 1, 5), date(2025, 6, 30)
    below.save()
    return top


def read(content, name):
    return [cells for _, cells in open_sheet(content, filename=name).rows()]


def test_the_csv_opens_in_excel_with_its_letters_whole(root):
    assert units_csv(root).startswith("\ufeffMã,Loại,Tên đầy đủ".encode())


def test_both_files_hold_every_unit_with_its_names_and_days(root):
    sheet, text = read(units_xlsx(root), "a.xlsx"), read(units_csv(root), "a.csv")

    day = LABELS.index("Ngày thành lập")
    assert [cells[: len(LABELS)] for cells in (sheet[0], text[0])] == [LABELS, LABELS]
    assert [cells[2] for cells in sheet[1:]] == [cells[2] for cells in text[1:]]
    assert (sheet[2][day], text[2][day]) == (date(2020, 1, 5), "2020-01-05")
    assert (sheet[2][4], text[2][4]) == ("Hoa Ban|HB", "Hoa Ban|HB")


def test_a_code_like_a_formula_stays_text(root):
    assert read(units_xlsx(root), "a.xlsx")[2][0] == "=HB"
    assert read(units_csv(root), "a.csv")[2][0] == "'=HB"


def test_equal_trees_give_equal_bytes(root):
    assert units_xlsx(root) == units_xlsx(root)
    assert units_csv(root) == units_csv(root)
