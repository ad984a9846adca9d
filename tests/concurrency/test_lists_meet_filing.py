"""A list is confirmed or accepted at the very moment something comes in or is changed."""

from functools import partial

import pytest
from django.db import connection

from sangkien.actions import moving, review
from sangkien.actions.unit_lists import accept_list, confirm_list, return_list
from sangkien.core.refusal import Refusal
from sangkien.core.unit_lists import ListState
from sangkien.models import Initiative, UnitList
from sangkien.queries.list_stands import unit_stand
from sangkien.queries.scope import OPERATOR
from tests import make
from tests.concurrency.scene import held_back, together
from tests.lists import as_stored, federation, now, standing

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def land():
    return federation()


def told(act):
    """What became of the act: its answer, or the code of the refusal."""

    def tried():
        try:
            return act()
        except Refusal as refusal:
            return refusal.code

    return tried


def test_of_two_that_confirm_together_one_does_and_the_other_is_told(land):
    entries = [land.file(), land.file()]
    seen = land.seen()

    def confirm():
        return confirm_list(land.campaign, land.school, land.phase, seen=seen, by=land.grassroots)

    answers = together(*[told(confirm)] * 3)

    (one,) = [answer for answer in answers if isinstance(answer, UnitList)]
    assert sorted(answer for answer in answers if answer != one) == ["list-waits"] * 2
    assert standing(one) == [entry.id for entry in entries]


def test_what_comes_in_while_the_list_is_confirmed_is_on_it_or_waits_for_the_next(land):
    land.file()
    coming = [make.entry(land.school) for _ in range(4)]

    def file_all():
        return [make.register(land.campaign, entry) for entry in coming]

    answers = together(told(land.confirm), file_all)

    stand = unit_stand(OPERATOR, land.campaign, land.school, land.phase)
    assert (stand.total, stand.held + stand.stand.free) == (5, 5)
    assert isinstance(answers[0], UnitList) or answers[0] == "list-changed"
    assert stand.held == len(standing(answers[0])) if stand.held else stand.stand.free == 5


def test_an_acceptance_waits_for_whoever_is_changing_an_entry_and_holds_what_that_left(land):
    entry = land.file()
    one = land.confirm()

    held_back(
        lambda: review.accept(entry, by=land.upper),
        lambda: accept_list(now(one), by=land.head),
    )

    assert now(one).state == ListState.ACCEPTED
    assert now(one).counts == {"6": [1, 0]}


def test_whoever_changes_an_entry_waits_for_its_acceptance_and_is_then_refused(land):
    entry = land.file()
    one = land.confirm()

    _, answer = held_back(
        lambda: accept_list(one, by=land.upper),
        told(lambda: review.withdraw(as_stored(entry), reason="Xin rút", by=land.head)),
    )

    assert answer == "entry-listed"
    assert as_stored(entry).state == "received"


def test_a_list_is_answered_once(land):
    land.file()
    one = land.confirm()

    answers = together(
        told(lambda: accept_list(now(one), by=land.upper)),
        told(lambda: return_list(now(one), reason="Thiếu", by=land.head)),
    )

    assert sorted(map(str, answers)) == ["None", "list-elsewhere"]
    is_accepted = answers[0] is None
    assert now(one).state == (ListState.ACCEPTED if is_accepted else ListState.RETURNED)
    assert standing(one) == list(Initiative.objects.values_list("id", flat=True)) * is_accepted


def answers(land, turn):
    """Answer every list that waits: accept it or return it, turn by turn."""
    for one in UnitList.objects.filter(state=ListState.CONFIRMED):
        if turn % 2:
            told(partial(return_list, now(one), reason="x", by=land.head))()
        else:
            told(partial(accept_list, now(one), by=land.head))()


def moves(land, entries, turn):
    to = (land.neighbour, land.school)[turn % 2]
    for entry in map(as_stored, entries):
        told(partial(moving.move_initiative, entry, to, reason="", by=land.head))()


@pytest.mark.postgres
def test_confirming_accepting_moving_and_filing_at_once_never_wait_in_a_ring(land):
    entries = [land.file() for _ in range(3)]

    def lists():
        for turn in range(4):
            told(partial(land.confirm, land.district, land.upper))()
            answers(land, turn)

    before = deadlocks()
    together(
        lists,
        lambda: [moves(land, entries, turn) for turn in range(6)],
        lambda: [land.file() for _ in range(6)],
    )

    assert deadlocks() == before


def deadlocks():
    with connection.cursor() as cursor:
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        return cursor.fetchone()[0]
