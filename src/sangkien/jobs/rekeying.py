"""Read entries again for the duplicate engine through the queue, so that nobody waits for it.

One job reads a part and leaves the rest to the next, so that a worker told to stop ends soon, and
jobs that people wait for get their turn. What is left to read stands in the database: a job that
was killed is taken up again where it was.
"""

from django.utils.timezone import now
from django_tasks import task

from sangkien.actions.journal import By
from sangkien.actions.rekeying import rekey
from sangkien.adapters.engine import engine
from sangkien.queries.campaigns import Campaign
from sangkien.queries.features import count_outdated
from sangkien.queries.jobs import is_under_way, is_waiting

A_JOB = 5_000  # entries of one job
_AFTER_OTHERS = -10  # of -100 to 100; jobs people start have 0


@task(priority=_AFTER_OTHERS)
def rekey_entries() -> dict[str, int]:
    """Read entries again, A_JOB at the most; return how many it were, and how many are left."""
    read = rekey(By(account=None, now=now(), is_system=True), most=A_JOB)
    return {"read": read, "left": start_rekeying()}


def left_to_read(campaign: Campaign) -> int:
    """Return how many entries of a campaign wait to be read again; 0 where no job is at it.

    To count them reads the whole register: so that is done while there is a job, and on no other
    page that is shown.
    """
    if not is_under_way(rekey_entries.module_path):
        return 0
    return count_outdated(engine().version, campaign)


def start_rekeying() -> int:
    """Put the job into the queue where there is something for it; return how many entries."""
    left = count_outdated(engine().version)
    if left and not is_waiting(rekey_entries.module_path):
        rekey_entries.enqueue()
    return left
