"""Seal the journal through the queue when a day has ended; the worker looks for it by itself."""

from django.utils.timezone import now
from django_tasks import task

from sangkien.actions.journal import By
from sangkien.actions.seals import seal_days
from sangkien.queries.jobs import is_waiting
from sangkien.queries.seals import seal_is_due

PATIENCE = 5.0  # seconds; where a writer takes longer, the worker starts the job again soon


@task()
def seal_journal() -> dict[str, int | bool]:
    """Seal the days that have ended; return how many, and whether a writer is waited for."""
    done = seal_days(By(account=None, now=now(), is_system=True), patience=PATIENCE)
    return {"sealed": len(done.seals), "is_waiting": done.is_waiting}


def start_sealing() -> bool:
    """Put the job into the queue where a day has ended unsealed; return whether one has."""
    is_due = seal_is_due(now())
    if is_due and not is_waiting(seal_journal.module_path):
        seal_journal.enqueue()
    return is_due
