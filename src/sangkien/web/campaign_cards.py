"""Campaigns as a visitor meets them: what, whose, until when, how to take part."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sangkien.core.pace import Clock, clock
from sangkien.queries.campaign_totals import gross_by_campaign, running_phases
from sangkien.queries.campaigns import Campaign


@dataclass(frozen=True, slots=True)
class Card:
    campaign: Campaign
    gross: int  # Số lượt so far
    phase: Clock | None  # the phase that takes entries today

    @property
    def takes_entries(self) -> bool:
        return self.phase is not None and self.campaign.public_form


def cards(campaigns: Sequence[Campaign], today: date) -> list[Card]:
    """Return a card for each campaign, those that take entries first."""
    gross, phases = gross_by_campaign(campaigns), running_phases(campaigns, today)
    found = []
    for campaign in campaigns:
        phase = phases.get(campaign.id)
        running = clock(phase.window.window, today, title=phase.title) if phase else None
        found.append(Card(campaign, gross[campaign.id], running))
    return sorted(found, key=lambda card: not card.takes_entries)
