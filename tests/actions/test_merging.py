"""The same entry filed again: merged into one that is kept."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from sangkien.actions import review
from sangkien.actions.attachments import attach_recognition
from sangkien.actions.duplicates import read_again
from sangkien.actions.merging import Plan, merge_group
from sangkien.core.entry import AuthorEntry
from sangkien.core.permissions import Role
from sangkien.core.standing import Column
from sangkien.core.states import State
from sangkien.models import Author, DuplicatePair, Finding, JournalLine, PersonalDetail
from sangkien.queries.progress import counts_of
from sangkien.queries.search_check import entries_not_found
from sangkien.queries.tally_check import tally_disagreements
from tests import make
from tests.filed import filed
from tests.merges import columns, copies, merged, refused, undone
from tests.register_state import state_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def district():
    return make.unit(make.unit(name="LĐLĐ tỉnh"), "LĐLĐ huyện Than Uyên")


@pytest.fixture
def campaign(district):
    return make.campaign(district.parent)


def test_a_merged_entry_counts_as_a_settled_duplicate_and_the_kept_one_as_none(campaign, district):
    first, second, third = copies(campaign, district, 3)

    merged(first, second, third)

    assert columns(first, second, third) == [
        (Column.PENDING, False, State.RECEIVED),
        (Column.DUPLICATE, False, State.MERGED),
        (Column.DUPLICATE, False, State.MERGED),
    ]
    counts = counts_of(campaign, campaign.owner)
    assert (counts.gross, counts[Column.DUPLICATE], counts[Column.PENDING]) == (3, 2, 1)
    assert tally_disagreements(campaign) == []


def test_the_one_that_is_kept_gives_no_duplicate_though_another_was_filed_first(campaign, district):
    first, second, third = copies(campaign, district, 3)

    merged(second, first)

    assert columns(first, second, third) == [
        (Column.DUPLICATE, False, State.MERGED),
        (Column.PENDING, False, State.RECEIVED),
        (Column.DUPLICATE, True, State.RECEIVED),
    ]
    finding = Finding.objects.get(initiative=third)
    assert finding.details["first_receipt"].startswith(f"LC22-{second.id:06}")
    assert tally_disagreements(campaign) == []


def test_another_copy_filed_after_the_merge_is_a_duplicate_of_the_kept_one(campaign, district):
    first, second = copies(campaign, district, 2)
    merged(second, first)
    text = make.entry(district, title=first.title, workplace=first.workplace)
    names = PersonalDetail.objects.filter(initiative=first).values_list("name", flat=True)

    new = make.register(campaign, replace(text, authors=(AuthorEntry(names[0], Decimal(100)),)))

    finding = Finding.objects.get(initiative=new)
    assert finding.details["first_receipt"].startswith(f"LC22-{second.id:06}")
    assert counts_of(campaign, campaign.owner)[Column.DUPLICATE] == 2


def test_pairs_that_were_merged_are_remembered_as_one_work(campaign, district):
    first, second, third = copies(campaign, district, 3)

    merged(first, third)

    told = DuplicatePair.objects.order_by("a", "b").values_list("a", "b", "decision")
    assert list(told) == [
        (first.id, second.id, "open"),
        (first.id, third.id, "same"),
        (second.id, third.id, "open"),
    ]


def test_authors_of_a_merged_entry_stand_on_the_kept_one_with_no_share_until_it_is_agreed(
    campaign, district
):
    one = (AuthorEntry("Lò Văn An", Decimal(100), "LC000123"),)
    both = (
        AuthorEntry("Lò Văn An", Decimal(60), "LC000123"),
        AuthorEntry("Vàng Thị Mỷ", Decimal(40), "LC000777"),
    )
    entry = make.entry(district, authors=one)
    first = make.register(campaign, entry)
    second = make.register(campaign, replace(entry, client_ref="again", authors=both))

    merge = merged(first, second)

    shares = Author.objects.filter(initiative=first).values_list("position", "share_percent")
    assert list(shares) == [(1, Decimal(100)), (2, Decimal(0))]
    names = PersonalDetail.objects.filter(initiative=first).order_by("id")
    assert [detail.name for detail in names] == ["Lò Văn An", "Vàng Thị Mỷ"]
    assert Finding.objects.get(initiative=first).rule == "shares"
    line = JournalLine.objects.get(verb="merge-kept")
    assert line.changes == {"authors_added": [0, 1]}
    undone(merge)
    assert Author.objects.filter(initiative=first).count() == 1
    assert not Finding.objects.filter(initiative=first).exists()


def test_a_recognition_that_the_kept_entry_lacks_is_carried_with_its_file(campaign, district):
    entry = make.entry(district)
    bare = {"recognised_by": "", "recognition_number": "", "recognised_on": None}
    first = make.register(campaign, replace(entry, **bare))
    second = make.register(campaign, replace(entry, client_ref="again"))
    attach_recognition(second.id, b"%PDF-", "pdf", by=make.SYSTEM)
    before = state_of(campaign)

    merge = merged(first, second)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.recognised_by, first.recognition_number, first.recognised_on) == (
        "council",
        entry.recognition_number,
        date(2022, 1, 5),
    )
    assert first.recognition_file.name == second.recognition_file.name
    states = Finding.objects.filter(initiative=first).values_list("rule", "state")
    assert list(states) == [("not-recognised", "lapsed")]
    undone(merge)
    assert state_of(campaign) == before


def test_both_entries_and_the_journal_tell_of_merge_and_undoing_with_before_and_after(
    campaign, district
):
    first, second = copies(campaign, district, 2)

    undone(merged(first, second))

    lines = JournalLine.objects.filter(verb__in=["merged", "unmerged"]).order_by("id")
    assert [(line.verb, line.initiative_id, line.changes, line.reason) for line in lines] == [
        ("merged", second.id, {"state": ["received", "merged"], "reason": ["", "R01"]}, "Nộp lại"),
        ("unmerged", second.id, {"state": ["merged", "received"], "reason": ["R01", ""]}, "Nhầm"),
    ]
    kept = JournalLine.objects.filter(verb__in=["merge-kept", "merge-undone"]).order_by("id")
    assert [(line.verb, line.initiative_id) for line in kept] == [
        ("merge-kept", first.id),
        ("merge-undone", first.id),
    ]


def test_a_merged_entry_is_closed_and_says_where_it_went(campaign, district):
    first, second = copies(campaign, district, 2)
    finding = Finding.objects.get(initiative=second)
    merged(first, second)
    second.refresh_from_db()

    codes = [
        refused(lambda: review.accept(second, by=make.SYSTEM)),
        refused(lambda: review.withdraw(second, reason="x", by=make.SYSTEM)),
        refused(lambda: review.decide_finding(finding, uphold=True, reason="", by=make.SYSTEM)),
        refused(lambda: review.withdraw(first, reason="x", by=make.SYSTEM)),
        refused(lambda: merged(first, second)),
    ]

    assert codes == ["entry-merged", "entry-merged", "entry-merged", "entry-united", "entry-merged"]


def test_what_does_not_hang_together_is_not_merged(campaign, district):
    first, _ = copies(campaign, district, 2)
    stranger = make.register(campaign, make.entry(district))

    assert [
        refused(lambda: merged(first, stranger)),
        refused(lambda: merged(first)),
    ] == ["merge-not-copies", "merge-nothing"]


def test_nobody_merges_or_undoes_beyond_their_part_of_the_tree(campaign, district):
    other = make.unit(district.parent)
    entry = make.entry(district)
    own = make.register(campaign, entry)
    foreign = make.register(campaign, replace(entry, client_ref="x", ticked=make.unit_fact(other)))
    officer = make.officer(district, Role.UPPER_OFFICER)

    assert refused(lambda: merged(own, foreign, by=officer)) == "not-allowed"
    merge = merged(own, foreign)
    assert refused(lambda: undone(merge, by=officer)) == "not-allowed"


def test_a_copy_told_different_from_the_kept_one_is_told_different_from_what_went_into_it(
    campaign, district
):
    first, second, third = copies(campaign, district, 3)
    merged(second, first)

    review.decide_finding(
        Finding.objects.get(initiative=third), uphold=False, reason="Việc khác", by=make.SYSTEM
    )

    told = DuplicatePair.objects.order_by("a", "b").values_list("a", "b", "decision")
    assert list(told) == [
        (first.id, second.id, "same"),
        (first.id, third.id, "different"),
        (second.id, third.id, "different"),
    ]


def test_several_are_merged_by_one_action_with_as_many_statements_as_one(
    campaign, district, django_assert_max_num_queries
):
    spent = []
    for number in (1, 6):
        groups = [copies(campaign, district, 3) for _ in range(number)]
        plans = [Plan(group[0].id, (group[1].id, group[2].id)) for group in groups]
        with django_assert_max_num_queries(100) as counted:
            done = merge_group(
                campaign, plans, reason="", by=make.SYSTEM, action=groups[0][0].receipt_token
            )
        spent.append(len(counted))
        assert (done.merges, done.entries, done.left) == (number, 2 * number, ())

    assert spent[0] == spent[1]
    assert tally_disagreements(campaign) == []


def test_of_a_group_what_changed_meanwhile_is_left_and_told_and_the_rest_is_merged(
    campaign, district
):
    one, two = copies(campaign, district, 2), copies(campaign, district, 2)
    review.withdraw(one[1], reason="Tác giả xin rút", by=make.SYSTEM)
    plans = [Plan(first.id, (second.id,)) for first, second in (one, two)]

    done = merge_group(campaign, plans, reason="", by=make.SYSTEM, action=one[0].receipt_token)

    assert (done.merges, [refusal.code for refusal in done.left]) == (1, ["merge-not-copies"])


def test_the_kept_entry_is_found_by_the_authors_it_got_until_the_merge_is_undone(
    campaign, district
):
    one = (AuthorEntry("Lò Thị Hương", Decimal(100)),)
    both = (AuthorEntry("Lò Thị Hương", Decimal(60)), AuthorEntry("Vàng A Pao", Decimal(40)))
    entry = make.entry(district, authors=one)
    first = make.register(campaign, entry)
    second = make.register(campaign, replace(entry, client_ref="again", authors=both))
    before = filed()

    merge = merged(first, second)

    assert list(entries_not_found()) == []
    assert filed(second) == {each for each in before if each[2] == second.id}
    assert {key for _, key, _ in filed(first)} == set(read_again({first.id})[first.id].read.keys)
    assert filed(first) != {each for each in before if each[2] == first.id}
    undone(merge)
    assert list(entries_not_found()) == []
    assert filed() == before
