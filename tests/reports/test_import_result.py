import pytest

from sangkien.actions.imports import run_import
from sangkien.adapters.spreadsheet_in import open_sheet
from sangkien.core.receipts import receipt_number
from sangkien.inputs.imports import SubmissionRows
from sangkien.inputs.problem import told
from sangkien.models import Initiative
from sangkien.reports.import_result import result_workbook
from tests import make
from tests.importing import (
    FULL,
    csv_file,
    file_of,
    imported,
    previewed,
    row,
    rows,
    with_formula,
    xlsx_file,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def district():
    return make.unit(parent=make.unit())


@pytest.fixture
def campaign(district):
    return make.campaign(district.parent)


def written(batch, tmp_path):
    path = result_workbook(batch, tmp_path / "r.xlsx", told=told, translate=str)
    return [cells for _, cells in open_sheet(path, filename="r.xlsx").rows()]


def test_their_columns_and_values_come_back_with_receipt_verdict_reason_and_key(
    campaign, district, tmp_path
):
    sheet = [row(district, 1), row(district, 2, **{"Ngày áp dụng": "31/11/2021"})]
    sheet[0][FULL.index("Ngày áp dụng")] = 44474

    header, good, bad = written(imported(campaign, district, xlsx_file(sheet)), tmp_path)

    (stored,) = Initiative.objects.all()
    assert header[: len(FULL)] == FULL
    assert good[: len(FULL)] == tuple(sheet[0])
    assert good[len(FULL) :] == (
        receipt_number(campaign.receipt_prefix, stored.id),
        "Received",
        "Received; to be looked at: Not recognised yet.",
        stored.client_ref,
    )
    assert bad[len(FULL) :][:2] == ("", "Not received")
    assert bad[len(FULL) + 2].startswith("Ngày áp dụng: ")


def test_rows_out_are_rows_in_across_chunks(campaign, district, tmp_path):
    batch = previewed(campaign, district, csv_file(rows(district, 520)))

    assert len(written(batch, tmp_path)) == 1 + 520


def test_rows_not_reached_yet_say_so(campaign, district, tmp_path):
    batch = previewed(campaign, district, csv_file(rows(district, 260)))
    batch = run_import(batch.id, make.SYSTEM, read=SubmissionRows, stop=lambda: True)

    body = written(batch, tmp_path)[1:]

    assert [cells[len(FULL) + 1] for cells in body].count("Not yet imported") == 10


def test_a_result_sent_in_again_gets_no_second_set_of_columns(campaign, district, tmp_path):
    first = imported(campaign, district, csv_file(rows(district, 1)))
    path = result_workbook(first, tmp_path / "a.xlsx", told=told, translate=str)

    again = imported(campaign, district, _as_upload(path))

    assert again.counts == {"again": 1}
    assert written(again, tmp_path)[0] == (
        *FULL,
        "Số biên nhận",
        "Kết luận",
        "Lý do",
        "Khóa dòng",
    )


def _as_upload(path):
    return file_of(path.name, path.read_bytes())


def column_of(label, header):
    return header.index(label)


def test_the_same_list_again_says_so_with_the_first_receipt_and_adds_nothing(
    campaign, district, tmp_path
):
    first = written(imported(campaign, district, csv_file(rows(district, 2))), tmp_path)
    again = written(imported(campaign, district, csv_file(rows(district, 2))), tmp_path)

    receipt, verdict, reason = len(FULL), len(FULL) + 1, len(FULL) + 2
    assert [cells[receipt] for cells in again[1:]] == [cells[receipt] for cells in first[1:]]
    assert {(cells[verdict], cells[reason]) for cells in again[1:]} == {
        ("Received before", "This row was received before; nothing was added.")
    }
    assert Initiative.objects.count() == 2


def test_a_known_key_with_other_content_is_told_as_a_conflict(campaign, district, tmp_path):
    sheet = [row(district, 1, **{"Mã gửi": "SK-1"})]
    imported(campaign, district, csv_file(sheet))
    sheet[0][0] = "Một sáng kiến khác hẳn"

    _, cells = written(imported(campaign, district, csv_file(sheet)), tmp_path)

    assert cells[len(FULL) + 1] == "Received before, with other content"
    assert cells[len(FULL) + 2] != ""


def test_every_problem_of_a_row_is_told_with_its_column(campaign, district, tmp_path):
    bad = row(district, 1, **{"Ngày áp dụng": "31/11/2021", "Tên sáng kiến": ""})

    _, cells = written(imported(campaign, district, csv_file([bad])), tmp_path)

    reason = cells[len(FULL) + 2]
    assert "Tên sáng kiến: " in reason
    assert "Ngày áp dụng: " in reason


def test_columns_nobody_knows_and_their_order_come_back_too(campaign, district, tmp_path):
    headings = ("Ý kiến của phòng", *FULL[::-1])
    sheet = [["đã xem", *row(district, 1)[::-1]]]

    header, cells = written(
        imported(campaign, district, csv_file(sheet, headings=headings)), tmp_path
    )

    assert header[: len(headings)] == headings
    assert cells[: len(headings)] == tuple(sheet[0])


def test_a_formula_a_member_typed_comes_back_as_text(campaign, district, tmp_path):
    sheet = [row(district, 1, **{"Hiệu quả": "=1+1 giảm nửa công"})]

    _, cells = written(imported(campaign, district, csv_file(sheet)), tmp_path)

    assert cells[column_of("Hiệu quả", FULL)] == "=1+1 giảm nửa công"


def test_a_formula_without_a_value_comes_back_as_its_text_with_the_reason(
    campaign, district, tmp_path
):
    sheet = with_formula([row(district, 1)], "C2")

    _, cells = written(imported(campaign, district, sheet), tmp_path)

    assert cells[column_of("Nơi làm việc", FULL)] == "=CONCATENATE(A1,B1)"
    assert cells[len(FULL) + 1] == "Not received"
    assert cells[len(FULL) + 2].startswith("Nơi làm việc: Ô C2 là ô công thức chưa tính.")


def test_that_text_sent_in_again_is_refused_again_and_read_as_no_workplace(
    campaign, district, tmp_path
):
    first = imported(campaign, district, with_formula([row(district, 1)], "C2"))
    path = result_workbook(first, tmp_path / "r.xlsx", told=told, translate=str)

    again = imported(campaign, district, file_of("r.xlsx", path.read_bytes()))

    assert again.counts == {"refused": 1}
    (problem,) = again.rows.get().problems
    assert (problem["column"], problem["code"]) == ("Nơi làm việc", "formula-not-calculated")


def test_an_error_in_the_mark_of_secrecy_hides_the_description(campaign, district, tmp_path):
    sheet = [[*row(district, 1), "Tỷ lệ pha", "#REF!"]]
    batch = imported(campaign, district, csv_file(sheet, headings=MARKED))

    assert descriptions(batch, tmp_path) == ["kept secret"]


def test_a_row_of_totals_comes_back_as_what_it_is_and_sent_in_again_is_none_either(
    campaign, district, tmp_path
):
    total = ["Tổng cộng", "", 1, *[""] * (len(FULL) - 3)]
    batch = imported(campaign, district, xlsx_file([row(district, 1), total]))

    _, _, cells = written(batch, tmp_path)
    path = tmp_path / "r.xlsx"
    again = previewed(campaign, district, file_of("r.xlsx", path.read_bytes()))

    assert cells[:3] == ("Tổng cộng", "", 1)
    assert cells[len(FULL) :] == ("", "Row of totals, not counted", "", "")
    assert again.counts == {"readable": 1, "refused": 0, "known": 1, "totals": 1}


# -- secrets -------------------------------------------------------------------------------------

MARKED = (*FULL, "Mô tả", "Bí mật")


def descriptions(batch, tmp_path):
    path = result_workbook(batch, tmp_path / "s.xlsx", told=told, translate=str, hides_secrets=True)
    found = [cells for _, cells in open_sheet(path, filename="s.xlsx").rows()]
    return [cells[column_of("Mô tả", found[0])] for cells in found[1:]]


@pytest.mark.parametrize(
    ("mark", "is_hidden"),
    [
        ("có", True),
        ("x", True),
        ("BÍ MẬT", True),
        ("ko rõ", True),
        ("không", False),
        ("KHÔNG", False),
        ("", False),
        ("0", False),
        ("-", False),
    ],
)
def test_a_description_is_hidden_wherever_the_mark_is_not_clearly_no(
    campaign, district, tmp_path, mark, is_hidden
):
    sheet = [[*row(district, 1), "Tỷ lệ pha", mark]]
    batch = imported(campaign, district, csv_file(sheet, headings=MARKED))

    assert descriptions(batch, tmp_path) == ["kept secret" if is_hidden else "Tỷ lệ pha"]


def test_a_row_that_ends_before_the_mark_has_none(campaign, district, tmp_path):
    sheet = [[*row(district, 1), "Tỷ lệ pha"]]
    batch = imported(campaign, district, csv_file(sheet, headings=MARKED))

    assert descriptions(batch, tmp_path) == ["Tỷ lệ pha"]
