from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sangkien.actions import moving, review
from sangkien.actions.journal import By
from sangkien.actions.merging import merge_entries
from sangkien.actions.screening import rescreen
from sangkien.actions.standing import rebuild_tally
from sangkien.actions.unmerging import undo_merge
from sangkien.adapters.store import store_for
from sangkien.core.refusal import Refusal
from sangkien.core.standing import Column
from sangkien.models import Campaign, Finding, Initiative, JournalLine, Tally, TallyDelta, Unit
from sangkien.queries.duplicates import clusters_of
from sangkien.queries.progress import counts_by_unit
from tests import make

pytestmark = pytest.mark.django_db
FIRST = datetime(2022, 1, 10, 3, tzinfo=UTC)

KINDS = [
    "file",
    "copy",
    "old",
    "uphold",
    "dismiss",
    "move",
    "accept",
    "reject",
    "withdraw",
    "reopen",
    "merge",
    "undo a merge",
    "rescreen",
    "fold",
]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        st.integers(0, 200),  # which entry, finding or unit
        st.integers(0, 60),  # on which day it occurred
    ),
    min_size=1,
    max_size=12,
)


def cells(campaign):
    """The tallies as they are read: the counts of every unit on every tenth day, and today."""
    units = list(Unit.objects.filter(path__startswith=campaign.owner.path).order_by("id"))
    days = [FIRST.date() + timedelta(days=n) for n in range(0, 70, 10)]
    return {
        (unit_id, day): [(counts.settled[c], counts.open[c]) for c in Column]
        for day in [*days, None]
        for unit_id, counts in counts_by_unit(campaign, units, on=day).items()
    }


def step(campaign, units, kind, pick, day):
    """Do one thing as of that day, to the entry, finding and unit that `pick` falls on."""
    by = By(None, make.NOW, as_of=FIRST + timedelta(days=day), is_system=True)
    entries = list(Initiative.objects.filter(campaign=campaign).order_by("id"))
    findings = list(Finding.objects.filter(initiative__campaign=campaign).order_by("id"))
    unit = units[pick % len(units)]
    on_a_unit = {
        "file": lambda: make.entry(unit, occurred_at=by.as_of),
        "old": lambda: make.entry(unit, occurred_at=by.as_of, applied_on=date(2020, 1, 1)),
    }
    on_an_entry = {
        "copy": lambda entry: make.register(campaign, copy_of(entry, by.as_of), by),
        "move": lambda entry: moving.move_initiative(entry, unit, reason="thử", by=by),
        "accept": lambda entry: review.accept(entry, by=by),
        "reject": lambda entry: review.reject(entry, code="R10", reason="thử", by=by),
        "withdraw": lambda entry: review.withdraw(entry, reason="thử", by=by),
        "reopen": lambda entry: review.reopen(entry, reason="thử", by=by),
        "merge": lambda entry: merge_all(entry, by),
        "undo a merge": lambda entry: undo_one(entry, by),
        "rescreen": lambda _: rescreen(campaign, [entry.id for entry in entries], by=by),
    }
    if kind in on_a_unit:
        make.register(campaign, on_a_unit[kind](), by)
    elif kind == "fold":
        store_for(connection).fold()
    elif kind in on_an_entry and entries:
        on_an_entry[kind](entries[pick % len(entries)])
    elif kind in {"uphold", "dismiss"} and findings:
        finding = findings[pick % len(findings)]
        review.decide_finding(finding, uphold=kind == "uphold", reason="thử", by=by)


def merge_all(entry, by):
    """Merge into the entry whatever hangs together with it."""
    again = [member.id for cluster in clusters_of([entry.id]) for member in cluster.members]
    merge_entries(entry, again, reason="", by=by)


def undo_one(entry, by):
    if merge := entry.merges.first():
        undo_merge(merge, reason="", by=by)


def copy_of(initiative, moment):
    made = make.entry(initiative.ticked_unit, title=initiative.title, occurred_at=moment)
    name = initiative.authors.get().person.details.first().name
    author = replace(made.authors[0], name=name)
    return replace(
        made, workplace=initiative.workplace, authors=(author,), applied_on=initiative.applied_on
    )


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(STEPS)
def test_tallies_kept_in_step_equal_tallies_counted_anew(steps):
    with transaction.atomic():
        campaign, units = small_federation()
        for kind, pick, day in steps:
            try:
                with transaction.atomic():
                    step(campaign, units, kind, pick, day)
            except Refusal:
                pass  # the house may say no; nothing may change then
        live = cells(campaign)

        rebuild_tally(campaign)

        assert cells(campaign) == live
        gross = sum(counts_by_unit(campaign, [campaign.owner])[campaign.owner.id].settled.values())
        gross += sum(counts_by_unit(campaign, [campaign.owner])[campaign.owner.id].open.values())
        assert gross == Initiative.objects.filter(campaign=campaign).count()
        transaction.set_rollback(True)


def small_federation():
    province = make.unit()
    upper = [make.unit(province), make.unit(province)]
    campaign = make.campaign(province)
    return campaign, [*upper, make.unit(upper[0]), make.unit(upper[1])]


def test_a_decision_taken_today_does_not_change_yesterday():
    campaign, units = small_federation()
    filed = make.entry(units[0], applied_on=date(2020, 1, 1), occurred_at=FIRST)
    entry = make.register(campaign, filed)
    finding = Finding.objects.get(initiative=entry)
    later = By(None, make.NOW, as_of=FIRST + timedelta(days=5), is_system=True)

    review.decide_finding(finding, uphold=False, reason="Đã đối chiếu bản giấy", by=later)

    def columns(day):
        counts = counts_by_unit(campaign, [units[0]], on=day)[units[0].id]
        return {column.name for column in Column if counts[column]}

    day = FIRST.date()
    assert columns(day + timedelta(days=4)) == {"WRONG_DATE"}
    assert columns(day + timedelta(days=5)) == {"PENDING"}


def test_rebuilding_mends_a_tally_that_was_tampered_with():
    campaign, units = small_federation()
    make.register(campaign, make.entry(units[0]))
    before = cells(campaign)
    store_for(connection).fold()
    Tally.objects.filter(campaign=campaign).update(n=99)

    rebuilt = rebuild_tally(campaign)

    assert (rebuilt, cells(campaign)) == (1, before)


def test_folding_changes_no_number_and_empties_the_appended_counts():
    campaign, units = small_federation()
    for unit in units:
        make.register(campaign, make.entry(unit))
    before = cells(campaign)

    store_for(connection).fold()

    assert cells(campaign) == before
    assert TallyDelta.objects.count() == 0


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_the_journal(change):
    campaign, units = small_federation()
    make.register(campaign, make.entry(units[0]))
    line = JournalLine.objects.get()

    with pytest.raises(DatabaseError, match="append only"), transaction.atomic():
        line.delete() if change == "delete" else JournalLine.objects.update(verb="x")

    assert JournalLine.objects.get().verb == "registered"


def test_rescreening_after_a_rule_changed_says_what_changed_and_counts_from_then_on():
    campaign, units = small_federation()
    filed = make.entry(units[0], applied_on=date(2021, 8, 1), occurred_at=FIRST)
    entry = make.register(campaign, filed)
    Campaign.objects.filter(id=campaign.id).update(applied_from=date(2021, 7, 1))
    campaign.refresh_from_db()
    later = By(None, make.NOW, as_of=FIRST + timedelta(days=3), is_system=True)

    changed = rescreen(campaign, [entry.id], by=later)

    assert [(d.kind, d.rule) for d in changed] == [("lapsed", "applied-before-window")]
    assert rescreen(campaign, [entry.id], by=later) == []
