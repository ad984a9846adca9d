"""Run an import through the queue, so that no page waits for it."""

from django.utils.timezone import now
from django_tasks import task

from sangkien.actions.imports import run_import
from sangkien.actions.journal import By
from sangkien.inputs.imports import SubmissionRows
from sangkien.queries.imports import batch_by_id
from sangkien.queries.scope import OPERATOR


@task()
def import_batch(batch_id: int) -> dict[str, int]:
    """Bring the batch to its end for whoever uploaded it; return the number of rows by verdict."""
    batch = batch_by_id(OPERATOR, batch_id)
    if batch is None:
        return {}
    by = By(account=batch.by, now=now(), is_system=batch.by is None)
    counts: dict[str, int] = run_import(batch.id, by, read=SubmissionRows).counts
    return counts
