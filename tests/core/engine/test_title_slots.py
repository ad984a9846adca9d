"""Grades, ages, subjects and numbers of a title, against the same in plain Python."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.engine.hashing import mixed
from sangkien.core.engine.letters import packed
from sangkien.core.engine.titles import write_slots
from sangkien.core.vietnamese.slots import SUBJECTS, SUBJECTS_AFTER_MON, slots_of, with_digits
from tests.core.engine.handmade import spoken

NUMBERS = ["1", "2", "3", "4", "5", "9", "12", "24", "36", "10a4", "a1", "covid19"]
NOUNS = [
    "lop",
    "khoi",
    "tuoi",
    "thang",
    "ki",
    "va",
    "den",
    "toi",
    "mon",
    "doc",
    "viet",
    "bon",
    "ii",
]
NAMES = sorted({word for name in SUBJECTS_AFTER_MON for word in name})
TITLES = st.lists(st.sampled_from(NUMBERS) | st.sampled_from(NOUNS) | st.sampled_from(NAMES))
ROOM_FOR_NUMBERS = 4
HIGHEST = 15  # grade


def slots_in(found):
    """Grades, ages and subjects, a bit each, and the numbers that were written."""
    numbers = np.zeros(ROOM_FOR_NUMBERS, np.uint64)
    grades, ages, subjects, many = write_slots(spoken(found), len(found), numbers)
    assert numbers[many:].tolist() == [0] * (ROOM_FOR_NUMBERS - many)
    return grades, ages, subjects, numbers[:many].tolist()


def bits(values, most=63):
    """A bit for each value: of a code like "10a4" its first number, of larger ones `most`."""
    found = {min(int(re.search(r"\d+", value)[0]), most) for value in values}
    return sum(1 << value for value in found)


def number(token):
    """A number as rows have it: sixteen bits of what it is mixed to, none of them nothing."""
    return int(mixed(np.uint64(packed(token)))) >> 48 | 1


def subject(name):
    return slots_in(["mon", *name.split()])[2]


@given(TITLES.map(with_digits).filter(lambda found: len(found) <= 40))
def test_the_slots_are_those_that_plain_python_finds(found):
    expected = slots_of(found)

    grades, ages, subjects, numbers = slots_in(found)

    assert (grades, ages) == (bits(expected.grades, HIGHEST), bits(expected.ages))
    assert subjects == sum(map(subject, expected.subjects))
    if len(expected.numbers) <= ROOM_FOR_NUMBERS:
        assert numbers == sorted(map(number, expected.numbers))


@pytest.mark.parametrize(
    ("title", "grades", "ages", "numbers"),
    [
        ("day toan lop 4", ["4"], [], []),
        ("day toan lop 4 5", ["4", "5"], [], []),
        ("lop 4 va 5 doc 6", ["4", "5"], [], ["6"]),
        ("tre 3 4 tuoi", [], ["3", "4"], []),
        ("tre 24 den 36 thang tuoi", [], ["24", "36"], []),
        ("lop 10a4", ["10"], [], ["10a4"]),  # the class is a number of its own
        ("lop 12 va khoi 4", ["12", "4"], [], []),
        ("lop 40", ["15"], [], []),  # no grade is so high: all of them are one
        ("bom 5 may 7 may 5", [], [], ["5", "7"]),
        ("hoc ki 2", [], [], ["2"]),
        ("tuoi tho", [], [], []),
        ("", [], [], []),
    ],
)
def test_a_number_belongs_to_the_noun_before_it_or_the_unit_behind(title, grades, ages, numbers):
    assert slots_in(title.split()) == (
        bits(grades), bits(ages), 0, sorted(map(number, numbers)),
    )  # fmt: skip


def test_of_many_numbers_the_first_four_are_kept_in_rising_order():
    found = [str(value) for value in range(2, 9)]

    assert slots_in(found)[3] == sorted(map(number, found[:ROOM_FOR_NUMBERS]))


def test_each_subject_is_a_bit_and_two_names_of_one_are_the_same():
    names = [" ".join(name) for name in SUBJECTS_AFTER_MON]
    same = {name: next(iter(slots_of(["mon", *name.split()]).subjects)) for name in names}

    found = {name: subject(name) for name in names}

    assert all(mark.bit_count() == 1 and mark < 1 << 32 for mark in found.values())
    assert {found[name] for name in names} == {found[same[name]] for name in names}
    assert len(set(found.values())) == len(set(same.values()))


@pytest.mark.parametrize("name", sorted(map(" ".join, SUBJECTS_AFTER_MON - SUBJECTS)))
def test_a_subject_that_is_a_common_word_too_needs_its_noun(name):
    assert slots_in(["day", *name.split()])[2] == 0
    assert subject(name) > 0


@pytest.mark.parametrize("name", sorted(map(" ".join, SUBJECTS)))
def test_a_subject_of_an_unmistakable_name_needs_none(name):
    assert slots_in(["day", *name.split()])[2] == subject(name)


def test_the_longest_name_of_a_subject_wins():
    assert slots_in(["giao", "duc", "the", "chat"]) == slots_in(["the", "duc"])
    assert subject("hoa hoc") == subject("hoa")
    assert slots_in(["mon", "tieng", "viet", "mon", "toan"])[2] == subject("tieng viet") | subject(
        "toan"
    )
