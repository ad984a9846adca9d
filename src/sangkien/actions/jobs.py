"""Take up again what a killed worker left behind."""

from django.db import transaction
from django_tasks_db.models import DBTaskResult

READY = "READY"


@transaction.atomic
def requeue_lost_jobs() -> int:
    """Make every job marked as running ready again; return how many.

    Call only while no other worker is alive (adapters.worker_presence). A job may have done part
    of its work already: jobs are written so that running them again adds nothing twice.
    """
    return DBTaskResult.objects.running().update(status=READY, started_at=None)
