from datetime import date
from string import Formatter

import pytest

from sangkien.core.facts import WorkplaceFact
from sangkien.core.screening.rule import Found, Severity
from sangkien.core.screening.run import RULES, load_rules, screen
from tests.core.screening.cases import DISTRICT, SECTOR, candidate, duplicate, facts

# one candidate for each rule, found by it
CAUGHT = {
    "applied-after-window": (candidate(applied_on=date(2023, 9, 2)), facts()),
    "applied-before-window": (candidate(applied_on=date(2021, 8, 31)), facts()),
    "applied-in-future": (candidate(applied_on=date(2022, 3, 18)), facts()),
    "duplicate-other": (candidate(), facts(duplicate=duplicate(same_person=False))),
    "duplicate-own": (candidate(), facts(duplicate=duplicate())),
    "missing-effect": (candidate(effect=""), facts()),
    "not-recognised": (candidate(recognised_on=None), facts()),
    "outside-phases": (candidate(filed_on=date(2022, 1, 7)), facts()),
    "shares": (candidate(shares_percent=(50.0,)), facts()),
    "wrong-unit": (
        candidate(counted=SECTOR),
        facts(workplace=WorkplaceFact(DISTRICT, "territorial", "rule")),
    ),
}


def test_a_clean_candidate_has_no_finding():
    assert screen(candidate(), facts(), overrides={}) == ()


def test_rules_come_in_the_order_of_their_codes():
    assert list(load_rules()) == sorted(RULES)


@pytest.mark.parametrize("code", sorted(RULES))
def test_each_rule_finds_its_own_fault_and_no_other(code):
    found = screen(*CAUGHT[code], overrides={})

    assert [finding.rule for finding in found] == [code]


@pytest.mark.parametrize("code", sorted(RULES))
def test_the_details_fill_every_gap_of_message_and_instruction(code):
    rule = RULES[code]
    (finding,) = screen(*CAUGHT[code], overrides={})
    gaps = {
        name
        for sentence in (rule.message, rule.instruction)
        for _, name, _, _ in Formatter().parse(sentence)
        if name
    }

    assert gaps - finding.details.keys() == set()


def test_two_faults_are_two_findings():
    twice = candidate(applied_on=date(2021, 8, 31), effect="")

    assert [f.rule for f in screen(twice, facts(), overrides={})] == [
        "applied-before-window",
        "missing-effect",
    ]


def test_a_campaign_may_switch_a_rule_off():
    off = {"missing-effect": {"enabled": False}}

    assert screen(candidate(effect=""), facts(), overrides=off) == ()


def test_a_campaign_may_override_one_setting_and_keep_the_others():
    strict = {"missing-effect": {"least_words": 9}}

    assert screen(candidate(), facts(), overrides=strict) == (
        Found(
            "missing-effect",
            "R09",
            Severity.HOLD,
            {"effect": "Ngô khô nhanh hơn ba ngày", "least_words": 9},
        ),
    )


def test_only_the_rules_asked_for_are_run():
    both = candidate(applied_on=date(2021, 8, 31), effect="")
    one = {"missing-effect": RULES["missing-effect"]}

    assert [f.rule for f in screen(both, facts(), overrides={}, rules=one)] == ["missing-effect"]
