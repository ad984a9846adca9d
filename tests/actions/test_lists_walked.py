"""Whatever is done in whatever order: lists change no count, and hold each entry once."""

from collections import Counter
from datetime import date

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from sangkien.actions import moving, review
from sangkien.actions.unit_lists import accept_list, return_list, take_list_back, unlock_list
from sangkien.core.refusal import Refusal
from sangkien.core.unit_lists import STANDING, ListState, digest
from sangkien.models import Finding, Initiative, ListedEntry, UnitList
from sangkien.queries.list_stands import stands_of
from sangkien.queries.listed import STOOD, free_entries, rows_of
from sangkien.queries.progress import Period, counts_by_unit
from sangkien.queries.scope import OPERATOR
from tests import make
from tests.lists import as_stored, federation, now, standing
from tests.register_state import tallies

pytestmark = pytest.mark.django_db
LIST_STEPS = ("confirm", "accept", "return", "take back", "unlock")
OTHERS = ("file", "file early", "move", "uphold", "verify", "withdraw")
PICK = st.integers(0, 9)
STEPS = st.lists(st.tuples(st.sampled_from([*LIST_STEPS, *LIST_STEPS, *OTHERS]), PICK), max_size=14)


class Walk:
    """One federation, and one step after the other; a refusal leaves all as it was."""

    def __init__(self):
        self.land = federation()
        land = self.land
        self.units = [land.school, land.neighbour, land.district, land.province]

    def do(self, kind, pick):
        """Whether the step was taken."""
        act = getattr(self, kind.replace(" ", "_"), None) or self.give_back
        try:
            with transaction.atomic():
                return act(pick) is not False
        except Refusal:
            return False

    def file(self, pick):
        self.land.file(self.units[pick % 3])

    def file_early(self, pick):
        self.land.file(self.units[pick % 3], applied_on=date(2021, 8, 1))

    def confirm(self, pick):
        self.land.confirm(self.units[pick % 4], by=make.SYSTEM)

    def accept(self, pick):
        return self._of_list(pick, lambda one: accept_list(one, by=make.SYSTEM))

    def give_back(self, pick):
        return self._of_list(pick, lambda one: return_list(one, reason="Sai", by=make.SYSTEM))

    def take_back(self, pick):
        return self._of_list(pick, lambda one: take_list_back(one, reason="x", by=make.SYSTEM))

    def unlock(self, pick):
        return self._of_list(pick, lambda one: unlock_list(one, reason="Sửa", by=make.SYSTEM))

    def move(self, pick):
        to = self.units[(pick + 1) % 3]
        return self._of_entry(
            pick, lambda entry: moving.move_initiative(entry, to, reason="", by=make.SYSTEM)
        )

    def verify(self, pick):
        return self._of_entry(pick, lambda entry: review.accept(entry, by=make.SYSTEM))

    def withdraw(self, pick):
        return self._of_entry(pick, lambda entry: review.withdraw(entry, reason="", by=make.SYSTEM))

    def uphold(self, pick):
        found = list(Finding.objects.select_related("initiative__campaign__owner").order_by("id"))
        if not found:
            return False
        review.decide_finding(found[pick % len(found)], uphold=True, reason="", by=make.SYSTEM)
        return True

    def _of_list(self, pick, act):
        lists = list(UnitList.objects.order_by("id"))
        if lists:
            act(now(lists[pick % len(lists)]))
        return bool(lists)

    def _of_entry(self, pick, act):
        entries = list(Initiative.objects.order_by("id"))
        if entries:
            act(as_stored(entries[pick % len(entries)]))
        return bool(entries)


def held(one):
    """What the list says of its entries, and what they are: equal until one of them changes."""
    rows = ListedEntry.objects.filter(list=one, is_standing=True)
    said = {row[0]: row[1:] for row in rows.values_list("initiative_id", *STOOD)}
    entries = Initiative.objects.filter(id__in=said)
    return said, {row[0]: row[1:] for row in entries.values_list("id", *STOOD)}


@settings(max_examples=15)
@given(STEPS)
def test_lists_change_no_count_hold_each_entry_once_and_do_not_change_silently(steps):
    with transaction.atomic():
        walk = Walk()
        land = walk.land
        for kind, pick in [("file", 0), ("file early", 1), ("file", 2), *steps]:
            before = tallies(land.campaign)
            walk.do(kind, pick)
            if kind in LIST_STEPS:
                assert tallies(land.campaign) == before
            check(walk)
        transaction.set_rollback(True)


def check(walk):
    land, phase = walk.land, walk.land.phase
    lists = list(UnitList.objects.all())
    rows = ListedEntry.objects.filter(is_standing=True)
    # a unit's lists hold an entry once, and only lists that stand hold any
    twice = Counter(rows.values_list("holder_id", "initiative_id"))
    assert set(twice.values()) <= {1}
    assert {row.list.state for row in rows.select_related("list")} <= STANDING
    for one in lists:
        # what was handed up stays readable as it was
        assert digest(rows_of(one)) == one.sha256
        if one.state in STANDING:
            assert one.entries == len(standing(one))
        if one.state == ListState.ACCEPTED:
            said, is_now = held(one)
            assert said == is_now
    # every entry of the phase is on a list of the unit, on one above it, or free: none is lost
    gross = counts_by_unit(land.campaign, walk.units, period=Period(phase=1))
    stands = stands_of(OPERATOR, land.campaign, land.district, [land.school, land.neighbour], phase)
    for each in [*stands, *stands_of(OPERATOR, land.campaign, land.province, [], phase)]:
        assert each.total == gross[each.unit.id].gross
        assert each.held + each.stand.free + each.stand.above == each.total
        assert each.stand.free == free_entries(land.campaign, each.unit, phase).count()
        if not each.changed:
            assert each.held == sum(
                one.entries
                for one in lists
                if one.unit_id == each.unit.id and one.state in STANDING
            )
