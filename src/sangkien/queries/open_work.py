"""What waits for a person now, whatever day the figures beside it are of."""

from collections import Counter
from dataclasses import dataclass

from sangkien.core.desk import Ages
from sangkien.core.standing import Column
from sangkien.models import Account, Campaign
from sangkien.queries.finding_list import FindingFilter, open_findings
from sangkien.queries.initiatives import EntryFilter, entries_of
from sangkien.queries.list_stands import Waiting, waiting_for
from sangkien.queries.move_notices import unread_notices
from sangkien.queries.objections import objections_in
from sangkien.queries.paging import counted
from sangkien.queries.queue import Queue, queue_of
from sangkien.queries.repairs import RepairCounts, repair_counts
from sangkien.queries.wrong_units import WRONG_UNIT, MoveGroup, move_groups


@dataclass(frozen=True, slots=True)
class OpenWork:
    """Open findings by rule, entries that wait for review, lists and objections
    that wait for an answer: as many as their pages show.
    """

    queue: Queue
    findings: Counter[str]
    pending: int
    lists: Waiting
    objections: int
    repairs: RepairCounts
    groups: list[MoveGroup]  # of entries that ticked the wrong unit, the largest first
    notices: int  # moves that the own desk was told of and has not read


def open_work(account: Account | None, campaign: Campaign, ages: Ages) -> OpenWork:
    """Return what is open now in the account's part of the tree. Sixteen queries."""
    pending = entries_of(account, campaign, EntryFilter(column=Column.PENDING))
    queue = queue_of(account, campaign, ages)
    wrong = open_findings(account, campaign, FindingFilter(rule=WRONG_UNIT))
    return OpenWork(
        queue=queue,
        findings=queue.by_rule,
        pending=counted(pending),
        lists=waiting_for(account, campaign),
        objections=counted(objections_in(account, campaign)),
        repairs=repair_counts(account, campaign, ages.today.date()),
        groups=move_groups(campaign, wrong),
        notices=unread_notices(account, campaign).count(),
    )
