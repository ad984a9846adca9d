from dataclasses import replace
from datetime import date

import pytest

from sangkien.actions import moving, review
from sangkien.core.permissions import Role
from sangkien.core.refusal import Refusal
from sangkien.core.standing import Column
from sangkien.core.states import State
from sangkien.models import DuplicatePair, Finding, JournalLine, WorkplaceRule
from sangkien.queries.progress import counts_of
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    """A province with a district, a sector union, and the rule of who owns kindergartens."""
    province = make.unit(name="LĐLĐ tỉnh")
    district = make.unit(province, "LĐLĐ huyện Than Uyên", place="Than Uyên")
    sector = make.unit(province, "Công đoàn ngành Giáo dục", line="sector")
    WorkplaceRule.objects.create(
        owner=province, position=1, marks="mầm non|MN", school_level="MN", line="territorial"
    )
    return {"province": province, "district": district, "sector": sector}


@pytest.fixture
def campaign(place):
    return make.campaign(place["province"])


@pytest.fixture
def officer(place):
    return make.officer(place["province"])


def of(initiative, rule):
    return Finding.objects.get(initiative=initiative, rule=rule)


def copies(campaign, unit, number=2):
    entry = make.entry(unit)
    return [make.register(campaign, replace(entry, client_ref=f"copy-{k}")) for k in range(number)]


def test_an_upheld_finding_makes_the_entry_invalid_for_its_reason(place, campaign, officer):
    entry = make.register(campaign, make.entry(place["district"], applied_on=date(2021, 8, 31)))

    review.decide_finding(of(entry, "applied-before-window"), uphold=True, reason="", by=officer)

    entry.refresh_from_db()
    counts = counts_of(campaign, place["province"])
    assert (entry.state, entry.reason, entry.is_open) == (State.INVALID, "R02", False)
    assert counts.settled[Column.WRONG_DATE] == counts.gross == 1


def test_a_dismissed_finding_lets_the_entry_wait_for_review(place, campaign, officer):
    entry = make.register(campaign, make.entry(place["district"], applied_on=date(2021, 8, 31)))

    finding = of(entry, "applied-before-window")
    review.decide_finding(finding, uphold=False, reason="Gõ nhầm ngày, đã đối chiếu", by=officer)

    entry.refresh_from_db()
    assert (entry.state, entry.column) == (State.IN_REVIEW, Column.PENDING)


def test_a_dismissal_needs_a_reason(place, campaign, officer):
    entry = make.register(campaign, make.entry(place["district"], applied_on=date(2021, 8, 31)))

    with pytest.raises(Refusal, match="reason-missing"):
        review.decide_finding(
            of(entry, "applied-before-window"), uphold=False, reason=" ", by=officer
        )


def test_different_works_are_remembered_and_never_asked_again(place, campaign, officer):
    _first, second = copies(campaign, place["district"])

    review.decide_finding(of(second, "duplicate-own"), uphold=False, reason="Hai việc", by=officer)

    assert DuplicatePair.objects.get().decision == DuplicatePair.Decision.DIFFERENT
    assert counts_of(campaign, place["province"])[Column.DUPLICATE] == 0
    assert of(second, "duplicate-own").state == Finding.State.DISMISSED


def test_withdrawing_the_first_filer_frees_its_only_copy(place, campaign, officer):
    first, second = copies(campaign, place["district"])

    review.withdraw(first, reason="Tác giả xin rút", by=officer)

    counts = counts_of(campaign, place["province"])
    assert of(second, "duplicate-own").state == Finding.State.LAPSED
    assert (counts[Column.OTHER], counts[Column.PENDING], counts.gross) == (1, 1, 2)


def test_a_school_that_ticked_the_sector_union_is_moved_and_the_finding_lapses(
    place, campaign, officer
):
    entry = make.entry(place["sector"], workplace="Trường MN số 2 huyện Than Uyên")
    stored = make.register(campaign, entry)
    assert of(stored, "wrong-unit").details["expected"] == "LĐLĐ huyện Than Uyên"
    assert counts_of(campaign, place["sector"])[Column.WRONG_UNIT] == 1

    moving.move_initiative(stored, place["district"], reason="Trường thuộc huyện", by=officer)

    stored.refresh_from_db()
    assert (stored.unit, stored.ticked_unit) == (place["district"], place["sector"])
    assert of(stored, "wrong-unit").state == Finding.State.LAPSED
    assert counts_of(campaign, place["sector"]).gross == 0
    assert counts_of(campaign, place["district"])[Column.PENDING] == 1


def test_moving_there_and_back_restores_the_finding_and_the_counts(place, campaign, officer):
    stored = make.register(
        campaign, make.entry(place["sector"], workplace="Trường MN số 2 huyện Than Uyên")
    )
    moving.move_initiative(stored, place["district"], reason="", by=officer)

    moving.move_initiative(stored, place["sector"], reason="Chuyển nhầm", by=officer)

    assert of(stored, "wrong-unit").state == Finding.State.OPEN
    assert counts_of(campaign, place["sector"])[Column.WRONG_UNIT] == 1
    assert counts_of(campaign, place["district"]).gross == 0


def test_a_move_needs_the_right_at_both_units(place, campaign):
    stored = make.register(campaign, make.entry(place["sector"]))
    own = make.officer(place["sector"], Role.UPPER_OFFICER)

    with pytest.raises(Refusal, match="not-allowed"):
        moving.move_initiative(stored, place["district"], reason="", by=own)


def test_an_entry_moves_only_to_another_unit_of_the_campaign(place, campaign):
    stored = make.register(campaign, make.entry(place["district"]))
    foreign = make.unit()

    with pytest.raises(Refusal, match="already-there"):
        moving.move_initiative(stored, place["district"], reason="", by=make.SYSTEM)
    with pytest.raises(Refusal, match="outside-campaign"):
        moving.move_initiative(stored, foreign, reason="", by=make.SYSTEM)


def test_an_accepted_entry_is_valid(place, campaign, officer):
    stored = make.register(campaign, make.entry(place["district"]))

    review.accept(stored, by=officer)

    stored.refresh_from_db()
    assert (stored.state, stored.column) == (State.VALID, Column.VALID)
    assert counts_of(campaign, place["province"])[Column.VALID] == 1


def test_nothing_with_an_open_finding_becomes_valid(place, campaign, officer):
    stored = make.register(campaign, make.entry(place["district"], effect=""))

    with pytest.raises(Refusal, match="has-findings"):
        review.accept(stored, by=officer)


def test_nothing_without_recognition_becomes_valid_though_it_waits_for_review(
    place, campaign, officer
):
    unrecognised = make.entry(place["district"], recognised_by="", recognised_on=None)
    stored = make.register(campaign, unrecognised)

    with pytest.raises(Refusal, match="not-recognised"):
        review.accept(stored, by=officer)

    assert stored.column == Column.PENDING


def test_a_rejection_names_a_reason_and_can_be_taken_back(place, campaign, officer):
    stored = make.register(campaign, make.entry(place["district"]))

    review.reject(stored, code="R10", reason="Đây là báo cáo, không phải giải pháp", by=officer)
    stored.refresh_from_db()
    rejected = (stored.state, stored.reason, stored.column)
    review.reopen(stored, reason="Đã bổ sung giải pháp", by=officer)
    stored.refresh_from_db()

    assert rejected == (State.INVALID, "R10", Column.OTHER)
    assert (stored.state, stored.reason, stored.column) == (State.IN_REVIEW, "", Column.PENDING)


def test_dismissing_a_finding_does_not_undo_a_rejection(place, campaign, officer):
    stored = make.register(campaign, make.entry(place["district"], applied_on=date(2021, 8, 31)))
    review.reject(stored, code="R10", reason="Chỉ là khẩu hiệu", by=officer)

    finding = of(stored, "applied-before-window")
    review.decide_finding(finding, uphold=False, reason="Ngày đúng", by=officer)

    stored.refresh_from_db()
    assert (stored.state, stored.column) == (State.INVALID, Column.OTHER)


def test_a_withdrawn_entry_is_closed(place, campaign, officer):
    stored = make.register(campaign, make.entry(place["district"]))
    review.withdraw(stored, reason="Tác giả xin rút", by=officer)

    with pytest.raises(Refusal, match="entry-ended"):
        review.accept(stored, by=officer)


def test_every_decision_stands_in_the_journal_with_who_and_why(place, campaign, officer):
    stored = make.register(campaign, make.entry(place["district"]))

    review.reject(stored, code="R06", reason="Trái quy định", by=officer)

    line = JournalLine.objects.filter(initiative_id=stored.id).last()
    assert (line.verb, line.by, line.reason, line.details) == (
        "rejected",
        officer.account,
        "Trái quy định",
        {"reason": "R06"},
    )


@pytest.mark.parametrize(
    "act",
    [
        lambda entry, by: review.accept(entry, by=by),
        lambda entry, by: review.reject(entry, code="R10", reason="x", by=by),
        lambda entry, by: review.withdraw(entry, reason="x", by=by),
        lambda entry, by: review.reopen(entry, reason="x", by=by),
        lambda entry, by: moving.move_initiative(entry, entry.campaign.owner, reason="", by=by),
    ],
)
def test_an_officer_of_another_unit_may_do_nothing(act, place, campaign):
    stored = make.register(campaign, make.entry(place["district"]))
    foreign = make.officer(place["sector"], Role.UPPER_OFFICER)

    with pytest.raises(Refusal, match="not-allowed"):
        act(stored, foreign)
