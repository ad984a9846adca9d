import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.log_in_names import phone_meant, phone_shown, read_email, read_phone
from sangkien.core.reading.unreadable import Unreadable

mobiles = st.builds(
    lambda first, rest: f"{first}{rest:08d}", st.sampled_from("35789"), st.integers(0, 10**8 - 1)
)
starts = st.sampled_from(["0", "+84", "0084", "84", "+84 (0)", " 0"])
gaps = st.lists(st.sampled_from(["", " ", "-", ".", "  "]), min_size=9, max_size=9)


@given(mobiles, starts, gaps)
def test_a_number_is_the_same_however_it_is_written(digits, start, between):
    typed = start + "".join(gap + digit for gap, digit in zip(between, digits, strict=True))

    assert read_phone(typed) == f"+84{digits}"


@given(mobiles)
def test_what_is_shown_reads_back_as_the_same_number(digits):
    assert read_phone(phone_shown(f"+84{digits}")) == f"+84{digits}"


@pytest.mark.parametrize(
    ("before_2018", "since"),
    [
        ("0162 234 5678", "+84322345678"),
        ("0169.2345678", "+84392345678"),
        ("+84 120 234 5678", "+84702345678"),
        ("01232345678", "+84832345678"),
        ("0186 2345678", "+84562345678"),
        ("01992345678", "+84592345678"),
    ],
)
def test_a_number_of_eleven_digits_is_the_one_it_became(before_2018, since):
    assert read_phone(before_2018) == since


@pytest.mark.parametrize(
    "typed",
    ["", "113", "0213 3876 501", "091234567", "09123456789", "0161 234 5678", "+1 912 345 678",
     "lo-van-an", "٠٩١٢٣٤٥٦٧٨", "0912 345 678 (máy lẻ 2)"],
)  # fmt: skip
def test_what_is_no_mobile_number_of_vietnam_is_refused(typed):
    with pytest.raises(Unreadable) as refused:
        read_phone(typed)

    assert refused.value.code == "phone-form"
    assert phone_meant(typed) == ""


@pytest.mark.parametrize("typed", ["an", "an@", "@a.vn", "an@vn", "a b@c.vn", "a@b@c.vn", "a@b..vn",
                                   f"{'a' * 250}@b.vn"])  # fmt: skip
def test_what_is_no_address_is_refused(typed):
    with pytest.raises(Unreadable) as refused:
        read_email(typed)

    assert refused.value.code == "email-form"


def test_no_number_is_shown_as_nothing():
    assert phone_shown("") == ""
