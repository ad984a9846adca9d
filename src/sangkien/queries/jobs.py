"""Jobs in the queue."""

from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult


def is_under_way(task_path: str) -> bool:
    """Return whether the last job of this name is not done yet, or has failed. One query."""
    last = DBTaskResult.objects.filter(task_path=task_path).order_by("-enqueued_at").first()
    return last is not None and last.status != TaskResultStatus.SUCCESSFUL


def is_waiting(task_path: str) -> bool:
    """Return whether a job of this name waits for a worker; one that runs does not count."""
    return bool(DBTaskResult.objects.ready().filter(task_path=task_path).exists())
