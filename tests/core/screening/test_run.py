import json
from datetime import date
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


DAYS = st.dates(date(2021, 6, 1), date(2023, 12, 31))
CANDIDATES = st.builds(
    lambda applied_on, precision, filed_on, effect, shares, by: candidate(
        applied_on=applied_on,
        applied_precision=precision,
        filed_on=filed_on,
        effect=effect,
        shares_percent=shares,
        recognised_by=by,
    ),
    DAYS,
    st.sampled_from(["day", "month", "year"]),
    DAYS,
    st.text("aăđ -.0", max_size=12) | st.just("Giảm nửa công"),
    st.lists(st.floats(0, 150), max_size=3).map(tuple) | st.just((100.0,)),
    st.sampled_from(["", "council", "head"]),
)


@given(CANDIDATES)
def test_any_entry_is_screened_to_findings_whose_sentences_can_be_filled(entry):
    for finding in screen(entry, facts(), overrides={}):
        rule = RULES[finding.rule]
        assert (finding.reason, finding.severity) == (rule.reason, rule.severity)
        assert rule.message.format(**finding.details)
        assert rule.instruction.format(**finding.details)
        assert json.loads(json.dumps(finding.details)) == finding.details


@given(CANDIDATES.filter(lambda entry: entry.filed_on in facts().window))
def test_of_the_rules_about_the_day_of_application_at_most_one_speaks(entry):
    found = [f.rule for f in screen(entry, facts(), overrides={}) if f.rule.startswith("applied-")]

    assert len(found) <= 1


@given(CANDIDATES)
def test_a_rule_that_is_switched_off_never_speaks_and_the_others_as_before(entry):
    every = screen(entry, facts(), overrides={})

    for code in RULES:
        left = screen(entry, facts(), overrides={code: {"enabled": False}})
        assert left == tuple(finding for finding in every if finding.rule != code)


@given(DAYS, DAYS)
def test_a_day_inside_the_window_and_before_the_filing_is_never_held(applied_on, filed_on):
    entry = candidate(applied_on=applied_on, filed_on=filed_on)
    is_right = applied_on in facts().window and applied_on <= filed_on

    found = [f.rule for f in screen(entry, facts(), overrides={}) if f.rule.startswith("applied-")]

    assert (found == []) is is_right


@given(DAYS)
def test_saying_less_of_the_day_never_holds_an_entry_that_the_whole_day_would_free(day):
    filed_on = date(2023, 12, 31)
    exact = candidate(applied_on=day, filed_on=filed_on)
    month = candidate(applied_on=day.replace(day=1), applied_precision="month", filed_on=filed_on)
    year = candidate(
        applied_on=day.replace(month=1, day=1), applied_precision="year", filed_on=filed_on
    )

    held = [
        any(f.rule.startswith("applied-") for f in screen(each, facts(), overrides={}))
        for each in (exact, month, year)
    ]
    assert held[1] <= held[0]
    assert held[2] <= held[0]
