"""The quick question of registration gives the answers of the full one."""

from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.duplicates import DUPLICATE_FROM, Text, compare, duplicate, features

WORDS = ("bếp", "suối", "ngô", "lớp", "3", "cầu", "trường", "sổ", "kho", "máy", "bơm", "dạy", "đọc")
NAMES = ("Lò Văn An", "L. V. An", "Lò Văn Ân", "Giàng A Páo", "")
said = st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join)
texts = st.builds(
    Text,
    title=said,
    description=said,
    effect=said,
    authors=st.tuples(st.sampled_from(NAMES)),
    member_refs=st.sampled_from([(), ("a",), ("b",)]),
    workplace=st.sampled_from(["", "Trường Mầm non Mường Cang", "Kho vật tư"]),
    unit_path=st.sampled_from(["1.", "1.2.", "1.3."]),
)


@given(texts, texts)
def test_it_returns_what_the_full_comparison_returns_of_a_duplicate_and_else_none(one, other):
    left, right = features(one), features(other)
    match = compare(left, right)

    found = duplicate(left, right)

    assert found == (match if match.probability >= DUPLICATE_FROM else None)


@given(texts)
def test_an_entry_is_its_own_duplicate(text):
    whole = features(text)

    assert duplicate(whole, whole) == compare(whole, whole)


def test_a_copy_with_a_slip_in_its_title_is_found():
    text = {"authors": ("Lò Văn An",), "workplace": "Kho vật tư", "unit_path": "1.2."}
    left = features(Text(title="Máy thái cỏ dùng động cơ xe máy", **text))
    right = features(Text(title="Máy thái cỏ dùng động cơ xe máyy", **text))

    found = duplicate(left, right)

    assert found == compare(left, right)
    assert found is not None
