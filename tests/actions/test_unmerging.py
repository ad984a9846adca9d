"""A merge undone: everything as it was, and what others decided meanwhile as they did."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sangkien.actions import moving, review
from sangkien.actions.correcting import correct_entry
from sangkien.actions.journal import By
from sangkien.actions.merging import Plan, merge_group
from sangkien.actions.merging_many import AT_A_TIME
from sangkien.actions.recognition import record_recognition
from sangkien.actions.unmerging import undo_action, undo_group
from sangkien.core.corrections import Correction, Form
from sangkien.core.entry import AuthorEntry
from sangkien.core.refusal import Refusal
from sangkien.core.standing import Column
from sangkien.core.states import State
from sangkien.models import DuplicatePair, Finding, Initiative, Merge
from sangkien.queries.duplicates import clusters_of
from sangkien.queries.tally_check import tally_disagreements
from sangkien.queries.versions import stand_of
from tests import make
from tests.merges import FILED, LATER, columns, copies, merged, refused, undone
from tests.register_state import state_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def district():
    return make.unit(make.unit(name="LĐLĐ tỉnh"), "LĐLĐ huyện Than Uyên")


@pytest.fixture
def campaign(district):
    return make.campaign(district.parent)


def test_a_recognition_entered_after_the_merge_stays_when_that_is_undone(campaign, district):
    entry = make.entry(district)
    bare = {"recognised_by": "", "recognition_number": "", "recognised_on": None}
    first = make.register(campaign, replace(entry, **bare))
    second = make.register(campaign, replace(entry, client_ref="again"))
    merge = merged(first, second)
    first.refresh_from_db()
    record_recognition(
        first, recognised_by="head", number="9/QĐ", day=date(2022, 2, 2), by=make.SYSTEM
    )

    undone(merge)

    first.refresh_from_db()
    assert (first.recognised_by, first.recognition_number) == ("head", "9/QĐ")


@pytest.mark.parametrize("kept", [0, 1, 2])
def test_undoing_puts_everything_back_on_every_day(campaign, district, kept):
    made = copies(campaign, district, 4)
    review.decide_finding(
        Finding.objects.get(initiative=made[1]), uphold=True, reason="", by=make.SYSTEM
    )
    before = state_of(campaign)

    merge = merged(made[kept], *(one for one in made[:3] if one is not made[kept]))
    assert state_of(campaign) != before
    undone(merge)

    assert state_of(campaign) == before
    assert tally_disagreements(campaign) == []


def test_a_merge_that_was_built_upon_is_undone_only_after_that_one(campaign, district):
    first, second, third = copies(campaign, district, 3)
    before = state_of(campaign)
    inner = merged(second, third)
    second.refresh_from_db()
    outer = merged(first, second)

    with pytest.raises(Refusal) as caught:
        undone(inner)
    assert caught.value.code == "entry-merged"
    assert caught.value.details["receipt"].startswith(f"LC22-{first.id:06}")
    undone(outer)
    undone(inner)
    assert state_of(campaign) == before
    assert refused(lambda: undone(inner)) == "merge-undone"


def test_what_was_decided_in_between_stays_when_the_merge_is_undone(campaign, district):
    first, second, third = copies(campaign, district, 3)
    merge = merged(second, first)
    finding = Finding.objects.get(initiative=third)
    review.decide_finding(finding, uphold=False, reason="Việc khác", by=make.SYSTEM)

    undone(merge)

    finding.refresh_from_db()
    assert finding.state == "dismissed"
    assert columns(first, second, third) == [
        (Column.PENDING, False, State.RECEIVED),
        (Column.DUPLICATE, True, State.RECEIVED),
        (Column.PENDING, False, State.IN_REVIEW),
    ]
    assert tally_disagreements(campaign) == []


CLEAN = "Nước trong hơn, sáu mươi hộ dùng quanh năm, không còn ai đau bụng."


def corrected(entry, **values):
    entry = Initiative.objects.select_related("campaign__owner", "unit").get(id=entry.id)
    form = Form("k", stand_of(entry).mark)
    correct_entry(entry, Correction(values, None), form=form, reason="Gọi điện", by=make.SYSTEM)


def test_what_was_merged_is_no_copy_of_a_text_that_the_kept_entry_has_no_more(campaign, district):
    kept, again = copies(campaign, district, 2)
    merge = merged(kept, again)
    corrected(kept, title="Bể lọc nước cho bản Nà Khoang", description="Cát, sỏi", effect=CLEAN)

    undone(merge)

    assert [one[:2] for one in columns(kept, again)] == [(Column.PENDING, False)] * 2
    assert not DuplicatePair.objects.exists()
    assert tally_disagreements(campaign) == []


def test_what_is_a_copy_of_the_corrected_text_too_is_asked_again(campaign, district):
    kept, again = copies(campaign, district, 2)
    merge = merged(kept, again)
    corrected(kept, effect="Tiết kiệm nửa giờ mỗi ngày.")

    undone(merge)

    assert columns(kept, again)[1] == (Column.DUPLICATE, True, State.RECEIVED)
    assert tally_disagreements(campaign) == []


def test_a_whole_action_is_undone_at_once(campaign, district):
    groups = [copies(campaign, district, 2) for _ in range(3)]
    before = state_of(campaign)
    action = groups[0][0].receipt_token
    plans = [Plan(first.id, (second.id,)) for first, second in groups]
    merge_group(campaign, plans, reason="", by=make.SYSTEM, action=action)

    assert undo_action(action, reason="", by=LATER) == (3, ())

    assert state_of(campaign) == before
    assert Counter(Merge.objects.values_list("undone_at", flat=True)) == {LATER.now: 3}


def test_merges_of_one_action_in_one_cluster_are_undone_one_after_the_other(campaign, district):
    first, second, third, fourth = copies(campaign, district, 4)
    before = state_of(campaign)
    action = first.receipt_token
    for plan in (Plan(first.id, (third.id,)), Plan(second.id, (fourth.id,))):
        merge_group(campaign, [plan], reason="", by=make.SYSTEM, action=action)
    merges = list(Merge.objects.order_by("-id"))

    done = undo_group(campaign, merges, reason="", by=LATER)

    assert (done.merges, done.left, done.later) == (1, (), (merges[1],))
    assert undo_action(action, reason="", by=LATER) == (1, ())
    assert state_of(campaign) == before


def test_of_an_action_what_cannot_be_undone_is_told_and_the_rest_is_undone(campaign, district):
    first, second, third = copies(campaign, district, 3)
    others = [copies(campaign, district, 2) for _ in range(2)]
    action = first.receipt_token
    plans = [Plan(one.id, (again.id,)) for one, again in ((first, second), *others)]
    merge_group(campaign, plans, reason="", by=make.SYSTEM, action=action)
    first.refresh_from_db()
    outer = merged(third, first)

    undone_now, left = undo_action(action, reason="", by=LATER)

    assert (undone_now, [refusal.code for refusal in left]) == (2, ["entry-merged"])
    assert set(Merge.objects.filter(undone_at=None)) == {outer, Merge.objects.get(kept=first)}
    assert tally_disagreements(campaign) == []


def test_the_statements_of_undoing_grow_with_the_transactions_not_with_the_merges(
    campaign, district
):
    spent = []
    for number in (1, AT_A_TIME, 2 * AT_A_TIME):
        groups = [copies(campaign, district, 2) for _ in range(number)]
        plans = [Plan(first.id, (second.id,)) for first, second in groups]
        action = groups[0][0].receipt_token
        for first in range(0, number, AT_A_TIME):
            part = plans[first : first + AT_A_TIME]
            merge_group(campaign, part, reason="", by=make.SYSTEM, action=action)
        with CaptureQueriesContext(connection) as counted:
            assert undo_action(action, reason="", by=LATER) == (number, ())
        spent.append(len(counted))

    one, full, two = spent
    assert full == one
    assert two <= 2 * one


FIRST = datetime(2022, 1, 10, 3, tzinfo=UTC)
BEFORE = ("file", "copy", "copy", "other", "uphold", "dismiss", "reject", "move")
MEANWHILE = ("uphold", "dismiss", "reject", "accept", "move")
ACT = st.tuples(st.integers(0, 9), st.integers(0, 20))


def acts(kinds, most):
    return st.lists(st.tuples(st.sampled_from(kinds), ACT), max_size=most)


class Play:
    """A federation of three units, in which whatever happens; refused acts change nothing.

    Time stands still or goes on, as it does for those who act one after the other.
    """

    def __init__(self):
        province = make.unit()
        self.units = [province, make.unit(province), make.unit(province)]
        self.campaign = make.campaign(province)
        self.text = make.entry(self.units[1])
        self.hours = 0

    def entries(self):
        return list(Initiative.objects.filter(campaign=self.campaign).order_by("id"))

    def do(self, kind, pick, day, *, but=()):
        self.hours = max(self.hours, day)
        by = By(None, FIRST + timedelta(days=40, hours=self.hours), is_system=True)
        try:
            with transaction.atomic():
                self._do(kind, pick, day, by, but)
        except Refusal:
            pass

    def _do(self, kind, pick, day, by, but):
        unit = self.units[pick % 3]
        filed = FIRST + timedelta(days=day)
        entries = [one for one in self.entries() if one.id not in but]
        if kind in {"file", "copy", "other"}:
            entry = self.text if kind != "file" else make.entry(unit)
            again = replace(make.entry(unit, occurred_at=filed), title=entry.title)
            authors = entry.authors if kind == "copy" else again.authors
            place = entry.workplace if kind == "copy" else again.workplace
            again = replace(again, authors=authors, workplace=place, effect=entry.effect)
            make.register(self.campaign, again, by)
        elif entries:
            decide(kind, entries[pick % len(entries)], unit, by)


def decide(kind, entry, unit, by):
    finding = Finding.objects.filter(initiative=entry).order_by("id").first()
    if kind in {"uphold", "dismiss"} and finding:
        review.decide_finding(finding, uphold=kind == "uphold", reason="Đã xem", by=by)
    elif kind == "reject":
        review.reject(entry, code="R02", reason="Đã xem", by=by)
    elif kind == "accept":
        review.accept(entry, by=by)
    elif kind == "move":
        moving.move_initiative(entry, unit, reason="", by=by)


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts(BEFORE, 7), st.integers(0, 9), st.integers(1, 9), acts(MEANWHILE, 3))
def test_merged_and_undone_is_as_if_it_had_never_been_whatever_happened_to_others_meanwhile(
    before, keep, how_many, meanwhile
):
    with transaction.atomic():
        play = Play()
        for kind, (pick, day) in [("copy", (1, 3)), ("copy", (1, 2)), *before]:
            play.do(kind, pick, day)
        clusters = clusters_of([one.id for one in play.entries()])
        members = [member.id for member in clusters[0].members] if clusters else []
        rest = (*members,)
        point, hours = transaction.savepoint(), play.hours
        for kind, (pick, day) in meanwhile:
            play.do(kind, pick, day, but=rest)
        expected = state_of(play.campaign)
        transaction.savepoint_rollback(point)
        play.hours = hours

        if members:
            kept = Initiative.objects.get(id=members[keep % len(members)])
            others = [one for one in members if one != kept.id][:how_many]
            merge = merged(kept, *Initiative.objects.filter(id__in=others))
            assert tally_disagreements(play.campaign) == []
        for kind, (pick, day) in meanwhile:
            play.do(kind, pick, day, but=rest)
        if members:
            undone(merge)

        assert state_of(play.campaign) == expected
        assert tally_disagreements(play.campaign) == []
        transaction.set_rollback(True)


def test_what_was_found_by_an_author_that_goes_again_is_let_go(campaign, district):
    title = "Một số biện pháp rèn kỹ năng đọc cho học sinh lớp 4"
    kept, again = (
        make.register(
            campaign,
            make.entry(
                district,
                title=title,
                workplace="",
                authors=(AuthorEntry(name, Decimal(100)),),
                occurred_at=FILED,
            ),
        )
        for name in ("Lò Thị Hương", "Vàng A Páo")
    )
    DuplicatePair.objects.create(
        campaign=campaign,
        a=kept,
        b=again,
        probability=0.9,
        same_person=False,
        evidence=[],
        engine_version="1",
    )
    merge = merged(kept, again)
    pao = (AuthorEntry("Vàng A Páo", Decimal(100)),)
    by_pao = make.entry(district, title=title, workplace="", authors=pao)
    third = make.register(campaign, by_pao)
    assert {pair.a_id for pair in DuplicatePair.objects.filter(b=third)} == {kept.id, again.id}

    undone(merge)

    assert [pair.a_id for pair in DuplicatePair.objects.filter(b=third)] == [again.id]
    assert tally_disagreements(campaign) == []


def test_the_finding_of_one_that_was_withdrawn_meanwhile_comes_back_for_the_days_before(
    campaign, district
):
    first, second, third = copies(campaign, district, 3)
    merge = merged(third, first)
    assert second.findings.get(reason="R01").state == "lapsed"
    review.withdraw(second, reason="Xin rút", by=LATER)

    undone(merge, by=replace(LATER, now=LATER.now + timedelta(days=1)))

    assert second.findings.get(reason="R01").state == "open"
    assert tally_disagreements(campaign) == []
