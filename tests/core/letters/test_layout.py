import datetime as dt
from dataclasses import fields, replace

import pytest

from sangkien.core.letters.layout import (
    LIMITS,
    ND30,
    PROFILES,
    UNION_933,
    LayoutProfile,
    profile_on,
    with_variants,
)
from sangkien.core.letters.lint import lint
from tests.core.letters.letter_878 import RIGHT


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (dt.date(1990, 1, 1), "nd30"),
        (dt.date(2020, 3, 4), "nd30"),
        (dt.date(2020, 3, 5), "nd30"),
        (dt.date(2024, 5, 13), "nd30"),
        (dt.date(2024, 5, 14), "union-933"),
        (dt.date(2030, 1, 1), "union-933"),
    ],
)
def test_a_letter_is_laid_out_by_the_profile_in_force_on_its_day(day, code):
    assert profile_on(day).code == code


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
def test_every_profile_keeps_within_the_limits_of_the_decree_and_names_its_source(profile):
    outside = {
        name: getattr(profile, name)
        for name, (lowest, highest) in LIMITS.items()
        if not lowest <= getattr(profile, name) <= highest
    }

    assert outside == {}
    assert "Điều" in profile.source or "Phụ lục" in profile.source


def test_a_profile_says_what_it_could_not_be_checked_against():
    assert ND30.unknown == ""
    assert "chưa đối chiếu" in UNION_933.unknown


def test_limits_are_set_to_traits_that_a_profile_has():
    assert set(LIMITS) <= {field.name for field in fields(LayoutProfile)}


@pytest.mark.parametrize("name", sorted(LIMITS))
def test_a_trait_is_allowed_up_to_its_limits_and_told_beyond_them(name):
    lowest, highest = LIMITS[name]

    at_the_limits = [lint(RIGHT, replace(ND30, **{name: value})) for value in (lowest, highest)]
    beyond = [
        [problem.code for problem in lint(RIGHT, replace(ND30, **{name: value}))]
        for value in (lowest - 0.01, highest + 0.01)
    ]
    assert at_the_limits == [(), ()]
    assert beyond == [["layout-limit"], ["layout-limit"]]


def test_variants_add_up_and_leave_the_profile_as_it_was():
    once = with_variants(ND30, "capital")

    assert with_variants(once, "end-mark", "capital").variants == {"capital", "end-mark"}
    assert ND30.variants == frozenset()
