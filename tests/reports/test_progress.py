"""The progress table in its four formats."""

import io
import json

import pytest
from openpyxl import load_workbook

from sangkien.core.progress.table import Basis
from sangkien.queries.progress_table import progress_table
from sangkien.reports.catalogue import load_reports
from sangkien.reports.progress import REPORT, as_csv, as_json_text, as_text, as_xlsx, file_name
from tests.reports.lai_chau import DAY, Province

pytestmark = pytest.mark.django_db

CSV = """\
TT,Tên đơn vị,Chỉ tiêu năm 2022,Số lượt,Trùng,Sai đơn vị,Sai thời gian,Lý do khác,Chờ xét,Hợp lệ,\
Tỷ lệ lượt,Tỷ lệ hợp lệ,Ghi chú
1,LĐLĐ huyện Than Uyên,1150,4,2,0,0,0,2,0,0.0035,0.0000,(Có sáng kiến trùng)
2,LĐLĐ huyện Sìn Hồ,130,3,0,0,1,0,2,0,0.0231,0.0000,
3,Công đoàn ngành Giáo dục,60,1,0,1,0,0,0,0,0.0167,0.0000,
4,LĐLĐ huyện Tân Uyên,95,0,0,0,0,0,0,0,0.0000,0.0000,
,Tổng,1435,8,2,1,1,0,4,0,0.0056,0.0000,
"""

TEXT = """\
TT  Tên đơn vị                Chỉ tiêu năm 2022  Số lượt  Trùng  Sai đơn vị  Sai thời gian  \
Lý do khác  Chờ xét  Hợp lệ  Tỷ lệ lượt  Tỷ lệ hợp lệ  Ghi chú
──  ────────────────────────  ─────────────────  ───────  ─────  ──────────  ─────────────  \
──────────  ───────  ──────  ──────────  ────────────  ────────────────────
 1  LĐLĐ huyện Than Uyên                  1.150        4      2           0              0  \
         0        2       0       0,3 %         0,0 %  (Có sáng kiến trùng)
"""


def table_of_the_story(**asked):
    province = Province()
    province.fill()
    province.campaign.targets.filter(unit=province.than_uyen).update(value=1150)
    return progress_table(province.campaign, province.root, on=DAY, **asked)


def test_csv_is_a_header_the_rows_and_the_total_and_nothing_else():
    assert as_csv(table_of_the_story()) == CSV.replace("\n", "\r\n").encode()


def test_a_missing_target_is_an_empty_csv_cell_not_0():
    lines = as_csv(table_of_the_story(basis=Basis.PHASE)).decode().splitlines()

    assert lines[1] == "1,LĐLĐ huyện Than Uyên,,4,2,0,0,0,2,0,,,(Có sáng kiến trùng)"
    assert lines[-1] == ",Tổng,,8,2,1,1,0,4,0,,,"


def test_the_shell_shows_aligned_columns_in_vietnamese_numbers():
    shown = as_text(table_of_the_story()).decode()

    assert TEXT in shown
    assert "Giai đoạn 1 (từ 08/01/2022 đến 31/05/2022): ngày thứ 69/144, đã qua 47,9 % " in shown
    assert "Năm 2022 (từ 01/01/2022 đến 31/12/2022): ngày thứ 76/365, đã qua 20,8 % " in shown
    assert shown.count("\n- Có ") == 3


def test_a_missing_target_is_a_dash_in_the_shell():
    line = as_text(table_of_the_story(basis=Basis.PHASE)).decode().splitlines()[7]

    assert line.split() == [
        "1", "LĐLĐ", "huyện", "Than", "Uyên", "–", "4", "2", "0", "0", "0", "2", "0", "–", "–",
        "(Có", "sáng", "kiến", "trùng)",
    ]  # fmt: skip


def test_the_workbook_holds_numbers_that_show_as_1_200_and_prints_across():
    sheet = load_workbook(io.BytesIO(as_xlsx(table_of_the_story()))).active

    header = next(row for row in sheet.iter_rows() if row[0].value == "TT")
    first = [cell.value for cell in sheet[header[0].row + 1]]
    assert first[:4] == [1, "LĐLĐ huyện Than Uyên", 1150, 4]
    assert (
        sheet.cell(header[0].row + 1, 3).number_format == r"[<1000]0;[<1000000]0\.000;0\.000\.000"
    )
    assert first[10] == pytest.approx(4 / 1150)
    total = [cell.value for cell in sheet[header[0].row + 5]]
    assert total[1:4] == ["Tổng", 1435, 8]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == f"${header[0].row}:${header[0].row}"


def test_the_notes_stand_below_the_table_of_the_workbook():
    table = table_of_the_story()
    sheet = load_workbook(io.BytesIO(as_xlsx(table))).active

    cells = [row[0].value for row in sheet.iter_rows()]
    assert cells[-len(table.notes) :] == [note.text for note in table.notes]


def test_json_carries_numbers_clocks_notes_and_names():
    shown = json.loads(as_json_text(table_of_the_story()))

    assert shown["campaign"]["slug"] == "lai-chau"
    assert (shown["day"], shown["rules_version"]) == ("2022-03-17", 1)
    assert shown["target"]["label"] == "Chỉ tiêu năm 2022"
    assert (shown["total"]["target"], shown["total"]["gross"]) == (1435, 8)
    assert shown["rows"][0]["undecided"]["duplicate"] == 2
    assert [clock["elapsed_per_10000"] for clock in shown["clocks"]] == [4792, 2082]
    assert [note["kind"] for note in shown["notes"]] == [
        "duplicate",
        "wrong-unit",
        "wrong-date",
        "undecided",
    ]


@pytest.mark.parametrize("word", sorted(REPORT.formats))
def test_equal_tables_give_equal_bytes(word):
    table = table_of_the_story()

    assert REPORT.formats[word].render(table) == REPORT.formats[word].render(table)


def test_the_file_is_named_after_campaign_unit_and_day():
    assert file_name(table_of_the_story(), ".csv") == "tien-do-lai-chau-LC-2022-03-17.csv"


def test_the_catalogue_finds_the_report_in_its_folder():
    assert load_reports() == {"progress": REPORT}
