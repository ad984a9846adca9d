import pytest

from sangkien.models import JournalLine
from tests import make
from tests.models.holding import is_held_back

pytestmark = pytest.mark.django_db


def line(**changes):
    values = {"verb": "registered", "occurred_at": make.NOW, "recorded_at": make.NOW}
    return JournalLine.objects.create(**values | changes)


def test_lines_stand_in_the_order_they_were_written_whatever_day_they_tell_of():
    lines = [line(verb=verb) for verb in ("b", "a", "c")]

    assert list(JournalLine.objects.all()) == lines


def test_a_line_may_tell_of_what_is_not_in_any_table():
    told = line(initiative_id=2**62, finding_id=2**62, unit_id=2**62, unit_path="1.2.")

    told.refresh_from_db()
    assert (told.initiative_id, told.details) == (2**62, {})


def test_who_acted_cannot_be_removed():
    account = make.account()
    line(by=account)

    assert is_held_back(account.delete)


def test_a_campaign_that_the_journal_names_cannot_be_removed():
    campaign = make.campaign()
    line(campaign=campaign)

    assert is_held_back(campaign.delete)
