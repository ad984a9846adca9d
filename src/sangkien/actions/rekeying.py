"""Read entries again after the duplicate engine learned or reads otherwise, chunk by chunk.

Old keys meet nothing new. Each chunk is one transaction that leaves its entries met with all that
were read before and filed meanwhile, so it can be stopped and taken up again at any time. In a
campaign that has ended nothing is asked any more: its entries are read and meet nobody.
"""

from collections.abc import Callable
from dataclasses import replace

from django.db import connection
from django.utils.timezone import localdate

from sangkien.actions.access import require
from sangkien.actions.attempts import retried
from sangkien.actions.duplicates import keep_again, read_again
from sangkien.actions.journal import By, Line, record
from sangkien.actions.meeting import meet_again
from sangkien.adapters.engine import engine
from sangkien.adapters.store import store_for
from sangkien.core.permissions import Verb
from sangkien.models import Campaign
from sangkien.queries.campaigns import has_ended
from sangkien.queries.features import campaigns_outdated, outdated

AT_A_TIME = 200  # entries per transaction, which holds back the filings of their campaign


def rekey(
    by: By, *, most: int | None = None, progress: Callable[[int], object] = lambda _: None
) -> int:
    """Give entries the keys and the row of the engine as it is now; return how many it were.

    Their copies are joined with them, as if all had been filed with this engine, but for campaigns
    that have ended: their findings stay what they are. `most` says
    after how many to stop, at the end of a chunk; `progress` is told of each how many it had.
    Raises Refusal `not-allowed`.
    """
    total = 0
    for campaign in campaigns_outdated(engine().version):
        require(by, Verb.RESCREEN, campaign.owner.path)
        last = 0
        while ids := _rekey_some(campaign, last, by):
            last = ids[-1]
            total += len(ids)
            progress(len(ids))
            if most is not None and total >= most:
                return total
    return total


@retried
def _rekey_some(campaign: Campaign, after: int, by: By) -> list[int]:
    # keys are given up, which waits for whoever refers to them; and no copy may come between
    store_for(connection).lock_campaign(campaign.id)
    ids = outdated(campaign, engine().version, AT_A_TIME, after=after)
    if ids:
        again = read_again(ids)
        keep_again(campaign, again)
        if not has_ended(campaign, localdate(by.now)):
            meet_again(campaign, again, by)
        details = {"count": len(ids), "engine": engine().version}
        line = Line("entries-read-again", campaign_id=campaign.id, details=details)
        record(by, [replace(line, unit_path=campaign.owner.path)])
    return ids
