"""Entries that leave a crowd of copies, or change their place in it: those who stay are let be."""

from dataclasses import replace

import pytest

from sangkien.actions import import_undo, moving, review
from sangkien.actions.import_undo import undo_import
from sangkien.actions.registration import Filing, register_batch
from sangkien.actions.review_groups import decide_group
from sangkien.actions.screening import rescreen
from sangkien.core.duplicates import MOST_LINKS
from sangkien.core.engine.layout import KEY_CAP
from sangkien.core.receipts import receipt_number
from sangkien.models import DuplicatePair, Finding, Initiative
from sangkien.queries import sql
from sangkien.queries.duplicates import clusters_of, denied_by, with_copies
from sangkien.queries.followers import followers_of, neighbours_of, to_look_at
from sangkien.queries.tally_check import tally_disagreements
from tests import importing, make
from tests.work import work_of

pytestmark = pytest.mark.django_db
SHEET = Filing(make.SYSTEM, Initiative.Channel.SHEET)
FEW, MANY = KEY_CAP + 8, 2 * KEY_CAP + 16  # copies; beyond KEY_CAP no more are compared


@pytest.fixture
def district():
    return make.unit(make.unit(name="LĐLĐ tỉnh"), "LĐLĐ huyện Than Uyên")


@pytest.fixture
def campaign(district):
    return make.campaign(district.parent)


def crowd(district, number):
    """A campaign with one entry `number` times, in the order of filing."""
    campaign, entry = make.campaign(district.parent), make.entry(district)
    copies = [replace(entry, client_ref=f"copy-{k}") for k in range(number)]
    for start in range(0, number, 100):
        register_batch(campaign, copies[start : start + 100], SHEET)
    return campaign, list(Initiative.objects.filter(campaign=campaign).order_by("id"))


def withdraw(entry):
    review.withdraw(entry, reason="Xin rút", by=make.SYSTEM)


def uphold(entry):
    finding = Finding.objects.get(initiative=entry, reason="R01", state="open")
    review.decide_finding(finding, uphold=True, reason="", by=make.SYSTEM)


def dismiss(entry):
    finding = Finding.objects.get(initiative=entry, reason="R01", state="open")
    review.decide_finding(finding, uphold=False, reason="Hai việc", by=make.SYSTEM)


def screened(campaign):
    """Look at all of it again; return what that changed."""
    ids = campaign.initiatives.values_list("id", flat=True)
    return rescreen(campaign, set(ids), by=make.SYSTEM)


def as_if_screened_anew(campaign):
    """Assert that looking at all of it again finds nothing else, and that the sums are right."""
    assert screened(campaign) == []
    assert tally_disagreements(campaign) == []


def test_who_leaves_a_crowd_costs_the_same_however_large_it_is(district):
    found = []
    for size in (FEW, MANY):
        campaign, copies = crowd(district, size)
        found.append(work_of(withdraw, copies[-1]))
        as_if_screened_anew(campaign)

    few, many = found
    assert (many.statements, many.rows) == (few.statements, few.rows)


@pytest.mark.parametrize("what", ["withdraw", "move", "accept"])
def test_of_those_who_hang_on_an_entry_but_name_another_little_is_read(district, what):
    school = make.unit(district, "CĐCS Nậm Mít")
    work = {
        "withdraw": withdraw,
        "move": lambda one: moving.move_initiative(one, school, reason="Nhầm", by=make.SYSTEM),
        "accept": lambda one: review.reject(one, code="R05", reason="Không", by=make.SYSTEM),
    }[what]
    found = []
    for size in (FEW, MANY):
        campaign, copies = crowd(district, size)
        found.append(work_of(work, copies[1]))  # all are linked to it, and name the first
        as_if_screened_anew(campaign)

    few, many = found
    assert many.statements == few.statements
    # numbers of links and places in the order; with texts and evidence, histories and findings of
    # each it were sixty and more
    assert (many.rows - few.rows) / (MANY - FEW) <= {"withdraw": 16, "move": 36, "accept": 0}[what]


def test_an_import_of_one_row_over_and_over_is_taken_back_in_work_that_grows_with_the_rows(
    campaign, district, monkeypatch
):
    monkeypatch.setattr(import_undo, "AT_A_TIME", 25)
    row, found = importing.row(district, 1), []
    for size in (100, 200):
        batch = importing.imported(campaign, campaign.owner, importing.csv_file([row] * size))
        found.append(work_of(undo_import, batch, make.SYSTEM))
        assert tally_disagreements(campaign) == []

    few, many = found
    assert many.statements <= 2.1 * few.statements
    assert many.rows <= 2.1 * few.rows


def test_when_the_first_filer_leaves_all_name_the_next_one(district):
    campaign, copies = crowd(district, 9)

    withdraw(copies[0])

    named = Finding.objects.filter(initiative__in=copies[1:], reason="R01", state="open")
    first = clusters_of([copies[1].id])[0].members[0].receipt
    assert {one.initiative_id: one.details["first_receipt"] for one in named} == dict.fromkeys(
        (copy.id for copy in copies[2:]), first
    )
    as_if_screened_anew(campaign)


def test_when_all_leave_to_whom_an_entry_was_linked_it_is_linked_to_others(district):
    campaign, copies = crowd(district, 4 * MOST_LINKS)

    for copy in copies[: MOST_LINKS + 1]:
        withdraw(copy)

    left = [copy.id for copy in copies[MOST_LINKS + 1 :]]
    (cluster,) = clusters_of(left[-1:])
    assert [member.id for member in cluster.members] == left
    as_if_screened_anew(campaign)


def link(campaign, *pairs):
    for one, other in pairs:
        DuplicatePair.objects.create(
            campaign=campaign,
            a=one,
            b=other,
            probability=0.9,
            same_person=False,
            evidence=[],
            engine_version="1",
        )


def strangers(campaign, district, number):
    return [make.register(campaign, make.entry(district)) for _ in range(number)]


def receipt_of(entry):
    return receipt_number("LC22", entry.id)


def followers(campaign, *leaving):
    ids = {entry.id for entry in leaving}
    return followers_of(campaign, ids, neighbours_of(ids))


def test_all_follow_an_entry_that_alone_holds_two_parts_together(campaign, district):
    one, bridge, other, end = strangers(campaign, district, 4)
    link(campaign, (one, other), (other, end), (one, bridge))
    screened(campaign)
    assert followers(campaign, bridge) == set()
    assert followers(campaign, other) == {one.id, bridge.id, end.id}
    link(campaign, (bridge, end))

    assert followers(campaign, other) == {one.id, bridge.id, end.id}  # end names it
    assert followers(campaign, one, other, bridge, end) == set()


def test_a_part_that_an_entry_held_is_a_work_of_its_own_when_it_leaves(campaign, district):
    one, bridge, other, end = strangers(campaign, district, 4)
    link(campaign, (one, bridge), (bridge, other), (other, end))
    screened(campaign)

    withdraw(bridge)

    left = [one, other, end]
    alive = Finding.objects.filter(reason="R01", state="open", initiative__in=left)
    assert list(alive.values_list("initiative_id", flat=True)) == [end.id]
    as_if_screened_anew(campaign)


def test_who_was_told_apart_from_one_that_leaves_is_looked_at(district):
    campaign, copies = crowd(district, 3)
    dismiss(copies[2])

    assert followers(campaign, copies[0]) == {copies[1].id}
    withdraw(copies[0])

    as_if_screened_anew(campaign)


def test_only_findings_that_name_somebody_else_than_before_are_looked_at(district):
    _, copies = crowd(district, 6)
    ids = {copy.id for copy in copies}

    assert to_look_at(ids).ids == frozenset()
    assert to_look_at(ids, touched={copies[3].id}).ids == {copies[3].id}
    assert to_look_at(ids, touched={copies[0].id}).ids == ids
    uphold(copies[3])
    assert to_look_at(ids).ids == frozenset()
    Finding.objects.filter(initiative=copies[4]).update(state="lapsed")
    assert to_look_at(ids).ids == {copies[4].id}
    assert to_look_at(()).ids == frozenset()


def test_what_is_to_be_looked_at_has_its_evidence_and_nothing_else(
    district, django_assert_num_queries
):
    _, copies = crowd(district, 6)
    found = to_look_at({copy.id for copy in copies}, touched={copies[0].id})

    (cluster,) = found.clusters
    with django_assert_num_queries(0):
        told = [cluster.duplicate_of(copy.id) for copy in copies]
    (whole,) = clusters_of([copies[0].id])
    assert told == [whole.duplicate_of(copy.id) for copy in copies]


def test_a_crowd_larger_than_a_statement_can_name_is_read_in_slices(district, monkeypatch):
    _, copies = crowd(district, 12)
    dismiss(copies[3])
    ids = {copy.id for copy in copies}

    def told():
        return (
            [cluster.members for cluster in clusters_of(ids)],
            [cluster.told for cluster in clusters_of({copies[5].id})],
            with_copies({copies[7].id}),
            to_look_at(ids, touched={copies[0].id}).ids,
            denied_by(ids - {copies[3].id}),
        )

    at_once = told()
    monkeypatch.setattr(sql, "MOST_NAMED", 5)

    assert told() == at_once
    assert at_once[4] == {copies[3].id}


def test_to_say_that_one_is_the_same_after_all_joins_the_others_to_it_again(campaign, district):
    one, other, end = strangers(campaign, district, 3)
    link(campaign, (one, other), (other, end))
    screened(campaign)
    dismiss(other)
    assert Finding.objects.get(initiative=end).details["first_receipt"] == receipt_of(other)

    finding = Finding.objects.get(initiative=other)
    review.decide_finding(finding, uphold=True, reason="", by=make.SYSTEM)

    assert Finding.objects.get(initiative=end).details["first_receipt"] == receipt_of(one)
    as_if_screened_anew(campaign)


def test_to_say_so_of_several_at_once_joins_the_others_too(campaign, district):
    one, other, end = strangers(campaign, district, 3)
    link(campaign, (one, other), (other, end))
    screened(campaign)
    dismiss(other)
    Finding.objects.filter(initiative=other).update(state="open")

    findings = Finding.objects.filter(initiative=other).select_related("initiative__campaign")
    decide_group(list(findings), uphold=True, reason="", by=make.SYSTEM)

    assert Finding.objects.get(initiative=end).details["first_receipt"] == receipt_of(one)
    as_if_screened_anew(campaign)


def test_copies_that_hung_together_by_one_that_is_told_apart_are_linked_to_each_other(district):
    campaign, copies = crowd(district, 3)
    first, bridge, last = copies
    DuplicatePair.objects.filter(a=first, b=last).delete()  # as in a crowd not all are kept

    dismiss(bridge)

    assert Finding.objects.get(initiative=last, reason="R01").state == "open"
    assert neighbours_of({first.id}) == {last.id}
    as_if_screened_anew(campaign)
