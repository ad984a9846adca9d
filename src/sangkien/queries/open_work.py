"""What waits for a person now, whatever day the figures beside it are of."""

from collections import Counter
from dataclasses import dataclass

from sangkien.core.standing import Column
from sangkien.models import Account, Campaign
from sangkien.queries.finding_list import FindingFilter, counts_by_rule, open_findings
from sangkien.queries.initiatives import EntryFilter, entries_of
from sangkien.queries.paging import counted


@dataclass(frozen=True, slots=True)
class OpenWork:
    """Open findings by rule, and entries that wait for review: as many as their lists show."""

    findings: Counter[str]
    pending: int


def open_work(account: Account | None, campaign: Campaign) -> OpenWork:
    """Return what is open now in the account's part of the tree. Two queries."""
    pending = entries_of(account, campaign, EntryFilter(column=Column.PENDING))
    return OpenWork(
        counts_by_rule(open_findings(account, campaign, FindingFilter())), counted(pending)
    )
