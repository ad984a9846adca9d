import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.reports.plain_text import aligned, width


@pytest.mark.parametrize("text", ["Đơn vị", unicodedata.normalize("NFD", "Đơn vị"), "Than U"])
def test_vietnamese_letters_take_one_place_however_they_are_composed(text):
    assert width(text) == 6


@given(st.lists(st.lists(st.text("aăđệ ", max_size=5), min_size=2, max_size=2), min_size=2))
def test_every_column_starts_at_the_same_place(cells):
    rows = [[f"<{left}", f"<{right}>"] for left, right in cells]

    lines = aligned(rows, text_columns=(0, 1))

    starts = {line.rindex("<") for line in lines if "<" in line}
    assert len(starts) == 1


def test_numbers_stand_at_the_right_and_a_rule_above_the_total():
    assert aligned([("Tên", "Số"), ("A", "7"), ("Tổng", "1.200")], text_columns=(0,)) == [
        "Tên      Số",
        "────  ─────",
        "A         7",
        "────  ─────",
        "Tổng  1.200",
    ]
