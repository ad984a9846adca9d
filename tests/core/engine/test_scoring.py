"""From agreement to verdict: the walk through the trees, calibration, policy, size."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.duplicates import CERTAIN_FROM, Text
from sangkien.core.engine.agreement import room_for_agreement
from sangkien.core.engine.fields import AGREEMENTS, Field, Named
from sangkien.core.engine.layout import ROW
from sangkien.core.engine.scoring import (
    NO_FOREST,
    OTHER_WORK,
    Forest,
    are_equal,
    are_others,
    are_strangers,
    is_other_work,
    judged,
    points_of,
    points_of_all,
    probability,
    score,
    score_pairs,
    size_correction,
)
from tests.core.judging import judge, read

TEXT = Text("Rèn chữ đẹp cho học sinh lớp 4", authors=("Lò Thị Hương",), unit="1.4.")


def forest(trees, *, base=0.0, raw=(-64.0, 64.0), calibrated=(-64.0, 64.0)):
    """Trees written as (field, limit, left, right), or points for a leaf."""
    nodes, roots = [], []

    def plant(tree):
        at = len(nodes)
        nodes.append(None)
        if isinstance(tree, float):
            nodes[at] = (-1, tree, 0, 0)
        else:
            field, limit, left, right = tree
            nodes[at] = (field, limit, plant(left), plant(right))
        return at

    roots = [plant(tree) for tree in trees]
    fields, limits, lefts, rights = zip(*nodes, strict=True) if nodes else ((), (), (), ())
    return Forest(
        np.array(roots, np.int32), np.array(fields, np.int16), np.array(limits, np.float64),
        np.array(lefts, np.int32), np.array(rights, np.int32), base,
        np.array(raw), np.array(calibrated), 100_000.0,
    )  # fmt: skip


def agreement(**values):
    """An agreement of the same person with a like title and description but for `values`."""
    found = np.zeros(AGREEMENTS)
    found[[Field.LIKE, Field.DESCRIPTION, Field.NAMED, Field.REF, Field.TOLD]] = 1, 1, 4, 1, 1
    found[[Field.SHARED, Field.LENGTH, Field.ALIKE]] = np.log1p(200), np.log1p(200), 1
    for name, value in values.items():
        found[Field[name]] = value
    return found


TREE = (Field.LIKE, 0.5, -1.0, (Field.NAMED, 2.0, 0.25, 4.0))


@pytest.mark.parametrize(
    ("like", "named", "points"),
    [
        (0.5, 4, -1.0),  # up to the limit to the left
        (0.51, 2, 0.25),
        (0.51, 3, 4.0),
        (0.0, 0, -1.0),
    ],
)
def test_a_tree_is_walked_from_its_root_to_a_leaf(like, named, points):
    assert points_of(agreement(LIKE=like, NAMED=named), forest([TREE])) == points


def test_the_points_of_all_trees_are_added_to_the_base():
    second = (Field.REF, 1.0, 0.5, 8.0)

    assert points_of(agreement(), forest([TREE, second, 16.0], base=32.0)) == 4 + 0.5 + 16 + 32
    assert points_of(agreement(), forest([], base=32.0)) == 32.0


def test_many_agreements_get_the_points_each_would_get_alone():
    some = np.array([agreement(LIKE=like) for like in (0.1, 0.6, 0.9)])

    assert points_of_all(some, forest([TREE])).tolist() == [-1.0, 4.0, 4.0]
    assert points_of_all(np.zeros((0, AGREEMENTS)), forest([TREE])).tolist() == []


@pytest.mark.parametrize(
    ("raw", "points"),
    [
        (-3.0, -9.0),  # below what was observed as far again
        (-2.0, -8.0),
        (-1.0, -4.0),
        (0.0, 0.0),
        (2.0, 1.0),
        (4.0, 2.0),
        (7.0, 5.0),
    ],
)
def test_points_are_calibrated_by_what_was_observed_near_them(raw, points):
    observed = forest([raw], raw=(-2.0, 0.0, 4.0), calibrated=(-8.0, 0.0, 2.0))

    assert points_of(agreement(), observed) == points


@given(st.floats(-60, 60), st.floats(-60, 60))
def test_the_calibration_that_is_shipped_rises(one, other):
    shipped = judge().artefact.forest
    alone = [
        forest([points], raw=shipped.raw, calibrated=shipped.calibrated) for points in (one, other)
    ]

    found = [points_of(agreement(), each) for each in alone]

    assert (found[0] < found[1]) == (one < other) or abs(one - other) < 1e-6


def test_what_is_shipped_was_calibrated_on_rising_points_and_asks_fields_it_may():
    shipped = judge().artefact.forest

    assert (np.diff(shipped.raw) > 0).all()
    assert (np.diff(shipped.calibrated) > 0).all()
    assert set(shipped.fields.tolist()) <= {-1, *range(Field.ALIKE)}


@pytest.mark.parametrize(
    ("values", "is_other"),
    [
        ({}, False),
        ({"SLOTS": -1}, True),  # another grade
        ({"SLOTS": -3}, True),
        ({"SAID": -1}, False),
        ({"LIKE": 0.59, "ALIKE": 0.41}, True),  # another title over an own description
        ({"LIKE": 0.6, "ALIKE": 0.41}, False),
        ({"LIKE": 0.59, "ALIKE": 0.42}, False),
        ({"LIKE": 0.59, "ALIKE": 1.0, "SHARED": np.log1p(8)}, True),  # a stock sentence
        ({"LIKE": 0.79, "ALIKE": 0.54}, False),
        # of others more is asked
        ({"LIKE": 0.79, "ALIKE": 0.54, "NAMED": Named.OTHER}, True),
        ({"LIKE": 0.8, "ALIKE": 0.54, "NAMED": Named.OTHER}, False),
        ({"LIKE": 0.79, "ALIKE": 0.55, "NAMED": Named.OTHER}, False),
        ({"LIKE": 0.79, "ALIKE": 0.54, "NAMED": Named.OTHER, "REF": 2}, False),
        ({"LIKE": 0.79, "ALIKE": 0.54, "REF": 0}, True),
        ({"LIKE": 0.1, "ALIKE": 0.1, "SLOTS": -1}, True),
    ],
)
def test_policy_stands_above_what_was_learned(values, is_other):
    assert is_other_work(agreement(**values)) == is_other
    assert judged(agreement(**values), forest([1000.0]), 0.0) == (
        OTHER_WORK if is_other or are_strangers(agreement(**values)) else 1000.0
    )


@pytest.mark.parametrize(
    ("like", "runs", "is_certain"),
    [(0.34, 19, False), (0.34, 20, True), (0.35, 19, True), (0.0, 1, False), (1.0, 1, True)],
)
def test_a_sentence_or_two_under_another_title_make_no_certain_copy(like, runs, is_certain):
    found = agreement(LIKE=like, LENGTH=np.log1p(runs), SHARED=np.log1p(200))

    said = judged(found, forest([1000.0]), 0.0)

    assert (said == 1000.0) == is_certain
    assert is_certain or 0.5 < probability(said) < CERTAIN_FROM
    assert judged(found, forest([-5.0]), 0.0) == -5.0  # never more than was learned


@pytest.mark.parametrize(
    ("named", "ref", "others"),
    [
        (Named.OTHER, 1, True),
        (Named.OTHER, 2, False),  # a new name, one number
        (Named.OTHER, 0, True),
        (Named.UNKNOWN, 1, False),
        (Named.SAME, 0, True),  # namesakes
        (Named.SAME, 1, False),
        (Named.LIKE, 1, False),
    ],
)
def test_others_are_those_whom_neither_name_nor_number_makes_one(named, ref, others):
    found = agreement(NAMED=named, REF=ref)

    assert are_others(found) == others
    assert not are_strangers(found)  # a like description


@pytest.mark.parametrize(
    ("description", "told", "strangers"), [(0.24, 1, True), (0.25, 1, False), (1.0, 0, True)]
)
def test_others_with_descriptions_of_their_own_or_none_are_strangers(description, told, strangers):
    found = agreement(NAMED=Named.OTHER, DESCRIPTION=description, TOLD=told)

    assert are_strangers(found) == strangers
    assert not are_strangers(agreement(DESCRIPTION=description, TOLD=told))


@pytest.mark.parametrize("place", range(ROW))
def test_entries_are_equal_only_if_every_number_of_their_rows_is(place):
    row = read(TEXT).row
    other = row.copy()
    other[place] ^= np.uint64(1)

    assert are_equal(row, row.copy())
    assert not are_equal(row, other)


def scored(left, right, trees, correction=0.0):
    found, *marks = room_for_agreement()
    shares = judge().artefact.statistics.name_shares
    return score(read(left).row, read(right).row, shares, trees, correction, found, *marks), found


def test_an_entry_filed_twice_to_the_last_sign_is_certain_whatever_was_learned_and_the_size():
    points, found = scored(TEXT, replace(TEXT), forest([-1000.0]), correction=1000.0)

    assert points == np.inf
    assert (found[Field.LIKE], found[Field.NAMED]) == (1.0, Named.SAME)


@pytest.mark.parametrize("title", [TEXT.title, TEXT.title.upper(), "Ren chu dep cho hs lop 4"])
def test_of_titles_without_anybody_the_same_one_is_a_question_however_it_is_spelled(title):
    alone = Text(TEXT.title)

    points, found = scored(alone, Text(title), forest([-1000.0]))

    assert (points, found[Field.LIKE], found[Field.NAMED]) == (0.0, 1.0, Named.UNKNOWN)


def test_in_a_large_register_a_title_alone_is_a_question_only_to_the_last_sign():
    alone = Text(TEXT.title)

    points = [
        scored(alone, Text(title), forest([-1000.0]), correction=2.0)[0]
        for title in (alone.title, alone.title.upper())
    ]

    assert points == [0.0, -2.0]


@pytest.mark.parametrize(
    "more",
    [{"authors": ("Lò Thị Hương",)}, {"member_refs": ("4f",)}, {"description": "Chia nhóm. " * 9}],
)
def test_whoever_says_more_than_a_title_to_the_last_sign_is_certain(more):
    whole = replace(Text(TEXT.title), **more)

    assert scored(whole, replace(whole), forest([-1000.0]))[0] == np.inf


def test_strangers_are_not_looked_at_any_further():
    other = replace(TEXT, authors=("Trần Văn An",))

    points, found = scored(TEXT, other, forest([1000.0]), correction=7.0)

    assert points == OTHER_WORK
    assert found[Field.LIKE] == 0.0  # though the titles are the same


def test_a_score_is_what_the_trees_give_after_policy_less_the_correction_for_size():
    one = replace(TEXT, title=TEXT.title + " bằng thơ vui và vở nháp kẻ tay")
    same = replace(one, unit="1.9.")
    grade = replace(one, title=one.title.replace("4", "5"))

    assert scored(one, same, forest([3.0]), correction=1.0)[0] == 2.0
    assert scored(one, grade, forest([3.0]), correction=1.0)[0] == OTHER_WORK


def test_pairs_are_scored_by_their_places():
    texts = [TEXT, replace(TEXT, authors=("Trần Văn An",)), replace(TEXT, unit="1.9."), TEXT]
    rows = np.stack([read(text).row for text in texts])
    points = np.zeros(4)
    places = np.array([0, 0, 2, 3]), np.array([1, 2, 0, 0])

    shares = judge().artefact.statistics.name_shares
    score_pairs(rows, *places, shares, forest([3.0]), 1.0, points)

    assert points.tolist() == [OTHER_WORK, 2.0, 2.0, np.inf]


def test_nobody_is_less_than_a_stranger_whatever_differs():
    found = np.zeros(AGREEMENTS)
    found[[Field.REF, Field.NAMED, Field.LIKE]] = 1, Named.SAME, 0.4
    found[Field.SLOTS] = -2

    assert judged(found, forest([-5.0]), 3.0) == OTHER_WORK


@pytest.mark.parametrize(
    ("size", "steps"),
    [
        (0, 0),
        (1, 0),
        (100_000, 0),
        (112_000, 0),  # log10 is 0.049: not yet a tenth of a decade
        (113_000, 1),
        (1_000_000, 10),
        (10_000_000, 20),
    ],
)
def test_the_correction_rises_by_tenths_of_a_decade_from_a_hundred_thousand_on(size, steps):
    assert size_correction(size, 100_000) == pytest.approx(steps * np.log(10) / 10)


def test_what_was_learned_on_few_counts_as_it_is_in_a_register_no_larger():
    assert [size_correction(size, 5_000) for size in (0, 245, 5_000)] == [0.0] * 3
    assert size_correction(50_000, 5_000) == pytest.approx(np.log(10))


def test_what_was_learned_on_more_is_raised_in_a_smaller_register():
    assert size_correction(100_000, 1_000_000) == pytest.approx(-np.log(10))
    assert size_correction(1, 1_000_000) == size_correction(100_000, 1_000_000)


@pytest.mark.parametrize(
    ("points", "expected"),
    [(0.0, 0.5), (np.log(3), 0.75), (-np.log(3), 0.25), (np.inf, 1.0), (-np.inf, 0.0), (800, 1.0)],
)
def test_log_odds_are_told_as_a_probability(points, expected):
    assert probability(points) == pytest.approx(expected)


@given(st.floats(-700, 700))
def test_a_probability_and_its_opposite_make_one(points):
    assert probability(points) + probability(-points) == pytest.approx(1.0)
    assert 0 <= probability(points) <= 1


def test_a_forest_that_has_learned_nothing_gives_no_points():
    assert points_of(agreement(), NO_FOREST) == 0.0
