"""What each kind of duplicate does to a title, and what it leaves."""

import re
import unicodedata
from collections import Counter

import pytest

from bench.engine.kinds import KINDS, WEAK

ENTRIES_OF_A_KIND = 24  # 8 % of 6,000 over twenty kinds


def of_kind(entries, kind):
    found = [entry for entry in entries if entry["kind"] == kind]
    assert len(found) == ENTRIES_OF_A_KIND
    return [(entry["title"], entry["from"]["title"]) for entry in found]


def words(title):
    return Counter(re.findall(r"\w+", title.casefold()))


def skeleton(title):
    """Return the letters of a title, without marks, case, spaces and punctuation."""
    marked = unicodedata.normalize("NFD", title.casefold().replace("ð", "đ").replace("đ", "d"))
    return "".join(letter for letter in marked if letter.isalnum())


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "exact"])
def test_a_copy_has_other_bytes_than_its_source(entries, kind):
    assert [title for title, source in of_kind(entries, kind) if title == source] == []


def test_an_exact_copy_has_the_same_bytes(entries):
    assert all(title == source for title, source in of_kind(entries, "exact"))


@pytest.mark.parametrize("kind", ["case", "nfd", "no_diacritics", "tone_old_new", "punct_quote"])
def test_the_letters_stay_under_another_spelling(entries, kind):
    for title, source in of_kind(entries, kind):
        assert re.sub("^1", "", skeleton(title)) == skeleton(source)


def test_i_and_y_are_the_only_letters_that_differ(entries):
    for title, source in of_kind(entries, "i_y"):
        assert skeleton(title).replace("y", "i") == skeleton(source).replace("y", "i")


def test_the_words_stay_under_another_order(entries):
    for title, source in of_kind(entries, "reorder"):
        assert words(title) == words(source)


def test_a_wrapping_keeps_the_title_whole(entries):
    for title, source in of_kind(entries, "boilerplate"):
        assert source in title


def test_abbreviations_shorten(entries):
    for title, source in of_kind(entries, "abbrev"):
        assert len(title) < len(source)


def test_slips_leave_most_of_the_title(entries):
    for title, source in of_kind(entries, "typo_ocr"):
        assert abs(len(title) - len(source)) <= 3 * 10  # a word written twice, three times
        assert sum((words(source) - words(title)).values()) <= 6


def test_weak_titles_are_those_whose_words_change():
    assert set(KINDS) >= WEAK == {"insert_delete", "year_place", "paraphrase", "combo", "new_title"}
