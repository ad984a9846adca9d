import pytest

from sangkien.models import ImportBatch, ImportRow
from tests import make
from tests.importing import csv_file, imported, rows
from tests.models.holding import is_held_back, longest_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch():
    campaign = make.campaign()
    unit = make.unit(campaign.owner)
    return imported(campaign, unit, csv_file(rows(unit, 2)))


def test_a_row_of_a_batch_has_one_verdict(batch):
    def verdict(number):
        return ImportRow.objects.create(batch=batch, row_number=number, key="", verdict="new")

    assert is_held_back(lambda: verdict(2))
    verdict(9)
    assert [row.row_number for row in batch.rows.all()] == [2, 3, 9]


def test_a_batch_takes_its_rows_along_and_leaves_the_entries(batch):
    entries = [row.initiative for row in batch.rows.all()]
    batch.delete()

    assert ImportRow.objects.count() == 0
    assert all(type(entry).objects.filter(id=entry.id).exists() for entry in entries)


@pytest.mark.parametrize("name", ["campaign", "unit"])
def test_what_a_batch_was_brought_in_for_cannot_be_removed(batch, name):
    assert is_held_back(getattr(batch, name).delete)


def test_every_state_and_verdict_fits_its_column():
    state = longest_of(ImportBatch, "state")
    verdict = longest_of(ImportRow, "verdict")

    assert [word for word in ImportBatch.State.values if len(word) > state] == []
    assert [word for word in ImportRow.Verdict.values if len(word) > verdict] == []


def test_the_newest_batch_stands_first(batch):
    again = imported(batch.campaign, batch.unit, csv_file(rows(batch.unit, 1, start=9)))

    assert list(ImportBatch.objects.all()) == [again, batch]
