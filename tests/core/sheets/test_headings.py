import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.sheets import COLUMNS, SUBMISSIONS, TARGETS, UNITS
from sangkien.core.sheets.headings import (
    SILENT,
    bracketed,
    column_of,
    field_of,
    nearest_label,
    plain_heading,
)

EVERY = [
    (kind, column.field, heading)
    for kind in COLUMNS.values()
    for column in kind.columns
    for heading in column.headings
]


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("Ngày áp dụng", "ngay ap dung"),
        ("  NGÀY   ÁP DỤNG * ", "ngay ap dung"),
        ("Nga\u0300y a\u0301p du\u0323ng", "ngay ap dung"),
        ("Ngày, tháng (dd/mm/yyyy)", "ngay thang"),
        ("Giá trị [triệu đồng]", "gia tri"),
        ("(Tên sáng kiến)", "ten sang kien"),
        ("Đơn vị", "don vi"),
        ("\u00d0ơn vị", "don vi"),  # U+00D0 typed for Đ by old keyboards
        ("LĐLĐ/Công đoàn ngành", "ldld cong doan nganh"),
        ("Số QĐ\ncông nhận", "so qd cong nhan"),
        ("...", ""),
        ("", ""),
    ],
)
def test_headings_are_compared_without_accents_case_marks_and_brackets(typed, plain):
    assert plain_heading(typed) == plain


@given(st.text(max_size=40))
def test_a_plain_heading_stays_as_it_is(text):
    assert plain_heading(plain_heading(text)) == plain_heading(text)


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("Giá trị làm lợi (triệu đồng)", "triệu đồng"),
        ("Giá trị [ đồng ]", "đồng"),
        ("Ngày (dd/mm) áp dụng (năm)", "dd/mm năm"),
        ("Ngày (dd/mm", ""),
        ("Ngày", ""),
    ],
)
def test_what_stands_in_brackets_is_the_unit(typed, unit):
    assert bracketed(typed) == unit


@pytest.mark.parametrize(
    ("kind", "field", "heading"),
    EVERY,
    ids=[f"{kind.name}-{heading}" for kind, _, heading in EVERY],
)
def test_every_known_heading_leads_to_its_field_in_capitals_with_a_unit_and_a_star(
    kind, field, heading
):
    for typed in (heading, heading.upper(), f" {heading} (ghi rõ) *", heading.replace(" ", "\n")):
        assert field_of(typed, kind) == field


@pytest.mark.parametrize("typed", ["TT", "STT", "Số TT", "Ghi chú", "Kết luận", "Số biên nhận"])
def test_row_numbers_and_our_own_words_are_known_and_not_read(typed):
    assert field_of(typed, SUBMISSIONS) == SILENT


@pytest.mark.parametrize("typed", ["Ý kiến", "", "Tên sáng kiến của tôi"])
def test_an_unknown_heading_leads_to_no_field(typed):
    assert field_of(typed, SUBMISSIONS) is None


@pytest.mark.parametrize(
    ("typed", "kind", "near"),
    [
        ("Tên sáng kếin", SUBMISSIONS, "Tên sáng kiến"),
        ("Nơi làm viêc", SUBMISSIONS, "Nơi làm việc"),
        ("Họ và tên tác giã", SUBMISSIONS, "Họ và tên tác giả"),
        ("Chỉ tieeu", TARGETS, "Chỉ tiêu"),
        ("Mã đon vi", UNITS, "Mã"),
        ("Màu tóc", SUBMISSIONS, None),
        ("STTT", SUBMISSIONS, None),
    ],
)
def test_a_slip_in_a_heading_is_answered_with_the_heading_that_is_meant(typed, kind, near):
    assert nearest_label(typed, kind) == near


def test_a_column_is_found_by_its_field_and_called_by_our_heading():
    assert column_of("title", SUBMISSIONS).label == "Tên sáng kiến"
