from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localtime, now

from sangkien.actions.journal import By
from sangkien.actions.review import decide_finding, withdraw
from sangkien.core.desk import Age, ages_at
from sangkien.core.permissions import Role
from sangkien.models import Finding
from sangkien.queries.finding_list import FindingFilter, open_findings
from sangkien.queries.queue import queue_of

EARLY, EFFECT = "applied-before-window", "missing-effect"
TOO_EARLY = date(2021, 8, 31)
RULES = {EFFECT: {"due_days": 3}}


def ages():
    return ages_at(localtime(), RULES)


def waiting_for(days, **found):
    """Let findings have been open for so many days."""
    Finding.objects.filter(**found).update(
        opened_at=now() - timedelta(days=days), recorded_at=now() - timedelta(days=days)
    )


def test_each_open_finding_stands_in_one_cell_of_kind_age_and_unit(land):
    here, there = land.file(land.here, applied_on=TOO_EARLY), land.file(land.there, effect="")
    own = land.file(land.province, applied_on=TOO_EARLY)
    waiting_for(5)
    waiting_for(0, initiative=here)
    waiting_for(30, initiative=own)

    queue = queue_of(land.officer(), land.campaign, ages())

    assert dict(queue.cells) == {
        (EARLY, Age.TODAY, land.here.code): 1,
        (EFFECT, Age.OVERDUE, land.there.code): 1,
        (EARLY, Age.OVERDUE, land.province.code): 1,
    }
    assert queue.tops == {land.province.code}
    assert queue.by_rule == {EARLY: 2, EFFECT: 1}
    assert there.unit_id == land.there.id


def test_an_officer_sees_the_queue_of_the_own_part_only(land):
    land.file(land.here, applied_on=TOO_EARLY)
    land.file(land.there, effect="")

    queue = queue_of(land.officer(land.there, Role.UPPER_OFFICER), land.campaign, ages())

    assert dict(queue.by_rule) == {EFFECT: 1}
    assert queue.tops == {land.there.code}


@pytest.mark.parametrize("age", list(Age))
def test_a_list_by_age_holds_what_the_core_says_is_of_that_age(land, age):
    for days in (0, 1, 4, 6, 7, 10, 14, 15, 40):
        entry = land.file(land.here, applied_on=TOO_EARLY, effect="")
        waiting_for(days, initiative=entry)
    officer = land.officer()

    asked = FindingFilter(age=age, ages=ages())
    found = set(open_findings(officer, land.campaign, asked))
    assert found == {
        finding
        for finding in Finding.objects.all()
        if ages().of(finding.rule, finding.opened_at) == age
    }
    counted = queue_of(officer, land.campaign, ages()).cells
    assert sum(n for (_, of, _), n in counted.items() if of == age) == len(found)


def test_the_desk_tells_what_came_in_and_what_was_settled_in_the_last_days(land):
    entries = [land.file(land.here, applied_on=TOO_EARLY) for _ in range(5)]
    waiting_for(20, initiative__in=entries[:2])
    waiting_for(1, initiative__in=entries[2:])
    officer = By(account=land.officer(), now=now())
    for entry in entries[1:3]:
        finding = Finding.objects.get(initiative=entry)
        decide_finding(finding, uphold=True, reason="", by=officer)
    withdraw(entries[4], reason="", by=officer)

    queue = queue_of(officer.account, land.campaign, ages())

    assert (queue.by_rule.total(), queue.came_in, queue.settled) == (2, 2, 2)


@pytest.mark.parametrize("entries", [1, 3, 9])
def test_the_queue_costs_the_same_queries_however_much_waits(land, entries):
    for number in range(entries):
        land.file([land.here, land.there][number % 2], applied_on=TOO_EARLY)
    officer = land.officer()
    queue_of(officer, land.campaign, ages())  # the account's roles are kept with it

    with CaptureQueriesContext(connection) as captured:
        queue_of(officer, land.campaign, ages())
    assert len(captured) == 7
