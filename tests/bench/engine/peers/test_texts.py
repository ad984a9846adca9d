"""What peers are given, and pairs in their one form."""

import numpy as np
import pyarrow as pa

from bench.engine.peers.minhash import scored, tokens_of
from bench.engine.peers.retrieval import likeness, rarest_words
from bench.engine.peers.texts import TEXT, TITLE, ordered, plain, texts_of, words_of

TABLE = pa.table({"title": ["Rèn chữ ĐẸP", "Một"], "description": ["cho học sinh", ""]})


def test_texts_are_in_lower_case_without_diacritics_composed_or_not():
    assert plain("Rèn chữ ĐẸP") == plain("Re\u0300n chữ ĐẸP") == "ren chu dep"
    assert texts_of(TABLE, TITLE) == ["ren chu dep", "mot"]
    assert texts_of(TABLE, TEXT) == ["ren chu dep\ncho hoc sinh", "mot\n"]
    assert words_of("lop 4-a, (toan)") == ["lop", "4", "a", "toan"]


def test_titles_are_hashed_by_words_and_texts_by_three_words_in_a_row():
    assert list(tokens_of(TABLE, TITLE)) == [{"ren", "chu", "dep"}, {"mot"}]
    assert list(tokens_of(TABLE, TEXT)) == [
        {"ren chu dep", "chu dep cho", "dep cho hoc", "cho hoc sinh"},
        {"mot"},
    ]


def test_pairs_are_earlier_first_each_once():
    a, b = ordered([2, 1, 0, 3], [1, 2, 0, 0], 4)

    assert (a.tolist(), b.tolist()) == ([0, 1], [3, 2])


def test_whoever_was_met_earlier_is_scored_by_the_share_of_equal_hashes():
    digests = np.array([[1, 2, 3, 4], [1, 2, 9, 9], [1, 2, 3, 4]])

    found = scored([[0, 2], [0, 1], [0, 1, 2]], digests)

    assert list(zip(*map(np.ndarray.tolist, found), strict=True)) == [
        (0, 1, 0.5),
        (0, 2, 1.0),
        (1, 2, 0.5),
    ]


def test_the_rarest_words_are_looked_for_first():
    assert list(rarest_words(["a b c", "a b", "a", ""])) == [["c", "b", "a"], ["b", "a"], ["a"], []]


def test_likeness_does_not_look_at_the_order_of_words():
    texts = ["day hoc toan", "toan day hoc", "ren chu"]

    found = likeness(texts, np.array([0, 0]), np.array([1, 2]))

    assert found[0] == 1.0
    assert found[1] < 0.5
