"""Journal and seals are append only, whichever way one comes: by the ORM or by SQL of one's own."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from sangkien.actions.journal import By
from sangkien.actions.seals import seal_days
from sangkien.adapters.journal_guard import missing_guards, raise_again
from sangkien.models import JournalLine, JournalMention, Seal
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


def seal_again(seal):
    seal.sha256 = "x"
    Seal.objects.bulk_create(
        [seal], update_conflicts=True, unique_fields=["number"], update_fields=["sha256"]
    )


def made_over(seal):
    seal.sha256 = "x"
    seal.save()


SEALS = "sangkien_seal"
ANOTHER_FOR_THE_DAY = {
    "sqlite": f"INSERT OR REPLACE INTO {SEALS} SELECT 9, day, first_id, last_id, count, listed,"
    f" list_sha256, previous, sealed_at, form, 'x' FROM {SEALS}",
    "postgresql": f"TRUNCATE {SEALS}",
}
WAYS_OF_SEALS = {
    "save": made_over,
    "delete": lambda seal: seal.delete(),
    "update of all": lambda _: Seal.objects.update(sha256="x"),
    "upsert": seal_again,
    "raw update": lambda _: raw(f"UPDATE {SEALS} SET sha256 = 'x'"),
    "raw delete": lambda _: raw(f"DELETE FROM {SEALS}"),
    "raw replacement": lambda _: raw(ANOTHER_FOR_THE_DAY[connection.vendor]),
}


@pytest.mark.parametrize("way", WAYS_OF_SEALS)
def test_no_way_leads_past_the_guard_of_the_seals(way):
    seal_days(By(None, make.NOW + timedelta(days=1), is_system=True), patience=0)
    (sealed,) = Seal.objects.values()

    with pytest.raises(DatabaseError, match="append only"), transaction.atomic():
        WAYS_OF_SEALS[way](Seal.objects.get())

    assert list(Seal.objects.values()) == [sealed]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE sangkien_journalmention SET bucket = 9",
        "DELETE FROM sangkien_journalmention",
        {
            "sqlite": "INSERT OR REPLACE INTO sangkien_journalmention"
            " SELECT * FROM sangkien_journalmention",
            "postgresql": "TRUNCATE sangkien_journalmention",
        },
    ],
    ids=str,
)
def test_what_finds_a_line_among_many_is_guarded_as_the_line_is(statement):
    JournalMention.objects.create(kind="entry", bucket=1, line_id=1)
    said = statement if isinstance(statement, str) else statement[connection.vendor]

    with pytest.raises(DatabaseError, match="append only"), transaction.atomic():
        raw(said)

    JournalMention.objects.create(kind="entry", bucket=1, line_id=2)
    assert JournalMention.objects.count() == 2


def test_every_guard_is_there_and_none_is_missed():
    assert missing_guards(connection) == []


def test_a_guard_that_is_gone_is_missed_by_its_name_and_set_up_again():
    on = " ON sangkien_journalline" if connection.vendor == "postgresql" else ""
    name = "journal_no_change" if on else "journal_no_delete"
    raw(f"DROP TRIGGER {name}{on}")
    assert missing_guards(connection) == [name]

    raise_again(connection)
    raise_again(connection)

    assert missing_guards(connection) == []
