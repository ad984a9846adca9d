"""Merging while a rival merges, files, undoes or moves: nothing is lost or miscounted."""

from dataclasses import replace

import pytest

from sangkien.actions.merging import merge_entries
from sangkien.actions.moving import move_group
from sangkien.actions.unmerging import undo_merge
from sangkien.core.refusal import Refusal
from sangkien.core.standing import Column
from sangkien.models import Initiative, Merge, Merged
from sangkien.queries.progress import counts_of
from sangkien.queries.tally_check import tally_disagreements
from tests import make
from tests.concurrency.scene import held_back, together
from tests.merges import copies
from tests.web.cleaning import land

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def where():
    return land()


def told(act):
    """What came of it: "done", or the code of the refusal."""
    try:
        act()
    except Refusal as refusal:
        return refusal.code
    return "done"


def merging(kept, *again):
    kept = Initiative.objects.select_related("campaign__owner").get(id=kept.id)
    ids = [one.id for one in again]
    return told(lambda: merge_entries(kept, ids, reason="Nộp lại", by=make.SYSTEM))


def undoing(merge):
    return told(lambda: undo_merge(merge, reason="Nhầm", by=make.SYSTEM))


def moving(to, *entries):
    ids = {entry.id: to for entry in entries}
    done = move_group(ids, reason="Đúng đơn vị", by=make.SYSTEM)
    return done.count, [refusal.code for refusal in done.left]


def columns(where):
    """How many stand in each column, once all is found true: entries, sums, tallies."""
    counts = counts_of(where.campaign, where.province)
    found = {column.name: counts[column] for column in Column if counts[column]}
    assert counts.gross == Initiative.objects.count() == sum(found.values())
    assert tally_disagreements(where.campaign) == []
    return found


def test_of_two_officers_who_merge_one_cluster_at_once_one_does_and_the_other_is_told(where):
    first, second, third = copies(where.campaign, where.district, 3)

    answers = together(lambda: merging(first, second, third), lambda: merging(second, first, third))

    assert sorted(answers) == ["done", "entry-merged"]
    assert Merge.objects.count() == 1
    assert columns(where) == {"PENDING": 1, "DUPLICATE": 2}


def test_a_merge_waits_for_a_copy_that_is_being_filed_and_leaves_it_a_duplicate(where):
    entry = make.entry(where.district)
    first = make.register(where.campaign, entry)
    second = make.register(where.campaign, replace(entry, client_ref="again"))

    held_back(
        lambda: make.register(where.campaign, replace(entry, client_ref="third")),
        lambda: merging(second, first),
    )

    assert list(Merged.objects.values_list("initiative", flat=True)) == [first.id]
    assert columns(where) == {"PENDING": 1, "DUPLICATE": 2}


def test_a_copy_that_is_filed_while_two_are_merged_hangs_on_the_one_that_is_kept(where):
    entry = make.entry(where.district)
    first = make.register(where.campaign, entry)
    second = make.register(where.campaign, replace(entry, client_ref="again"))

    held_back(
        lambda: merging(second, first),
        lambda: make.register(where.campaign, replace(entry, client_ref="third")),
    )

    assert columns(where) == {"PENDING": 1, "DUPLICATE": 2}


def test_a_merge_and_the_undoing_of_another_in_the_same_cluster_both_count(where):
    first, second, third = copies(where.campaign, where.district, 3)
    merge = merge_entries(first, [second.id], reason="", by=make.SYSTEM)

    answers = together(lambda: merging(first, third), lambda: undoing(merge))

    assert answers == ["done", "done"]
    assert list(Merged.objects.filter(is_standing=True).values_list("initiative", flat=True)) == [
        third.id
    ]
    assert columns(where) == {"PENDING": 1, "DUPLICATE": 2}


def test_a_merge_is_undone_by_one_of_two_who_want_to(where):
    first, second = copies(where.campaign, where.district, 2)
    merge = merge_entries(first, [second.id], reason="", by=make.SYSTEM)

    answers = together(lambda: undoing(merge), lambda: undoing(merge))

    assert sorted(answers) == ["done", "merge-undone"]
    assert columns(where) == {"PENDING": 1, "DUPLICATE": 1}


def test_what_is_merged_before_a_move_stays_and_what_is_moved_before_a_merge_takes_its_place_along(
    where,
):
    first, second = copies(where.campaign, where.district, 2)

    held_back(lambda: merging(first, second), lambda: moving(where.other, second))
    assert Initiative.objects.get(id=second.id).unit == where.district

    third, fourth = copies(where.campaign, where.district, 2)
    held_back(lambda: moving(where.other, fourth), lambda: merging(third, fourth))
    assert Initiative.objects.get(id=fourth.id).unit == where.other
    assert columns(where) == {"PENDING": 2, "DUPLICATE": 2}


def test_a_merge_beside_a_move_of_both_leaves_each_entry_in_one_column(where):
    made = copies(where.campaign, where.district, 3)

    together(lambda: merging(made[0], *made[1:]), lambda: moving(where.other, *made))

    assert columns(where) == {"PENDING": 1, "DUPLICATE": 2}
