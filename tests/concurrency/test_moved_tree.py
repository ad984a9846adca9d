"""An entry that waits while units change is stored where its unit stands then, read by its name."""

import pytest

from sangkien.actions.registration import Filing, register_batch
from sangkien.actions.units import import_units
from sangkien.adapters.engine import engine
from sangkien.core.engine.kept import kept, kept_keys
from sangkien.core.units import UnitRow, UnitSheet
from sangkien.models import DuplicateFeatures, Initiative, Unit
from sangkien.queries.features import count_outdated, texts_of
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


def renamed(unit, short_name):
    """Give the unit a short name that stands in the title of the entry below."""
    row = UnitRow(2, unit.code, unit.kind, unit.name, short_name, unit.parent.code)
    return import_units(UnitSheet((row,)), make.SYSTEM)


def filed(campaign, district):
    title = "Giải pháp giữ rừng nghiến Pắc Ta"
    (outcome,) = register_batch(campaign, [make.entry(district, title=title)], SHEET)
    return outcome.entry_id


def is_read_as_it_stands(entry_id):
    (read,) = engine().read([texts_of([entry_id])[entry_id]])
    now = DuplicateFeatures.objects.get(initiative=entry_id)
    return (bytes(now.packed), bytes(now.keys)) == (kept(read.row), kept_keys(read.keys))


def test_an_entry_that_waited_for_a_new_name_of_its_unit_is_read_without_that_name(root, district):
    campaign = make.campaign(root)

    _, entry_id = held_back(lambda: renamed(district, "Pắc Ta"), lambda: filed(campaign, district))

    assert is_read_as_it_stands(entry_id)
    assert count_outdated(engine().version) == 0


def test_a_new_name_waits_for_who_is_filing_and_lets_the_entry_be_read_again(root, district):
    campaign = make.campaign(root)

    entry_id, _ = held_back(lambda: filed(campaign, district), lambda: renamed(district, "Pắc Ta"))

    assert not is_read_as_it_stands(entry_id)
    assert count_outdated(engine().version) == 1
