"""Certain repeats of one person at one unit: which they are, and merged many at once."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.actions import review
from sangkien.actions.merging_many import AT_A_TIME, merge_repeats
from sangkien.actions.screening import rescreen
from sangkien.actions.unmerging import undo_action
from sangkien.core.entry import AuthorEntry
from sangkien.core.permissions import Role
from sangkien.core.refusal import Refusal
from sangkien.models import DuplicatePair, Finding, JournalLine, Merge, Merged
from sangkien.queries.certain_repeats import certain_repeats
from sangkien.queries.tally_check import tally_disagreements
from tests import make
from tests.merges import LATER, copies, refused
from tests.register_state import state_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def district():
    return make.unit(make.unit(name="LĐLĐ tỉnh"), "LĐLĐ huyện Than Uyên")


@pytest.fixture
def campaign(district):
    return make.campaign(district.parent)


@pytest.fixture
def officer(district):
    return make.officer(district, Role.UPPER_OFFICER)


def repeats(officer, campaign):
    return certain_repeats(officer.account, campaign)


def merge_all(officer, campaign, found=None, *, keys=None):
    found = repeats(officer, campaign) if found is None else found
    keys = {one.key for one in found} if keys is None else keys
    _, done = merge_repeats(campaign, found, keys, reason="Nộp lại", by=officer)
    return done


def test_the_same_person_at_the_same_unit_with_hardly_a_doubt_is_certain(
    campaign, district, officer
):
    first, second, third = copies(campaign, district, 3)
    elsewhere = make.unit(district.parent)
    entry = make.entry(district)
    make.register(campaign, entry)
    there = replace(entry, client_ref="there", ticked=make.unit_fact(elsewhere))
    make.register(campaign, there)
    another = make.entry(district)
    make.register(campaign, another)
    other = (AuthorEntry("Giàng A Páo", Decimal(100)),)
    make.register(campaign, replace(another, client_ref="other", authors=other))

    (found,) = repeats(officer, campaign)

    assert found.key == f"{first.id}-{second.id}-{third.id}"
    assert found.probability >= 0.97


def test_one_of_a_group_is_left_out_and_stays_a_finding(campaign, district, officer):
    _, second, third = copies(campaign, district, 3)
    found = repeats(officer, campaign)

    _, done = merge_repeats(
        campaign, found, {found[0].key}, apart={second.id}, reason="Nộp lại", by=officer
    )

    assert (done.merges, done.entries, done.left) == (1, 1, ())
    assert [one.initiative_id for one in Merged.objects.all()] == [third.id]
    assert Finding.objects.get(initiative_id=second.id).state == Finding.State.OPEN


def test_a_group_of_which_all_are_left_out_is_not_merged(campaign, district, officer):
    _, second = copies(campaign, district, 2)
    found = repeats(officer, campaign)

    _, done = merge_repeats(
        campaign, found, {found[0].key}, apart={second.id}, reason="", by=officer
    )

    assert (done.merges, done.entries, done.left, Merge.objects.count()) == (0, 0, (), 0)


def test_what_was_told_different_or_is_beyond_ones_reach_is_not_offered(
    campaign, district, officer
):
    _, second = copies(campaign, district, 2)
    neighbour = make.officer(make.unit(district.parent), Role.UPPER_OFFICER)
    reader = make.officer(district, Role.GRASSROOTS_OFFICER)
    assert len(repeats(officer, campaign)) == 1
    assert [repeats(one, campaign) for one in (neighbour, reader)] == [[], []]

    finding = Finding.objects.get(initiative=second)
    review.decide_finding(finding, uphold=False, reason="Hai việc", by=officer)

    assert repeats(officer, campaign) == []


def test_each_of_many_has_its_own_line_and_nothing_is_left_to_merge(campaign, district, officer):
    groups = [copies(campaign, district, 2) for _ in range(4)]

    done = merge_all(officer, campaign)

    assert (done.merges, done.entries, done.left) == (4, 4, ())
    lines = JournalLine.objects.filter(verb="merged").order_by("initiative_id")
    assert [line.initiative_id for line in lines] == [again.id for _, again in groups]
    assert len(set(Merge.objects.values_list("action", flat=True))) == 1
    assert repeats(officer, campaign) == []
    assert tally_disagreements(campaign) == []


def test_only_what_stayed_ticked_is_merged(campaign, district, officer):
    for _ in range(3):
        copies(campaign, district, 2)
    one, _, _ = found = repeats(officer, campaign)

    merge_all(officer, campaign, found, keys={one.key})

    assert list(Merge.objects.values_list("kept_id", flat=True)) == [one.kept.id]


def test_what_was_decided_since_the_list_was_opened_is_left_and_told(campaign, district, officer):
    (_, second), _ = copies(campaign, district, 2), copies(campaign, district, 2)
    shown = repeats(officer, campaign)
    finding = Finding.objects.get(initiative=second)
    review.decide_finding(finding, uphold=False, reason="Hai việc", by=officer)

    keys = {one.key for one in shown}
    done = merge_all(officer, campaign, repeats(officer, campaign), keys=keys)
    late = merge_all(officer, campaign, shown, keys=keys)

    assert (done.merges, [why.code for why in done.left]) == (1, ["repeat-changed"])
    assert (late.merges, sorted(why.code for why in late.left)) == (
        0,
        ["entry-merged", "merge-not-copies"],
    )


def test_an_entry_that_came_in_since_is_not_merged_unseen(campaign, district, officer):
    entry = make.entry(district)
    for k in range(2):
        make.register(campaign, replace(entry, client_ref=f"c{k}"))
    (shown,) = repeats(officer, campaign)
    new = make.register(campaign, replace(entry, client_ref="c3"))

    merge_all(officer, campaign, keys={shown.key})

    new.refresh_from_db()
    assert (new.state, Merge.objects.get().merged.count()) == ("received", 1)


def test_groups_that_hang_together_by_a_doubtful_pair_are_merged_each_and_parted_again(
    campaign, district, officer
):
    (a, b), (c, d) = copies(campaign, district, 2), copies(campaign, district, 2)
    DuplicatePair.objects.create(
        campaign=campaign, a=b, b=c, probability=0.6, same_person=False, engine_version="x"
    )
    rescreen(campaign, [a.id, b.id, c.id, d.id], by=make.SYSTEM)
    before = state_of(campaign)

    done = merge_all(officer, campaign)

    assert (done.merges, done.left) == (2, ())
    assert tally_disagreements(campaign) == []
    undo_action(Merge.objects.first().action, reason="", by=LATER)
    assert state_of(campaign) == before


def test_who_decides_nothing_here_merges_nothing(campaign, district, officer):
    copies(campaign, district, 2)
    shown = repeats(officer, campaign)
    neighbour = make.officer(make.unit(district.parent), Role.UPPER_OFFICER)
    reader = make.officer(district, Role.GRASSROOTS_OFFICER)

    assert [why.code for why in merge_all(neighbour, campaign, shown).left] == ["not-allowed"]
    assert refused(lambda: merge_all(reader, campaign, shown)) == "not-allowed"
    assert not Merge.objects.exists()


def test_the_statements_grow_with_the_transactions_not_with_what_is_merged(
    campaign, district, officer
):
    spent = []
    for number in (1, AT_A_TIME, 2 * AT_A_TIME):
        for _ in range(number):
            copies(campaign, district, 2)
        found = repeats(officer, campaign)
        with CaptureQueriesContext(connection) as counted:
            done = merge_all(officer, campaign, found)
        assert done.merges == number
        spent.append(len(counted))

    one, full, two = spent
    assert full == one
    assert two <= 2 * one


def test_a_refusal_that_is_no_refusal_of_one_merge_is_not_hidden(campaign, officer):
    with pytest.raises(Refusal):
        merge_repeats(campaign, (), (), reason="", by=make.officer(make.unit()))
