from datetime import date

import pytest

from sangkien.core.standing import Column
from sangkien.models import Tally, TallyDelta
from tests import make
from tests.models.holding import is_held_back

pytestmark = pytest.mark.django_db
CELL = {"phase": 1, "year": 2022, "day": date(2022, 3, 17), "column": 5, "is_open": False}


@pytest.fixture
def campaign():
    return make.campaign()


def kept(model, campaign, **changes):
    values = {"campaign": campaign, "unit": campaign.owner, "n": 1}
    return model.objects.create(**values | CELL | changes)


def test_a_cell_of_a_unit_is_kept_once(campaign):
    kept(Tally, campaign)

    assert is_held_back(lambda: kept(Tally, campaign, n=5))


@pytest.mark.parametrize(
    "change",
    [
        {"phase": 0},
        {"year": 2023},
        {"day": date(2022, 3, 18)},
        {"column": Column.VALID},
        {"is_open": True},
    ],
)
def test_another_phase_year_day_column_or_mark_is_another_cell(campaign, change):
    kept(Tally, campaign)
    kept(Tally, campaign, **change)

    assert Tally.objects.filter(campaign=campaign).count() == 2


def test_what_is_not_folded_yet_may_stand_many_times_and_below_zero(campaign):
    for n in (1, 1, -2):
        kept(TallyDelta, campaign, n=n)

    assert sorted(TallyDelta.objects.values_list("n", flat=True)) == [-2, 1, 1]
