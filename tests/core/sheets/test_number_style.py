import pytest

from sangkien.core.sheets import decide_number_style


@pytest.mark.parametrize(
    "cells",
    [
        ["1.200", "350", 12.0],
        ["1.200.000"],
        ["8,5", "1,200"],
        ["1,200", "1.350"],
        ["1.234,5", "1,200,300"],
        [],
        [1200, 1.5],
        ["0,200"],
    ],
)
def test_a_column_of_counts_is_vietnamese_unless_every_sign_speaks_against(cells):
    assert decide_number_style(cells, counts=True) == "vietnamese"


@pytest.mark.parametrize("cells", [["1,200", "350"], ["1,200,000"], ["1,200.5"], [" 12,345 "]])
def test_a_column_of_counts_with_commas_between_thousands_only_is_english(cells):
    assert decide_number_style(cells, counts=True) == "english"


def test_one_comma_before_three_digits_shows_nothing_where_decimals_may_stand():
    assert decide_number_style(["1,200"], counts=False) == "vietnamese"
    assert decide_number_style(["1,200,000"], counts=False) == "english"
