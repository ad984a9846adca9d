"""The list of a unit: confirmed, answered, taken back, unlocked; and who may do which."""

from datetime import date

import pytest

from sangkien.actions import moving, review
from sangkien.actions.unit_lists import (
    Seen,
    accept_list,
    confirm_list,
    return_list,
    take_list_back,
    unlock_list,
)
from sangkien.core.permissions import Role
from sangkien.core.refusal import Refusal
from sangkien.core.standing import Column
from sangkien.core.unit_lists import ListState, digest
from sangkien.models import JournalLine, ListedEntry, UnitList
from sangkien.queries.listed import rows_of
from tests import make
from tests.lists import federation, later, now, refused, standing

pytestmark = pytest.mark.django_db
DUPLICATE, PENDING = str(int(Column.DUPLICATE)), str(int(Column.PENDING))
WRONG_DATE = str(int(Column.WRONG_DATE))


@pytest.fixture
def land():
    return federation()


def test_confirming_freezes_what_the_unit_has_filed_in_the_phase_and_no_more(land):
    mine = [land.file(), land.file(applied_on=date(2021, 8, 1))]
    land.file(land.neighbour)
    land.file(occurred_at=make.NOW.replace(year=2021))  # before the first phase

    one = land.confirm()

    assert standing(one) == [entry.id for entry in mine]
    assert (one.number, one.state, one.entries) == (1, ListState.CONFIRMED, 2)
    assert one.counts == {WRONG_DATE: [0, 1], PENDING: [1, 0]}
    assert one.sha256 == digest(rows_of(one))
    assert (one.confirmed_by, one.confirmed_at) == (land.grassroots.account, make.NOW)


def test_the_list_of_a_unit_holds_what_counts_below_it_too(land):
    entries = [land.file(), land.file(land.neighbour), land.file(land.district)]

    one = land.confirm(land.district, land.upper)

    assert standing(one) == [entry.id for entry in entries]


def test_what_is_filed_afterwards_makes_the_next_list(land):
    first = land.file()
    land.confirm()
    second = land.file()
    assert refused(land.confirm) == "list-waits"
    accept_list(UnitList.objects.get(), by=land.upper)

    supplement = land.confirm()

    assert (supplement.number, standing(supplement)) == (2, [second.id])
    assert standing(UnitList.objects.get(number=1)) == [first.id]


def test_what_came_in_after_the_page_was_loaded_is_not_confirmed_unseen(land):
    first = land.file()
    seen = land.seen()
    land.file()

    one = confirm_list(land.campaign, land.school, land.phase, seen=seen, by=land.grassroots)

    assert standing(one) == [first.id]


def test_an_older_entry_that_was_moved_here_meanwhile_asks_for_another_look(land):
    stray = land.file(land.neighbour)
    land.file()
    seen = land.seen()
    moving.move_initiative(stray, land.school, reason="Đúng trường", by=make.SYSTEM)

    def confirm():
        confirm_list(land.campaign, land.school, land.phase, seen=seen, by=land.grassroots)

    assert refused(confirm) == "list-changed"
    assert UnitList.objects.count() == 0


def test_there_must_be_something_to_confirm(land):
    assert refused(land.confirm) == "list-nothing"
    land.file()
    land.confirm()
    accept_list(UnitList.objects.get(), by=land.upper)

    assert refused(land.confirm) == "list-nothing"


def test_lists_from_below_are_answered_before_the_unit_confirms_its_own(land):
    land.file()
    below = land.confirm()
    assert refused(lambda: land.confirm(land.district, land.upper)) == "list-below"
    assert refused(lambda: land.confirm(land.province, land.head)) == "list-below"

    accept_list(below, by=land.upper)

    assert land.confirm(land.district, land.upper).entries == 1


def test_what_a_unit_above_has_handed_up_is_not_handed_up_again(land):
    land.file()
    land.confirm(land.district, land.upper)

    assert refused(land.confirm) == "list-nothing"


def test_an_accepted_list_stands_as_its_entries_stood_when_it_was_accepted(land):
    entry = land.file()
    one = land.confirm()
    review.accept(entry, by=land.upper)

    accept_list(one, by=later(land.upper))

    row = ListedEntry.objects.get()
    assert (row.sent_column, row.sent_state) == (Column.PENDING, "received")
    assert (row.column, row.state) == (Column.VALID, "valid")
    one = now(one)
    assert (one.state, one.counts) == (ListState.ACCEPTED, {str(int(Column.VALID)): [1, 0]})
    assert one.sha256 == digest(rows_of(one))
    assert (one.accepted_by, one.accepted_at) == (land.upper.account, later(land.upper).now)


def test_what_left_the_unit_before_the_list_was_accepted_stands_on_it_no_more(land):
    entry, stays = land.file(), land.file()
    one = land.confirm()
    moving.move_initiative(entry, land.neighbour, reason="Đúng trường", by=land.upper)

    accept_list(one, by=land.upper)

    assert standing(one) == [stays.id]
    assert now(one).entries == 1
    assert land.seen(land.neighbour) == Seen(1, entry.id)


@pytest.mark.parametrize("step", [return_list, take_list_back])
def test_a_list_that_came_back_holds_nothing_and_is_confirmed_again(land, step):
    entry = land.file()
    one = land.confirm()
    by = land.upper if step is return_list else land.grassroots

    assert refused(lambda: step(one, reason=" ", by=by)) == "reason-missing"
    step(now(one), reason="Thiếu hai tác giả", by=later(by))

    assert standing(one) == []
    one = now(one)
    assert (one.reason, one.answered_by) == ("Thiếu hai tác giả", by.account)
    assert one.sha256 == digest(rows_of(one))  # what was sent stays readable
    again = land.confirm()
    assert (again.number, standing(again)) == (2, [entry.id])


def test_only_an_accepted_list_is_unlocked_and_it_can_then_be_confirmed_anew(land):
    entry = land.file()
    one = land.confirm()
    assert refused(lambda: unlock_list(one, reason="Sửa", by=land.upper)) == "list-elsewhere"
    accept_list(now(one), by=land.upper)

    unlock_list(now(one), reason="Sửa tên", by=land.head)

    assert (now(one).state, standing(one)) == (ListState.UNLOCKED, [])
    assert standing(land.confirm()) == [entry.id]


def test_a_list_that_was_handed_on_is_unlocked_from_above_down(land):
    land.file()
    below = land.confirm()
    accept_list(below, by=land.upper)
    above = land.confirm(land.district, land.upper)
    accept_list(above, by=land.head)

    assert refused(lambda: unlock_list(now(below), reason="Sửa", by=land.upper)) == "list-handed-on"
    unlock_list(now(above), reason="Sửa", by=land.head)
    unlock_list(now(below), reason="Sửa", by=land.upper)

    assert [now(one).state for one in (above, below)] == [ListState.UNLOCKED] * 2


def test_nobody_accepts_a_list_that_they_confirmed_themselves(land):
    land.file()
    one = land.confirm(by=land.upper)

    assert refused(lambda: accept_list(one, by=land.upper)) == "list-own"
    accept_list(now(one), by=land.head)


def test_what_was_answered_is_not_answered_again(land):
    land.file()
    one = land.confirm()
    accept_list(one, by=land.upper)

    late = [
        lambda: accept_list(now(one), by=land.upper),
        lambda: return_list(now(one), reason="Sai", by=land.upper),
        lambda: take_list_back(now(one), reason="Sai", by=land.grassroots),
    ]

    assert [refused(act) for act in late] == ["list-elsewhere"] * 3


def test_the_list_of_a_unit_without_one_above_waits_for_nobody(land):
    land.file()
    national = make.campaign(land.nation, slug="toan-quoc")
    make.register(national, make.entry(land.school))
    one = UnitList.objects.create(
        campaign=national, unit=land.nation, phase=1, number=1, state=ListState.CONFIRMED,
        entries=0, counts={}, sha256="", confirmed_at=make.NOW,
    )  # fmt: skip

    assert refused(lambda: accept_list(one, by=make.SYSTEM)) == "list-no-above"


@pytest.mark.parametrize(
    ("role", "at", "expected"),
    [
        (Role.GRASSROOTS_OFFICER, "school", (True, False, False, True)),
        (Role.GRASSROOTS_OFFICER, "neighbour", (False, False, False, False)),
        (Role.UPPER_OFFICER, "school", (True, False, False, True)),
        (Role.UPPER_OFFICER, "district", (True, True, True, True)),
        (Role.PROVINCIAL_OFFICER, "province", (True, True, True, True)),
        (Role.NATIONAL_OFFICER, "nation", (False, True, True, False)),
        (Role.MEMBER, "school", (False, False, False, False)),
        (Role.SUPPORTER, "school", (False, False, False, False)),
        (Role.AUDITOR, "province", (False, False, False, False)),
        (Role.ACCOUNT_ADMIN, "province", (False, False, False, False)),
    ],
)
def test_a_unit_confirms_and_the_one_above_answers(land, role, at, expected):
    by = make.officer(getattr(land, at), role)
    land.file()

    def may(act):
        try:
            act()
        except Refusal as refusal:
            return refusal.code != "not-allowed"
        return True

    confirms = may(lambda: land.confirm(by=by))
    if not confirms:
        land.confirm(by=make.SYSTEM)
    UnitList.objects.update(confirmed_by=None)
    one = UnitList.objects.get()
    takes_back = may(lambda: take_list_back(now(one), reason="", by=by))
    accepts = may(lambda: accept_list(now(one), by=by))
    if not accepts:
        accept_list(now(one), by=make.SYSTEM)
    unlocks = may(lambda: unlock_list(now(one), reason="", by=by))

    assert (confirms, accepts, unlocks, takes_back) == expected


def test_every_step_is_told_in_the_journal_of_the_list(land):
    land.file()
    first = land.confirm()
    return_list(first, reason="Thiếu", by=land.upper)
    second = land.confirm()
    take_list_back(second, reason="Thêm lượt", by=land.grassroots)
    third = land.confirm()
    accept_list(third, by=land.upper)
    unlock_list(third, reason="Sửa tên", by=land.head)

    lines = JournalLine.objects.filter(about="list").order_by("id")
    told = [(line.verb, line.about_id, line.by_id, line.reason) for line in lines]
    grassroots, upper, head = (by.account.id for by in (land.grassroots, land.upper, land.head))
    assert told == [
        ("list-confirmed", first.id, grassroots, ""),
        ("list-returned", first.id, upper, "Thiếu"),
        ("list-confirmed", second.id, grassroots, ""),
        ("list-taken-back", second.id, grassroots, "Thêm lượt"),
        ("list-confirmed", third.id, grassroots, ""),
        ("list-accepted", third.id, upper, ""),
        ("list-unlocked", third.id, head, "Sửa tên"),
    ]
    assert {line.unit_path for line in lines} == {land.school.path}
    assert [line.details["count"] for line in lines] == [1] * 7
