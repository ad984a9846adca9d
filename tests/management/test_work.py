from io import StringIO

import pytest
from django.core.management import call_command
from django.utils.timezone import now
from django_tasks_db.models import DBTaskResult

from sangkien.actions.jobs import requeue_lost_jobs

pytestmark = pytest.mark.django_db


def job(status):
    return DBTaskResult.objects.create(
        status=status,
        args_kwargs={"args": [], "kwargs": {}},
        task_path="sangkien.nowhere",
        backend_name="default",
        run_after=now(),
        exception_class_path="",
        traceback="",
    )


def test_jobs_a_killed_worker_left_are_ready_again_and_finished_ones_stay():
    kept = {status: job(status) for status in ("RUNNING", "READY", "SUCCESSFUL", "FAILED")}

    assert requeue_lost_jobs() == 1
    assert {
        status: DBTaskResult.objects.get(id=made.id).status for status, made in kept.items()
    } == {"RUNNING": "READY", "READY": "READY", "SUCCESSFUL": "SUCCESSFUL", "FAILED": "FAILED"}


def test_the_words_of_the_command_are_listed_with_what_they_do():
    said = StringIO()

    call_command("words", stdout=said)

    words = {line.split()[0] for line in said.getvalue().splitlines()}
    assert {"up", "work", "install", "report", "letter", "units"} <= words
    assert all(len(line.split()) > 2 for line in said.getvalue().splitlines())
