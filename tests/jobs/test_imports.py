import pytest

from sangkien.core.permissions import Role
from sangkien.jobs.imports import import_batch
from sangkien.models import ImportBatch, Initiative
from tests import make
from tests.importing import csv_file, previewed, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def district():
    return make.unit(parent=make.unit())


def test_the_job_acts_for_whoever_uploaded_the_sheet(district):
    campaign = make.campaign(district.parent)
    foreign = make.unit(parent=district.parent)
    officer = make.officer(district, Role.UPPER_OFFICER)
    batch = previewed(campaign, district, csv_file([row(district, 1), row(foreign, 2)]), officer)

    counts = import_batch.call(batch.id)

    assert counts == {"new": 1, "refused": 1}
    assert ImportBatch.objects.get().state == "done"
    assert Initiative.objects.get().entered_by == officer.account


def test_the_job_of_a_sheet_of_the_operator_acts_for_the_operator(district):
    batch = previewed(make.campaign(district.parent), district, csv_file([row(district, 1)]))

    assert import_batch.call(batch.id) == {"new": 1}


def test_the_job_of_a_batch_that_is_gone_does_nothing():
    assert import_batch.call(99) == {}
