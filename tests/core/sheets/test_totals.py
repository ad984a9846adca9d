import pytest

from sangkien.core.sheets import SUBMISSIONS, Fault, entry_rows, find_layout, is_total, total_rows
from tests.sheets import sheet


@pytest.mark.parametrize(
    "cells",
    [
        ("Tổng", "", ""),
        ("", "Tổng cộng:", 12, 350.5),
        ("", "CỘNG", "1.200", "8,5 "),
        ("Tổng số sáng kiến: 245", "", ""),
        ("Tổng cộng (I+II)", 7, ""),
        (12, "Cộng 12 sáng kiến", Fault("formula-not-calculated", "=SUM(C2:C13)")),
        ("Tong cong", "Tổng", ""),
    ],
)
def test_a_label_with_numbers_at_the_most_is_a_row_of_totals(cells):
    assert is_total(cells)


@pytest.mark.parametrize(
    "cells",
    [
        ("", "", ""),
        (1, 2, "3"),
        (1, "Tổng hợp số liệu công đoàn bằng bảng tính", ""),
        (1, "Cộng đồng học tập ở bản", ""),
        (1, "Tổng", "Lò Văn An"),
        (1, "Cộng", True),
        ("Tổng cộng điểm thi đua của công nhân lao động toàn ngành trong năm học", "", ""),
    ],
)
def test_whatever_says_more_is_none(cells):
    assert not is_total(cells)


def test_totals_are_left_out_of_the_list_wherever_they_stand_and_counted():
    headings = ("Tên sáng kiến", "Nơi làm việc", "Đơn vị", "Ngày áp dụng", "Tác giả", "Kết luận")
    rows = sheet(
        headings,
        ("Máy sấy", "Xã A", "LC", "05/10/2021", "Lò Văn An", ""),
        ("Cộng", 1, "", "", "", "Dòng tổng, không tính"),  # as our result workbook gives it back
        ("Bể lọc", "Xã B", "LC", "05/10/2021", "Lò Văn An", ""),
        ("Tổng cộng", 2, "", "", "", ""),
    )
    layout = find_layout(rows, SUBMISSIONS)

    assert [cells[0] for _, cells in entry_rows(rows, layout)] == ["Máy sấy", "Bể lọc"]
    assert total_rows(rows, layout) == 2
