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
