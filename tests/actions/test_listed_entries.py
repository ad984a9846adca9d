"""An entry on an accepted list: what officers would do to it is refused until that is unlocked."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import transaction

from sangkien.actions import moving, review
from sangkien.actions.import_undo import undo_import
from sangkien.actions.imports import run_import
from sangkien.actions.mending import mend_texts
from sangkien.actions.merging import merge_entries
from sangkien.actions.moves import import_moves
from sangkien.actions.moving import move_group
from sangkien.actions.recognition import record_recognition
from sangkien.actions.review_groups import decide_group
from sangkien.actions.unit_lists import accept_list, unlock_list
from sangkien.actions.unmerging import undo_merge
from sangkien.core.refusal import Refusal
from sangkien.core.sheets.bad_rows import BadRows
from sangkien.core.sheets.moves import MoveRow
from sangkien.inputs.imports import SubmissionRows
from sangkien.models import Finding, Initiative, UnitList
from sangkien.queries.progress import counts_of
from tests import make
from tests.importing import csv_file, previewed, row
from tests.lists import as_stored, federation, now, refused
from tests.register_state import state_of

pytestmark = pytest.mark.django_db
EARLY = date(2021, 8, 1)


@pytest.fixture
def land():
    return federation()


@pytest.fixture
def entry(land):
    """With a finding to decide, on a list that was accepted."""
    return land.file(applied_on=EARLY)


@pytest.fixture
def listed(land, entry):
    accept_list(land.confirm(), by=land.upper)
    return entry


def finding_of(entry):
    return Finding.objects.select_related("initiative__campaign__owner").get(
        initiative=entry, rule="applied-before-window"
    )


def told(done):
    for refusal in done.left:
        raise refusal


ACTS = {
    "uphold": lambda e, land: review.decide_finding(
        finding_of(e), uphold=True, reason="", by=land.upper
    ),
    "move": lambda e, land: moving.move_initiative(e, land.neighbour, reason="", by=land.upper),
    "move together": lambda e, land: told(
        move_group({e.id: land.neighbour}, reason="", by=land.upper)
    ),
    "reject": lambda e, land: review.reject(e, code="R10", reason="Báo cáo", by=land.upper),
    "accept": lambda e, land: review.accept(e, by=land.upper),
    "reopen": lambda e, land: review.reopen(e, reason="Xem lại", by=land.upper),
    "withdraw": lambda e, land: review.withdraw(e, reason="Xin rút", by=land.upper),
    "recognise": lambda e, land: record_recognition(
        e, recognised_by="head", number="1", day=date(2022, 1, 1), by=land.grassroots
    ),
    "mend": lambda e, land: mend_texts(e, by=land.grassroots),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_an_officer_changes_nothing_of_it_and_is_told_the_way_out(land, listed, act):
    before = state_of(land.campaign)

    with pytest.raises(Refusal) as caught, transaction.atomic():
        act(as_stored(listed), land)

    assert (caught.value.code, caught.value.details) == (
        "entry-listed",
        {"number": 1, "unit": land.school.short_name, "above": land.district.short_name},
    )
    assert state_of(land.campaign) == before


@pytest.mark.parametrize("act", ["uphold", "move", "withdraw", "recognise"])
def test_once_the_list_is_unlocked_it_changes_as_before(land, listed, act):
    unlock_list(UnitList.objects.get(), reason="Sửa lượt này", by=land.upper)

    ACTS[act](as_stored(listed), land)


@pytest.mark.parametrize("act", ["uphold", "move", "withdraw", "recognise"])
def test_while_the_list_only_waits_it_may_be_changed(land, entry, act):
    land.confirm()

    ACTS[act](as_stored(entry), land)


def test_of_several_lists_the_highest_is_named_for_it_is_unlocked_first(land, listed):
    accept_list(land.confirm(land.district, land.upper), by=land.head)

    with pytest.raises(Refusal) as caught:
        ACTS["withdraw"](as_stored(listed), land)

    assert caught.value.details["unit"] == land.district.short_name
    assert caught.value.details["above"] == land.province.short_name


def test_of_findings_decided_together_only_those_on_the_list_are_left(land, listed):
    free = land.file(applied_on=EARLY)

    done = decide_group(
        [finding_of(listed), finding_of(free)], uphold=True, reason="", by=land.upper
    )

    assert (done.count, [left.code for left in done.left]) == (1, ["entry-listed"])
    assert as_stored(free).reason == "R02"


def test_what_a_new_copy_means_for_it_is_found_all_the_same(land):
    """Nobody decides that: the rules look at what comes in, and the list shows the change."""
    work = make.entry(land.school)
    listed = make.register(land.campaign, work)
    accept_list(land.confirm(), by=land.upper)

    earlier = replace(work, client_ref="earlier", occurred_at=make.NOW.replace(day=1))
    make.register(land.campaign, earlier)

    assert Finding.objects.get(initiative=listed, reason="R01").state == "open"


def test_it_is_neither_merged_nor_parted(land):
    first = land.file()
    again = make.entry(land.school, title=first.title, workplace=first.workplace)
    name = first.authors.get().person.details.get().name
    same = replace(again, authors=(replace(again.authors[0], name=name),))
    second = make.register(land.campaign, same)
    accept_list(land.confirm(), by=land.upper)

    def merge():
        return merge_entries(as_stored(first), [second.id], reason="Nộp lại", by=land.upper)

    assert refused(merge) == "entry-listed"
    unlock_list(UnitList.objects.get(), reason="Gộp", by=land.upper)
    merge_made = merge()
    accept_list(land.confirm(), by=land.upper)
    assert refused(lambda: undo_merge(merge_made, reason="Nhầm", by=land.upper)) == "entry-listed"


def test_a_sheet_of_moves_says_which_row_stands_on_which_list(land, listed):
    code = land.neighbour.code
    rows = [MoveRow(2, listed.client_ref, "", code, make.NOW.replace(day=18), "Đúng trường")]

    with pytest.raises(BadRows) as caught:
        import_moves(rows, land.campaign, land.head)

    (problem,) = caught.value.problems
    assert (problem.code, problem.details["number"]) == ("move-entry-listed", 1)


def test_an_import_is_not_taken_back_while_an_entry_of_it_stands_on_the_list(land):
    sheet = csv_file([row(land.district, 1)])
    batch = previewed(land.campaign, land.district, sheet, by=land.upper)
    run_import(batch.id, land.upper, read=SubmissionRows)
    Initiative.objects.update(occurred_at=make.NOW)
    accept_list(land.confirm(land.district, land.upper), by=land.head)

    assert refused(lambda: undo_import(batch, land.upper)) == "import-listed"
    assert counts_of(land.campaign, land.province).gross == 1

    unlock_list(now(UnitList.objects.get()), reason="Nhập nhầm tệp", by=land.head)
    assert undo_import(batch, land.upper) == 1
