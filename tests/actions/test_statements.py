"""How many statements work costs: each is a round trip over a network."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.actions.imports import preview, run_import
from sangkien.actions.registration import Filing, register_initiative
from sangkien.inputs.imports import SubmissionRows
from sangkien.models import ImportBatch, Initiative
from sangkien.queries.progress import counts_of
from tests import importing, make

pytestmark = pytest.mark.django_db
WEB = Filing(make.SYSTEM, Initiative.Channel.WEB)
# with what opens and closes the transaction, inside the test's own a savepoint
NEW = {"sqlite": 18, "postgresql": 19}
KNOWN = {"sqlite": 8, "postgresql": 9}
COPY = {"sqlite": 28, "postgresql": 30}
CHUNK = {"sqlite": 28, "postgresql": 29}


@pytest.fixture
def district():
    return make.unit(make.unit(name="LĐLĐ tỉnh"), "LĐLĐ huyện Than Uyên")


@pytest.fixture
def campaign(district):
    return make.campaign(district.parent)


def statements(work, *subject, **details):
    with CaptureQueriesContext(connection) as captured:
        work(*subject, **details)
    return len(captured)


@pytest.mark.parametrize("depth", [1, 3, 5])
def test_a_new_entry_costs_the_same_in_a_tree_of_any_depth(depth):
    unit = owner = make.unit()
    for _ in range(depth):
        unit = make.unit(unit)
    campaign, entry = make.campaign(owner), make.entry(unit)

    assert statements(register_initiative, campaign, entry, WEB) == NEW[connection.vendor]
    assert counts_of(campaign, owner).gross == counts_of(campaign, unit).gross == 1


def test_an_entry_sent_again_costs_few_and_a_copy_costs_more(campaign, district):
    entry = make.entry(district)
    make.register(campaign, entry)

    again = statements(register_initiative, campaign, entry, WEB)
    copy = statements(register_initiative, campaign, replace(entry, client_ref="again"), WEB)

    assert (again, copy) == (KNOWN[connection.vendor], COPY[connection.vendor])


@pytest.mark.parametrize("rows", [3, 120])
def test_a_chunk_of_an_import_costs_the_same_however_many_rows_it_has(campaign, district, rows):
    sheet = importing.csv_file(importing.rows(district, rows))
    batch = preview(campaign, campaign.owner, sheet, make.SYSTEM, read=SubmissionRows)
    costs = []

    with CaptureQueriesContext(connection) as captured:
        run_import(
            batch.id,
            make.SYSTEM,
            read=SubmissionRows,
            # asked after each chunk; there is one
            stop=lambda: costs.append(len(captured)) or False,
        )

    assert ImportBatch.objects.get().counts == {"new": rows}
    assert costs == [CHUNK[connection.vendor]]
