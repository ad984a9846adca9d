"""Read entries again after the duplicate engine learned or reads otherwise, chunk by chunk.

Old keys meet nothing new. Each chunk is one transaction that leaves its entries met with all that
were read before and filed meanwhile, so it can be stopped and taken up again at any time. In a
campaign that has ended nothing is asked any more: its entries are read and meet nobody.
"""

from collections.abc import Callable, Collection
from dataclasses import replace

from django.db import connection
from django.db.models import QuerySet
from django.utils.timezone import localdate

from sangkien.actions.access import require
from sangkien.actions.attempts import retried
from sangkien.actions.duplicates import keep_again, read_again, unlink
from sangkien.actions.journal import By, Line, record
from sangkien.actions.meeting import meet_again
from sangkien.adapters.engine import engine
from sangkien.adapters.store import store_for
from sangkien.core.permissions import Verb
from sangkien.models import Campaign, DuplicateKey, Initiative
from sangkien.queries.campaigns import has_ended
from sangkien.queries.duplicates import NOT_FILED
from sangkien.queries.engine_check import kept_in_vain, misfiled
from sangkien.queries.features import campaigns_outdated, outdated
from sangkien.queries.unit_codes import chunks

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
        _read_and_meet(campaign, ids, by)
    return ids


@retried
def refile(by: By) -> int:
    """Read anew whoever is not found under the keys that are kept of it; return how many it were.

    What is filed under keys that it does not have is taken out, and who does not count any more.
    Nobody files meanwhile. Raises Refusal `not-allowed`.
    """
    campaigns = Campaign.objects.select_related("owner").order_by("id")
    for campaign in campaigns:
        require(by, Verb.RESCREEN, campaign.owner.path)
        store_for(connection).lock_campaign(campaign.id)
    wrong = misfiled()
    for some in chunks(wrong.postings, AT_A_TIME):
        DuplicateKey.objects.filter(posting__in=some).delete()
    count = 0
    for campaign in campaigns:
        filed = campaign.initiatives.exclude(state__in=NOT_FILED)
        for some in chunks(wrong.entries, AT_A_TIME):
            if ids := _ids_of(filed, some):
                _read_and_meet(campaign, ids, by)
                count += len(ids)
        for some in chunks(kept_in_vain(), AT_A_TIME):
            unlink(campaign, _ids_of(campaign.initiatives.all(), some), ())
    return count


def _ids_of(entries: QuerySet[Initiative], among: Collection[int]) -> list[int]:
    return list(entries.filter(id__in=among).order_by("id").values_list("id", flat=True))


def _read_and_meet(campaign: Campaign, entry_ids: Collection[int], by: By) -> None:
    again = read_again(entry_ids)
    keep_again(campaign, again)
    if not has_ended(campaign, localdate(by.now)):
        meet_again(campaign, again, by)
    details = {"count": len(entry_ids), "engine": engine().version}
    line = Line("entries-read-again", campaign_id=campaign.id, details=details)
    record(by, [replace(line, unit_path=campaign.owner.path)])
