"""The journal is sealed day by day, whole, in order, and by one hand only."""

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import pytest
from django.db import connection

from sangkien.actions import seals as sealing
from sangkien.actions.journal import By
from sangkien.actions.seals import Sealed, seal_days
from sangkien.core.refusal import Refusal
from sangkien.core.seals import NOTHING_BEFORE, unpacked
from sangkien.models import JournalLine, PersonalDetail, Seal
from sangkien.queries.journal_check import journal_faults
from tests import make

pytestmark = pytest.mark.django_db
FIRST = date(2022, 3, 17)


def on(day, hour=9):
    """A moment of that day of March 2022, in Lai Châu."""
    return datetime(2022, 3, day, hour - 7, tzinfo=UTC)


def line(moment, verb="moved"):
    return JournalLine.objects.create(verb=verb, occurred_at=moment, recorded_at=moment).id


def seal(day):
    """Seal on the morning of that day; return what was made."""
    return seal_days(By(None, on(day, hour=8), is_system=True), patience=0).seals


def kept():
    """Every seal as (number, day, its lines)."""
    return [
        (one.number, one.day.day, [line_id for line_id, _ in unpacked(bytes(one.listed))])
        for one in Seal.objects.all()
    ]


def test_a_day_is_sealed_with_its_lines_when_it_has_ended():
    own = [line(on(17)), line(on(17, hour=23))]
    line(on(18, hour=7))

    (made,) = seal(18)

    assert kept() == [(1, 17, own)]
    row = Seal.objects.get()
    assert (row.first_id, row.last_id, row.count, row.previous) == (1, own[-1], 2, NOTHING_BEFORE)
    assert (row.list_sha256, row.sha256) == (
        sha256(bytes(row.listed)).hexdigest(),
        made.head.sha256,
    )


def test_each_seal_names_the_one_before_and_begins_after_its_last_line():
    line(on(17))
    seal(18)
    line(on(18))
    seal(19)

    first, second = Seal.objects.all()
    assert (second.previous, second.first_id) == (first.sha256, first.last_id + 1)
    assert list(journal_faults()) == []


def test_a_day_is_sealed_once_however_often_it_is_asked_for():
    line(on(17))

    assert (len(seal(18)), seal(18), len(kept())) == (1, (), 1)


def test_days_that_were_missed_are_made_up_for_each_by_itself_the_empty_ones_too():
    line(on(15))
    seal(16)
    of_17, of_19 = line(on(17)), line(on(19))

    seal(20)

    assert kept()[1:] == [(2, 16, []), (3, 17, [of_17]), (4, 18, []), (5, 19, [of_19])]
    assert list(journal_faults()) == []


def test_the_first_seal_holds_all_that_is_older():
    older = [line(on(1)), line(on(9)), line(on(16))]

    seal(17)

    assert kept() == [(1, 16, older)]


def test_without_any_line_the_day_is_sealed_as_empty():
    seal(18)

    row = Seal.objects.get()
    assert (row.first_id, row.last_id, row.count) == (1, 0, 0)
    assert list(journal_faults()) == []


def test_a_line_of_a_day_that_came_after_its_seal_belongs_to_the_next():
    line(on(17))
    seal(18)
    late = line(on(17, hour=23))
    of_18 = line(on(18))

    seal(19)

    assert kept()[1:] == [(2, 18, [late, of_18])]
    assert list(journal_faults()) == []


def test_a_line_with_an_earlier_id_goes_along_with_a_later_one_of_the_day():
    ahead = line(on(25))  # a clock that went wrong
    own = line(on(17))

    seal(18)

    assert kept() == [(1, 17, [ahead, own])]


def test_a_clock_that_went_wrong_stops_no_seal():
    line(on(17))
    ahead = line(on(30))
    seal(18)
    of_18 = line(on(18))

    seal(19)

    assert kept()[1:] == [(2, 18, [ahead, of_18])]


def test_another_who_was_quicker_leaves_one_chain(monkeypatch):
    line(on(17))
    newest = sealing.newest_seal

    def overtaken():
        before = newest()
        monkeypatch.setattr(sealing, "newest_seal", newest)
        seal(18)
        return before

    monkeypatch.setattr(sealing, "newest_seal", overtaken)

    assert (seal(18), len(kept())) == ((), 1)
    assert list(journal_faults()) == []


@pytest.mark.parametrize("by", [By(None, on(18)), None], ids=["visitor", "officer"])
def test_only_the_system_itself_seals(by):
    acting = by or make.officer(make.unit())

    with pytest.raises(Refusal, match="not-allowed"):
        seal_days(acting, patience=0)
    with pytest.raises(Refusal, match="not-allowed"):
        sealing.restore_guard(acting)


def test_erasing_a_person_leaves_the_chain_whole():
    campaign = make.campaign()
    make.register(campaign, make.entry(campaign.owner))
    seal_days(By(None, make.NOW + timedelta(days=1), is_system=True), patience=0)

    PersonalDetail.objects.all().delete()

    assert Seal.objects.get().count == 1
    assert list(journal_faults()) == []


def test_where_nobody_writes_nobody_is_waited_for():
    assert seal_days(By(None, on(18), is_system=True), patience=0).is_waiting is False
    assert Sealed() == Sealed((), is_waiting=False)


def test_a_guard_that_was_taken_away_is_set_up_again_and_told():
    with connection.cursor() as cursor:
        where = " ON sangkien_seal" if connection.vendor == "postgresql" else ""
        last = "change" if where else "update"
        cursor.execute(f"DROP TRIGGER sangkien_seal_no_{last}{where}")
    assert [fault.code for fault in journal_faults()] == ["guard-missing"]

    sealing.restore_guard(make.SYSTEM)

    assert list(journal_faults()) == []
    assert JournalLine.objects.get().verb == "guard-restored"
