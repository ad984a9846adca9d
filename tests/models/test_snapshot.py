from datetime import date

import pytest

from sangkien.actions.snapshots import take_snapshot
from sangkien.models import Snapshot
from tests import make
from tests.models.holding import is_held_back

pytestmark = pytest.mark.django_db


@pytest.fixture
def snapshot():
    campaign = make.campaign()
    make.unit(campaign.owner)
    return take_snapshot(campaign, campaign.owner, date(2022, 3, 17), make.SYSTEM)


@pytest.mark.parametrize("name", ["campaign", "unit"])
def test_what_a_frozen_table_is_about_cannot_be_removed(snapshot, name):
    assert is_held_back(getattr(snapshot, name).delete)


def test_the_same_table_may_be_frozen_many_times_and_the_newest_stands_first(snapshot):
    again = take_snapshot(snapshot.campaign, snapshot.unit, snapshot.day, make.SYSTEM)

    assert list(Snapshot.objects.all()) == [again, snapshot]


def test_the_frozen_text_is_kept_to_the_last_sign(snapshot):
    long = "Đ“\\n”" * 200_000
    Snapshot.objects.filter(id=snapshot.id).update(canonical=long)

    assert Snapshot.objects.get(id=snapshot.id).canonical == long
