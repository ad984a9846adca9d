from datetime import date

import pytest

from sangkien.actions.standing import rebuild_tally
from sangkien.core.standing import Column
from sangkien.models import Tally, TallyDelta
from sangkien.queries.tally_check import Disagreement, tally_disagreements
from tests import make
from tests.reports.lai_chau import Province

pytestmark = pytest.mark.django_db


def test_tallies_kept_by_the_actions_agree_with_a_fresh_count():
    province = Province()
    province.fill()

    assert tally_disagreements(province.campaign) == []


def test_a_cell_that_was_touched_is_named_until_the_tallies_are_rebuilt():
    campaign = make.campaign()
    make.register(campaign, make.entry(campaign.owner))
    TallyDelta.objects.create(
        campaign=campaign,
        unit=campaign.owner,
        phase=1,
        year=2022,
        day=date(2022, 3, 17),
        column=Column.PENDING,
        is_open=False,
        n=4,
    )

    assert tally_disagreements(campaign) == [
        Disagreement(
            unit=campaign.owner.short_name,
            phase=1,
            year=2022,
            day=date(2022, 3, 17),
            column=Column.PENDING,
            is_open=False,
            kept=5,
            counted=1,
        )
    ]
    assert rebuild_tally(campaign) == 1
    assert tally_disagreements(campaign) == []


def test_a_cell_that_is_missing_is_named_too():
    campaign = make.campaign()
    make.register(campaign, make.entry(campaign.owner))
    for kept in (Tally, TallyDelta):
        kept.objects.filter(campaign=campaign).delete()

    assert [(d.kept, d.counted) for d in tally_disagreements(campaign)] == [(0, 1)]
