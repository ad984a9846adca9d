from dataclasses import replace
from datetime import date

import pytest

from sangkien.actions.rescreening import start_rescreening
from sangkien.jobs.rescreening import rescreen_campaign
from sangkien.models import Campaign, JournalLine, ScreeningRun
from tests import make

pytestmark = pytest.mark.django_db


def test_the_job_acts_for_whoever_asked_and_a_second_time_changes_nothing():
    campaign = make.campaign()
    make.register(campaign, make.entry(make.unit(campaign.owner), applied_on=date(2021, 10, 5)))
    Campaign.objects.update(applied_from=date(2021, 10, 6))
    officer = replace(make.officer(campaign.owner), as_of=None)
    run = start_rescreening(campaign, officer)

    first, second = rescreen_campaign.call(run.id), rescreen_campaign.call(run.id)

    assert first == second == {"applied-before-window": {"opened": 1}}
    assert JournalLine.objects.get(verb="rescreened").by == officer.account


def test_a_run_that_is_no_more_is_no_fault():
    assert rescreen_campaign.call(1) == {}
    assert not ScreeningRun.objects.exists()
