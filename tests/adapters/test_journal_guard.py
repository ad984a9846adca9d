"""The journal is append only, whichever way one comes: by the ORM or by SQL of one's own."""

import pytest
from django.db import DatabaseError, connection, transaction

from sangkien.models import JournalLine
from tests import make

pytestmark = pytest.mark.django_db
TABLE = "sangkien_journalline"
RAW = {
    "sqlite": f"INSERT OR REPLACE INTO {TABLE} SELECT * FROM {TABLE}",
    "postgresql": f"SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE {TABLE} CASCADE",
}


def upsert(line):
    line.verb = "x"
    JournalLine.objects.bulk_create(
        [line], update_conflicts=True, unique_fields=["id"], update_fields=["verb"]
    )


def saved(line):
    line.verb = "x"
    line.save()


def raw(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


WAYS = {
    "save": saved,
    "delete": lambda line: line.delete(),
    "update of all": lambda _: JournalLine.objects.update(verb="x"),
    "delete of all": lambda _: JournalLine.objects.all().delete(),
    "bulk update": lambda line: JournalLine.objects.bulk_update([line], ["verb"]),
    "upsert": upsert,
    "raw update": lambda _: raw(f"UPDATE {TABLE} SET verb = 'x'"),
    "raw delete": lambda _: raw(f"DELETE FROM {TABLE}"),
    "raw replacement": lambda _: raw(RAW[connection.vendor]),
}


@pytest.mark.parametrize("way", WAYS)
def test_no_way_leads_past_the_guard(way):
    campaign = make.campaign()
    make.register(campaign, make.entry(campaign.owner))
    line = JournalLine.objects.get()

    with pytest.raises(DatabaseError, match="append only"), transaction.atomic():
        WAYS[way](line)

    assert JournalLine.objects.get().verb == "registered"
