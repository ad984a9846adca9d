"""Reason codes as a member reads them: the rule in words, and what can be done."""

from sangkien.core.states import REASONS_TOLD, ReasonTold
from sangkien.queries.campaigns import Campaign
from sangkien.web.sentences import filled


def reason_told(campaign: Campaign, code: str) -> ReasonTold:
    """Return rule and way out in the reader's language, with the days of the campaign."""
    days = {
        "opens_on": campaign.applied_from.isoformat(),
        "closes_on": campaign.applied_to.isoformat(),
    }
    told = REASONS_TOLD[code]
    return ReasonTold(filled(told.rule, days), filled(told.way_out, days))
