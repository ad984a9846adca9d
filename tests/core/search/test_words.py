import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.search.words import (
    LONGEST_WORD,
    campaign_word,
    entry_words,
    place_word,
    words_in,
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Giải pháp", {"giai", "phap"}),
        ("Gi¶i ph¸p", {"giai", "phap"}),  # TCVN3
        ("Giaûi phaùp", {"giai", "phap"}),  # VNI
        ("Kỹ năng", {"ki", "nang"}),
        ("học-sinh", {"hoc", "sinh", "hs"}),
        ("", set()),
        ("!!! – “”", set()),
    ],
)
def test_a_text_is_found_by_its_bare_syllables(text, words):
    assert words_in(text) == words


def test_short_and_long_forms_are_found_by_each_other():
    assert words_in("HS THPT") == {"hs", "hoc", "sinh", "thpt", "trung", "pho", "thong"}
    assert {"gv", "thpt"} <= words_in("Giáo viên trung học phổ thông")


def test_a_code_is_found_in_its_parts_and_run_together():
    assert words_in("PLC S7-1200") == {"plc", "s7", "1200", "s71200"}
    assert "r2d2" in words_in("Robot R2-D2") & words_in("Robot R2D2")


def test_an_entry_holds_its_campaign_and_every_unit_it_counts_below():
    words = entry_words(["Lọc nước", "Lò Văn An"], campaign_id=7, unit_path="1.4.27.")

    places = f"{campaign_word(7)} {place_word(1)} {place_word(27)} {place_word(4)}"
    assert words == f"{places} an lo loc nuoc van"


@given(st.text(max_size=60))
def test_nobody_can_type_a_place_and_no_word_is_empty_or_endless(text):
    for word in words_in(text):
        assert 0 < len(word) <= LONGEST_WORD
        assert not word.startswith("_")
        assert not set(word) & set(" '\"&|:*()\\")
