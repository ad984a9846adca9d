"""Many campaigns at a glance: entries received so far, the phase that runs."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.db.models import F, Sum

from sangkien.models import Campaign, Phase, Tally, TallyDelta


def gross_by_campaign(campaigns: Iterable[Campaign]) -> Counter[int]:
    """Return Số lượt of each campaign by its id, as of now. Two queries."""
    ids = [campaign.id for campaign in campaigns]
    folded = Tally.objects.filter(campaign__in=ids, unit=F("campaign__owner"))
    unfolded = TallyDelta.objects.filter(campaign__in=ids)
    found: Counter[int] = Counter()
    for rows in (folded, unfolded):
        found.update(dict(rows.values_list("campaign_id").annotate(total=Sum("n"))))
    return found


def running_phases(campaigns: Iterable[Campaign], day: date) -> dict[int, Phase]:
    """Return the phase of each campaign that takes entries on `day`, by the campaign's id."""
    ids = [campaign.id for campaign in campaigns]
    rows = Phase.objects.filter(campaign__in=ids, opens_on__lte=day, closes_on__gte=day)
    return {phase.campaign_id: phase for phase in rows}
