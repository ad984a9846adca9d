"""What waits for a person now, whatever day the figures beside it are of."""

from collections import Counter
from dataclasses import dataclass

from sangkien.core.desk import Ages
from sangkien.core.standing import Column
from sangkien.models import Account, Campaign
from sangkien.queries.initiatives import EntryFilter, entries_of
from sangkien.queries.list_stands import Waiting, waiting_for
from sangkien.queries.paging import counted
from sangkien.queries.queue import Queue, queue_of


@dataclass(frozen=True, slots=True)
class OpenWork:
    """Open findings by rule, entries that wait for review, lists that wait for an answer: as many
    as their pages show.
    """

    queue: Queue
    findings: Counter[str]
    pending: int
    lists: Waiting


def open_work(account: Account | None, campaign: Campaign, ages: Ages) -> OpenWork:
    """Return what is open now in the account's part of the tree. Ten queries."""
    pending = entries_of(account, campaign, EntryFilter(column=Column.PENDING))
    queue = queue_of(account, campaign, ages)
    return OpenWork(queue, queue.by_rule, counted(pending), waiting_for(account, campaign))
