from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from sangkien.actions import review
from sangkien.core.permissions import Role
from sangkien.models import Finding, WorkplaceRule
from sangkien.queries.finding_list import (
    FindingFilter,
    FindingRow,
    all_findings,
    counts_by_rule,
    finding_page,
    open_findings,
    visible_finding,
)
from sangkien.queries.paging import Cursor
from sangkien.queries.scope import reaches_of
from tests import make

EARLY, EFFECT, UNIT = "applied-before-window", "missing-effect", "wrong-unit"
TOO_EARLY = date(2021, 8, 31)
ALL = FindingFilter()


@pytest.fixture
def sector(land):
    """A sector union that schools tick though the rule says they belong to their district."""
    for unit, place in ((land.here, "Than Uyên"), (land.there, "Phong Thổ")):
        unit.place = place
        unit.save()
    WorkplaceRule.objects.create(
        owner=land.province, position=1, marks="mầm non", line="territorial", school_level="MN"
    )
    return make.unit(land.province, "Công đoàn ngành Giáo dục", line="sector")


def rules_seen(account, land, asked=ALL):
    found = open_findings(account, land.campaign, asked).order_by("id")
    return list(found.values_list("rule", flat=True))


@pytest.mark.parametrize(
    ("at", "role", "rules"),
    [
        ("province", Role.PROVINCIAL_OFFICER, [EARLY, EFFECT]),
        ("here", Role.UPPER_OFFICER, [EARLY]),
        ("there", Role.UPPER_OFFICER, [EFFECT]),
        ("school", Role.UPPER_OFFICER, []),
        ("here", Role.MEMBER, []),
        ("foreign", Role.PROVINCIAL_OFFICER, []),
    ],
)
def test_each_officer_sees_the_findings_of_the_own_part_of_the_tree(land, at, role, rules):
    land.file(land.here, applied_on=TOO_EARLY)
    land.file(land.there, effect="")

    assert rules_seen(land.officer(getattr(land, at), role), land) == rules


def test_a_visitor_and_another_campaign_see_nothing(land):
    land.file(applied_on=TOO_EARLY)
    other = make.campaign(land.province)

    assert open_findings(None, land.campaign, ALL).count() == 0
    assert open_findings(land.officer(), other, ALL).count() == 0


@pytest.mark.parametrize("act", ["uphold", "dismiss", "withdraw"])
def test_what_was_decided_or_belongs_to_a_withdrawn_entry_waits_no_more(land, act):
    entry = land.file(applied_on=TOO_EARLY)
    finding = Finding.objects.get()
    if act == "withdraw":
        review.withdraw(entry, reason="", by=make.SYSTEM)
    else:
        review.decide_finding(finding, uphold=act == "uphold", reason="Đã rõ", by=make.SYSTEM)

    assert rules_seen(land.officer(), land) == []
    assert visible_finding(land.officer(), land.campaign, finding.id) == finding


def test_filters_by_rule_unit_and_age_add_up(land):
    old = datetime(2022, 2, 1, tzinfo=UTC)
    land.file(land.here, occurred_at=old, applied_on=TOO_EARLY, effect="")
    land.file(land.there, applied_on=TOO_EARLY)

    def seen(**asked):
        return rules_seen(land.officer(), land, FindingFilter(**asked))

    assert seen(rule=EARLY) == [EARLY, EARLY]
    assert seen(unit_path=land.here.path) == [EARLY, EFFECT]
    assert seen(opened_before=make.NOW) == [EARLY, EFFECT]
    assert seen(opened_before=old) == []
    assert seen(rule=EARLY, unit_path=land.here.path, opened_before=make.NOW) == [EARLY]
    assert seen(rule="no-such-rule") == []


def test_findings_are_counted_by_rule_in_one_query(land, django_assert_num_queries):
    for effect in ("", "x", "Giảm nửa công"):
        land.file(applied_on=TOO_EARLY, effect=effect)
    found = open_findings(land.officer(), land.campaign, ALL)
    len(found)  # the roles are read by now

    with django_assert_num_queries(1):
        assert counts_by_rule(found) == {EARLY: 3, EFFECT: 2}


def test_a_row_says_what_the_list_shows(land):
    entry = land.file(land.school, applied_on=TOO_EARLY)
    finding = Finding.objects.get()

    officer = land.officer()
    page = finding_page(
        officer, land.campaign, open_findings(officer, land.campaign, ALL), Cursor()
    )

    assert page.rows == (
        FindingRow(
            id=finding.id,
            rule=EARLY,
            details=finding.details,
            opened_at=make.NOW,
            entry_id=entry.id,
            receipt=page.rows[0].receipt,
            title=entry.title,
            unit=land.school.short_name,
            unit_path=land.school.path,
            proposed_id=None,
        ),
    )
    assert page.rows[0].receipt.startswith(f"LC22-{entry.id:06d}-")


def test_the_oldest_findings_stand_first_and_pages_follow_without_gap(land):
    for _ in range(51):
        land.file(effect="")
    found = open_findings(land.officer(), land.campaign, ALL)

    first = finding_page(land.officer(), land.campaign, found, Cursor())
    second = finding_page(land.officer(), land.campaign, found, first.next)

    ids = [row.id for row in (*first.rows, *second.rows)]
    assert ids == sorted(Finding.objects.values_list("id", flat=True))
    assert (len(first.rows), len(second.rows), second.next) == (50, 1, None)


@pytest.mark.parametrize("number", [1, 3])
def test_a_page_of_one_and_of_three_rows_takes_two_queries(land, number, django_assert_num_queries):
    for _ in range(number):
        land.file(effect="")
    found = open_findings(land.officer(), land.campaign, ALL)

    with django_assert_num_queries(2):
        assert len(finding_page(None, land.campaign, found, Cursor()).rows) == number


def test_of_findings_that_name_a_copy_one_more_query_tells_which_are_out_of_sight(
    land, django_assert_num_queries
):
    entry = make.entry(land.there)
    for k, unit in enumerate((land.there, land.here, land.here)):
        ticked = make.unit_fact(unit)
        make.register(land.campaign, replace(entry, client_ref=f"lai-{k}", ticked=ticked))
    here, above = land.officer(land.here), land.officer()
    found = open_findings(here, land.campaign, FindingFilter(rule="duplicate-own"))
    assert reaches_of(here)
    assert reaches_of(above)

    with django_assert_num_queries(3):
        page = finding_page(here, land.campaign, found, Cursor())
    with django_assert_num_queries(2):
        all_seen = list(all_findings(above, land.campaign, found, most=10))

    # the second is like the first, elsewhere; the third is more like the second
    assert [row.hides_copy for row in page.rows] == [True, False]
    assert [row.hides_copy for row in all_seen] == [False, False]


@pytest.mark.parametrize(
    ("at", "is_seen"), [("province", True), ("here", True), ("there", False), ("foreign", False)]
)
def test_a_finding_by_its_number_is_seen_in_its_branch_only(land, at, is_seen):
    land.file(applied_on=TOO_EARLY)
    finding = Finding.objects.get()

    found = visible_finding(land.officer(getattr(land, at)), land.campaign, finding.id)

    assert found == (finding if is_seen else None)


def test_a_finding_opened_later_than_asked_waits_for_its_day(land):
    land.file(occurred_at=make.NOW - timedelta(days=30), effect="")

    def seen(day):
        return rules_seen(land.officer(), land, FindingFilter(opened_before=day))

    assert [seen(make.NOW - timedelta(days=n)) for n in (30, 29)] == [[], [EFFECT]]
