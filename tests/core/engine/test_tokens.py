import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.engine.letters import LONG, LONGEST_PACKED, packed, spelled
from sangkien.core.engine.tokens import (
    ASIDE,
    DASH,
    DOT,
    LINE_END,
    OTHER,
    SEVERAL,
    SLASH,
    point_at,
)
from sangkien.core.text import fold
from tests.core.engine.handmade import cut_up, read_only, tokens_in

SENTENCE = "Rèn chữ đẹp, lớp 4"
# what somebody can type, and no sign that one of the two readers takes for two
VIETNAMESE = st.text("aăâbcdđeêxôơưàảãáạấệ  019.,-/()\n\u0301\u0323“”–", max_size=40)


def after_each(text):
    return [int(sign) for sign in cut_up(text)[2]]


def codes_of(text):
    return [int(code) for code in cut_up(text)[0]]


@given(st.text(st.characters(exclude_categories=()), min_size=1, max_size=8))
def test_every_sign_is_read_as_it_was_written(text):
    written, at, found = read_only(text), 0, []
    while at < written.size:
        point, at = point_at(written, at)
        found.append(point)

    # signs beyond the first plane are all one: they part words
    assert found == [min(ord(sign), 0x10000) for sign in text]


@given(VIETNAMESE)
def test_a_text_is_cut_where_plain_python_cuts_it(text):
    expected = re.findall(r"[a-z0-9]+", fold(text))

    assert tokens_in(text) == [token if len(token) <= LONGEST_PACKED else "" for token in expected]


@given(VIETNAMESE)
def test_composed_and_decomposed_texts_give_the_same_tokens_marks_and_separators(text):
    composed, parted = (
        [part.tolist() for part in cut_up(unicodedata.normalize(form, text))]
        for form in ("NFC", "NFD")
    )

    assert composed == parted


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("a b", 0),
        ("a\tb", 0),
        ("a\u00a0b", 0),  # a space that does not break
        ("a\x00b", 0),
        ("a.b", DOT),
        ("a. b", DOT),
        ("a/b", SLASH),
        ("a-b", DASH),
        ("a–b", DASH),
        ("a(b", ASIDE),
        ("a,b", ASIDE),
        ("a; b", ASIDE),
        ("a [b", ASIDE),
        ("a\nb", LINE_END),
        ("a)b", OTHER),
        ("a“b", OTHER),
        ("a😀b", OTHER),
        ("a. (b", DOT | ASIDE | SEVERAL),
        ("a...b", DOT | SEVERAL),
        ("a,\nb", ASIDE | LINE_END | SEVERAL),
    ],
)
def test_what_stands_between_two_tokens_is_told(typed, expected):
    assert after_each(typed) == [expected, 0]


def test_what_stands_before_the_first_token_is_told_nowhere():
    assert after_each("“(– Rèn, chữ") == [ASIDE, 0]


def test_what_stands_behind_the_last_token_is_told():
    assert after_each("Rèn chữ.\n") == [0, DOT | LINE_END | SEVERAL]


def test_a_token_of_ten_letters_is_packed_and_a_longer_one_is_a_hash():
    ten, eleven = "abcdefghij", "abcdefghijk"

    assert codes_of(ten) == [packed(ten)]
    assert codes_of(eleven)[0] >= LONG
    assert codes_of(eleven) == codes_of(eleven.upper())


@given(st.text("ab", min_size=11, max_size=14), st.text("ab", min_size=11, max_size=14))
def test_long_tokens_have_one_number_only_if_they_are_one(left, right):
    assert (codes_of(left) == codes_of(right)) == (left == right)


@pytest.mark.parametrize("word", ["ЭЦВ", "שלום", "学校", "ไทย", "한국", "κείμενο", "ß" * 3])
def test_a_foreign_word_is_one_token_with_a_number_of_its_own(word):
    (code,) = codes_of(word)

    assert code >= LONG
    assert spelled(code) == ""
    assert codes_of(word[:-1]) != [code]


def test_a_foreign_letter_makes_its_whole_token_foreign():
    assert tokens_in("bơm ЭЦВ6-6,3 x") == ["bom", "", "6", "3", "x"]


@pytest.mark.parametrize("text", ["", " ", "…", "😀🎉", "\x00\x01", "\u0301", "-.,/"])
def test_a_text_without_letters_has_no_token(text):
    assert tokens_in(text) == []


def test_lone_surrogates_are_read_and_part_words():
    assert tokens_in("a\ud800b\udfffc") == ["a", "b", "c"]


@pytest.mark.parametrize("most", [0, 1, 2, 4, 5, 100])
def test_at_the_most_so_many_tokens_are_written(most):
    assert tokens_in(SENTENCE, most=most) == ["ren", "chu", "dep", "lop", "4"][:most]


def test_tokens_are_written_from_the_place_that_is_given():
    for first in (0, 3):
        codes, _, after = cut_up(SENTENCE, first=first)
        assert [spelled(int(code)) for code in codes] == ["ren", "chu", "dep", "lop", "4"]
        assert after.tolist() == [0, 0, ASIDE, 0, 0]


@pytest.mark.parametrize("begin", range(3))
@pytest.mark.parametrize("end", range(8, 12))
def test_only_the_part_that_is_asked_for_is_read(begin, end):
    text = "mot hai ba bon"

    assert tokens_in(text, begin=begin, end=end) == text[begin:end].split()
    # a token that the end cuts has nothing behind it
    assert cut_up(text, begin=begin, end=end)[2][-1] == 0


@given(st.text(st.characters(exclude_categories=()), max_size=40))
def test_whatever_is_typed_the_tokens_have_numbers_and_fit_into_half_the_bytes(text):
    codes = codes_of(text)

    assert all(codes)
    assert len(codes) <= (len(read_only(text)) + 1) // 2
