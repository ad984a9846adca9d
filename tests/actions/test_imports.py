from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.actions.imports import run_import
from sangkien.adapters.not_a_sheet import NotASheet
from sangkien.core.permissions import Role
from sangkien.core.refusal import Refusal
from sangkien.core.sheets.bad_rows import BadRows
from sangkien.inputs.imports import SubmissionRows
from sangkien.models import ImportBatch, ImportRow, Initiative, JournalLine
from sangkien.queries.progress import counts_of
from tests import make
from tests.importing import (
    FULL,
    HEADINGS,
    behind_a_cover,
    csv_file,
    file_of,
    imported,
    previewed,
    row,
    rows,
    with_formula,
    xlsx_file,
    zip_bomb,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def province():
    return make.unit(name="LĐLĐ tỉnh")


@pytest.fixture
def district(province):
    return make.unit(parent=province, name="LĐLĐ huyện Than Uyên")


@pytest.fixture
def campaign(province):
    return make.campaign(province)


def verdicts(batch):
    return list(batch.rows.values_list("row_number", "verdict"))


def problems(batch):
    return [
        (found.row_number, problem["column"], problem["code"])
        for found in batch.rows.all()
        for problem in found.problems
    ]


def total(campaign):
    return counts_of(campaign, campaign.owner).gross


def test_a_preview_stores_the_file_and_registers_nothing(campaign, district):
    file = csv_file([*rows(district, 3), row(district, 4, **{"Ngày áp dụng": "31/11/2021"})])

    batch = previewed(campaign, district, file)

    assert (batch.state, batch.counts) == ("preview", {"readable": 3, "refused": 1})
    assert (batch.rows_total, batch.header_row, batch.last_row) == (4, 1, 1)
    assert batch.columns["applied_on"] == 4
    assert batch.header == list(FULL)
    with batch.file.open() as kept, file.open() as sent:
        assert kept.read() == sent.read()
    assert problems(batch) == [(5, "Ngày áp dụng", "date-no-such-day")]
    assert Initiative.objects.count() == 0


def test_an_import_registers_every_readable_row_and_names_the_others(campaign, district):
    batch = imported(
        campaign,
        district,
        csv_file(
            [
                row(district, 1),
                row(district, 2, **{"Ngày áp dụng": "05/10/2960", "Nơi làm việc": ""}),
                row(district, 3, **{"Đơn vị": "Đơn vị lạ"}),
                row(district, 4),
            ]
        ),
    )

    assert (batch.state, batch.counts) == ("done", {"new": 2, "refused": 2})
    assert verdicts(batch) == [(2, "new"), (3, "refused"), (4, "refused"), (5, "new")]
    assert problems(batch) == [
        (3, "Nơi làm việc", "workplace-empty"),
        (3, "Ngày áp dụng", "date-year-range"),
        (4, "Đơn vị", "unit-unknown-far"),
    ]
    assert total(campaign) == 2
    assert JournalLine.objects.filter(verb="imported").count() == 1


def test_dates_may_be_texts_cells_and_serials(campaign, district):
    own = [row(district, k) for k in range(3)]
    for cells, day in zip(own, ["05/10/2021", 44474, 44474.0], strict=True):
        cells[FULL.index("Ngày áp dụng")] = day

    imported(campaign, district, xlsx_file(own))

    assert set(Initiative.objects.values_list("applied_on", flat=True)) == {date(2021, 10, 5)}


def test_exact_re_entries_count_each_and_a_second_run_adds_nothing(campaign, district):
    file = [row(district, 1)] * 3

    first = imported(campaign, district, csv_file(file))
    second = imported(campaign, district, csv_file(file))
    longer = imported(campaign, district, csv_file([*file, row(district, 1)]))

    assert [batch.counts for batch in (first, second, longer)] == [
        {"new": 3},
        {"again": 3},
        {"again": 3, "new": 1},
    ]
    assert total(campaign) == 4


def test_the_same_row_from_another_unit_is_an_entry_of_its_own(campaign, province, district):
    imported(campaign, district, csv_file([row(district, 1)]))

    batch = imported(campaign, province, csv_file([row(district, 1)]))

    assert batch.counts == {"new": 1}


def test_the_senders_own_key_is_the_row_key(campaign, district):
    sheet = [row(district, 1, **{"Mã gửi": "SK-1"}), row(district, 2, **{"Mã gửi": "SK-2"})]
    imported(campaign, district, csv_file(sheet))
    changed = [row(district, 1, **{"Mã gửi": "SK-1", "Nơi làm việc": "Nơi khác"}), sheet[1]]

    batch = imported(campaign, district, csv_file(changed))

    assert batch.counts == {"conflict": 1, "again": 1}
    assert problems(batch) == [(2, "", "ref-taken")]
    assert set(Initiative.objects.values_list("client_ref", flat=True)) == {"SK-1", "SK-2"}


def test_a_row_whose_entry_was_withdrawn_is_refused_with_its_receipt(campaign, district):
    sheet = csv_file([row(district, 1, **{"Mã gửi": "SK-1"})])
    imported(campaign, district, sheet)
    Initiative.objects.update(state="withdrawn")

    batch = imported(campaign, district, sheet)

    assert problems(batch) == [(2, "", "ref-withdrawn")]


def test_a_row_of_a_foreign_unit_is_refused_and_the_others_come_in(campaign, province, district):
    foreign = make.unit(parent=province, name="LĐLĐ huyện Phong Thổ")
    officer = make.officer(district, Role.UPPER_OFFICER)

    batch = imported(
        campaign, district, csv_file([row(district, 1), row(foreign, 2), row(district, 3)]), officer
    )

    assert batch.counts == {"new": 2, "refused": 1}
    assert problems(batch) == [(3, "", "import-not-here")]
    assert total(campaign) == 2


def test_nobody_imports_for_a_unit_outside_their_reach(campaign, province, district):
    foreign = make.unit(parent=province)

    for officer in (make.officer(foreign, Role.UPPER_OFFICER), make.officer(district, Role.MEMBER)):
        with pytest.raises(Refusal, match="not-allowed"):
            previewed(campaign, district, csv_file(rows(district, 1)), officer)


def test_a_unit_outside_the_campaign_takes_no_part(campaign):
    with pytest.raises(Refusal, match="outside-campaign"):
        previewed(campaign, make.unit(), csv_file([]))


def test_a_formula_without_a_value_is_refused_at_its_cell(campaign, district):
    file = with_formula([row(district, 1), row(district, 2)], "C2")

    batch = imported(campaign, district, file)

    assert problems(batch) == [(2, "Nơi làm việc", "formula-not-calculated")]
    assert batch.counts == {"refused": 1, "new": 1}


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xlsx", b"%PDF-1.7 not a workbook", "is-pdf"),
        ("a.xls", b"<html><table><tr><td>1</td></tr></table></html>", "is-web-page"),
        ("a.xlsx", b"", "empty-file"),
        ("a.docx", b"PK\x03\x04", "is-text-document"),
    ],
)
def test_a_file_that_is_no_spreadsheet_leaves_no_trace(
    campaign, district, settings, name, content, code
):
    with pytest.raises(NotASheet) as refused:
        previewed(campaign, district, file_of(name, content))

    assert refused.value.code == code
    assert ImportBatch.objects.count() == 0
    assert _stored_files(settings.MEDIA_ROOT) == []


def test_a_zip_bomb_is_refused_unopened(campaign, district):
    with pytest.raises(NotASheet) as refused:
        previewed(campaign, district, file_of("a.xlsx", zip_bomb()))

    assert refused.value.code == "zip-bomb"


@pytest.mark.parametrize(
    ("headings", "code"),
    [
        (("A", "B", "C", "D", "E"), "no-header"),
        (("Mã gửi", *HEADINGS[1:]), "column-missing"),
        (("Tên sáng kiến", "Tên sáng kiến", *HEADINGS[2:]), "column-twice"),
    ],
)
def test_wrong_columns_refuse_the_file_with_the_reason(campaign, district, headings, code):
    file = csv_file([row(district, 1)[:5]], headings=headings)

    with pytest.raises(BadRows) as refused:
        previewed(campaign, district, file)

    assert [problem.code for problem in refused.value.problems] == [code]


def test_the_sheet_with_the_list_is_found_behind_a_cover_sheet(campaign, district):
    file = behind_a_cover([FULL, *rows(district, 2)])

    batch = imported(campaign, district, file)

    assert (batch.sheet, batch.counts) == ("Danh sách", {"new": 2})


def test_an_import_stopped_between_chunks_goes_on_where_it_stood(campaign, district):
    batch = previewed(campaign, district, csv_file(rows(district, 600)))
    steps = []

    stopped = run_import(batch.id, make.SYSTEM, read=SubmissionRows, stop=lambda: True)
    done = run_import(
        batch.id, make.SYSTEM, read=SubmissionRows, progress=lambda *at: steps.append(at)
    )

    assert (stopped.state, stopped.counts) == ("running", {"new": 250})
    assert (done.state, done.counts) == ("done", {"new": 600})
    assert steps == [(250, 600), (500, 600), (600, 600)]
    assert Initiative.objects.count() == total(campaign) == 600
    assert ImportRow.objects.count() == 600


def test_a_finished_import_runs_no_second_time(campaign, district):
    batch = imported(campaign, district, csv_file(rows(district, 2)))

    again = run_import(batch.id, make.SYSTEM, read=SubmissionRows)

    assert (again.counts, Initiative.objects.count()) == ({"new": 2}, 2)


def test_rows_carry_the_gates_own_moment_and_who_they_were_entered_for(campaign, district):
    sheet = csv_file([row(district, 1, **{"Thời điểm nộp": "09/01/2022 11:00:25"})])

    imported(campaign, district, sheet, on_behalf="Tổ hỗ trợ huyện")

    (stored,) = Initiative.objects.all()
    assert stored.occurred_at.isoformat() == "2022-01-09T04:00:25+00:00"
    assert (stored.channel, stored.on_behalf) == ("sheet", "Tổ hỗ trợ huyện")


def test_queries_grow_with_chunks_not_with_rows(campaign, district):
    of_one_chunk = _queries(campaign, district, count=250)
    of_four = _queries(campaign, district, count=1_000)

    assert Initiative.objects.count() == 1_000
    assert of_four <= 4 * of_one_chunk


def _queries(campaign, district, *, count):
    batch = previewed(campaign, district, csv_file(rows(district, count)))
    with CaptureQueriesContext(connection) as queries:
        run_import(batch.id, make.SYSTEM, read=SubmissionRows)
    return len(queries)


def _stored_files(media):
    return [path for path in media.rglob("*") if path.is_file()]


def test_a_row_that_names_no_unit_is_of_the_unit_the_sheet_is_brought_in_for(campaign, district):
    sheet = xlsx_file([row(district, 1, **{"Đơn vị": ""}), row(district, 2)])

    batch = imported(campaign, district, sheet)

    assert verdicts(batch) == [(2, "new"), (3, "new")]
    assert set(Initiative.objects.values_list("ticked_unit", flat=True)) == {district.id}


def test_a_sheet_without_a_column_of_units_is_of_the_unit_it_is_brought_in_for(campaign, district):
    without = [heading for heading in FULL if heading != "Đơn vị"]
    cells = [
        cell for heading, cell in zip(FULL, row(district, 1), strict=True) if heading in without
    ]

    batch = imported(campaign, district, xlsx_file([cells], headings=without))

    assert verdicts(batch) == [(2, "new")]


def test_a_sheet_of_the_whole_province_must_name_the_unit_in_each_row(campaign, province, district):
    batch = imported(campaign, province, xlsx_file([row(district, 1, **{"Đơn vị": ""})]))

    assert problems(batch) == [(2, "Đơn vị", "unit-empty")]


def test_a_row_of_totals_is_no_row_in_error_and_the_preview_says_so(campaign, district):
    total = ["Tổng cộng", "", 2, *[""] * (len(FULL) - 3)]
    file = csv_file([*rows(district, 2), total])

    looked_at = previewed(campaign, district, file)
    assert looked_at.counts == {"readable": 2, "refused": 0, "totals": 1}
    done = run_import(looked_at.id, make.SYSTEM, read=SubmissionRows)

    assert (done.rows_total, done.counts) == (2, {"new": 2})


def test_a_preview_tells_how_many_of_the_rows_were_received_before(campaign, district):
    imported(campaign, district, csv_file(rows(district, 2)))

    again = previewed(campaign, district, csv_file(rows(district, 3)))

    assert again.counts == {"readable": 3, "refused": 0, "known": 2}
