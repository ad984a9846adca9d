"""The empty sheet that officers fill in: what it asks, what it offers, and that it is read back."""

import io

import openpyxl
import pytest

from sangkien.actions.imports import preview
from sangkien.adapters.spreadsheet_in import open_sheet
from sangkien.core.sheets import SUBMISSIONS, find_layout
from sangkien.inputs.imports import SubmissionRows
from sangkien.reports.import_template import HINTS, LISTS, REQUIRED, ROWS, template_workbook
from tests import make
from tests.importing import file_of

pytestmark = pytest.mark.django_db
LABELS = {column.field: column.label for column in SUBMISSIONS.columns}


@pytest.fixture
def campaign():
    province = make.unit()
    made = make.campaign(
        province,
        fields=[{"code": "a", "name": "Sản xuất"}, {"code": "b", "name": "Y tế, giáo dục"}],
        member_kinds=[{"code": "w", "name": "Công nhân"}],
    )
    for name in ("LĐLĐ huyện Than Uyên", "Công đoàn ngành Y tế"):
        make.unit(province, name)
    return made


def book(campaign):
    return openpyxl.load_workbook(io.BytesIO(template_workbook(campaign)))


def headings(campaign):
    return [cell.value for cell in book(campaign).worksheets[0][1]]


def choices(campaign, field):
    """The choices that the drop-down of a column offers, read through its reference."""
    workbook = book(campaign)
    sheet = workbook.worksheets[0]
    column = next(cell for cell in sheet[1] if cell.value.rstrip(" *") == LABELS[field])
    for rule in sheet.data_validations.dataValidation:
        if f"{column.column_letter}2" in rule.sqref and rule.type == "list":
            start, _, end = rule.formula1.rpartition("!")[2].replace("$", "").partition(":")
            return [cell.value for (cell,) in workbook[LISTS][start:end]]
    return []


def test_what_must_be_filled_in_bears_a_star_and_nothing_else_does(campaign):
    starred = {heading.removesuffix(" *") for heading in headings(campaign) if heading[-1] == "*"}

    assert starred == {LABELS[field] for field in REQUIRED}


def test_columns_that_only_machines_fill_are_left_out(campaign):
    plain = {heading.removesuffix(" *") for heading in headings(campaign)}

    assert plain == set(LABELS.values()) - {LABELS["row_key"], LABELS["occurred_at"]}


def test_an_import_knows_every_heading_of_the_template(campaign):
    sheet = open_sheet(template_workbook(campaign), filename="mau.xlsx")

    layout = find_layout(sheet.rows(), SUBMISSIONS)

    assert set(layout.columns) == set(LABELS) - {"row_key", "occurred_at"}
    assert {problem.code for problem in layout.problems} == {"no-rows"}


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("ticked_unit", ["LĐLĐ huyện Than Uyên", "Công đoàn ngành Y tế"]),
        ("field", ["Sản xuất", "Y tế, giáo dục"]),
        ("member_kind", ["Công nhân"]),
        ("recognised_by", ["Hội đồng sáng kiến", "Thủ trưởng đơn vị"]),
        ("secret", ["không", "có"]),
        ("title", []),
    ],
)
def test_a_column_with_known_answers_offers_them_in_their_order(campaign, field, expected):
    assert choices(campaign, field) == expected


def test_a_campaign_without_choices_has_no_empty_drop_down():
    bare = make.campaign(make.unit())

    assert [choices(bare, field) for field in ("field", "member_kind", "ticked_unit")] == [[]] * 3


def test_hundreds_of_units_are_all_offered(campaign):
    for number in range(300):
        make.unit(campaign.owner, f"CĐCS số {number}")

    assert len(choices(campaign, "ticked_unit")) == 302


def test_the_lists_are_hidden_and_the_headings_stay_in_sight(campaign):
    workbook = book(campaign)

    assert workbook[LISTS].sheet_state == "hidden"
    assert workbook.worksheets[0].freeze_panes == "A2"
    assert workbook.worksheets[0].print_title_rows == "$1:$1"


def test_cells_are_text_so_that_no_date_or_number_is_turned_into_another(campaign):
    sheet = book(campaign).worksheets[0]

    text = [each for each in sheet.column_dimensions.values() if each.number_format == "@"]
    covered = {column for each in text for column in range(each.min, each.max + 1)}
    assert covered == {cell.column for cell in sheet[1]}


def test_help_is_given_at_the_cells_and_fits_where_it_stands(campaign):
    rules = book(campaign).worksheets[0].data_validations.dataValidation
    told = {rule.promptTitle: rule.prompt for rule in rules if rule.prompt}

    assert told == {LABELS[field][:32]: hint for field, hint in HINTS.items()}
    assert all(len(prompt) <= 255 for prompt in told.values())
    assert all(str(ROWS + 1) in str(rule.sqref) for rule in rules)


def test_a_filled_in_template_is_taken_without_a_single_problem(campaign):
    workbook = book(campaign)
    sheet = workbook.worksheets[0]
    answers = {
        "title": "Bể lọc nước tự chảy cho điểm trường",
        "authors": "Lò Văn An (60%); Vàng A Sử (40%)",
        "workplace": "Trường THCS Khoen On",
        "ticked_unit": "LĐLĐ huyện Than Uyên",
        "applied_on": "05/10/2021",
        "effect": "Giảm một nửa thời gian lấy nước",
        "benefit": "25 triệu đồng/năm",
        "recognised_by": "Hội đồng sáng kiến",
        "recognised_on": "05/01/2022",
        "secret": "không",
    }
    for cell in sheet[1]:
        field = next(f for f, label in LABELS.items() if label == cell.value.removesuffix(" *"))
        sheet.cell(2, cell.column).value = answers.get(field)
    out = io.BytesIO()
    workbook.save(out)

    batch = preview(
        campaign,
        campaign.owner,
        file_of("mau.xlsx", out.getvalue()),
        make.SYSTEM,
        read=SubmissionRows,
    )

    assert (batch.rows_total, batch.counts, batch.rows.count()) == (
        1,
        {"readable": 1, "refused": 0},
        0,
    )
