import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.reading import Benefit, format_number, read_benefit

TY, TRIEU = 10**9, 10**6


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1,2 tỷ", 1_200_000_000),
        ("1,4 tỉ đồng", 1_400_000_000),
        ("1.2 tỷ", 1_200_000_000),
        ("25.000 đồng", 25_000),
        ("500.000đ", 500_000),
        ("300 triệu", 300 * TRIEU),
        ("300 TRIỆU ĐỒNG", 300 * TRIEU),
        ("1.200 triệu", 1_200 * TRIEU),
        ("30tr", 30 * TRIEU),
        ("30 trđ", 30 * TRIEU),
        ("30tr.đ", 30 * TRIEU),
        ("500 nghìn", 500_000),
        ("500k", 500_000),
        ("1 tỷ 200 triệu", 1_200 * TRIEU),
        ("5.000.000 VNĐ", 5 * TRIEU),
        ("5,000,000 VND", 5 * TRIEU),
        ("5000000", 5 * TRIEU),
        ("0 đồng", 0),
        ("Không có", 0),
    ],
)
def test_an_amount_in_dong_is_read(typed, amount):
    assert read_benefit(typed) == Benefit(typed, amount_vnd=amount)


def test_an_amount_a_year_keeps_its_period():
    assert read_benefit("15,9 tỷ/năm") == Benefit("15,9 tỷ/năm", 15_900_000_000, period="year")
    assert read_benefit("2 triệu/tháng") == Benefit("2 triệu/tháng", 2 * TRIEU, period="month")
    assert read_benefit("2 triệu mỗi quý").period == "quarter"


def test_an_amount_in_dollars_is_kept_raw_for_a_person_to_convert():
    typed = "1.761 USD/năm"
    assert read_benefit(typed) == Benefit(typed, currency="USD", period="year", doubtful=True)
    assert read_benefit("$500") == Benefit("$500", currency="USD", doubtful=True)


@pytest.mark.parametrize(
    "typed",
    ["300-500 triệu", "300 – 500 triệu đồng", "từ 300 đến 500 triệu", "300 triệu - 500 triệu"],
)
def test_a_range_keeps_both_ends(typed):
    expected = Benefit(typed, 300 * TRIEU, high_vnd=500 * TRIEU, approximate=True)
    assert read_benefit(typed) == expected


def test_the_ends_of_a_range_may_have_units_of_their_own():
    found = read_benefit("500 triệu - 1 tỷ")
    assert (found.amount_vnd, found.high_vnd) == (500 * TRIEU, TY)


@pytest.mark.parametrize(
    "typed", ["khoảng 1 tỷ", "Ước tính: 1 tỷ", "trên 1 tỷ đồng", "~1 tỷ", "gần 1 tỷ"]
)
def test_an_amount_said_roughly_is_marked_so(typed):
    assert read_benefit(typed) == Benefit(typed, TY, approximate=True)


@pytest.mark.parametrize(
    "typed",
    [
        "hiệu quả cao",
        "1 tỷ 2",
        "25",
        "1.5",
        "25.000 đồng/sản phẩm",
        "500 triệu 1 tỷ",
        "giảm 30% chi phí",
    ],
)
def test_what_is_not_wholly_understood_is_kept_raw_and_asked_about(typed):
    assert read_benefit(typed) == Benefit(typed, doubtful=True)


def test_an_incredible_amount_is_read_and_asked_about():
    assert read_benefit("2.000 tỷ") == Benefit("2.000 tỷ", 2_000 * TY, doubtful=True)


def test_a_range_turned_round_is_asked_about():
    assert read_benefit("500-300 triệu").doubtful is True


def test_the_unit_of_the_heading_holds_for_bare_numbers_only():
    assert read_benefit(300, unit="triệu đồng").amount_vnd == 300 * TRIEU
    assert read_benefit("1,5", unit="tỷ").amount_vnd == 1_500 * TRIEU
    assert read_benefit("25.000 đồng", unit="triệu đồng").amount_vnd == 25_000
    assert read_benefit(300.0, unit="đồng").amount_vnd == 300


def test_an_empty_cell_says_nothing_and_asks_nothing():
    assert read_benefit(" ") == Benefit("")


@given(st.integers(min_value=10_000, max_value=10**12))
def test_an_amount_written_by_us_is_read_back(amount):
    assert read_benefit(f"{format_number(amount)} đồng").amount_vnd == amount
    assert read_benefit(amount).amount_vnd == amount


@given(st.one_of(st.text(), st.text("0123456789.,- /tỷriệunămđ"), st.floats(), st.integers()))
def test_anything_is_kept_raw_and_nothing_fails(value):
    found = read_benefit(value)
    assert found.amount_vnd is None or found.amount_vnd >= 0
