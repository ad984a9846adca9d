"""Decisions recorded as of an earlier day: what they may count from, and what they change."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils.timezone import localdate

from sangkien.actions import moving, review
from sangkien.core.refusal import Refusal
from sangkien.core.standing import Column
from sangkien.models import Finding, JournalLine
from sangkien.queries.progress import counts_of
from sangkien.queries.tally_check import tally_disagreements
from tests import make

pytestmark = pytest.mark.django_db

FILED = datetime(2022, 3, 1, 2, tzinfo=UTC)
THEN = datetime(2022, 3, 10, 16, 59, tzinfo=UTC)  # the end of 10 March in Lai Châu


@pytest.fixture
def campaign():
    return make.campaign()


@pytest.fixture
def officer(campaign):
    return make.officer(campaign.owner)


@pytest.fixture
def then(officer):
    """The officer of today, who decides as of 10 March."""
    return replace(officer, as_of=THEN)


@pytest.fixture
def early(campaign):
    """An entry filed on 1 March that was applied before the window."""
    return filed(campaign, applied_on=date(2021, 8, 31))


def filed(campaign, at=FILED, **changes):
    return make.register(campaign, make.entry(campaign.owner, occurred_at=at, **changes))


def copies(campaign, *moments):
    entry = make.entry(campaign.owner)
    return [
        make.register(campaign, replace(entry, client_ref=f"copy-{n}", occurred_at=at))
        for n, at in enumerate(moments)
    ]


def finding_of(entry):
    return Finding.objects.get(initiative=entry, severity="hold")


def columns_on(campaign, *days):
    """The one column that the one entry of the campaign stands in on each day."""
    found = []
    for day in days:
        counts = counts_of(campaign, campaign.owner, on=date(2022, 3, day))
        found.append([column for column in Column if counts[column]])
    return found


def test_a_decision_as_of_a_day_changes_that_day_and_no_day_before(campaign, early, then):
    review.decide_finding(finding_of(early), uphold=False, reason="Gõ nhầm năm", by=then)

    wrong, waits = [Column.WRONG_DATE], [Column.PENDING]
    assert columns_on(campaign, 9, 10, 17) == [wrong, waits, waits]
    assert tally_disagreements(campaign) == []


def test_a_decision_taken_now_leaves_the_past_as_it_was(campaign, early, officer):
    review.decide_finding(finding_of(early), uphold=False, reason="Gõ nhầm năm", by=officer)

    assert columns_on(campaign, 16, 17) == [[Column.WRONG_DATE], [Column.PENDING]]


def test_the_journal_holds_from_when_it_counts_and_when_it_was_written_down(early, then):
    review.decide_finding(finding_of(early), uphold=True, reason="", by=then)

    line = JournalLine.objects.get(verb="finding-upheld")
    assert (line.occurred_at, line.recorded_at) == (THEN, make.NOW)


def decisions(entry):
    """Every decision there is on an entry, by its name."""
    unit = make.unit(entry.campaign.owner)
    return {
        "uphold": lambda by: review.decide_finding(
            finding_of(entry), uphold=True, reason="", by=by
        ),
        "move": lambda by: moving.move_initiative(entry, unit, reason="", by=by),
        "reject": lambda by: review.reject(entry, code="R10", reason="Không phải", by=by),
        "reopen": lambda by: review.reopen(entry, reason="Xét lại", by=by),
        "withdraw": lambda by: review.withdraw(entry, reason="Tác giả xin", by=by),
    }


def refused(act, by):
    with pytest.raises(Refusal) as no:
        act(by)
    return no.value.code, no.value.details


def test_no_decision_counts_from_a_day_still_to_come(early, officer):
    ahead = replace(officer, as_of=officer.now + timedelta(seconds=1))

    found = {name: refused(act, ahead) for name, act in decisions(early).items()}

    assert set(found) == {"uphold", "move", "reject", "reopen", "withdraw"}
    assert {str(said) for said in found.values()} == {
        str(("decision-ahead", {"today": "17/03/2022"}))
    }


def test_no_decision_counts_from_before_the_entry_was_filed(early, officer):
    before = replace(officer, as_of=FILED - timedelta(seconds=1))

    found = {refused(act, before)[0] for act in decisions(early).values()}

    assert found == {"decision-before-filing"}


def test_acceptance_counts_from_the_filing_on_at_the_earliest(campaign, officer):
    clean = filed(campaign)
    before = replace(officer, as_of=FILED - timedelta(seconds=1))

    assert refused(lambda by: review.accept(clean, by=by), before)[0] == "decision-before-filing"
    review.accept(clean, by=replace(officer, as_of=FILED))
    assert columns_on(campaign, 1) == [[Column.VALID]]


def test_a_decision_cannot_be_dated_before_one_that_it_takes_back(campaign, early, officer, then):
    review.reject(early, code="R10", reason="Không phải giải pháp", by=officer)

    code, details = refused(lambda by: review.reopen(early, reason="Xét lại", by=by), then)

    assert (code, details) == ("decision-before-last", {"day": "17/03/2022"})


def test_two_decisions_as_of_one_day_hold_in_the_order_they_were_taken(campaign, early, then):
    review.reject(early, code="R10", reason="Không phải giải pháp", by=then)
    review.reopen(early, reason="Nhầm", by=then)
    review.decide_finding(finding_of(early), uphold=False, reason="Gõ nhầm năm", by=then)

    assert columns_on(campaign, 10) == [[Column.PENDING]]


def test_a_duplicate_is_not_decided_as_of_a_day_before_a_copy_was_found(campaign, then):
    later = FILED + timedelta(days=14)
    _, second, third = copies(campaign, FILED, FILED, later)

    act = review.decide_finding
    code, details = refused(
        lambda by: act(finding_of(second), uphold=False, reason="Hai việc", by=by), then
    )

    assert (code, details) == ("decision-before-last", {"day": "15/03/2022"})
    act(finding_of(third), uphold=False, reason="Hai việc", by=replace(then, as_of=later))
    assert tally_disagreements(campaign) == []


def test_copies_that_the_decision_frees_are_free_from_the_same_day_on(campaign, then):
    first, second = copies(campaign, FILED, FILED)

    review.withdraw(first, reason="Tác giả xin rút", by=then)

    lapsed = JournalLine.objects.get(verb="finding-lapsed")
    assert (lapsed.initiative_id, lapsed.occurred_at) == (second.id, THEN)
    second.refresh_from_db()
    assert (second.column, localdate(lapsed.occurred_at)) == (Column.PENDING, date(2022, 3, 10))
