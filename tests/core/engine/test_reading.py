"""Entries cut into fields, and tokens said as words."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.duplicates import Text
from sangkien.core.engine.entries import entries_of
from sangkien.core.engine.letters import spelled
from sangkien.core.engine.reading import (
    AUTHORS_FIELD,
    DESCRIPTION_FIELD,
    FIELDS,
    OWN_NAMES_FIELD,
    PLACE_FIELD,
    TITLE_FIELD,
    new_room,
    pieces,
    room_for,
    say,
    say_own_names,
)
from sangkien.core.normal import syllables
from tests.core.engine.handmade import words_in
from tests.core.judging import judge

FIELD_NAMES = {
    TITLE_FIELD: "title",
    DESCRIPTION_FIELD: "description",
    PLACE_FIELD: "workplace",
    OWN_NAMES_FIELD: "own_names",
    AUTHORS_FIELD: "authors",
}
TYPED = st.lists(
    st.sampled_from(
        ["Rèn", "chữ", "HS", "giair", "gia3i", "pha1p", "lop5", "10A4", "1op", "CNTT", "skkn", "5"]
    ),
    max_size=12,
).map(" ".join)


def tokens_of(*texts):
    return judge().extractor.tokens_of(entries_of(texts), 0, len(texts))


def said(title, room=256):
    """The words of a title, and which of them are joined to the next."""
    tokens, words = tokens_of(Text(title))
    of = new_room(room)
    count = say(tokens, tokens.bounds[0, 0], tokens.bounds[0, 1], words, of)
    return words_in(of, count), of.joined[:count].tolist()


def by_field(tokens, entry):
    """The tokens of each field of an entry."""
    bounds = tokens.bounds[entry]
    return {
        name: [spelled(int(code)) for code in tokens.codes[bounds[field] : bounds[field + 1]]]
        for field, name in FIELD_NAMES.items()
    }


def test_each_field_of_each_entry_has_its_own_tokens():
    texts = [
        Text("Rèn chữ", "Mỗi ngày", "đẹp hơn", ("Lò Mai", "Lê Tư"), ("a1",), "Nậm Mít", "1.4.",
             ("Than Uyên",)),
        Text(""),
        Text("Bơm", effect="nước"),
    ]  # fmt: skip

    tokens, _ = tokens_of(*texts)

    nothing = {name: [] for name in FIELD_NAMES.values()}
    assert [by_field(tokens, entry) for entry in range(3)] == [
        {
            "title": ["ren", "chu"],
            # the effect is read behind it
            "description": ["moi", "ngay", "dep", "hon"],
            "workplace": ["nam", "mit"],
            "own_names": ["than", "uyen"],
            "authors": ["lo", "mai", "le", "tu"],
        },
        nothing,
        nothing | {"title": ["bom"], "description": ["nuoc"]},
    ]
    assert tokens.bounds[:, FIELDS].tolist() == [14, 14, 16]


@pytest.mark.parametrize(
    ("field", "bytes_read"),
    [("title", 2_000), ("description", 12_000), ("workplace", 400)],
)
def test_of_a_long_field_so_many_bytes_are_read(field, bytes_read):
    within, beyond = "chu " * (bytes_read // 4), "xoa " * 9

    tokens, _ = tokens_of(Text(**{"title": "", field: within + beyond}))

    assert by_field(tokens, 0)[field] == ["chu"] * (bytes_read // 4)


def test_description_and_effect_are_read_each_as_far_as_that():
    tokens, _ = tokens_of(Text("", description="mot " * 5_000, effect="hai " * 5_000))

    assert by_field(tokens, 0)["description"] == ["mot"] * 3_000 + ["hai"] * 3_000


def test_names_are_read_as_far_as_they_are_kept():
    tokens, _ = tokens_of(Text("", authors=("Lo An",) * 1_000, own_names=("Nam Mit",) * 1_000))

    found = by_field(tokens, 0)
    assert {name: len(found[name]) for name in ("authors", "own_names")} == {
        "authors": 2 * 4_000 // 6 + 1,  # the last line is cut after "Lo A"
        "own_names": 2 * 2_000 // 8,
    }


@pytest.mark.parametrize("before", range(4))
def test_a_field_is_never_cut_through_the_middle_of_a_sign(before):
    # "ề" has three bytes: at one of the four places the limit falls into it
    typed = "x" * before + "ề" * 700

    tokens, _ = tokens_of(Text(typed))

    count = int(tokens.bounds[0, 1])
    signs = (2_000 - before) // 3
    assert count == 1
    (expected,) = tokens_of(Text("x" * before + "ề" * signs))[0].codes[:1]
    assert tokens.codes[0] == expected


@given(st.lists(st.text(max_size=20), min_size=1, max_size=4))
def test_there_is_always_room_for_all_tokens(texts):
    entries = entries_of([Text(text, text, text, (text,), (), text, "", (text,)) for text in texts])

    tokens, _ = judge().extractor.tokens_of(entries, 0, len(texts))

    assert tokens.bounds[-1, FIELDS] < room_for(entries.offsets, 0, len(texts))


@given(st.lists(st.integers(0, 500), max_size=20), st.integers(1, 5), st.integers(20, 400))
def test_pieces_hold_all_entries_in_their_order_and_no_more_than_they_may(lengths, most, room):
    entries = entries_of([Text("a" * length) for length in lengths])

    bounds = pieces(entries.offsets, most, room).tolist()

    assert (bounds[0], bounds[-1]) == (0, len(lengths))
    for first, last in pairwise(bounds):
        assert first < last <= first + most
        assert last == first + 1 or room_for(entries.offsets, first, last) <= room + 16
        # the next one would have been too much
        if last < len(lengths) and last < first + most:
            assert room_for(entries.offsets, first, last + 1) > room + 16


def test_a_text_without_end_takes_no_more_room_than_is_read_of_it():
    long = "a " * 500_000
    entries = entries_of([Text(long, long, long, (long,), (), long, "", (long,))])

    assert room_for(entries.offsets, 0, 1) < 20_000


@given(TYPED)
def test_a_text_is_said_as_plain_python_reads_it(typed):
    assert said(typed)[0] == list(syllables(typed))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("lop5", ["lop", "5"]),
        ("lop5 gia3i", ["lop", "giai"]),  # an inner digit, and one more: VNI keys
        ("lop5 lop4", ["lop", "5", "lop", "4"]),
        ("lop5 lop4 lop3", ["lop"] * 3),  # three are sure
        ("skkn Rèn chữ", ["ren", "chu"]),  # written out as nothing
        ("HSG", ["hoc", "sinh", "gioi"]),
    ],
)
def test_what_a_token_stands_for_hangs_on_how_the_text_was_typed(typed, words):
    assert said(typed)[0] == words


@pytest.mark.parametrize(
    ("typed", "joined"),
    [
        ("15/3/2022", [1, 1, 0]),
        ("15.3.2022", [1, 1, 0]),
        ("15-3–2022", [1, 1, 0]),
        ("15 / 3 / 2022", [1, 1, 0]),
        ("15 3, 2022", [0, 0, 0]),
        ("15//3/2022", [0, 1, 0]),  # two signs join nothing
        ("HSG/lớp", [0, 0, 1, 0]),  # the last word of what was written out
        ("skkn/lớp", [0]),  # nothing to join
        ("lớp", [0]),
        ("lớp.", [1]),
    ],
)
def test_words_are_joined_by_a_single_dot_slash_or_dash(typed, joined):
    assert said(typed)[1] == joined


def test_what_was_written_out_is_never_cut_in_two():
    # room for two words: "học sinh giỏi" has three
    assert said("chữ HSG chữ", room=3)[0] == ["chu"]
    assert said("chữ HSG chữ", room=4)[0] == ["chu", "hoc", "sinh", "gioi"]


def own_names(*names):
    tokens, words = tokens_of(Text("", own_names=names))
    begin, end = tokens.bounds[0, OWN_NAMES_FIELD], tokens.bounds[0, OWN_NAMES_FIELD + 1]
    room, bounds = np.zeros(512, np.uint64), np.zeros(21, np.int32)
    many = say_own_names(tokens, begin, end, words, new_room(8_192), room, bounds)
    return [
        " ".join(spelled(int(code)) for code in room[bounds[n] : bounds[n + 1]])
        for n in range(many)
    ]


def test_own_names_of_two_words_and_more_are_kept_line_by_line():
    assert own_names("Trường TH Nậm Mít", "Than", "", "LĐLĐ") == [
        "truong tieu hoc nam mit",
        "lien doan lao dong",
    ]


def test_at_most_twenty_own_names_are_kept_and_none_that_has_no_room():
    many = [f"Nậm Mít {place}" for place in range(30)]
    assert own_names(*many) == [f"nam mit {place}" for place in range(20)]

    long = " ".join(["a"] * 300)  # of the 512 words that there is room for
    assert own_names(long, long, "Nậm Mít") == [long, "nam mit"]
