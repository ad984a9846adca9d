from dataclasses import replace
from datetime import date, timedelta

import pytest

from sangkien.actions import rescreening
from sangkien.actions.campaigns import save_campaign
from sangkien.actions.journal import By
from sangkien.actions.rescreening import run_rescreening, start_rescreening
from sangkien.core.facts import Window
from sangkien.core.permissions import Role
from sangkien.core.refusal import Refusal
from sangkien.models import Finding, JournalLine, ScreeningRun
from sangkien.queries.campaign_values import values_of
from sangkien.queries.rescreening import latest_run, needs_rescreening
from sangkien.queries.tally_check import tally_disagreements
from tests import make

pytestmark = pytest.mark.django_db
LATER = By(account=None, now=make.NOW + timedelta(hours=1), is_system=True)
RULE = "applied-before-window"


@pytest.fixture(autouse=True)
def _two_at_a_time(monkeypatch):
    monkeypatch.setattr(rescreening, "AT_A_TIME", 2)


@pytest.fixture
def campaign():
    campaign = make.campaign(make.unit(code="LC"))
    unit = make.unit(campaign.owner)
    for day in (1, 2, 3, 4, 5):
        make.register(campaign, make.entry(unit, applied_on=date(2021, 10, day)))
    return campaign


def open_window_on(campaign, day, by=make.SYSTEM):
    window = Window(day, date(2023, 9, 1))
    return save_campaign(replace(values_of(campaign), window=window), by).campaign


def needed(campaign):
    return needs_rescreening(campaign, latest_run(campaign))


def test_a_changed_window_asks_for_screening_again_until_it_was_done(campaign):
    before = needed(campaign)
    campaign = open_window_on(campaign, date(2021, 10, 4))
    asked = needed(campaign)
    run = start_rescreening(campaign, LATER)

    ended = run_rescreening(run.id, LATER)

    assert (before, asked, needed(campaign)) == (False, True, False)
    assert (ended.done, ended.total, ended.changes) == (5, 5, {RULE: {"opened": 3}})
    assert ended.finished_at is not None
    assert JournalLine.objects.get(verb="rescreened").details == {
        "run": run.id,
        "changes": {RULE: {"opened": 3}},
    }
    assert tally_disagreements(campaign) == []


def test_a_change_that_no_rule_reads_asks_for_nothing(campaign):
    campaign = save_campaign(replace(values_of(campaign), title="Khác"), make.SYSTEM).campaign

    assert not needed(campaign)


def test_what_lapses_and_what_is_found_again_is_counted_by_rule_and_kind(campaign):
    told = []
    for hour, day in enumerate((date(2021, 10, 3), date(2021, 9, 1), date(2021, 10, 4)), start=1):
        by = replace(LATER, now=make.NOW + timedelta(hours=hour))
        campaign = open_window_on(campaign, day, by)
        told.append(run_rescreening(start_rescreening(campaign, by).id, by).changes)

    assert told == [
        {RULE: {"opened": 2}},
        {RULE: {"lapsed": 2}},
        {RULE: {"opened": 1, "reopened": 2}},
    ]


def test_a_run_that_was_cut_off_goes_on_where_it_stood(campaign):
    campaign = open_window_on(campaign, date(2021, 10, 4))
    run = start_rescreening(campaign, LATER)

    cut_off = run_rescreening(run.id, LATER, stop=lambda: True)
    same = start_rescreening(campaign, LATER)
    ended = run_rescreening(run.id, LATER)
    again = run_rescreening(run.id, LATER)

    assert (cut_off.done, cut_off.finished_at, same.id) == (2, None, run.id)
    assert (ended.done, ended.changes) == (5, {RULE: {"opened": 3}})
    assert (again.changes, again.finished_at) == (ended.changes, ended.finished_at)
    assert Finding.objects.filter(rule=RULE).count() == 3


def test_a_chunk_that_fails_leaves_what_was_done_and_is_done_again(campaign, monkeypatch):
    campaign = open_window_on(campaign, date(2021, 10, 4))
    run = start_rescreening(campaign, LATER)
    run_rescreening(run.id, LATER, stop=lambda: True)
    with monkeypatch.context() as broken:
        broken.setattr(rescreening, "recounted", None)
        with pytest.raises(TypeError):
            run_rescreening(run.id, LATER)

    at_rest = ScreeningRun.objects.get()
    ended = run_rescreening(run.id, LATER)

    assert (at_rest.done, at_rest.finished_at) == (2, None)
    assert (ended.done, ended.changes) == (5, {RULE: {"opened": 3}})


def test_a_change_during_a_run_asks_for_another(campaign):
    campaign = open_window_on(campaign, date(2021, 10, 4))
    first = start_rescreening(campaign, LATER)
    after = replace(LATER, now=LATER.now + timedelta(minutes=1))
    campaign = open_window_on(campaign, date(2021, 10, 3), after)

    second = start_rescreening(campaign, replace(after, now=after.now + timedelta(minutes=1)))

    assert second.id != first.id
    assert not needed(campaign)


def test_one_rule_alone_is_no_screening_of_all(campaign):
    campaign = open_window_on(campaign, date(2021, 10, 4))
    run = start_rescreening(campaign, LATER, rule="missing-effect")

    ended = run_rescreening(run.id, LATER)

    assert (ended.done, ended.changes, needed(campaign)) == (5, {}, True)


def test_only_who_may_screen_again_begins_and_runs(campaign):
    upper = make.officer(campaign.owner, Role.UPPER_OFFICER)
    run = start_rescreening(campaign, LATER)

    for attempt in (
        lambda: start_rescreening(campaign, upper),
        lambda: run_rescreening(run.id, upper),
    ):
        with pytest.raises(Refusal) as refused:
            attempt()
        assert refused.value.code == "not-allowed"
    assert ScreeningRun.objects.get().done == 0
