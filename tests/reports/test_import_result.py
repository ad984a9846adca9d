import pytest

from sangkien.actions.imports import run_import
from sangkien.adapters.spreadsheet_in import open_sheet
from sangkien.core.receipts import receipt_number
from sangkien.inputs.imports import SubmissionRows
from sangkien.inputs.problem import told
from sangkien.models import Initiative
from sangkien.reports.import_result import result_workbook
from tests import make
from tests.importing import FULL, csv_file, file_of, imported, previewed, row, rows, xlsx_file

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
