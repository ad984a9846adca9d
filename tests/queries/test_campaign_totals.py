from datetime import UTC, date, datetime

import pytest
from django.db import connection

from sangkien.actions.journal import By
from sangkien.actions.moving import move_initiative
from sangkien.actions.review import withdraw
from sangkien.actions.standing import rebuild_tally
from sangkien.adapters.store import store_for
from sangkien.queries.campaign_totals import gross_by_campaign, running_phases
from tests import make

LATER = By(None, now=datetime(2022, 3, 18, 3, tzinfo=UTC), is_system=True)


def test_every_campaign_has_its_own_entries_received_so_far(land):
    other, empty = make.campaign(land.province), make.campaign(land.foreign)
    for unit in (land.province, land.here, land.school):
        land.file(unit)
    make.register(other, make.entry(land.there))

    totals = gross_by_campaign([land.campaign, other, empty])

    assert totals == {land.campaign.id: 3, other.id: 1}
    assert totals[empty.id] == 0


def test_moves_and_withdrawals_neither_add_nor_take_away_an_entry(land):
    moved, gone = land.file(land.here), land.file(land.there, applied_on=date(2020, 1, 1))
    move_initiative(moved, land.there, reason="Đúng đơn vị", by=LATER)
    withdraw(gone, reason="", by=LATER)

    assert gross_by_campaign([land.campaign]) == {land.campaign.id: 2}


def test_the_total_is_the_same_before_and_after_folding_and_rebuilding(land):
    for unit in (land.here, land.school, land.there):
        land.file(unit)
    seen = [gross_by_campaign([land.campaign])]
    store_for(connection).fold()
    seen.append(gross_by_campaign([land.campaign]))
    rebuild_tally(land.campaign)
    seen.append(gross_by_campaign([land.campaign]))

    assert seen == [{land.campaign.id: 3}] * 3


@pytest.mark.parametrize("number", [1, 3])
def test_totals_of_one_and_three_campaigns_take_two_queries(
    land, number, django_assert_num_queries
):
    campaigns = [land.campaign, *(make.campaign(land.province) for _ in range(number - 1))]
    for campaign in campaigns:
        make.register(campaign, make.entry(land.here))

    with django_assert_num_queries(2):
        totals = gross_by_campaign(campaigns)

    assert totals == dict.fromkeys((campaign.id for campaign in campaigns), 1)


def test_of_no_campaign_there_is_no_total_and_no_phase(land):
    assert gross_by_campaign([]) == {}
    assert running_phases([], date(2022, 3, 17)) == {}


def test_only_campaigns_with_a_phase_of_the_day_have_a_running_one(land):
    over = make.campaign(land.province)
    over.phases.update(opens_on=date(2021, 1, 1), closes_on=date(2021, 12, 31))

    running = {
        day: {
            key: phase.number for key, phase in running_phases([land.campaign, over], day).items()
        }
        for day in (date(2021, 12, 31), date(2022, 1, 7), date(2022, 1, 8), date(2022, 6, 1))
    }

    assert running == {
        date(2021, 12, 31): {over.id: 2},
        date(2022, 1, 7): {},
        date(2022, 1, 8): {land.campaign.id: 1},
        date(2022, 6, 1): {land.campaign.id: 2},
    }
