from io import StringIO

import pytest
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from sangkien.actions import rekeying
from sangkien.actions.jobs import requeue_lost_jobs
from sangkien.adapters.engine import engine
from sangkien.jobs import rekeying as job
from sangkien.jobs.rekeying import left_to_read, rekey_entries, start_rekeying
from sangkien.models import Campaign, DuplicateFeatures
from sangkien.queries.features import count_outdated
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def five_outdated(monkeypatch):
    campaign = make.campaign()
    unit = make.unit(campaign.owner)
    for _ in range(5):
        make.register(campaign, make.entry(unit))
    DuplicateFeatures.objects.update(engine_version="0")
    monkeypatch.setattr(rekeying, "AT_A_TIME", 1)
    monkeypatch.setattr(job, "A_JOB", 2)


def left():
    return count_outdated(engine().version)


def queue():
    return list(DBTaskResult.objects.order_by("enqueued_at").values_list("status", flat=True))


def test_where_all_is_up_to_date_no_job_is_started():
    assert start_rekeying() == 0
    assert queue() == []


def test_it_is_started_once_however_often_it_is_asked_for(five_outdated):
    assert [start_rekeying(), start_rekeying()] == [5, 5]
    assert queue() == ["READY"]


def test_one_job_reads_a_part_and_leaves_the_rest_to_the_next(five_outdated):
    assert rekey_entries.call() == {"read": 2, "left": 3}
    assert (left(), queue()) == (3, ["READY"])


@pytest.mark.django_db(transaction=True)
def test_the_worker_brings_it_to_its_end_part_by_part(five_outdated):
    start_rekeying()

    call_command("work", "--once", stdout=StringIO())

    done = DBTaskResult.objects.order_by("enqueued_at").values_list("return_value", flat=True)
    assert list(done) == [
        {"read": 2, "left": 3},
        {"read": 2, "left": 1},
        {"read": 1, "left": 0},
    ]
    assert left() == 0


def test_one_that_was_killed_is_taken_up_again_where_it_was(five_outdated):
    start_rekeying()
    running = DBTaskResult.objects.get()
    running.claim("a worker")
    rekeying.rekey(make.SYSTEM, most=1)  # as far as it came

    assert requeue_lost_jobs() == 1
    assert start_rekeying() == 4
    assert queue() == ["READY"]
    assert rekey_entries.call() == {"read": 2, "left": 2}


def test_jobs_that_people_start_go_first(five_outdated):
    start_rekeying()
    asked = DBTaskResult.objects.create(
        status="READY",
        args_kwargs={"args": [], "kwargs": {}},
        task_path="sangkien.nowhere",
        backend_name="default",
        exception_class_path="",
        traceback="",
    )

    assert DBTaskResult.objects.ready().first() == asked


def test_what_is_left_to_read_is_told_of_a_campaign_while_a_job_is_at_it(five_outdated):
    campaign, other = Campaign.objects.get(), make.campaign()
    assert left_to_read(campaign) == 0  # nobody asked for it
    start_rekeying()

    assert (left_to_read(campaign), left_to_read(other)) == (5, 0)
    rekey_entries.call()
    assert left_to_read(campaign) == 3


@pytest.mark.django_db(transaction=True)
def test_nothing_is_told_to_be_left_when_the_job_is_done_and_all_when_it_failed(
    five_outdated, monkeypatch
):
    def fails(*_args, **_details):
        raise OSError("no model")

    campaign = Campaign.objects.get()
    with monkeypatch.context() as broken:
        broken.setattr(job, "rekey", fails)
        start_rekeying()
        call_command("work", "--once", stdout=StringIO())
    assert (queue(), left_to_read(campaign)) == (["FAILED"], 5)

    start_rekeying()
    call_command("work", "--once", stdout=StringIO())

    assert left_to_read(campaign) == 0


def test_while_no_job_is_at_it_no_entry_is_counted(five_outdated, django_assert_num_queries):
    campaign = Campaign.objects.get()

    with django_assert_num_queries(1):
        left_to_read(campaign)
