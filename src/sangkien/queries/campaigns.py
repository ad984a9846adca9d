"""Campaigns by their address, and what is open today."""

from datetime import date

from sangkien.models import Campaign, Phase

__all__ = ["Campaign", "all_campaigns", "campaign_by_slug", "is_open", "open_phase"]


def all_campaigns() -> list[Campaign]:
    return list(Campaign.objects.select_related("owner"))


def campaign_by_slug(slug: str) -> Campaign | None:
    return Campaign.objects.select_related("owner").filter(slug=slug).first()


def open_phase(campaign: Campaign, day: date) -> Phase | None:
    """Return the phase that takes entries on `day`, None when none does."""
    return campaign.phases.filter(opens_on__lte=day, closes_on__gte=day).first()


def is_open(campaign: Campaign, day: date) -> bool:
    return open_phase(campaign, day) is not None
