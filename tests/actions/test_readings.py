import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.actions.journal import By
from sangkien.actions.readings import Shown, record_reading
from sangkien.core.journal import BUCKET, Kind
from sangkien.core.permissions import Role
from sangkien.models import JournalLine, JournalMention
from tests import make

pytestmark = pytest.mark.django_db


def shown(campaign=None, **ids):
    made = Shown(campaign)
    for kind, numbers in ids.items():
        made.add(Kind(kind), numbers)
    return made


def test_one_line_tells_who_read_which_records_where():
    campaign = make.campaign()
    officer = make.officer(campaign.owner)

    record_reading(officer, shown(campaign, entry=[9, 7, 9]), where="entries")

    line = JournalLine.objects.get()
    assert (line.verb, line.by, line.campaign, line.recorded_at) == (
        "read",
        officer.account,
        campaign,
        make.NOW,
    )
    assert line.details == {"where": "entries", "of": {"entry": ",7,9,"}}
    assert (line.about, line.about_id, line.initiative_id) == ("", None, None)


def test_of_one_record_the_line_is_about_that_one():
    record_reading(make.SYSTEM, shown(make.campaign(), entry=[7]), where="entry-show")

    line = JournalLine.objects.get()
    # not the entry's own history: reading moves it to no other column
    assert (line.about, line.about_id, line.initiative_id) == ("entry", 7, None)


def test_what_belongs_to_no_campaign_is_told_at_the_readers_own_place():
    province = make.unit()
    officer = make.officer(province, Role.UPPER_OFFICER)

    record_reading(officer, shown(account=[1, 2]), where="accounts")

    assert JournalLine.objects.get().unit_path == province.path


def test_nothing_shown_is_nothing_told():
    record_reading(make.SYSTEM, shown(entry=[]), where="entries")

    assert not JournalLine.objects.exists()


def test_a_visitor_is_told_as_one():
    record_reading(By(None, make.NOW), shown(entry=[1]), where="x")

    line = JournalLine.objects.get()
    assert (line.by, line.is_system) == (None, False)


def test_records_side_by_side_share_a_row_of_the_index():
    ids = [1, BUCKET - 1, BUCKET, 5 * BUCKET, 5 * BUCKET + 1]

    record_reading(make.SYSTEM, shown(entry=ids, account=[3]), where="entries")

    line_id = JournalLine.objects.get().id
    rows = JournalMention.objects.values_list("kind", "bucket", "line_id")
    assert sorted(rows) == [
        ("account", 0, line_id),
        ("entry", 0, line_id),
        ("entry", 1, line_id),
        ("entry", 5, line_id),
    ]


@pytest.mark.parametrize("count", [1, 2, 50])
def test_it_costs_the_same_however_many_records_a_page_shows(count):
    campaign = make.campaign()
    ids = range(1, count * BUCKET, BUCKET)  # each in a row of its own

    with CaptureQueriesContext(connection) as captured:
        record_reading(make.SYSTEM, shown(campaign, entry=ids), where="entries")

    # inside the test's transaction a savepoint stands for BEGIN and COMMIT
    assert len(captured) == 4
    assert JournalMention.objects.count() == count
