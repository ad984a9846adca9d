from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sangkien.core.sheets import SUBMISSIONS, Fault, find_layout
from sangkien.inputs.imports import SubmissionRows
from sangkien.queries.units import unit_fact
from tests import make
from tests.sheets import sheet

pytestmark = pytest.mark.django_db
HEADINGS = (
    "Mã gửi", "Tên sáng kiến", "Họ và tên tác giả", "Mã đoàn viên", "Nơi làm việc", "Đơn vị",
    "Ngày áp dụng", "Bí mật", "Thời điểm nộp", "Giá trị làm lợi (triệu đồng)",
)  # fmt: skip
ROW = {
    "Tên sáng kiến": "Bể lọc nước tự chảy cho điểm trường",
    "Họ và tên tác giả": "Lò Văn An",
    "Nơi làm việc": "Trường THCS Khoen On",
    "Đơn vị": "LC-THU",
    "Ngày áp dụng": "05/10/2021",
}


@pytest.fixture
def place():
    province = make.unit(name="LĐLĐ tỉnh", code="LC")
    district = make.unit(province, "LĐLĐ huyện Than Uyên", code="LC-THU")
    return {"province": province, "district": district, "campaign": make.campaign(province)}


def cells(headings=HEADINGS, **changes):
    values = ROW | {label.replace("_", " "): value for label, value in changes.items()}
    return tuple(values.get(label, "") for label in headings)


def reader(place, unit=None, headings=HEADINGS):
    layout = find_layout(sheet(headings, cells(headings)), SUBMISSIONS)
    return SubmissionRows(place["campaign"], layout, make.NOW, unit)


def one(place, *, unit=None, headings=HEADINGS, **changes):
    (read,) = reader(place, unit, headings)([(7, cells(headings, **changes))])
    return read


def said(read):
    return [(problem.column, problem.code) for problem in read.problems]


def test_a_clean_row_is_an_entry_under_the_number_of_the_sheet(place):
    read = one(place)

    assert (read.number, read.given_key, read.problems) == (7, "", ())
    assert (read.entry.title, read.entry.ticked) == (
        "Bể lọc nước tự chảy cho điểm trường",
        unit_fact(place["district"]),
    )


def test_a_bare_gain_is_in_the_unit_of_its_heading(place):
    read = one(place, **{"Giá trị làm lợi (triệu đồng)": 15.5})

    assert (read.entry.benefit_raw, read.entry.benefit_vnd) == ("15,5", 15_500_000)


@pytest.mark.parametrize(
    ("cell", "day", "precision"),
    [
        ("05/10/2021", date(2021, 10, 5), "day"),
        (44474.0, date(2021, 10, 5), "day"),
        (datetime(2021, 10, 5), date(2021, 10, 5), "day"),  # noqa: DTZ001
        ("10/2021", date(2021, 10, 1), "month"),
        (10.2021, date(2021, 10, 1), "month"),
        (2021.0, date(2021, 1, 1), "year"),
        ("năm 2021", date(2021, 1, 1), "year"),
    ],
)
def test_a_day_of_application_is_read_with_how_much_was_said(cell, day, precision, place):
    entry = one(place, Ngày_áp_dụng=cell).entry

    assert (entry.applied_on, entry.applied_precision) == (day, precision)


@pytest.mark.parametrize(
    ("label", "cell", "code"),
    [
        ("Tên sáng kiến", "", "title-empty"),
        ("Tên sáng kiến", 12345.0, "title-empty"),
        ("Tên sáng kiến", "x" * 200_000, "too-long"),
        ("Họ và tên tác giả", "", "authors-empty"),
        ("Họ và tên tác giả", "An (150%)", "author-share"),
        ("Mã đoàn viên", "1; 2", "member-numbers"),
        ("Nơi làm việc", "\u200b", "workplace-empty"),
        ("Đơn vị", "", "unit-empty"),
        ("Đơn vị", "Sao Hỏa", "unit-unknown-far"),
        ("Ngày áp dụng", "", "date-empty"),
        ("Ngày áp dụng", "31/11/2021", "date-no-such-day"),
        ("Ngày áp dụng", "05/10/2960", "date-year-range"),
        ("Ngày áp dụng", 0.5, "date-number"),
        ("Ngày áp dụng", float("nan"), "date-number"),
        ("Bí mật", "có lẽ", "yes-or-no"),
        ("Thời điểm nộp", "17/03/2022 10:01", "moment-future"),
        ("Thời điểm nộp", "01/02/2022 25:00", "moment-time"),
        ("Giá trị làm lợi (triệu đồng)", "9" * 201, "too-long"),
        ("Mã gửi", "x" * 81, "too-long"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named_by_its_heading(label, cell, code, place):
    read = one(place, **{label: cell})

    assert (read.entry, said(read)) == (None, [(label, code)])


def test_every_bad_cell_of_a_row_is_named_at_once(place):
    read = one(place, Tên_sáng_kiến="", Đơn_vị="Sao Hỏa", Ngày_áp_dụng="31/11/2021")

    assert said(read) == [
        ("Tên sáng kiến", "title-empty"),
        ("Đơn vị", "unit-unknown-far"),
        ("Ngày áp dụng", "date-no-such-day"),
    ]


@pytest.mark.parametrize(
    ("label", "typed"),
    [
        ("Họ và tên tác giả", "Lò Văn An (sáu mươi %)"),
        ("Họ và tên tác giả", "Lò Văn An Bình Chung " * 12),
        ("Họ và tên tác giả", "An (150%)"),
    ],
)
def test_what_became_of_a_row_holds_no_name_of_a_person(label, typed, place):
    (problem,) = one(place, **{label: typed}).problems

    assert problem.details["typed"] == "…"


def test_what_was_typed_elsewhere_is_kept_to_be_shown(place):
    (problem,) = one(place, Ngày_áp_dụng="31/11/2021").problems

    assert problem.details["typed"] == "31/11/2021"


@pytest.mark.parametrize("number", [1, 3])
def test_a_formula_never_calculated_refuses_its_row_at_the_cell(number, place):
    faults = dict(zip(list(ROW)[:number], [Fault("formula-not-calculated")] * number, strict=True))

    read = one(place, **faults)

    assert (read.entry, said(read)) == (
        None,
        [(label, "formula-not-calculated") for label in faults],
    )


@pytest.mark.parametrize(
    ("key", "given"), [("GATE-7", "GATE-7"), ("  GATE-7 ", "GATE-7"), (7.0, "7"), ("", "")]
)
def test_the_senders_key_is_read_as_text(key, given, place):
    assert one(place, Mã_gửi=key).given_key == given


def test_the_key_of_our_result_workbook_wins_over_the_senders(place):
    read = one(place, headings=(*HEADINGS, "Khóa dòng"), Mã_gửi="GATE-7", Khóa_dòng="row-abc")

    assert (read.given_key, read.entry.client_ref) == ("row-abc", "row-abc")


def test_a_refused_row_keeps_no_more_of_its_key_than_a_column_holds(place):
    assert one(place, Mã_gửi="x" * 200_000).given_key == "x" * 80


def test_a_row_without_a_unit_is_of_the_member_unit_the_sheet_is_for(place):
    assert one(place, unit=place["district"], Đơn_vị=" ").entry.ticked.id == place["district"].id


def test_a_row_that_names_a_unit_keeps_it_whoever_the_sheet_is_for(place):
    other = make.unit(place["province"], code="LC-TAU")

    assert one(place, unit=other, Đơn_vị="LC-THU").entry.ticked.id == place["district"].id


def test_a_sheet_for_the_body_that_runs_the_campaign_must_name_the_unit(place):
    assert said(one(place, unit=place["province"], Đơn_vị="")) == [("Đơn vị", "unit-empty")]


@pytest.mark.parametrize("rows", [1, 3])
def test_names_met_before_are_looked_up_once(rows, place, django_assert_num_queries):
    read = reader(place)
    with django_assert_num_queries(1):
        read([(number, cells()) for number in range(rows)])

    with django_assert_num_queries(0):
        read([(number, cells()) for number in range(rows)])


@pytest.mark.parametrize("rows", [1, 3])
def test_new_names_of_a_batch_cost_one_query(rows, place, django_assert_num_queries):
    read = reader(place)
    with django_assert_num_queries(1):
        read([(number, cells(Đơn_vị=f"Đơn vị lạ {number}")) for number in range(rows)])


def test_rows_are_read_in_their_order(place):
    numbered = [(number, cells(Tên_sáng_kiến=f"Việc số {number}")) for number in (9, 2, 5)]

    assert [read.number for read in reader(place)(numbered)] == [9, 2, 5]


CELLS = (
    st.text(max_size=30)
    | st.floats()
    | st.integers(-(10**20), 10**20)
    | st.booleans()
    | st.dates()
    | st.datetimes()
    | st.times()
    | st.timedeltas()
    | st.just(Fault("cell-error"))
)


@given(changes=st.dictionaries(st.sampled_from(HEADINGS), CELLS, max_size=5))
@settings(
    deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_a_spreadsheet_holds_is_an_entry_or_refused_and_can_be_kept(place, changes):
    read = one(place, **changes)

    assert (read.entry is None) == bool(read.problems)
    kept = [problem.details.get("typed", "") for problem in read.problems] + [read.given_key]
    assert [text for text in kept if "\x00" in str(text)] == []
    if read.entry:
        assert sum(a.share_percent for a in read.entry.authors) >= Decimal(0)


@pytest.mark.parametrize("sign", ["\x00", "\ud800"])
@pytest.mark.parametrize("label", ["Ngày áp dụng", "Bí mật", "Thời điểm nộp", "Đơn vị", "Mã gửi"])
def test_signs_no_database_stores_are_in_nothing_that_is_kept(label, sign, place):
    read = one(place, **{label: f"31{sign}11"})

    kept = [str(value) for problem in read.problems for value in problem.details.values()]
    assert [text for text in [*kept, read.given_key] if sign in text] == []
