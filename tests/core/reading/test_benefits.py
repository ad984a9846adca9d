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


@pytest.mark.parametrize(
    ("typed", "low", "high", "period"),
    [
        ("1,5 - 2 tỷ", 1_500 * TRIEU, 2 * TY, ""),
        ("1-2 tỷ/năm", TY, 2 * TY, "year"),
        ("khoảng 200-300 triệu mỗi tháng", 200 * TRIEU, 300 * TRIEU, "month"),
        ("500 nghìn đến 1 triệu/ngày", 500_000, TRIEU, "day"),
        ("10.000.000 - 20.000.000 đồng", 10 * TRIEU, 20 * TRIEU, ""),
        ("2-3 triệu/1 tuần", 2 * TRIEU, 3 * TRIEU, "week"),
    ],
)
def test_both_ends_of_a_range_have_the_unit_that_stands_behind_the_second(typed, low, high, period):
    assert read_benefit(typed) == Benefit(typed, low, high, period=period, approximate=True)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("tiết kiệm 25 triệu đồng/năm", 25 * TRIEU),
        ("Làm lợi: 1,2 tỷ đồng.", 1_200 * TRIEU),
        ("Giá trị 300.000.000đ", 300 * TRIEU),
        ("số tiền 30 trđ", 30 * TRIEU),
        ("đạt 1 tỷ 500 triệu", 1_500 * TRIEU),
        ("1 tỷ 200 triệu 500 nghìn", 1_200_500_000),
        ("12,345 triệu", 12_345_000),  # a comma before three digits is a decimal here
        ("1.234,5 triệu", 1_234_500_000),
        ("0,5 tỷ", 500 * TRIEU),
        ("10000", 10_000),
        ("9.999 đồng", 9_999),
        ("- Tiết kiệm 25 triệu đồng", 25 * TRIEU),
        ("– 25 triệu", 25 * TRIEU),
        ("• 300.000đ", 300_000),
    ],
)
def test_an_amount_is_read_out_of_the_words_around_it(typed, amount):
    assert read_benefit(typed).amount_vnd == amount
    assert read_benefit(typed).doubtful is False


@pytest.mark.parametrize(
    "typed",
    [
        "25 triệu và 30 triệu",
        "1 triệu 2 tỷ",  # the scale must fall
        "1 tỷ 2 tỷ",
        "9999",  # a bare number this small rarely means đồng
        "1.23.4 triệu",
        "1,2,3 tỷ",
        "1234567890123456 triệu",
        "triệu",
        "-5 triệu",  # below zero, not from nothing to five
        "25 triệu -",
        "- triệu",
        "25%",
        "10 công/ha",
        "1-2-3 triệu",
    ],
)
def test_what_is_half_understood_gives_no_amount_and_is_asked_about(typed):
    assert read_benefit(typed) == Benefit(typed, doubtful=True)


@pytest.mark.parametrize(
    ("typed", "currency"),
    [
        ("500 EUR", "EUR"),
        ("500 euro", "EUR"),
        ("1.000 đô la", "USD"),
        ("300 đô", "USD"),
        ("20 CNY", "CNY"),
        ("500 usd", "USD"),
    ],
)
def test_a_foreign_currency_is_named_and_never_taken_for_dong(typed, currency):
    assert read_benefit(typed) == Benefit(typed, currency=currency, doubtful=True)


@pytest.mark.parametrize("word", ["không", "KHÔNG CÓ", "Chưa có", "0", "0 đồng", 0, 0.0])
def test_words_for_nothing_are_a_gain_of_0(word):
    assert read_benefit(word).amount_vnd == 0


@given(st.integers(1, 9_999), st.sampled_from([("tỷ", TY), ("triệu", TRIEU), ("nghìn", 1000)]))
def test_an_amount_in_units_is_that_many_units(number, scale):
    word, worth = scale

    assert read_benefit(f"{format_number(number)} {word} đồng").amount_vnd == number * worth


@given(st.text(max_size=60), st.sampled_from(["", "triệu đồng", "tỷ", "đồng", "USD"]))
def test_the_raw_text_is_kept_word_for_word_whatever_is_read(text, unit):
    found = read_benefit(text, unit=unit)

    assert found.raw == " ".join(text.split())
    assert found.high_vnd is None or found.amount_vnd is not None
