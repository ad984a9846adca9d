"""Findings one is unsure about: left to the level above, taken back, answered there."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localtime

from sangkien.actions.merging import merge_entries
from sangkien.actions.moving import move_initiative
from sangkien.actions.passing import mark_read, pass_up, take_back
from sangkien.actions.review import decide_finding
from sangkien.actions.review_groups import decide_group
from sangkien.actions.screening import rescreen
from sangkien.core.desk import ages_at
from sangkien.core.permissions import Role
from sangkien.core.refusal import Refusal
from sangkien.models import Finding, JournalLine, Passing
from sangkien.queries.finding_list import FindingFilter, Stage, open_findings
from sangkien.queries.queue import queue_of
from tests import make
from tests.register_state import tallies
from tests.web.cleaning import land

pytestmark = pytest.mark.django_db
EARLY = "applied-before-window"


@pytest.fixture
def nation():
    return make.unit(name="Tổng Liên đoàn")


@pytest.fixture
def where(nation):
    return land(nation)


@pytest.fixture
def district(where):
    return make.officer(where.district, Role.UPPER_OFFICER)


@pytest.fixture
def province(where):
    return make.officer(where.province)


def early(where, number=1, unit=None):
    """Findings of as many entries that were applied before the window."""
    for _ in range(number):
        entry = make.entry(unit or where.district, applied_on=date(2021, 8, 31))
        make.register(where.campaign, entry)
    return findings()


def findings():
    rows = Finding.objects.filter(rule=EARLY).order_by("id")
    return list(rows.select_related("initiative__campaign__owner"))


def on_desk(where, by, stage=Stage.OPEN):
    found = open_findings(by.account, where.campaign, FindingFilter(stage=stage))
    return sorted(found.values_list("id", flat=True))


def refused(act):
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.code


def codes(done):
    return done.count, [refusal.code for refusal in done.left]


def test_what_is_passed_up_leaves_the_own_queue_and_is_marked_above(where, district, province):
    unsure, sure = early(where, 2)

    assert codes(pass_up([unsure], note="Ngày ghi hai kiểu", by=district)) == (1, [])

    assert on_desk(where, district) == [sure.id]
    assert on_desk(where, district, Stage.PASSED) == [unsure.id]
    assert on_desk(where, province) == [unsure.id, sure.id]
    assert on_desk(where, province, Stage.FROM_BELOW) == [unsure.id]
    passing = Passing.objects.get()
    assert (passing.from_unit, passing.to_unit) == (where.district, where.province)
    assert (passing.by, passing.note) == (district.account, "Ngày ghi hai kiểu")


def test_passing_up_changes_no_count_and_leaves_a_line(where, district, province):
    (finding,) = early(where)
    before = tallies(where.campaign)

    pass_up([finding], note="Chưa rõ", by=district)

    line = JournalLine.objects.latest("id")
    assert tallies(where.campaign) == before
    assert (line.verb, line.finding_id, line.unit_id, line.reason, line.by) == (
        "finding-passed",
        finding.id,
        where.province.id,
        "Chưa rõ",
        district.account,
    )


def test_where_nobody_decides_above_it_says_so_and_does_nothing(where, district):
    (finding,) = early(where)
    retired = make.account()
    make.grant(retired, Role.PROVINCIAL_OFFICER, where.province, ends_at=make.NOW)

    assert codes(pass_up([finding], note="Chưa rõ", by=district)) == (0, ["nobody-above"])
    assert on_desk(where, district) == [finding.id]
    assert not Passing.objects.exists()


def test_it_goes_to_the_nearest_level_at_which_somebody_decides(where, province):
    school = make.unit(where.district, "CĐCS Trường Hoa Ban")
    (finding,) = early(where, unit=school)
    below = make.officer(school, Role.UPPER_OFFICER)
    make.officer(where.district, Role.GRASSROOTS_OFFICER)  # reads there, decides nothing

    pass_up([finding], note="Chưa rõ", by=below)

    assert Passing.objects.get().to_unit == where.province


def test_a_note_is_asked_for_and_the_right_to_decide(where, district, province):
    (finding,) = early(where)
    reader = make.officer(where.district, Role.GRASSROOTS_OFFICER)
    foreign = make.officer(where.other, Role.UPPER_OFFICER)

    assert refused(lambda: pass_up([finding], note="  ", by=district)) == "note-missing"
    assert refused(lambda: pass_up([finding], note="Hỏi", by=reader)) == "not-allowed"
    assert refused(lambda: pass_up([finding], note="Hỏi", by=foreign)) == "not-allowed"
    assert refused(lambda: pass_up([finding], note="Hỏi", by=make.SYSTEM)) == "nobody-above"
    assert refused(lambda: take_back([finding], by=foreign)) == "not-allowed"


def test_while_it_waits_above_the_level_below_decides_nothing_on_it(where, district, province):
    finding, other = early(where, 2)
    pass_up([finding], note="Chưa rõ", by=district)

    decided = decide_group([finding, other], uphold=True, reason="", by=district)

    assert codes(decided) == (1, ["finding-passed"])
    alone = lambda: decide_finding(finding, uphold=True, reason="", by=district)  # noqa: E731
    assert refused(alone) == "finding-passed"
    assert codes(pass_up([finding, other], note="Nữa", by=district)) == (
        0,
        ["finding-passed", "finding-decided"],
    )


def test_taken_back_it_waits_below_again_and_can_be_passed_up_anew(where, district, province):
    (finding,) = early(where)
    pass_up([finding], note="Chưa rõ", by=district)

    assert codes(take_back([finding], by=district)) == (1, [])

    assert on_desk(where, district) == [finding.id]
    assert on_desk(where, province, Stage.FROM_BELOW) == []
    assert JournalLine.objects.latest("id").verb == "finding-taken-back"
    assert codes(take_back([finding], by=district)) == (0, ["finding-not-passed"])
    assert codes(pass_up([finding], note="Vẫn chưa rõ", by=district)) == (1, [])


@pytest.mark.parametrize("uphold", [True, False])
def test_the_decision_above_is_told_back_until_somebody_below_has_read_it(
    where, district, province, uphold
):
    (finding,) = early(where)
    pass_up([finding], note="Chưa rõ", by=district)

    decide_finding(finding, uphold=uphold, reason="Đã hỏi trường", by=province)

    passing = Passing.objects.get()
    assert (passing.outcome, passing.answer, passing.ended_by) == (
        "upheld" if uphold else "dismissed",
        "Đã hỏi trường",
        province.account,
    )
    assert on_desk(where, district, Stage.ANSWERED) == [finding.id]
    assert on_desk(where, province, Stage.ANSWERED) == []
    assert codes(take_back([finding], by=district)) == (0, ["finding-not-passed"])
    assert mark_read([finding.id], where.campaign, by=district) == 1
    assert on_desk(where, district, Stage.ANSWERED) == []
    assert mark_read([finding.id], where.campaign, by=district) == 0


def test_a_question_passed_on_once_more_comes_back_to_every_level(
    where, nation, district, province
):
    top = make.officer(nation, Role.NATIONAL_OFFICER)
    (finding,) = early(where)
    pass_up([finding], note="Hỏi tỉnh", by=district)

    pass_up([finding], note="Hỏi Tổng Liên đoàn", by=province)

    assert [on_desk(where, by) for by in (district, province, top)] == [[], [], [finding.id]]
    assert on_desk(where, top, Stage.FROM_BELOW) == [finding.id]
    decide_finding(finding, uphold=True, reason="Đã xem", by=top)
    assert [on_desk(where, by, Stage.ANSWERED) for by in (district, province, top)] == [
        [finding.id],
        [finding.id],
        [],
    ]


def test_the_level_in_between_takes_back_its_own_question_only(where, nation, district, province):
    make.officer(nation, Role.NATIONAL_OFFICER)
    (finding,) = early(where)
    pass_up([finding], note="Hỏi tỉnh", by=district)
    pass_up([finding], note="Hỏi Tổng Liên đoàn", by=province)

    take_back([finding], by=province)

    assert [on_desk(where, by) for by in (district, province)] == [[], [finding.id]]
    assert on_desk(where, province, Stage.FROM_BELOW) == [finding.id]
    take_back([finding], by=district)
    assert on_desk(where, district) == [finding.id]


def test_an_entry_that_was_moved_above_asks_at_its_new_desk(where, district, province):
    (finding,) = early(where)
    other = make.officer(where.other, Role.UPPER_OFFICER)
    pass_up([finding], note="Chưa rõ", by=district)

    move_initiative(finding.initiative, where.other, reason="Thuộc Phong Thổ", by=province)

    assert Passing.objects.get().outcome == "moved"
    assert on_desk(where, other) == [finding.id]
    assert on_desk(where, province, Stage.FROM_BELOW) == []


def test_what_no_longer_holds_is_told_and_asks_above_again_if_it_holds_once_more(
    where, district, province
):
    (finding,) = early(where)
    pass_up([finding], note="Chưa rõ", by=district)

    def opening(day):
        where.campaign.applied_from = day
        where.campaign.save()
        rescreen(where.campaign, {finding.initiative_id}, by=make.SYSTEM)

    opening(date(2021, 8, 1))
    assert on_desk(where, district, Stage.ANSWERED) == [finding.id]
    opening(date(2021, 9, 1))
    assert on_desk(where, district, Stage.PASSED) == [finding.id]
    assert on_desk(where, province, Stage.FROM_BELOW) == [finding.id]


def test_copies_that_wait_above_are_not_merged_below(where, district, province):
    entry = make.entry(where.district)
    first, again = (
        make.register(where.campaign, replace(entry, client_ref=ref, occurred_at=moment))
        for ref, moment in (("a", make.NOW - timedelta(days=2)), ("b", make.NOW))
    )
    (finding,) = open_findings(province.account, where.campaign, FindingFilter())
    pass_up([finding], note="Cùng tên, khác trường?", by=district)

    merge = lambda by: merge_entries(first, {again.id}, reason="Nộp lại", by=by)  # noqa: E731
    assert refused(lambda: merge(district)) == "finding-passed"
    merge(province)
    assert on_desk(where, district, Stage.ANSWERED) == [finding.id]


@pytest.mark.parametrize("act", ["pass", "back"])
def test_many_cost_as_many_statements_as_one(where, district, province, act):
    few, many = early(where, 2)[:1], early(where, 6)[2:]
    on_desk(where, district)  # the roles of an account are kept with it
    captured = []
    for some in (few, many):
        with CaptureQueriesContext(connection) as passing:
            pass_up(some, note="Chưa rõ", by=district)
        with CaptureQueriesContext(connection) as taking:
            take_back(some, by=district)
        captured.append(len(passing) if act == "pass" else len(taking))

    assert captured[0] == captured[1]


def test_the_queue_counts_what_went_up_and_what_came_back(where, district, province):
    finding, other, third = early(where, 3)
    pass_up([finding, other], note="Chưa rõ", by=district)
    decide_finding(other, uphold=True, reason="", by=province)

    ages = ages_at(localtime(), {})
    below = queue_of(district.account, where.campaign, ages)
    above = queue_of(province.account, where.campaign, ages)

    assert (below.by_rule[EARLY], below.passed, below.answered, below.from_below) == (1, 1, 1, 0)
    assert (above.by_rule[EARLY], above.passed, above.answered, above.from_below) == (2, 0, 0, 1)
    assert on_desk(where, district) == [third.id]
