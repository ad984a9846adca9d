from datetime import timedelta
from threading import Event, Thread
from time import monotonic, sleep

import pytest
from django.utils.timezone import localdate
from django_tasks_db.models import DBTaskResult

from sangkien.jobs.sealing import seal_journal, start_sealing
from sangkien.management.commands import work
from sangkien.models import Seal
from sangkien.queries.journal_check import journal_faults
from tests import make

pytestmark = pytest.mark.django_db


def queue():
    return list(DBTaskResult.objects.values_list("task_path", "status"))


WAITING = [("sangkien.jobs.sealing.seal_journal", "READY")]


def test_where_a_day_has_ended_the_job_is_put_into_the_queue_once():
    assert [start_sealing(), start_sealing()] == [True, True]
    assert queue() == WAITING


def test_the_job_seals_up_to_yesterday_and_leaves_nothing_to_start():
    campaign = make.campaign()
    make.register(campaign, make.entry(campaign.owner))

    assert seal_journal.call() == {"sealed": 1, "is_waiting": False}
    assert Seal.objects.get().day == localdate() - timedelta(days=1)
    assert Seal.objects.get().count == 1
    assert (start_sealing(), queue()) == (False, [])


def test_the_job_may_run_twice_without_harm():
    seal_journal.call()

    assert seal_journal.call() == {"sealed": 0, "is_waiting": False}
    assert list(journal_faults()) == []


@pytest.mark.django_db(transaction=True)
def test_the_worker_looks_by_itself_whether_a_day_has_ended():
    ended = Event()
    beside = Thread(target=work.keep_up, args=(ended,))
    beside.start()
    until = monotonic() + 30
    while not queue() and monotonic() < until:
        sleep(0.05)
    ended.set()
    beside.join()

    assert queue() == WAITING


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_only_runs_what_waits_puts_nothing_into_the_queue():
    ended = Event()
    beside = Thread(target=work.keep_up, args=(ended,), kwargs={"is_brief": True})
    beside.start()
    sleep(work.FOLD_EVERY * 3)
    ended.set()
    beside.join()

    assert queue() == []
