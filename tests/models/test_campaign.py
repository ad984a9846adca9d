from datetime import date

import pytest

from sangkien.core.facts import PhaseWindow, Window
from sangkien.models import Campaign, Phase, ProgrammeDocument, Target
from tests import make
from tests.models.holding import is_held_back

pytestmark = pytest.mark.django_db
JANUARY = date(2022, 1, 13)


@pytest.fixture
def campaign():
    return make.campaign()


def target(campaign, **changes):
    values = {
        "unit": campaign.owner,
        "kind": "assigned",
        "value": 10,
        "from_on": JANUARY,
        "recorded_at": make.NOW,
    }
    return Target.objects.create(campaign=campaign, **values | changes)


def phase_of(campaign, number=1):
    return campaign.phases.get(number=number)


# -- campaigns -----------------------------------------------------------------------------------


def test_there_are_no_two_campaigns_at_one_address(campaign):
    assert is_held_back(lambda: make.campaign(campaign.owner, slug=campaign.slug))


def test_the_unit_that_owns_a_campaign_cannot_be_removed(campaign):
    assert is_held_back(campaign.owner.delete)


def test_a_campaign_with_entries_or_frozen_tables_cannot_be_removed(campaign):
    make.register(campaign, make.entry(campaign.owner))

    assert is_held_back(campaign.delete)


def test_an_empty_campaign_takes_its_phases_and_documents_along(campaign):
    ProgrammeDocument.objects.create(campaign=campaign, kind="Kế hoạch", number="1")
    campaign.delete()

    assert (Phase.objects.count(), ProgrammeDocument.objects.count()) == (0, 0)


def test_a_campaign_is_called_by_its_short_title_where_it_has_one():
    assert str(Campaign(title="Chương trình 01 triệu", short_title="01 triệu")) == "01 triệu"
    assert str(Campaign(title="Chương trình 01 triệu")) == "Chương trình 01 triệu"


def test_the_window_is_that_of_the_days_both_included(campaign):
    assert campaign.window == Window(date(2021, 9, 1), date(2023, 9, 1))


# -- phases --------------------------------------------------------------------------------------


def test_a_phase_has_its_number_once_in_a_campaign(campaign):
    days = {"opens_on": JANUARY, "closes_on": JANUARY}

    assert is_held_back(lambda: Phase.objects.create(campaign=campaign, number=1, **days))
    Phase.objects.create(campaign=campaign, number=3, **days)
    assert [phase.number for phase in campaign.phases.all()] == [1, 2, 3]


def test_a_phase_may_last_one_day_and_never_end_before_it_begins(campaign):
    one_day = Phase.objects.create(
        campaign=campaign, number=3, title="Một ngày", opens_on=JANUARY, closes_on=JANUARY
    )
    assert one_day.window == PhaseWindow(3, "Một ngày", Window(JANUARY, JANUARY))

    def turned_round():
        Phase.objects.create(
            campaign=campaign, number=4, opens_on=JANUARY, closes_on=date(2022, 1, 12)
        )

    assert is_held_back(turned_round)


def test_a_phase_with_targets_cannot_be_removed(campaign):
    target(campaign, phase=phase_of(campaign))

    assert is_held_back(phase_of(campaign).delete)
    phase_of(campaign, 2).delete()


# -- targets -------------------------------------------------------------------------------------


def test_a_target_is_for_a_phase_or_a_year_or_the_campaign_and_never_for_two(campaign):
    for period in ({"phase": phase_of(campaign)}, {"year": 2022}, {}):
        target(campaign, **period)

    assert is_held_back(lambda: target(campaign, phase=phase_of(campaign), year=2022))


@pytest.mark.parametrize("period", ["phase", "year", "campaign"])
def test_a_unit_has_one_target_a_day_of_each_kind_and_period(campaign, period):
    values = {"phase": {"phase": phase_of(campaign)}, "year": {"year": 2022}, "campaign": {}}[
        period
    ]
    target(campaign, **values)

    assert is_held_back(lambda: target(campaign, value=99, **values))


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "plan"},
        {"from_on": date(2022, 1, 14)},
        {"year": 2023},
        {"year": None},
    ],
)
def test_another_kind_day_or_period_is_another_target(campaign, change):
    target(campaign, year=2022)

    assert target(campaign, **{"year": 2022} | change).value == 10


def test_targets_of_two_phases_or_two_units_stand_beside_each_other(campaign):
    for number in (1, 2):
        target(campaign, phase=phase_of(campaign, number))
    target(campaign, phase=phase_of(campaign), unit=make.unit(campaign.owner))

    assert campaign.targets.count() == 3


def test_a_target_below_zero_is_held_back(campaign):
    assert is_held_back(lambda: target(campaign, value=-1))
    assert target(campaign, value=0).value == 0


def test_a_unit_with_targets_cannot_be_removed(campaign):
    unit = make.unit(campaign.owner)
    target(campaign, unit=unit)

    assert is_held_back(unit.delete)


# -- documents -----------------------------------------------------------------------------------


def test_a_document_is_called_by_kind_and_number_as_far_as_it_has_one():
    names = [str(ProgrammeDocument(kind="Kế hoạch", number=n)) for n in ("302/KH-LĐLĐ", "")]

    assert names == ["Kế hoạch 302/KH-LĐLĐ", "Kế hoạch"]
