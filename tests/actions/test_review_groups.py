from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import combinations

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from sangkien.actions.moving import Moved, move_group, move_initiative
from sangkien.actions.review import decide_finding, reject, withdraw
from sangkien.actions.review_groups import decide_group
from sangkien.core.permissions import Role
from sangkien.core.refusal import Refusal
from sangkien.core.standing import Column
from sangkien.models import DuplicatePair, Finding, Initiative, JournalLine
from sangkien.queries.progress import counts_by_unit, counts_of
from sangkien.queries.tally_check import tally_disagreements
from tests import make
from tests.web.cleaning import land, misplaced

pytestmark = pytest.mark.django_db


@pytest.fixture
def where():
    return land()


@pytest.fixture
def officer(where):
    return make.officer(where.province)


def too_early(where, number):
    """Findings of as many entries that were applied before the window."""
    at = datetime(2022, 2, 1, tzinfo=UTC)
    for _ in range(number):
        early = make.entry(where.district, applied_on=date(2021, 8, 31), occurred_at=at)
        make.register(where.campaign, early)
    return open_of("applied-before-window")


def copied(where, number):
    """Findings of as many copies of one work, filed a day after each other."""
    entry = make.entry(where.district)
    for k in range(number + 1):
        at, ref = datetime(2022, 2, 1 + k, tzinfo=UTC), f"{entry.client_ref}-{k}"
        make.register(where.campaign, replace(entry, client_ref=ref, occurred_at=at))
    return open_of("duplicate-own")


def open_of(rule):
    rows = Finding.objects.filter(rule=rule, state="open").order_by("id")
    return list(rows.select_related("initiative__campaign__owner"))


def codes_left(decided):
    return [refusal.code for refusal in decided.left]


def test_counts_move_along_with_a_group(where):
    entries = [misplaced(where, number) for number in (1, 2)]
    by = make.officer(where.province)

    moved = move_group({entry.id: where.district for entry in entries}, reason="", by=by)

    counts = counts_by_unit(where.campaign, [where.province, where.sector, where.district])
    assert moved == Moved(count=2)
    assert [counts[unit.id].gross for unit in (where.province, where.sector)] == [2, 0]
    assert counts[where.district.id].settled[Column.PENDING] == 2


def test_what_is_there_already_or_closed_stays_and_is_told(where):
    there, gone, waiting = (misplaced(where, number) for number in (1, 2, 3))
    by = make.officer(where.province)
    move_group({there.id: where.district}, reason="", by=by)
    Initiative.objects.filter(id=gone.id).update(state="withdrawn")

    moved = move_group(
        {entry.id: where.district for entry in (there, gone, waiting)}, reason="", by=by
    )

    assert (moved.count, codes_left(moved)) == (1, ["already-there", "entry-ended"])


def test_one_refusal_leaves_the_whole_group_where_it_was(where):
    first, second = misplaced(where, 1), make.register(where.campaign, make.entry(where.other))
    by = make.officer(where.province)
    make.account(Role.UPPER_OFFICER, where.sector)
    outside = make.unit()
    by_both = make.officer(where.sector, Role.UPPER_OFFICER)

    with pytest.raises(Refusal, match="not-allowed"):
        move_group({first.id: where.sector, second.id: where.sector}, reason="", by=by_both)
    with pytest.raises(Refusal, match="not-allowed"):
        move_group({first.id: where.district, second.id: outside}, reason="", by=by)

    assert JournalLine.objects.filter(verb="moved").count() == 0


def test_a_reason_code_that_there_is_not_is_refused_by_name(where):
    by = make.officer(where.province)

    with pytest.raises(Refusal) as raised:
        reject(misplaced(where), code="R99", reason="Không rõ", by=by)

    assert (raised.value.code, raised.value.details) == ("unknown-reason", {"code": "R99"})


# ---- findings -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("uphold", "verb"), [(True, "upheld"), (False, "dismissed")])
def test_findings_decided_together_have_each_its_own_line_with_the_one_reason(
    uphold, verb, where, officer
):
    findings = too_early(where, 3)

    decided = decide_group(findings, uphold=uphold, reason=" Đã đối chiếu ", by=officer)

    assert (decided.count, decided.left) == (3, ())
    lines = JournalLine.objects.filter(verb=f"finding-{verb}").order_by("id")
    told = lines.values_list("finding_id", "initiative_id", "by", "reason", "details")
    details = {"rule": "applied-before-window", "reason": "R02"}
    details |= {} if uphold else {"exception": True}
    assert list(told) == [
        (one.id, one.initiative_id, officer.account.id, "Đã đối chiếu", details) for one in findings
    ]
    counts = counts_of(where.campaign, where.province)
    column = Column.WRONG_DATE if uphold else Column.PENDING
    assert (counts.settled[column], counts.gross, tally_disagreements(where.campaign)) == (3, 3, [])


def outcome(where):
    """All that decisions on copies leave behind, the journal not."""
    return (
        list(Finding.objects.order_by("id").values_list("initiative", "state")),
        list(DuplicatePair.objects.order_by("id").values_list("a", "b", "decision")),
        list(Initiative.objects.order_by("id").values_list("id", "state", "reason", "column")),
        counts_of(where.campaign, where.province),
    )


@pytest.mark.parametrize("uphold", [True, False])
@pytest.mark.parametrize("ticked", [*combinations(range(3), 2), (0, 1, 2)])
def test_copies_decided_together_end_where_they_would_one_after_the_other(
    ticked, uphold, where, officer
):
    findings = copied(where, 3)
    chosen = [findings[k] for k in ticked]
    before = transaction.savepoint()
    for finding in chosen:
        decide_finding(
            Finding.objects.get(id=finding.id), uphold=uphold, reason="Đã xem", by=officer
        )
    one_by_one = outcome(where)
    transaction.savepoint_rollback(before)

    decided = decide_group(chosen, uphold=uphold, reason="Đã xem", by=officer)

    assert (decided.count, outcome(where)) == (len(ticked), one_by_one)
    assert tally_disagreements(where.campaign) == []


def test_what_changed_since_it_was_seen_is_left_and_told(where, officer):
    findings = too_early(where, 6)
    decide_finding(findings[0], uphold=False, reason="Ngày đúng", by=officer)
    withdraw(findings[1].initiative, reason="Xin rút", by=officer)
    Finding.objects.filter(id=findings[2].id).update(state="lapsed")
    move_initiative(findings[3].initiative, where.other, reason="", by=officer)
    for finding in findings:
        finding.initiative.unit_path = where.district.path  # as the officer had seen them
    of_the_district = make.officer(where.district, Role.UPPER_OFFICER)

    decided = decide_group(findings, uphold=True, reason="", by=of_the_district)

    assert decided.count == 2
    assert codes_left(decided) == [
        "finding-decided",
        "entry-ended",
        "finding-lapsed",
        "not-allowed",
    ]
    states = Finding.objects.filter(rule="applied-before-window").order_by("id")
    assert list(states.values_list("state", flat=True)) == [
        "dismissed",
        "open",
        "lapsed",
        "open",
        "upheld",
        "upheld",
    ]


def test_as_of_an_earlier_day_only_what_was_there_by_then_is_decided(where, officer):
    findings = copied(where, 3)  # filed on 1, 2, 3 and 4 February
    other = make.register(
        where.campaign,
        make.entry(where.district, applied_on=date(2021, 8, 31), occurred_at=make.NOW),
    )
    then = replace(officer, as_of=datetime(2022, 2, 3, 12, tzinfo=UTC))

    of_copies = decide_group(findings, uphold=True, reason="", by=then)
    of_dates = decide_group(open_of("applied-before-window"), uphold=True, reason="", by=then)

    # a decision on one copy is one on all of them, and the last came on 4 February
    assert (of_copies.count, codes_left(of_copies)) == (
        0,
        ["decision-before-last", "decision-before-last", "decision-before-filing"],
    )
    assert (of_dates.count, codes_left(of_dates)) == (0, ["decision-before-filing"])
    assert not JournalLine.objects.filter(verb="finding-upheld").exists()
    assert Finding.objects.get(initiative=other).state == "open"


def test_a_group_is_dismissed_only_with_a_reason(where, officer):
    with pytest.raises(Refusal, match="reason-missing"):
        decide_group(too_early(where, 2), uphold=False, reason=" ", by=officer)

    assert len(open_of("applied-before-window")) == 2


def test_one_finding_of_a_foreign_unit_refuses_the_whole_group(where):
    too_early(where, 1)
    make.register(where.campaign, make.entry(where.other, applied_on=date(2021, 8, 31)))
    of_the_district = make.officer(where.district, Role.UPPER_OFFICER)

    with pytest.raises(Refusal, match="not-allowed"):
        decide_group(open_of("applied-before-window"), uphold=True, reason="", by=of_the_district)

    assert not JournalLine.objects.filter(verb="finding-upheld").exists()


def test_nothing_ticked_decides_nothing(officer):
    assert decide_group([], uphold=True, reason="", by=officer).count == 0


@pytest.mark.parametrize("found", [too_early, copied])
@pytest.mark.parametrize("as_of", [None, datetime(2022, 3, 10, tzinfo=UTC)])
def test_many_findings_are_decided_in_as_many_statements_as_few(found, as_of, where):
    asked = []
    for number in (2, 7):
        findings, by = found(where, number), replace(make.officer(where.province), as_of=as_of)
        with CaptureQueriesContext(connection) as queries:
            decided = decide_group(findings, uphold=True, reason="", by=by)
        assert decided.count == number
        asked.append(len(queries))

    assert asked[0] == asked[1]
