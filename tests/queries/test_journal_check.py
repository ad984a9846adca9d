"""Somebody with all rights on the database changes what was sealed: each way is told by name."""

from contextlib import contextmanager
from datetime import UTC, date, datetime
from hashlib import sha256

import pytest
from django.conf import settings
from django.db import connection

from sangkien.actions.journal import By
from sangkien.actions.seals import seal_days
from sangkien.adapters.journal_guard import lowering_all, raising_all
from sangkien.core.seals import COLUMNS, Fault, Kept, erased, hashed, packed
from sangkien.models import JournalLine, Seal
from sangkien.queries.journal_check import journal_faults
from sangkien.queries.seals import lines_to_hash, newest_seal, stored, unsealed
from tests import make

pytestmark = pytest.mark.django_db
LINES, SEALS = "sangkien_journalline", "sangkien_seal"
DAYS = {1: date(2022, 3, 15), 2: date(2022, 3, 16), 3: date(2022, 3, 17)}  # of the seals
REASON = "trường thuộc huyện"


def noon(day):
    return datetime(2022, 3, day, 5, tzinfo=UTC)


def line(line_id, day):
    JournalLine.objects.create(
        id=line_id,
        verb="moved",
        initiative_id=245,
        by=None,
        occurred_at=noon(day),
        recorded_at=noon(day),
        reason=REASON,
        changes={"unit": [3, 4]},
        details={"from": 3},
    )


@pytest.fixture(autouse=True)
def sealed():
    """Lines 10 and 20 of the first day, 30 and 40 of the second, 50 and 60 of the third.

    Each day is sealed on the next; lines 70 and 80 are of a day that is not over. What stands
    between the numbers was given up.
    """
    for day in (15, 16, 17, 18):
        for place in (10, 20):
            line((day - 15) * 20 + place, day)
        if day < 18:
            seal_days(By(None, noon(day + 1), is_system=True), patience=0)


@contextmanager
def unguarded():
    """What an attacker does first, and undoes last."""
    with connection.cursor() as cursor:
        for statement in lowering_all(connection.vendor):
            cursor.execute(statement)
        yield cursor
        for statement in raising_all(connection.vendor):
            cursor.execute(statement)


def sql(statement, *values):
    with unguarded() as cursor:
        cursor.execute(statement, values)


def copy(line_id, new_id):
    """A statement that adds a line like another."""
    columns = (f'"{column}"' for column in COLUMNS if column != "id")
    names = ", ".join(columns)
    like = f"SELECT {new_id}, {names} FROM {LINES} WHERE id = {line_id}"
    return f"INSERT INTO {LINES} (id, {names}) {like}"


def faults(*kept):
    return list(journal_faults(kept))


def of(code, number, line_id=0):
    return Fault(code, number, DAYS[number], line_id)


def test_a_journal_nobody_touched_is_whole():
    assert faults() == []
    assert unsealed() == (2, noon(18))


CHANGES = {
    "verb": "'accepted'",
    "initiative_id": "246",
    "about_id": "246",
    "unit_path": "'1.2.'",
    "for_person_id": "9",
    "is_system": "TRUE",
    "occurred_at": "'2022-03-01 04:00:00'",
    "recorded_at": "'2022-03-16 05:00:01'",
    "reason": "'nhầm'",
    "changes": """'{"unit": [3, 5]}'""",
    "details": "'{}'",
}


@pytest.mark.parametrize("column", CHANGES)
def test_a_line_that_was_changed_is_named(column):
    sql(f"UPDATE {LINES} SET {column} = {CHANGES[column]} WHERE id = 40")

    assert faults() == [of("line-changed", 2, 40)]


def test_whoever_is_said_to_have_done_it_cannot_be_changed_either():
    sql(f"UPDATE {LINES} SET by_id = %s WHERE id = 10", make.account().id)

    assert faults() == [of("line-changed", 1, 10)]


def test_a_line_that_was_removed_is_named():
    sql(f"DELETE FROM {LINES} WHERE id = 30")

    assert faults() == [of("line-missing", 2, 30)]


@pytest.mark.parametrize(("new_id", "number"), [(35, 2), (45, 3), (59, 3), (5, 1), (-5, 1)])
def test_a_line_that_was_added_among_the_sealed_ones_is_named(new_id, number):
    sql(copy(40, new_id))

    assert faults() == [of("line-added", number, new_id)]


def test_a_line_that_was_moved_to_another_day_is_missing_there_and_added_here():
    sql(f"UPDATE {LINES} SET id = 15 WHERE id = 50")

    assert faults() == [of("line-added", 1, 15), of("line-missing", 3, 50)]


def test_everything_that_was_done_is_told_the_oldest_first():
    sql(f"DELETE FROM {LINES} WHERE id = 60")
    sql(f"UPDATE {LINES} SET verb = 'accepted' WHERE id IN (20, 50)")
    sql(copy(40, 33))

    assert faults() == [
        of("line-changed", 1, 20),
        of("line-added", 2, 33),
        of("line-changed", 3, 50),
        of("line-missing", 3, 60),
    ]


def test_a_seal_that_was_written_over_is_named():
    sql(f"UPDATE {SEALS} SET sealed_at = '2022-03-30 00:00:00' WHERE number = 2")

    assert faults() == [of("seal-changed", 2)]


def test_a_list_that_was_written_over_is_named():
    sql(f"UPDATE {SEALS} SET listed = %s WHERE number = 2", packed([]))

    assert faults() == [of("list-changed", 2)]


def test_seals_that_were_removed_are_named():
    sql(f"DELETE FROM {SEALS} WHERE number < 3")

    assert faults() == [Fault("seal-missing", 1), Fault("seal-missing", 2)]


def forge(number, previous=None):
    """Make list and hash of a seal anew so that they fit what the lines say now."""
    row = Seal.objects.get(number=number)
    lines = lines_to_hash(row.first_id, row.last_id)
    listed = packed(hashed(line, salt=settings.IDENTITY_SALT.encode()) for line in lines)
    row.list_sha256 = sha256(listed).hexdigest()
    row.previous = previous or row.previous
    made = stored(row).head.sha256
    sql(
        f"UPDATE {SEALS} SET listed = %s, list_sha256 = %s, previous = %s, sha256 = %s"
        " WHERE number = %s",
        *(listed, row.list_sha256, row.previous, made, number),
    )
    return made


def test_a_seal_made_anew_over_a_changed_line_is_told_by_the_next():
    sql(f"UPDATE {LINES} SET verb = 'accepted' WHERE id = 40")
    forge(2)

    assert faults() == [of("seal-unlinked", 3)]


def test_a_chain_made_anew_up_to_its_end_is_told_by_a_seal_kept_outside():
    outside = [Kept(number, Seal.objects.get(number=number).sha256) for number in DAYS]
    sql(f"UPDATE {LINES} SET verb = 'accepted' WHERE id = 40")
    forge(3, forge(2))

    assert faults() == []
    assert faults(*outside) == [of("kept-differs", 2), of("kept-differs", 3)]


def test_a_chain_cut_short_is_told_by_a_seal_kept_outside():
    outside = Kept(3, Seal.objects.get(number=3).sha256)
    sql(f"DELETE FROM {SEALS} WHERE number = 3")
    sql(f"DELETE FROM {LINES} WHERE id >= 50")

    assert faults() == []
    assert faults(outside) == [Fault("kept-missing", 3)]


def test_a_seal_kept_outside_that_is_the_same_is_no_fault():
    newest = newest_seal()

    assert faults(Kept(3, newest.sha256), Kept(1, Seal.objects.get(number=1).sha256)) == []


def test_a_reason_that_was_erased_is_no_fault_and_one_that_was_invented_is():
    gone = erased(REASON, salt=settings.IDENTITY_SALT.encode())
    sql(f"UPDATE {LINES} SET reason = %s WHERE id = 40", gone)
    assert faults() == []

    sql(f"UPDATE {LINES} SET reason = %s WHERE id = 40", f"erased:{'0' * 64}")
    assert faults() == [of("line-changed", 2, 40)]


def test_a_guard_that_is_away_is_told_first():
    sql(f"DELETE FROM {LINES} WHERE id = 30")
    with unguarded():
        assert faults() == [Fault("guard-missing"), of("line-missing", 2, 30)]


@pytest.mark.postgres
def test_a_guard_that_is_switched_off_or_does_nothing_is_as_good_as_away():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {LINES} DISABLE TRIGGER journal_no_change")
        assert faults() == [Fault("guard-missing")]
        cursor.execute(f"ALTER TABLE {LINES} ENABLE TRIGGER journal_no_change")
        assert faults() == []
        cursor.execute(
            "CREATE OR REPLACE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RETURN NEW; END $$"
        )
        assert faults() == [Fault("guard-missing")]


def test_the_walk_costs_as_many_statements_for_many_lines_as_for_few(django_assert_num_queries):
    seals = Seal.objects.count()

    # the guards, the lowest line; each seal and its lines; one look for a seal that is not there
    with django_assert_num_queries(2 + 2 * seals + 1):
        faults()
