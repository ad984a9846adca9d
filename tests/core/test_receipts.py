import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.receipts import entry_of, receipt_number

NUMBERS = st.integers(0, 10**9)
PREFIXES = st.from_regex(r"[A-Z][A-Z0-9]{1,11}", fullmatch=True)


@given(PREFIXES, NUMBERS)
def test_a_receipt_leads_back_to_its_entry_in_small_letters_and_with_spaces_too(prefix, number):
    receipt = receipt_number(prefix, number)

    assert entry_of(receipt) == number
    assert entry_of(f" {receipt.lower().replace('-', ' - ')} ") == number


@given(NUMBERS, st.integers(0, 5), st.integers(1, 9))
def test_one_wrong_digit_is_caught(number, place, off):
    receipt = receipt_number("LC22", number)
    head, digits, check = receipt.split("-")
    wrong = str((int(digits[place]) + off) % 10)

    assert entry_of(f"{head}-{digits[:place]}{wrong}{digits[place + 1 :]}-{check}") is None


def test_what_is_no_receipt_leads_nowhere():
    assert [entry_of(text) for text in ("", "LC22", "LC22-000245", "LC22-000245-x", "--")] == [
        None
    ] * 5


@pytest.mark.parametrize("typed", [f"LC22-{'9' * 5000}-1", "LC22-٢٤٥-1", f"LC22-{'0' * 40}245-1"])
def test_a_number_of_another_shape_is_no_receipt(typed):
    assert entry_of(typed) is None


@given(NUMBERS.map(lambda n: n % 10**6), st.integers(0, 4))
def test_two_digits_that_changed_places_are_caught_but_for_0_and_9(number, place):
    digits = f"{number:06d}"
    swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    check = receipt_number("LC22", number)[-1]

    found = entry_of(f"LC22-{swapped}-{check}")

    is_blind = swapped == digits or {digits[place], digits[place + 1]} == {"0", "9"}
    assert found == (int(swapped) if is_blind else None)


@pytest.mark.parametrize(
    ("prefix", "number", "receipt"),
    [
        ("LC22", 0, "LC22-000000-0"),
        ("LC22", 1, "LC22-000001-8"),
        ("LC22", 999_999, "LC22-999999-6"),
        ("LC22", 1_000_000, "LC22-1000000-8"),
        ("A", 10**17, "A-100000000000000000-9"),
    ],
)
def test_a_number_has_six_digits_at_least_and_more_where_it_needs_them(prefix, number, receipt):
    assert receipt_number(prefix, number) == receipt
    assert entry_of(receipt) == number


@given(st.text(max_size=30))
def test_any_text_leads_to_an_entry_or_to_none(text):
    found = entry_of(text)

    assert found is None or found >= 0
