"""Jobs in the queue."""

from django_tasks_db.models import DBTaskResult


def is_waiting(task_path: str) -> bool:
    """Return whether a job of this name waits for a worker; one that runs does not count."""
    return bool(DBTaskResult.objects.ready().filter(task_path=task_path).exists())
