"""The steps of a title, each against the same step in plain Python."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sangkien.core import normal
from sangkien.core.engine.letters import packed
from sangkien.core.engine.titles import (
    PLACE_SHARE,
    weigh_places,
    with_digits,
    without_dates,
    without_names,
    without_opening,
    years_only,
)
from sangkien.core.vietnamese import slots, stock
from tests.core.engine.handmade import spoken, words_in

TELLING = ("doc", "viet", "dep", "tho", "ngo", "bom")
NUMBERS = ("1", "2", "4", "5", "12", "31", "32", "10a4", "2021", "2022")
PLACES = ("tai", "tren", "o", "truong", "cong", "ti", "cua", "xa", "cho", "de", "nham")
DATES = ("nam", "hoc", "thang", "ngay", "tuoi")
OPENERS = (
    "mot",
    "so",
    "giai",
    "phap",
    "bien",
    "sang",
    "kien",
    "kinh",
    "nghiem",
    "va",
    "chi",
    "dao",
)
NUMBERED = ("lop", "khoi", "ki", "hang", "ba", "bon", "i", "ii", "iv")


def words(*lists, most=14):
    return st.lists(st.sampled_from([word for found in lists for word in found]), max_size=most)


def after(step, found, *rest, joined=()):
    """The words that `step` leaves of `found`; it is told how many, and says how many are left."""
    of = spoken(found, joined)
    count = step(of, len(found), *rest)
    return words_in(of, len(found) if count is None else count)


def of_names(names):
    """Own names as machine code gets them: all words, where each starts, how many names."""
    codes = [packed(word) for name in names for word in name]
    bounds = np.cumsum([0, *map(len, names)]).astype(np.int32)
    return np.array([*codes, 0], np.uint64), bounds, len(names)


@given(words(TELLING, NUMBERS, ("nam", "hoc")), st.data())
@example(["1", "3", "2022"], None)
def test_of_a_written_date_the_year_is_left(found, data):
    joined = range(len(found))[:-1]
    if data is not None:
        joined = [at for at in joined if data.draw(st.booleans())]
    typed = "".join(word + ("/" if at in joined else " ") for at, word in enumerate(found))

    assert after(years_only, found, joined=joined) == list(normal.syllables(typed))


@pytest.mark.parametrize(
    ("found", "joined", "left"),
    [
        (["15", "3", "2022"], [0, 1], ["2022"]),
        (["3", "2022"], [0], ["2022"]),
        (["1", "15", "3", "2022"], [0, 1, 2], ["1", "2022"]),
        (["15", "3", "2022"], [1], ["15", "2022"]),
        (["100", "2022"], [0], ["100", "2022"]),  # no day and no month has three digits
        (["2021", "2022"], [0], ["2021", "2022"]),
        (["3", "2022"], [], ["3", "2022"]),
        (["doc", "2022"], [0], ["doc", "2022"]),
        ([], [], []),
    ],
)
def test_only_what_is_written_like_a_date_is_one(found, joined, left):
    assert after(years_only, found, joined=joined) == left


NAMES = st.lists(words(TELLING, PLACES, most=4).filter(lambda name: len(name) > 1), max_size=3)


@given(words(TELLING, PLACES), NAMES)
def test_own_names_are_struck_with_the_words_that_lead_to_them(found, names):
    # of equally long names the first goes first; plain Python has them in a set, in no order
    names = list({len(name): name for name in names}.values())
    struck = normal.without_names(tuple(found), map(tuple, names))
    is_nothing_else = struck == tuple(found) and after(without_names, found, *of_names(names)) == []

    # what is nothing but names is left as it was by whoever calls
    assert is_nothing_else or after(without_names, found, *of_names(names)) == list(struck)


@pytest.mark.parametrize(
    ("found", "names", "left"),
    [
        ("doc tai truong ngo bom", ["ngo bom"], "doc"),
        ("doc cua cong ti ngo bom cho tho", ["ngo bom"], "doc cho tho"),
        ("ngo bom doc ngo bom", ["ngo bom"], "doc"),
        ("ngo bom tho doc", ["ngo bom", "ngo bom tho"], "doc"),  # the longest first
        ("ngo bom ngo", ["ngo bom ngo", "ngo bom"], ""),
        ("ngo doc", ["ngo"], "ngo doc"),  # a single word is no name
        ("ngo doc bom", ["ngo bom"], "ngo doc bom"),
        ("doc", ["doc tho"], "doc"),
        ("doc", [], "doc"),
    ],
)
def test_of_own_names_the_longest_goes_first_and_single_words_stay(found, names, left):
    names = [name.split() for name in names]

    assert after(without_names, found.split(), *of_names(names)) == left.split()


@given(words(TELLING, NUMBERS, DATES))
@example(["ngay", "5", "2"])
@example(["thang", "3", "tuoi"])
@example(["nam", "hoc", "2021", "2022"])
@example(["thang", "ngay", "5", "3"])
def test_years_days_and_months_are_left_out(found):
    assert after(without_dates, found) == list(normal.without_dates(tuple(found)))


@given(words(TELLING, OPENERS))
@example(["mot", "so"])
@example([])
def test_stock_openings_are_left_out(found):
    assert after(without_opening, found) == list(stock.without_opening(tuple(found)))


@pytest.mark.parametrize("phrase", stock.OPENINGS)
def test_every_stock_opening_is_known(phrase):
    assert after(without_opening, [*phrase, "doc"]) == ["doc"]


@given(words(TELLING, NUMBERS, NUMBERED, ("nam", "hoc")))
@example(["lop", "nam", "hoc"])
@example(["lop", "nam"])
def test_numbers_of_grades_and_parts_are_written_in_digits(found):
    assert after(with_digits, found) == list(slots.with_digits(found))


def test_what_was_written_in_digits_weighs_and_counts_as_a_number():
    of, number = spoken(["lop", "bon"]), spoken(["lop", "4"])

    with_digits(of, 2)

    assert [(of.codes[1], of.weights[1], of.parts[1], of.values[1])] == [
        (number.codes[1], number.weights[1], number.parts[1], number.values[1])
    ]


def weighed(found):
    """Of each word, by which share its weight was lowered."""
    of = spoken(found)
    weigh_places(of, len(found))
    return (of.weights[: len(found)] / spoken(found).weights[: len(found)]).tolist()


@given(words(TELLING, PLACES))
@example(["tai", "truong", *["doc"] * 11])
@example(["doc", "tai", "truong", "tai", "xa", "tho", "cho", "viet", "dep"])
def test_words_that_only_say_where_weigh_a_quarter(found):
    about, where = normal.split_place(tuple(found))

    shares = weighed(found)

    assert [word for word, share in zip(found, shares, strict=True) if share == 1] == list(about)
    assert [word for word, share in zip(found, shares, strict=True) if share < 1] == list(where)
    assert set(shares) <= {1, PLACE_SHARE}


@pytest.mark.parametrize(
    ("title", "light"),
    [
        ("tai truong doc viet dep tho ngo bom doc viet dep tho", slice(9)),
        ("doc viet dep tai truong tho cho ngo", slice(3, 6)),
        ("doc viet tai truong tho", slice(0)),  # too little is left to tell what it is about
    ],
)
def test_a_place_ends_after_nine_words_or_where_the_title_goes_on(title, light):
    found = title.split()
    expected = np.ones(len(found))
    expected[light] = PLACE_SHARE

    assert weighed(found) == expected.tolist()
