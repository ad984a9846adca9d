"""Screen a campaign again through the queue, so that no page waits for it."""

from django.utils.timezone import now
from django_tasks import task

from sangkien.actions.journal import By
from sangkien.actions.rescreening import run_rescreening
from sangkien.queries.rescreening import run_by_id
from sangkien.queries.scope import OPERATOR


@task()
def rescreen_campaign(run_id: int) -> dict[str, dict[str, int]]:
    """Bring the run to its end for whoever began it; return what changed by rule and kind."""
    run = run_by_id(OPERATOR, run_id)
    if run is None:
        return {}
    by = By(account=run.by, now=now(), is_system=run.by is None)
    changes: dict[str, dict[str, int]] = run_rescreening(run.id, by).changes
    return changes
