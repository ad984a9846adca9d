"""A move that is undone was never made: not in the counts, not in the findings, on no day."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.actions import review
from sangkien.actions.journal import By
from sangkien.actions.moving import move_group, move_initiative
from sangkien.actions.moving_back import undo_moving
from sangkien.actions.passing import pass_up
from sangkien.actions.repairing import ask_repair, repair_entry
from sangkien.core.corrections import Correction, Form
from sangkien.core.permissions import Role
from sangkien.core.refusal import Refusal
from sangkien.models import Finding, Initiative, JournalLine, MoveNotice, Moving, Passing
from sangkien.queries.tally_check import tally_disagreements
from sangkien.queries.units import unit_fact
from sangkien.queries.versions import stand_of
from tests import make
from tests.register_state import state_of
from tests.web.cleaning import finding_of, land, misplaced

pytestmark = pytest.mark.django_db
LATER = By(account=None, now=make.NOW + timedelta(days=3), is_system=True)


@pytest.fixture
def where():
    return land()


def moved(where, entries, to=None, by=make.SYSTEM):
    move_group({entry.id: to or where.district for entry in entries}, reason="Trường", by=by)
    return Moving.objects.latest("id")


def undone(moving, by=LATER):
    return undo_moving(moving, reason="Nhầm", by=by)


def copy_of(where, entry, unit, hours=1):
    """The same text by the same people once more, ticked at the unit."""
    again = make.entry(
        unit,
        title=entry.title,
        workplace=entry.workplace,
        effect=entry.effect,
        occurred_at=entry.occurred_at + timedelta(hours=hours),
    )
    return make.register(where.campaign, replace(again, ticked=unit_fact(unit)))


def a_register(where, random):
    """Entries that ticked the sector, some with copies, some with findings that were decided."""
    entries = [misplaced(where, number) for number in range(1, random.randint(2, 5))]
    for entry in random.sample(entries, k=random.randint(0, len(entries))):
        copy_of(where, entry, random.choice([where.sector, where.district, where.other]))
    for finding in Finding.objects.select_related("initiative__campaign__owner").order_by("id"):
        if random.random() < 0.3:
            uphold = random.random() < 0.5
            review.decide_finding(finding, uphold=uphold, reason="Đã xem", by=make.SYSTEM)
    return entries


@pytest.mark.parametrize("seed", range(6))
def test_a_move_and_its_undoing_leave_the_register_as_it_was(where, seed):
    random = Random(seed)
    entries = a_register(where, random)
    before = state_of(where.campaign)
    as_of = make.NOW + timedelta(hours=random.choice([1, 30]))
    by = By(account=None, now=make.NOW + timedelta(days=2), as_of=as_of, is_system=True)

    moving = moved(where, random.sample(entries, k=random.randint(1, len(entries))), by=by)
    assert state_of(where.campaign) != before
    undone(moving)

    assert state_of(where.campaign) == before
    assert tally_disagreements(where.campaign) == []


def test_each_entry_gets_a_line_dated_as_the_move_was(where):
    entries = [misplaced(where, number) for number in (1, 2)]
    moving = moved(where, entries)

    done = undone(moving)

    lines = JournalLine.objects.filter(verb="moved", details__undone=moving.id)
    assert (done.count, done.left) == (2, ())
    assert set(lines.values_list("unit_id", "occurred_at", "recorded_at", "reason")) == {
        (where.sector.id, make.NOW, LATER.now, "Nhầm")
    }


def test_a_finding_that_was_passed_up_waits_above_again(where):
    make.account(Role.PROVINCIAL_OFFICER, where.province)
    entry = misplaced(where)
    own = make.officer(where.sector, Role.UPPER_OFFICER)
    finding = finding_of(entry, "wrong-unit")
    pass_up([finding], note="Của ai?", by=own)
    (before,) = Passing.objects.values()

    undone(moved(where, [entry]))

    assert list(Passing.objects.values()) == [before]


# -- what happened since ------------------------------------------------------------------------


@pytest.mark.parametrize("act", ["accept", "reject", "move"])
def test_an_entry_decided_or_moved_since_stays_and_is_told_with_its_receipt(where, act):
    first, second = misplaced(where, 1), misplaced(where, 2)
    moving = moved(where, [first, second])
    first.refresh_from_db()
    acts = {
        "accept": lambda: review.accept(first, by=LATER),
        "reject": lambda: review.reject(first, code="R10", reason="Báo cáo", by=LATER),
        "move": lambda: move_initiative(first, where.other, reason="", by=LATER),
    }
    acts[act]()
    at = Initiative.objects.get(id=first.id).unit

    done = undone(moving)

    assert (done.count, [refusal.code for refusal in done.left]) == (1, ["moved-since"])
    assert [Initiative.objects.get(id=one.id).unit for one in (first, second)] == [at, where.sector]
    assert tally_disagreements(where.campaign) == []


def test_a_withdrawn_entry_stays_withdrawn_where_it_is(where):
    entry = misplaced(where)
    moving = moved(where, [entry])
    entry.refresh_from_db()
    review.withdraw(entry, reason="Xin rút", by=LATER)

    assert [refusal.code for refusal in undone(moving).left] == ["entry-ended"]


def test_what_was_undone_is_not_undone_twice(where):
    moving = moved(where, [misplaced(where)])
    undone(moving)

    with pytest.raises(Refusal, match="move-undone"):
        undone(moving)


def test_what_was_left_can_be_undone_no_more_but_another_move_of_it_can(where):
    entry = misplaced(where)
    moved(where, [entry])
    second = moved(where, [entry], to=where.other, by=LATER)

    assert undone(second, by=replace(LATER, now=LATER.now + timedelta(days=1))).count == 1
    assert Initiative.objects.get().unit == where.district


def test_undoing_needs_the_right_at_both_units(where):
    moving = moved(where, [misplaced(where)])
    by = make.officer(where.sector, Role.UPPER_OFFICER)

    with pytest.raises(Refusal, match="not-allowed"):
        undone(moving, by=by)


def test_seven_are_undone_by_as_many_statements_as_two(where):
    def statements(number):
        moving = moved(where, [misplaced(where, each) for each in range(number)])
        with CaptureQueriesContext(connection) as asked:
            assert undone(moving).count == number
        return len(asked)

    assert statements(7) == statements(2)


# -- who is told --------------------------------------------------------------------------------


def notices(moving):
    rows = MoveNotice.objects.filter(moving=moving).order_by("id")
    return [(row.unit.short_name, row.other.short_name, row.gains, row.count) for row in rows]


def test_both_units_are_told_of_a_move_and_a_single_one_as_of_many(where):
    first = moved(where, [misplaced(where, number) for number in (1, 2)])
    entry = misplaced(where, 3)
    move_initiative(entry, where.other, reason="", by=make.SYSTEM)

    sector, district = where.sector.short_name, where.district.short_name
    assert notices(first) == [(sector, district, False, 2), (district, sector, True, 2)]
    other = where.other.short_name
    assert notices(Moving.objects.latest("id")) == [
        (sector, other, False, 1),
        (other, sector, True, 1),
    ]


def test_entries_of_schools_are_told_to_the_member_units_above_them(where):
    schools = [make.unit(where.district, f"Trường {k}") for k in (1, 2)]
    entries = [misplaced(where, number) for number in (1, 2)]
    to = {entry.id: school for entry, school in zip(entries, schools, strict=True)}

    move_group(to, reason="", by=make.SYSTEM)

    sector, district = where.sector.short_name, where.district.short_name
    assert notices(Moving.objects.get()) == [
        (sector, district, False, 2),
        (district, sector, True, 2),
    ]


def test_undoing_tells_both_units_anew(where):
    moving = moved(where, [misplaced(where)])
    MoveNotice.objects.update(seen_at=make.NOW)

    undone(moving)

    assert set(MoveNotice.objects.values_list("seen_at", flat=True)) == {None}


def test_an_entry_that_its_member_repaired_since_stays_where_it_is(where):
    entry = misplaced(where)
    moving = moved(where, [entry])
    due = make.NOW.date() + timedelta(days=9)
    ask_repair(entry, rules=(), note="Ghi lại nơi làm việc", due_on=due, by=make.SYSTEM)
    form = Form("form-1", stand_of(entry).mark)
    repair_entry(entry, Correction({"reward": "Giấy khen"}), form=form, by=make.SYSTEM)

    done = undone(moving)

    entry.refresh_from_db()
    assert (done.count, [refusal.code for refusal in done.left]) == (0, ["moved-since"])
    assert entry.unit_id == where.district.id
    assert tally_disagreements(where.campaign) == []
