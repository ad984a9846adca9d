"""Campaigns by their address, and what is open today."""

from datetime import date

from django.db.models import Max, Min

from sangkien.core.facts import Window
from sangkien.core.permissions import Verb
from sangkien.models import Account, Campaign, Phase
from sangkien.queries.scope import allowed_somewhere

__all__ = [
    "Campaign",
    "Phase",
    "all_campaigns",
    "campaign_by_slug",
    "filing_window",
    "has_ended",
    "is_open",
    "open_phase",
    "phases_of",
    "takes_entries_of",
]


def all_campaigns() -> list[Campaign]:
    return list(Campaign.objects.select_related("owner"))


def campaign_by_slug(slug: str) -> Campaign | None:
    return Campaign.objects.select_related("owner").filter(slug=slug).first()


def open_phase(campaign: Campaign, day: date) -> Phase | None:
    """Return the phase that takes entries on `day`, None when none does."""
    return campaign.phases.filter(opens_on__lte=day, closes_on__gte=day).first()


def phases_of(campaign: Campaign) -> list[Phase]:
    """Return the phases in their order. One query."""
    return list(campaign.phases.order_by("number"))


def filing_window(campaign: Campaign) -> Window | None:
    """Return the days from the first phase's opening to the last one's close; None of no phase."""
    ends = campaign.phases.aggregate(opens=Min("opens_on"), closes=Max("closes_on"))
    return Window(ends["opens"], ends["closes"]) if ends["opens"] else None


def has_ended(campaign: Campaign, day: date) -> bool:
    """Return whether the last phase was over before `day`; a campaign without phases never ends."""
    window = filing_window(campaign)
    return window is not None and window.closes_on < day


def is_open(campaign: Campaign, day: date) -> bool:
    return open_phase(campaign, day) is not None


def takes_entries_of(account: Account | None, campaign: Campaign) -> bool:
    """Return whether the form is open to the account: a public one to everybody, visitors too."""
    return campaign.public_form or allowed_somewhere(account, Verb.REGISTER, campaign.owner.path)
