import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.search.query import MOST_WORDS, Term, closeness, read_query, within
from sangkien.core.search.words import words_in
from sangkien.core.vietnamese.syllables import SYLLABLES


def holds(typed, text):
    """Whether the text is found by what was typed, as the indexes find it."""
    words = words_in(text)
    return bool(read_query(typed)) and all(
        any(
            any(word.startswith(term.word) for word in words)
            if term.is_begun
            else term.word in words
            for term in group
        )
        for group in read_query(typed)
    )


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("giai phap", "Giải pháp lọc nước"),
        ("GIẢI PHÁP", "giai phap loc nuoc"),
        ("lọc giải", "Giải pháp lọc nước"),  # in any order
        ("giải ph", "Giải pháp lọc nước"),  # while it is typed
        ("giair phaps", "Giải pháp"),  # Telex keys
        ("Gi¶i ph¸p", "Giải pháp"),
        ("giải pháp", "Gi¶i ph¸p n©ng cao"),
        ("GV tiểu học", "Kỹ năng cho giáo viên tiểu học"),
        ("giáo viên", "Bồi dưỡng GV"),
        ("học sinh THPT", "HS trung học phổ thông"),
        ("hocsinh", "Học sinh"),
        ("S7-1200", "Bơm nước bằng PLC S7-1200"),
        ("S71200", "Bơm nước bằng PLC S7-1200"),
        ("S7 1200", "Bơm nước bằng PLC S7-1200"),
        ("s7-12", "Bơm nước bằng PLC S7-1200"),
        ("R2-D2", "Robot R2D2"),
        ("kĩ năng", "Kỹ năng"),
    ],
)
def test_what_was_typed_finds_the_text(typed, text):
    assert holds(typed, text)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("giải pháp khác", "Giải pháp lọc nước"),
        ("S7-1500", "PLC S7-1200"),
        ("phá nước", "Giải pháp lọc nước"),  # only the last word may be begun
        ("_u1", "Giải pháp"),
        ("!!!", "Giải pháp"),
    ],
)
def test_what_does_not_occur_is_not_found(typed, text):
    assert not holds(typed, text)


def test_no_search_holds_more_words_than_are_looked_for():
    assert len(read_query(" ".join(sorted(SYLLABLES)[:50]))) == MOST_WORDS


def test_a_place_is_a_word_like_any_other():
    query = within(read_query("lọc"), campaign_id=3, unit_ids=(4, 9))

    assert query[1:] == ((Term("_c3"),), (Term("_u4"), Term("_u9")))
    assert within((), campaign_id=3, unit_ids=()) == ((Term("_c3"),),)


def test_a_title_that_begins_so_comes_before_one_that_holds_it_and_that_before_loose_words():
    titles = ["Nước được lọc", "Giải pháp lọc nước", "Lọc nước", "Loc nuoc", "Bơm chè"]

    best = sorted(titles, key=lambda title: -closeness("lọc nước", title))
    assert best == ["Lọc nước", "Loc nuoc", "Giải pháp lọc nước", "Nước được lọc", "Bơm chè"]


@given(st.text(max_size=40))
def test_anything_typed_is_a_search_and_every_word_of_it_is_safe_to_quote(typed):
    for group in read_query(typed):
        assert group
        for term in group:
            assert term.word
            assert not set(term.word) & set(" '\"&|:*()\\")


@given(
    st.lists(
        st.sampled_from(["giải", "pháp", "lọc", "nước", "sạch", "THPT", "GV", "S7-1200", "kỹ"]),
        min_size=1,
    )
)
def test_every_text_is_found_by_itself(words):
    assert holds(" ".join(words[:MOST_WORDS]), " ".join(words))
