from datetime import date

import pytest

from sangkien.models import Phase
from sangkien.queries.campaigns import all_campaigns, campaign_by_slug, is_open, open_phase
from tests import make


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (date(2022, 1, 7), None),
        (date(2022, 1, 8), 1),
        (date(2022, 5, 31), 1),
        (date(2022, 6, 1), 2),
        (date(2023, 9, 1), 2),
        (date(2023, 9, 2), None),
    ],
)
def test_a_phase_takes_entries_from_its_first_to_its_last_day(land, day, number):
    phase = open_phase(land.campaign, day)

    assert (phase.number if phase else None) == number
    assert is_open(land.campaign, day) is (number is not None)


def test_between_two_phases_nothing_is_open(land):
    Phase.objects.filter(campaign=land.campaign, number=2).update(opens_on=date(2022, 7, 1))

    open_on = [is_open(land.campaign, date(2022, 6, day)) for day in (1, 30)]
    assert (open_on, is_open(land.campaign, date(2022, 7, 1))) == ([False, False], True)


def test_phases_of_another_campaign_open_nothing_here(land):
    land.campaign.phases.all().delete()
    make.campaign(land.province)

    assert open_phase(land.campaign, date(2022, 3, 17)) is None


def test_a_campaign_is_found_by_its_address_to_the_letter(land):
    found = [campaign_by_slug(slug) for slug in ("lai-chau", "LAI-CHAU", "lai", "", "lai-chau ")]

    assert found == [land.campaign, None, None, None, None]


def test_campaigns_stand_with_the_latest_window_first_then_by_address(land):
    later = make.campaign(land.province, slug="sau", applied_to=date(2025, 9, 1))
    same = make.campaign(land.province, slug="cung-ky")

    assert all_campaigns() == [later, same, land.campaign]


@pytest.mark.parametrize("number", [1, 3])
def test_campaigns_with_their_owners_take_one_query(land, number, django_assert_num_queries):
    for _ in range(number - 1):
        make.campaign()

    with django_assert_num_queries(1):
        owners = [campaign.owner.short_name for campaign in all_campaigns()]

    assert len(owners) == number
