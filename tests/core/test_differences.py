from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.differences import (
    MOST_WORDS,
    Kind,
    Piece,
    after_of,
    before_of,
    differences,
)

# words that come back, between spaces and breaks of every kind, so that texts have much in common
WORDS = st.sampled_from(["dạy", "phép", "chia", "bằng", "que", "tính", "kẹo", " ", "\n", "\t", ""])
TEXTS = st.lists(WORDS, max_size=30).map(" ".join) | st.text(max_size=60)


def said(before, after):
    return [(str(piece.kind), piece.text) for piece in differences(before, after)]


@given(TEXTS, TEXTS)
def test_applying_the_difference_gives_the_new_text_and_undoing_it_the_old_one(before, after):
    pieces = differences(before, after)

    assert (before_of(pieces), after_of(pieces)) == (before, after)


@given(TEXTS, TEXTS)
def test_pieces_are_never_empty_and_no_two_neighbours_are_of_one_kind(before, after):
    pieces = differences(before, after)

    assert [piece for piece in pieces if not piece.text] == []
    assert [pair for pair in pairwise(pieces) if pair[0].kind is pair[1].kind] == []


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text):
    assert differences(text, text) == ((Piece(Kind.SAME, text),) if text else ())


def test_what_went_stands_before_what_came_in_its_place():
    assert said("Dạy phép chia bằng kẹo", "Dạy phép chia bằng que tính") == [
        ("same", "Dạy phép chia bằng"),
        ("gone", " kẹo"),
        ("new", " que tính"),
    ]


def test_a_word_that_is_put_in_leaves_the_others_as_they_are():
    assert said("Giảm nửa thời gian", "Giảm một nửa thời gian") == [
        ("same", "Giảm"),
        ("new", " một"),
        ("same", " nửa thời gian"),
    ]


def test_accents_and_capital_letters_make_another_word():
    assert said("Sổ kho", "sổ khó") == [("gone", "Sổ kho"), ("new", "sổ khó")]


def test_a_text_that_was_empty_came_whole_and_one_that_is_empty_went_whole():
    assert (said("", "mới"), said("cũ", "")) == ([("new", "mới")], [("gone", "cũ")])


def test_of_very_long_texts_what_both_begin_and_end_with_is_found_still():
    many = " ".join(f"từ{number}" for number in range(MOST_WORDS + 1))
    other = many.replace("từ", "chữ")

    assert said(f"Đầu {many} cuối", f"Đầu {other} cuối") == [
        ("same", "Đầu"),
        ("gone", f" {many}"),
        ("new", f" {other}"),
        ("same", " cuối"),
    ]
