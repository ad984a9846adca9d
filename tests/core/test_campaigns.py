from datetime import date

import pytest

from sangkien.core.campaigns import (
    RESERVED_SLUGS,
    CampaignValues,
    Choice,
    PhaseValues,
    effective,
    problems_of,
    screens_alike,
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
        ({"rules": {"shares": {"due_days": 0}}}, ("rules.shares.due_days", "setting-form")),
        ({"rules": {"shares": {"due_days": 999}}}, ("rules.shares.due_days", "setting-form")),
        (
            {"rules": {"outside-phases": {"exceptions_by": "nobody"}}},
            ("rules.outside-phases.exceptions_by", "setting-form"),
        ),
        (
            {"rules": {"shares": {"exceptions_by": "upper"}}},
            ("rules.shares.exceptions_by", "setting-unknown"),
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

    assert holding["missing-effect"] == {"enabled": True, "due_days": 14, "least_words": 5}
    assert holding["shares"]["enabled"] is False
    assert holding["wrong-unit"] == {"enabled": True, "due_days": 14}


def codes(**changes):
    return [problem.code for problem in problems_of(campaign(**changes), rules=RULES)]


@pytest.mark.parametrize(
    ("slug", "is_right"),
    [
        ("a", True),
        ("lai-chau-2022", True),
        ("2022", True),
        ("", False),
        ("-a", False),
        ("a--b", False),
        ("A", False),
        ("a_b", False),
        ("sáng-kiến", False),
        ("a b", False),
        ("a/b", False),
        ("a\n", False),
    ],
)
def test_an_address_is_made_of_small_letters_digits_and_single_hyphens(slug, is_right):
    assert codes(slug=slug) == ([] if is_right else ["slug-form"])


@pytest.mark.parametrize("slug", sorted(RESERVED_SLUGS))
def test_the_addresses_of_other_pages_are_taken(slug):
    assert codes(slug=slug) == ["slug-reserved"]


@pytest.mark.parametrize(
    ("prefix", "is_right"),
    [("L", True), ("LC22", True), ("A" * 12, True), ("A" * 13, False), ("", False), ("LĐ", False)],
)
def test_a_receipt_begins_with_up_to_twelve_capitals_and_digits(prefix, is_right):
    assert codes(receipt_prefix=prefix) == ([] if is_right else ["prefix-form"])


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((1, 3), (4, 6), []),
        ((1, 3), (5, 6), []),  # a gap between two phases may be
        ((1, 3), (3, 6), ["phase-overlap"]),
        ((4, 6), (1, 3), ["phase-overlap"]),
        ((1, 6), (2, 3), ["phase-overlap"]),
    ],
)
def test_phases_follow_each_other_without_sharing_a_day(first, second, expected):
    assert codes(phases=(phase(1, *first), phase(2, *second))) == expected


def test_a_phase_and_a_window_of_one_day_are_in_order():
    day = date(2022, 1, 8)
    one_day = PhaseValues(1, "Một ngày", Window(day, day))

    assert codes(phases=(one_day,), window=Window(day, day)) == []


def test_everything_that_is_wrong_is_told_at_once():
    assert codes(
        slug="A B",
        receipt_prefix="lc",
        window=Window(date(2022, 2, 1), date(2022, 1, 1)),
        phases=(),
        rules={"x": {}, "shares": {"y": 1}},
        letter={"place": 1},
    ) == [
        "slug-form",
        "prefix-form",
        "letter-form",
        "window-order",
        "field-missing",
        "rule-unknown",
        "setting-unknown",
    ]


def test_an_unknown_rule_is_answered_with_those_there_are():
    (problem,) = problems_of(campaign(rules={"x": {}}), rules=RULES)

    assert problem.details == {"rule": "x", "rules": ", ".join(RULES)}


def test_every_rule_has_settings_of_its_own_in_what_holds():
    assert set(effective({}, rules=RULES)) == set(RULES)
    assert all(settings["enabled"] is True for settings in effective({}, rules=RULES).values())


def test_when_a_finding_is_due_does_not_matter_to_what_is_found():
    sooner, fewer = {"shares": {"due_days": 2}}, {"missing-effect": {"least_words": 5}}

    assert screens_alike({}, sooner, rules=RULES)
    assert not screens_alike(sooner, {**sooner, **fewer}, rules=RULES)
