import pytest

from sangkien.core.campaigns import screens_alike
from sangkien.core.permissions import Reach, Role
from sangkien.core.refusal import SENTENCES
from sangkien.core.screening.exceptions import LEVEL_NAMES, LEVELS, level_for, may_except
from sangkien.core.screening.run import RULES
from sangkien.core.standing import COLUMN_OF_REASON, Column
from sangkien.core.states import REASONS, REASONS_TOLD

EARLY = RULES["applied-before-window"]


def test_the_rules_about_days_know_exceptions_and_no_other_does():
    about_days = {
        code
        for code, rule in RULES.items()
        if COLUMN_OF_REASON.get(rule.reason) is Column.WRONG_DATE
    }

    assert {code for code, rule in RULES.items() if level_for(rule, {})} == about_days


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ({}, "provincial"),
        ({"exceptions_by": "upper"}, "upper"),
        ({"exceptions_by": "national"}, "national"),
        ({"exceptions_by": "nobody"}, "provincial"),
        ({"enabled": False}, "provincial"),
    ],
)
def test_a_campaign_names_the_level_and_without_it_the_province_decides(said, level):
    assert level_for(EARLY, said) == level


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.GRASSROOTS_OFFICER, []),
        (Role.UPPER_OFFICER, ["upper"]),
        (Role.PROVINCIAL_OFFICER, ["upper", "provincial"]),
        (Role.NATIONAL_OFFICER, ["upper", "provincial", "national"]),
        (Role.AUDITOR, []),
    ],
)
def test_a_level_may_what_the_levels_below_it_may(role, may):
    reaches = [Reach(role, "1.2.")]

    assert [level for level in LEVELS if may_except(reaches, level, "1.2.7.")] == may
    assert not any(may_except(reaches, level, "1.3.") for level in LEVELS)


def test_two_roles_are_not_added_up():
    reaches = [Reach(Role.PROVINCIAL_OFFICER, "1.3."), Reach(Role.UPPER_OFFICER, "1.2.")]

    assert not may_except(reaches, "provincial", "1.2.")


def test_who_accepts_exceptions_does_not_change_what_is_found():
    assert screens_alike({}, {EARLY.code: {"exceptions_by": "upper"}}, rules=RULES)


def test_every_level_has_a_name_and_those_that_refuse_a_sentence():
    assert set(LEVEL_NAMES) == set(LEVELS)
    assert {f"exception-{level}" for level in LEVELS if level != "upper"} <= set(SENTENCES)


def test_every_reason_is_told_to_the_member_with_a_way_out():
    assert set(REASONS_TOLD) == set(REASONS)
    days = {"opens_on": "01/09/2021", "closes_on": "01/09/2023"}
    told = [
        (each.rule.format(**days), each.way_out.format(**days)) for each in REASONS_TOLD.values()
    ]
    assert all(rule and way_out and "{" not in rule + way_out for rule, way_out in told)
