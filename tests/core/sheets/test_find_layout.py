import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.sheets import (
    COLUMNS,
    SUBMISSIONS,
    TARGETS,
    UNITS,
    Fault,
    SheetProblem,
    find_layout,
)
from sangkien.core.sheets.headings import plain_heading
from sangkien.core.sheets.problem import SENTENCES


def sheet(*rows, first=1):
    return [(number, tuple(cells)) for number, cells in enumerate(rows, start=first)]


def codes(problems):
    return [problem.code for problem in problems]


OUR_LIST = sheet(
    ["TT", "Tên sáng kiến", "Họ và tên tác giả", "Nơi làm việc", "Ngày áp dụng lần đầu"],
    [1, "Cải tiến máy sấy", "Lò Văn An", "Trường Mầm non Số 1", "05/09/2021"],
)


def test_a_list_with_our_headings_is_understood_and_gives_no_problem():
    layout = find_layout(OUR_LIST, SUBMISSIONS)

    assert (layout.header_row, layout.first_row) == (1, 2)
    assert layout.columns == {"title": 1, "authors": 2, "workplace": 3, "applied_on": 4}
    assert (layout.problems, layout.remarks) == ((), ())


def test_the_cells_of_a_row_are_picked_by_field_and_a_short_row_is_empty_at_its_end():
    layout = find_layout(OUR_LIST, SUBMISSIONS)

    assert layout.pick((1, "Máy sấy", "Lò Văn An")) == {
        "title": "Máy sấy",
        "authors": "Lò Văn An",
        "workplace": "",
        "applied_on": "",
    }


def test_headings_below_a_title_and_a_motto_are_found_with_their_row():
    rows = sheet(
        ["LIÊN ĐOÀN LAO ĐỘNG TỈNH", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["", "", ""],
        ["DANH SÁCH SÁNG KIẾN", "", ""],
        ["STT", "Tên SK", "Họ tên"],
        [1, "Máy sấy", "Lò Văn An"],
    )

    layout = find_layout(rows, SUBMISSIONS)

    assert (layout.header_row, layout.first_row) == (4, 5)
    assert layout.columns == {"title": 1, "authors": 2}


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("TÊN ĐỀ TÀI, GIẢI PHÁP", "title"),
        ("Ten sang kien", "title"),
        ("Te\u0302n sa\u0301ng kie\u0302\u0301n", "title"),
        ("Tác giả", "authors"),
        ("Đơn vị công tác", "workplace"),
        ("CĐCS", "workplace"),
        ("Đơn vị", "ticked_unit"),
        ("Ngày/tháng\náp dụng", "applied_on"),
        ("Ngày áp dụng lần đầu (dd/mm/yyyy) *", "applied_on"),
        ("Giá trị làm lợi (triệu đồng)", "benefit"),
        ("Số QĐ công nhận", "recognition_number"),
        ("Ðối tượng", "member_kind"),  # U+00D0, seen in archives
    ],
)
def test_headings_of_real_lists_are_known(heading, field):
    layout = find_layout(sheet(["TT", heading], [1, "x"]), SUBMISSIONS)
    assert layout.columns == {field: 1}


def test_a_header_of_two_rows_is_flattened():
    rows = sheet(
        ["TT", "Tên sáng kiến", "Tác giả", "", "", "Quyết định công nhận", ""],
        ["", "", "Họ tên", "Đơn vị công tác", "Chức vụ", "Số", "Ngày"],
        [1, "Máy sấy", "Lò Văn An", "Trường", "GV", "12/QĐ", "05/09/2021"],
    )

    layout = find_layout(rows, SUBMISSIONS)

    assert (layout.header_row, layout.first_row) == (2, 3)
    assert layout.columns == {
        "title": 1,
        "authors": 2,
        "workplace": 3,
        "recognition_number": 5,
        "recognised_on": 6,
    }
    assert [problem.column for problem in layout.remarks] == ["Tác giả Chức vụ"]


def test_a_row_of_column_numbers_below_the_headings_is_no_entry():
    rows = sheet(["TT", "Tên sáng kiến", "Tác giả"], ["(1)", "(2)", "(3)"], [1, "Máy sấy", "An"])
    assert find_layout(rows, SUBMISSIONS).first_row == 3


def test_a_row_that_counts_letters_and_numbers_without_brackets_is_no_entry():
    rows = sheet(["TT", "Tên sáng kiến", "Tác giả", "Mô tả"], ["A", "B", 1, 2.0], [1, "x", "y"])
    assert find_layout(rows, SUBMISSIONS).first_row == 3


def test_a_target_of_small_numbers_is_not_taken_for_a_row_of_column_numbers():
    rows = sheet(["Mã đơn vị", "Chỉ tiêu", "Năm"], [1, 2, 3])
    assert find_layout(rows, TARGETS).first_row == 2


def test_an_entry_is_not_taken_for_a_row_of_column_numbers():
    rows = sheet(["TT", "Tên sáng kiến", "Tác giả"], [1, "Máy sấy", "An"])
    assert find_layout(rows, SUBMISSIONS).first_row == 2


def test_a_missing_title_column_is_named_with_the_way_out():
    layout = find_layout(sheet(["TT", "Tác giả", "Nơi làm việc"], [1, "An", "x"]), SUBMISSIONS)

    expected = SheetProblem(1, "Tên sáng kiến", "column-missing", {"label": "Tên sáng kiến"})
    assert layout.problems == (expected,)
    assert "“Tên sáng kiến”" in expected.sentence.format(**expected.details)


def test_one_heading_over_two_columns_is_a_problem_that_names_both():
    rows = sheet(["Tên sáng kiến", "Tác giả", "Tên SK", "Tên sáng kiến"], ["a", "b", "c", "d"])
    layout = find_layout(rows, SUBMISSIONS)

    details = {"letters": "A, C, D", "label": "Tên sáng kiến"}
    assert layout.problems == (SheetProblem(1, "Tên sáng kiến", "column-twice", details),)


def test_our_own_heading_wins_over_another_for_the_same_field():
    rows = sheet(["Tên sáng kiến", "Đơn vị thành viên", "Đơn vị"], ["a", "b", "c"])
    layout = find_layout(rows, SUBMISSIONS)

    assert layout.columns == {"title": 0, "ticked_unit": 1}
    details = {"letter": "C", "label": "Đơn vị", "chosen": "Đơn vị thành viên"}
    assert layout.remarks == (SheetProblem(1, "Đơn vị", "column-shadowed", details),)
    assert layout.problems == ()


def test_unknown_columns_are_named_and_the_nearest_known_heading_is_offered():
    rows = sheet(["Tên sáng kiến", "Tác giả", "Ngày áp dungj", "Màu sắc"], ["a", "b", "c", "d"])

    remarks = find_layout(rows, SUBMISSIONS).remarks

    near = {"letter": "C", "label": "Ngày áp dungj", "nearest": "Ngày áp dụng lần đầu"}
    far = {"letter": "D", "label": "Màu sắc"}
    assert remarks == (
        SheetProblem(1, "Ngày áp dungj", "column-unknown-near", near),
        SheetProblem(1, "Màu sắc", "column-unknown", far),
    )


@pytest.mark.parametrize("rows", [[], sheet(["", "  "], [""])])
def test_an_empty_sheet_is_a_problem(rows):
    assert codes(find_layout(rows, SUBMISSIONS).problems) == ["sheet-empty"]


def test_a_sheet_without_headings_is_a_problem_that_shows_the_headings():
    layout = find_layout(sheet(["1", "Máy sấy", "Lò Văn An"]), SUBMISSIONS)

    assert (layout.header_row, layout.columns) == (0, {})
    assert codes(layout.problems) == ["no-header"]
    assert "“Tên sáng kiến”" in layout.problems[0].details["labels"]


def test_headings_without_a_row_below_are_a_problem():
    layout = find_layout(sheet(["TT", "Tên sáng kiến", "Tác giả"], ["", ""]), SUBMISSIONS)
    assert layout.problems == (SheetProblem(None, None, "no-rows", {"header": 1}),)


def test_headings_in_the_last_row_searched_are_found_although_rows_follow():
    rows = sheet(*[["lời dẫn"]] * 29, ["Tên sáng kiến", "Tác giả"], ["Máy sấy", "An"])
    layout = find_layout(rows, SUBMISSIONS)
    assert (layout.header_row, layout.problems) == (30, ())


def test_only_the_first_rows_are_read_from_a_long_sheet():
    taken = []

    def rows():
        for number in range(1, 1000):
            taken.append(number)
            yield number, ("x",)

    find_layout(rows(), SUBMISSIONS)

    assert len(taken) == 31


def test_a_cell_without_a_calculated_value_is_a_problem_at_its_row_and_column():
    layout = find_layout(OUR_LIST, SUBMISSIONS)
    cells = (Fault("cell-error"), "Máy sấy", Fault("formula-not-calculated"))

    expected = SheetProblem(7, "Họ và tên tác giả", "formula-not-calculated", {"cell": "C7"})
    assert layout.faults(7, cells) == (expected,)


@pytest.mark.parametrize(
    ("text", "is_formula"),
    [
        ("=CONCATENATE(A1,B1)", True),
        ("=A1&B1", True),
        ("=$B$7", True),
        ("='Trang 1'!A1", True),
        ("=-Sheet2!C10", True),
        ("=> giảm một nửa công", False),
        ("= 5 triệu đồng", False),
        ("=50% so với trước", False),
        ("Máy sấy =A1", False),
    ],
)
def test_the_text_of_a_formula_is_told_from_text_that_begins_with_its_sign(text, is_formula):
    layout = find_layout(OUR_LIST, SUBMISSIONS)

    faults = layout.faults(7, ("", text))

    assert [fault.code for fault in faults] == ["formula-not-calculated"] * is_formula


def test_what_a_heading_says_in_brackets_is_its_unit():
    rows = sheet(["Tên sáng kiến", "Giá trị làm lợi (triệu đồng)"], ["a", 300])
    layout = find_layout(rows, SUBMISSIONS)
    assert (layout.unit_of("benefit"), layout.unit_of("title")) == ("triệu đồng", "")


def test_the_label_of_a_field_is_what_the_sheet_calls_it():
    layout = find_layout(sheet(["Tên SK", "Tác giả"], ["a", "b"]), SUBMISSIONS)
    assert layout.label_of("title") == "Tên SK"
    assert layout.label_of("effect") == "Hiệu quả"


def test_the_columns_of_a_result_workbook_are_known_again_and_its_key_is_read():
    rows = sheet(["Tên sáng kiến", "Tác giả", "Kết luận", "Lý do", "Khóa dòng"], list("abcde"))
    layout = find_layout(rows, SUBMISSIONS)

    assert layout.columns == {"title": 0, "authors": 1, "row_key": 4}
    assert layout.result_columns == {2, 3, 4}
    assert layout.remarks == ()


def test_a_sheet_of_units_and_a_sheet_of_targets_are_understood():
    units = find_layout(sheet(["Mã", "Loại", "Tên đầy đủ", "Tuyến"], list("abcd")), UNITS)
    targets = find_layout(sheet(["Tên đơn vị", "Chỉ tiêu", "Năm"], list("abc")), TARGETS)

    assert units.columns == {"code": 0, "kind": 1, "name": 2, "line": 3}
    assert targets.columns == {"unit": 0, "value": 1, "year": 2}


@pytest.mark.parametrize("kind", COLUMNS.values(), ids=lambda kind: kind.name)
def test_every_heading_of_a_kind_names_one_field_only(kind):
    headings = [plain_heading(text) for column in kind.columns for text in column.headings]
    assert len(headings) == len(set(headings))


@pytest.mark.parametrize("kind", COLUMNS.values(), ids=lambda kind: kind.name)
def test_the_template_with_all_our_headings_is_understood_whole(kind):
    template = sheet([column.label for column in kind.columns], ["x"] * len(kind.columns))
    layout = find_layout(template, kind)

    assert list(layout.columns) == [column.field for column in kind.columns]
    assert (layout.problems, layout.remarks) == ((), ())


def test_every_sentence_is_marked_with_placeholders_that_the_details_fill():
    layouts = [
        find_layout([], SUBMISSIONS),
        find_layout(sheet(["x"]), SUBMISSIONS),
        find_layout(sheet(["Tác giả", "Tác giả", "Đơn vị", "Đơn vị thành viên"]), SUBMISSIONS),
        find_layout(sheet(["Tác giả", "Nơi làm việc", "Ngày áp dungj", "Màu"]), SUBMISSIONS),
    ]
    told = [problem for layout in layouts for problem in (*layout.problems, *layout.remarks)]

    assert all(problem.sentence.format(**problem.details) for problem in told)
    assert set(SENTENCES) - set(codes(told)) == {"formula-not-calculated", "cell-error"}


KNOWN = [column.label for column in SUBMISSIONS.columns]


@given(st.permutations(KNOWN), st.integers(0, 25))
def test_headings_are_found_in_any_order_and_below_any_number_of_title_rows(labels, above):
    titles = [["LIÊN ĐOÀN LAO ĐỘNG TỈNH LAI CHÂU"] for _ in range(above)]
    layout = find_layout(sheet(*titles, labels, ["x"] * len(labels)), SUBMISSIONS)

    assert (layout.header_row, layout.problems) == (above + 1, ())
    assert layout.columns == {
        column.field: labels.index(column.label) for column in SUBMISSIONS.columns
    }


CELL = st.sampled_from([*KNOWN, "TT", "Ý kiến", "", "(1)", "1", "Máy sấy"]) | st.text(max_size=12)


@given(st.lists(st.lists(CELL | st.integers() | st.dates(), max_size=6), max_size=8))
def test_any_sheet_has_a_layout_or_problems_that_people_can_read(rows):
    for kind in (SUBMISSIONS, UNITS, TARGETS):
        layout = find_layout(sheet(*rows), kind)
        assert layout.problems or set(layout.columns) >= {
            column.field for column in kind.columns if column.required
        }
        for problem in (*layout.problems, *layout.remarks):
            assert problem.sentence.format(**problem.details)


@given(st.lists(CELL, min_size=1, max_size=8))
def test_every_field_is_filled_by_one_column_at_most(labels):
    layout = find_layout(sheet(labels, ["x"] * 8), SUBMISSIONS)

    fields = [heading.field for heading in layout.headings if heading.field]
    is_clash = any(problem.code == "column-twice" for problem in layout.problems)
    assert is_clash or len(fields) == len(set(fields))
