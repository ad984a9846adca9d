"""An entry that waits while its part of the tree moves is stored where the unit stands then."""

import pytest

from sangkien.actions.registration import Filing, register_batch
from sangkien.actions.units import import_units
from sangkien.core.units import UnitRow, UnitSheet
from sangkien.models import Initiative, Unit
from sangkien.queries.progress import counts_of
from sangkien.queries.tally_check import tally_disagreements
from tests import make
from tests.concurrency.scene import held_back

pytestmark = pytest.mark.django_db(transaction=True)
SHEET = Filing(make.SYSTEM, Initiative.Channel.SHEET)


@pytest.fixture
def root():
    return make.unit(name="LĐLĐ tỉnh", code="LC")


@pytest.fixture
def district(root):
    return make.unit(root, "LĐLĐ huyện Than Uyên", code="D1")


@pytest.fixture
def school(district):
    return make.unit(district, "CĐCS Trường Mầm non số 1 Mường Cang", code="S1")


@pytest.mark.parametrize("workplace", ["Cơ quan huyện", "CĐCS Trường Mầm non số 1 Mường Cang"])
def test_an_entry_that_waited_for_a_move_counts_at_the_new_place(root, district, school, workplace):
    campaign = make.campaign(root)
    cluster = make.unit(root, "Cụm phía nam", code="C1")
    entry = make.entry(district, workplace=workplace)
    counts_at = school if workplace == school.name else district
    row = UnitRow(2, "D1", district.kind, district.name, district.short_name, "C1")

    loaded, (outcome,) = held_back(
        lambda: import_units(UnitSheet((row,)), make.SYSTEM),
        lambda: register_batch(campaign, [entry], SHEET),
    )

    stored = Initiative.objects.get(id=outcome.entry_id)
    assert loaded.moved == 1
    assert stored.unit_path == Unit.objects.get(id=counts_at.id).path
    assert stored.unit_path.startswith(f"{cluster.path}{district.id}.")
    assert counts_of(campaign, Unit.objects.get(id=cluster.id)).gross == 1
    assert not stored.findings.exists()
    assert tally_disagreements(campaign) == []
