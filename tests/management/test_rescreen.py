from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from sangkien.core.standing import Column
from sangkien.models import Campaign, Finding
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english(settings):
    settings.LANGUAGE_CODE = "en"


def run(campaign, *words):
    out = StringIO()
    call_command("rescreen", "--campaign", campaign.slug, *words, stdout=out)
    return out.getvalue().splitlines()


@pytest.fixture
def campaign():
    campaign = make.campaign()
    unit = make.unit(campaign.owner)
    for day in (date(2021, 9, 10), date(2021, 10, 5), date(2021, 8, 1)):
        make.register(campaign, make.entry(unit, applied_on=day))
    return campaign


def test_what_did_not_change_is_said_so(campaign):
    assert run(campaign) == ["Screened again: 3 entries.", "Nothing changed."]


def test_a_changed_window_opens_findings_and_lets_others_lapse(campaign):
    Campaign.objects.filter(id=campaign.id).update(applied_from=date(2021, 10, 1))
    opened = run(campaign)
    Campaign.objects.filter(id=campaign.id).update(applied_from=date(2021, 7, 1))
    lapsed = run(campaign)

    assert opened[1:] == ["applied-before-window: newly found 1"]
    assert lapsed[1:] == ["applied-before-window: no longer found 2"]
    columns = campaign.initiatives.values_list("column", flat=True)
    assert set(columns) == {Column.PENDING}


def test_one_rule_alone_can_be_run_again(campaign):
    Campaign.objects.filter(id=campaign.id).update(applied_from=date(2021, 10, 1))

    other = run(campaign, "--rule", "missing-effect")
    own = run(campaign, "--rule", "applied-before-window")

    assert other[1:] == ["Nothing changed."]
    assert own[1:] == ["applied-before-window: newly found 1"]
    assert Finding.objects.filter(rule="applied-before-window").count() == 2


def test_a_rule_that_there_is_not_is_refused(campaign):
    with pytest.raises(CommandError, match="invalid choice"):
        run(campaign, "--rule", "no-such-rule")
