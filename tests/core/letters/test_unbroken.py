import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.letters.unbroken import LONGEST, parted_at_hyphens


@given(st.text(alphabet="ab-/ \u00a0\u2011", max_size=90))
def test_joined_by_hyphens_the_parts_are_the_text(text):
    assert "-".join(parted_at_hyphens(text)) == text


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", [""]),
        ("- Như trên;", ["- Như trên;"]),
        ("Độc lập - Tự do", ["Độc lập - Tự do"]),
        ("“Covid-19”;", ["“Covid", "19”;"]),
        ("878/LĐLĐ-CSPL-QHLĐ", ["878/LĐLĐ", "CSPL", "QHLĐ"]),
        ("Covid-", ["Covid-"]),
        ("a--b", ["a", "", "b"]),
        ("a-" * (LONGEST // 2), ["a"] * (LONGEST // 2 - 1) + ["a-"]),
        ("a-" * LONGEST, ["a-" * LONGEST]),
    ],
)
def test_hyphens_within_words_part_them_and_long_words_keep_their_breaks(text, parts):
    assert parted_at_hyphens(text) == parts
