from datetime import date

import pytest

from sangkien.core.campaigns import (
    CampaignValues,
    Choice,
    PhaseValues,
    effective,
    problems_of,
)
from sangkien.core.facts import Window
from sangkien.core.screening.run import RULES


def campaign(**changes):
    values = {
        "slug": "sang-kien-2022",
        "title": "Chương trình",
        "owner": "LC",
        "receipt_prefix": "LC22",
        "window": Window(date(2021, 9, 1), date(2023, 9, 1)),
        "phases": (phase(1, 1, 3), phase(2, 4, 6)),
    }
    return CampaignValues(**values | changes)


def phase(number, first_month, last_month):
    window = Window(date(2022, first_month, 1), date(2022, last_month, 28))
    return PhaseValues(number, f"Giai đoạn {number}", window)


def test_a_campaign_in_order_has_no_problem():
    assert problems_of(campaign(), rules=RULES) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"slug": "Sáng kiến"}, ("slug", "slug-form")),
        ({"slug": "tro-giup"}, ("slug", "slug-reserved")),
        ({"slug": "sang-kien-"}, ("slug", "slug-form")),
        ({"receipt_prefix": "lc 22"}, ("receipt_prefix", "prefix-form")),
        (
            {"window": Window(date(2022, 2, 1), date(2022, 1, 31))},
            ("applied_to", "window-order"),
        ),
        ({"phases": ()}, ("phases", "field-missing")),
        ({"phases": (phase(2, 1, 3), phase(1, 4, 6))}, ("phases", "phase-number")),
        ({"phases": (phase(1, 1, 3), phase(3, 4, 6))}, ("phases", "phase-number")),
        ({"phases": (phase(1, 1, 4), phase(2, 4, 6))}, ("phases.2.opens_on", "phase-overlap")),
        ({"phases": (phase(1, 5, 4),)}, ("phases.1.closes_on", "phase-order")),
        ({"fields": (Choice("a", "A"), Choice("a", "B"))}, ("fields", "code-twice")),
        ({"member_kinds": (Choice("a", "A"), Choice("a", "B"))}, ("member_kinds", "code-twice")),
        ({"rules": {"duplicates": {}}}, ("rules.duplicates", "rule-unknown")),
        ({"rules": {"shares": {"most": 3}}}, ("rules.shares.most", "setting-unknown")),
        ({"rules": {"shares": {"enabled": 1}}}, ("rules.shares.enabled", "setting-form")),
        (
            {"rules": {"missing-effect": {"least_words": True}}},
            ("rules.missing-effect.least_words", "setting-form"),
        ),
        ({"letter": {"place": 3}}, ("letter.place", "letter-form")),
    ],
)
def test_what_does_not_fit_is_named_by_field_and_rule(changes, said):
    (problem,) = problems_of(campaign(**changes), rules=RULES)

    assert (problem.place, problem.code) == said
    assert "{" not in problem.sentence.format(**problem.details)


def test_the_settings_that_hold_are_the_rules_own_and_over_them_the_campaigns():
    chosen = {"missing-effect": {"least_words": 5}, "shares": {"enabled": False}}

    holding = effective(chosen, rules=RULES)

    assert holding["missing-effect"] == {"enabled": True, "least_words": 5}
    assert holding["shares"]["enabled"] is False
    assert holding["wrong-unit"] == {"enabled": True}
