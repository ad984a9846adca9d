from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from sangkien.actions.imports import run_import
from sangkien.adapters.spreadsheet_in import open_sheet
from sangkien.inputs.imports import SubmissionRows
from sangkien.management.commands.initiatives import MOST_TOLD
from sangkien.models import ImportBatch, Initiative, JournalLine
from tests import make
from tests.importing import FULL, csv_file, previewed, row, rows

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def district():
    return make.unit(parent=make.unit(), name="LĐLĐ huyện Than Uyên")


@pytest.fixture
def campaign(district):
    return make.campaign(district.parent, slug="thu-nghiem")


def command(*words):
    out, err = StringIO(), StringIO()
    call_command("initiatives", *map(str, words), stdout=out, stderr=err)
    return out.getvalue().splitlines(), err.getvalue().splitlines()


def written(tmp_path, file):
    path = tmp_path / file.name
    path.write_bytes(file.read())
    return path


def test_a_sheet_comes_in_and_every_bad_row_is_named(campaign, district, tmp_path):
    bad = row(district, 2, **{"Ngày áp dụng": "31/11/2021"})
    path = written(tmp_path, csv_file([row(district, 1), bad]))

    out, err = command("import", path, "--campaign", campaign.slug)

    batch = ImportBatch.objects.get()
    assert out == [f"Import no. {batch.id}: 2 rows.", "  Received: 1", "  Not received: 1"]
    (problem,) = err
    assert problem == (
        "danh-sach.csv, row 3, column “Ngày áp dụng”: “31/11/2021” is no day of the calendar:"
        " month 11 of 2021 has 30 days. Check the day and write it as dd/mm/yyyy."
    )


def test_a_dry_run_registers_nothing_and_the_next_run_confirms_it(campaign, district, tmp_path):
    path = written(tmp_path, csv_file(rows(district, 2)))

    out, _ = command("import", path, "--campaign", campaign.slug, "--dry-run")
    before = Initiative.objects.count()
    command("import", path, "--campaign", campaign.slug)

    assert out == ["2 rows can be read, 0 cannot. Nothing was registered."]
    assert (before, Initiative.objects.count(), ImportBatch.objects.count()) == (0, 2, 1)


def test_a_dry_run_tells_of_totals_and_of_rows_received_before(campaign, district, tmp_path):
    total = ["Tổng", *[""] * (len(FULL) - 1)]
    path = written(tmp_path, csv_file([row(district, 1), total]))
    command("import", path, "--campaign", campaign.slug)

    out, _ = command("import", path, "--campaign", campaign.slug, "--dry-run")

    assert out == [
        "1 rows can be read, 0 cannot. Nothing was registered.",
        "Received before: 1 of the readable rows.",
        "Rows of totals, not counted: 1.",
    ]


def test_an_unfinished_import_of_the_same_file_is_resumed(campaign, district, tmp_path):
    path = written(tmp_path, csv_file(rows(district, 260)))
    batch = previewed(campaign, campaign.owner, csv_file(rows(district, 260)))
    run_import(batch.id, make.SYSTEM, read=SubmissionRows, stop=lambda: True)

    out, _ = command("import", path, "--campaign", campaign.slug)

    assert out == [f"Import no. {batch.id}: 260 rows.", "  Received: 260"]
    assert Initiative.objects.count() == 260


def test_the_result_workbook_sent_in_again_adds_nothing(campaign, district, tmp_path):
    sheet = [row(district, 1), row(district, 1), row(district, 3, **{"Nơi làm việc": ""})]
    path, result = written(tmp_path, csv_file(sheet)), tmp_path / "ket-qua.xlsx"
    command("import", path, "--campaign", campaign.slug, "--result", result)

    again, _ = command("import", result, "--campaign", campaign.slug)

    assert again[1:] == ["  Received before: 2", "  Not received: 1"]
    header, *body = [cells for _, cells in open_sheet(result, filename="ket-qua.xlsx").rows()]
    assert header == (*FULL, "Số biên nhận", "Kết luận", "Lý do", "Khóa dòng")
    verdicts = [cells[len(FULL) + 1] for cells in body]
    assert verdicts == ["Đã nhận", "Đã nhận", "Không tiếp nhận được"]  # whatever the screen speaks
    assert [cells[: len(FULL)] for cells in body] == [tuple(cells) for cells in sheet]


def test_an_import_is_taken_back_by_its_number(campaign, district, tmp_path):
    command("import", written(tmp_path, csv_file(rows(district, 2))), "--campaign", campaign.slug)
    number = ImportBatch.objects.get().id

    out, _ = command("undo", number)

    assert out == [f"Import no. {number} was taken back: 2 entries count no more."]
    with pytest.raises(CommandError, match="This import was taken back"):
        command("undo", number)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["undo", "99"], "There is no import no. 99."),
        (["undo", "-1"], "There is no import no. -1."),
        (["undo", "9" * 30], "There is no import no. 9{30}."),
        (["undo", "12a"], "invalid int value: '12a'"),
        (["undo"], "batch"),
        (["import", "a.csv"], "--campaign"),
        (["import", "khong-co.csv", "--campaign", "thu-nghiem"], "There is no file"),
        (["import", "khong-co.csv", "--campaign", "la"], "there is no campaign “la”"),
    ],
)
def test_what_is_not_there_is_named(campaign, words, said):
    with pytest.raises(CommandError, match=said):
        command(*words)


def test_a_file_that_is_no_list_is_refused_with_the_way_out(campaign, tmp_path):
    pdf = tmp_path / "a.xlsx"
    pdf.write_bytes(b"%PDF-1.7")
    other = tmp_path / "b.csv"
    other.write_text("A,B\n1,2\n")

    with pytest.raises(CommandError, match="is a PDF"):
        command("import", pdf, "--campaign", campaign.slug)
    with pytest.raises(CommandError, match="No row of column headings"):
        command("import", other, "--campaign", campaign.slug)


def test_a_sheet_goes_to_the_unit_that_is_named_and_no_other(campaign, district, tmp_path):
    path = written(tmp_path, csv_file(rows(district, 1)))

    command("import", path, "--campaign", campaign.slug, "--unit", district.code)

    assert ImportBatch.objects.get().unit == district


def test_a_unit_of_another_federation_is_refused_before_the_file_is_read(campaign, tmp_path):
    other = make.unit(code="SLA")
    (tmp_path / "a.csv").write_bytes(b"%PDF-1.7")

    with pytest.raises(CommandError, match="no unit of this campaign has the code “SLA”"):
        command("import", tmp_path / "a.csv", "--campaign", campaign.slug, "--unit", other.code)


def test_for_whom_a_sheet_came_in_is_kept_with_each_entry_and_its_journal(
    campaign, district, tmp_path
):
    path, whom = written(tmp_path, csv_file(rows(district, 2))), "Công văn 12 của huyện"

    command("import", path, "--campaign", campaign.slug, "--on-behalf", whom)

    assert set(Initiative.objects.values_list("on_behalf", flat=True)) == {whom}
    lines = JournalLine.objects.filter(verb="registered")
    assert set(lines.values_list("by", "reason")) == {(None, whom)}


def test_without_a_word_for_whom_unit_and_file_stand_there(campaign, district, tmp_path):
    path = written(tmp_path, csv_file(rows(district, 1)))

    command("import", path, "--campaign", campaign.slug)

    assert Initiative.objects.get().on_behalf == f"{campaign.owner.short_name}: danh-sach.csv"


def test_a_reason_longer_than_is_kept_is_cut_and_the_sheet_comes_in(campaign, district, tmp_path):
    path = written(tmp_path, csv_file(rows(district, 1)))

    command("import", path, "--campaign", campaign.slug, "--on-behalf", "x" * 300)

    assert Initiative.objects.get().on_behalf == "x" * 200


def test_only_the_first_refused_rows_stand_on_the_screen_and_all_in_the_result(
    campaign, district, tmp_path
):
    bad = [row(district, n, **{"Ngày áp dụng": "31/11/2021"}) for n in range(MOST_TOLD + 5)]
    path, result = written(tmp_path, csv_file(bad)), tmp_path / "ket-qua.xlsx"

    out, err = command("import", path, "--campaign", campaign.slug, "--result", result)

    assert (out[1:], len(err)) == (["  Not received: 55"], MOST_TOLD)
    body = [cells for _, cells in open_sheet(result, filename="ket-qua.xlsx").rows()][1:]
    assert {cells[len(FULL) + 1] for cells in body} == {"Không tiếp nhận được"}
    assert len(body) == MOST_TOLD + 5


def test_a_result_that_would_replace_a_folder_is_refused_before_anything_comes_in(
    campaign, district, tmp_path
):
    path = written(tmp_path, csv_file(rows(district, 1)))

    with pytest.raises(CommandError, match="is a folder"):
        command("import", path, "--campaign", campaign.slug, "--result", tmp_path)
    assert Initiative.objects.count() == 0


def test_an_import_that_was_only_looked_at_cannot_be_taken_back(campaign, district, tmp_path):
    path = written(tmp_path, csv_file(rows(district, 1)))
    command("import", path, "--campaign", campaign.slug, "--dry-run")

    with pytest.raises(CommandError, match="This import was never confirmed"):
        command("undo", ImportBatch.objects.get().id)


def test_more_than_a_thousand_rows_are_told_with_a_dot(campaign, district, tmp_path):
    path = written(tmp_path, csv_file([row(district, 1)] * 1001))

    out, _ = command("import", path, "--campaign", campaign.slug, "--dry-run")

    assert out[0] == "1.001 rows can be read, 0 cannot. Nothing was registered."
