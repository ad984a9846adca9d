from datetime import timedelta

import pytest

from sangkien.models import ScreeningRun
from sangkien.queries.rescreening import latest_run, needs_rescreening, run_by_id, unfinished_run
from sangkien.queries.scope import OPERATOR
from tests import make

BEFORE, AFTER = make.NOW - timedelta(hours=1), make.NOW + timedelta(hours=1)


def run(campaign, started_at, *, finished=True, rule=""):
    return ScreeningRun.objects.create(
        campaign=campaign,
        rules_version=1,
        rule=rule,
        started_at=started_at,
        finished_at=AFTER if finished else None,
    )


@pytest.mark.parametrize(
    ("changed_at", "started_at", "is_needed"),
    [
        (None, None, False),
        (None, make.NOW, False),
        (make.NOW, None, True),
        (make.NOW, BEFORE, True),
        (make.NOW, make.NOW, False),
        (make.NOW, AFTER, False),
    ],
)
def test_screening_again_is_needed_after_a_change_that_no_run_has_begun_after(
    land, changed_at, started_at, is_needed
):
    land.campaign.standards_changed_at = changed_at
    latest = run(land.campaign, started_at) if started_at else None

    assert needs_rescreening(land.campaign, latest) is is_needed


def test_the_latest_run_is_the_last_by_all_rules_of_this_campaign(land):
    run(land.campaign, BEFORE)
    wanted = run(land.campaign, make.NOW)
    run(land.campaign, AFTER, rule="shares")
    run(make.campaign(land.province), AFTER)

    assert latest_run(land.campaign) == wanted
    assert latest_run(make.campaign(land.province)) is None


@pytest.mark.parametrize(
    ("finished", "changed_at", "is_found"),
    [(True, None, False), (False, None, True), (False, BEFORE, True), (False, AFTER, False)],
)
def test_a_run_goes_on_unless_it_ended_or_the_rules_changed_since(
    land, finished, changed_at, is_found
):
    land.campaign.standards_changed_at = changed_at
    begun = run(land.campaign, make.NOW, finished=finished)

    assert unfinished_run(land.campaign) == (begun if is_found else None)


def test_runs_of_one_rule_and_of_all_are_told_apart(land):
    every = run(land.campaign, make.NOW, finished=False)
    one = run(land.campaign, make.NOW, finished=False, rule="shares")

    found = [unfinished_run(land.campaign, rule=rule) for rule in ("", "shares", "wrong-unit")]
    assert found == [every, one, None]


def test_a_run_is_found_by_its_number_with_its_campaign_and_owner(land, django_assert_num_queries):
    begun = run(land.campaign, make.NOW)

    with django_assert_num_queries(1):
        found = run_by_id(OPERATOR, begun.id)
        assert found.campaign.owner == land.province

    assert run_by_id(OPERATOR, begun.id + 1) is None
