"""Where findings are dismissed, and where they are facts to which a level accepts exceptions."""

from enum import StrEnum

from sangkien.core.screening.exceptions import level_for, may_except
from sangkien.core.screening.run import RULES
from sangkien.models import Account, Campaign
from sangkien.queries.scope import reaches_of


def exception_level(campaign: Campaign, rule: str) -> str:
    """Return the level that accepts exceptions to the rule, "" where its findings are dismissed."""
    return level_for(RULES[rule], campaign.rules.get(rule, {})) if rule in RULES else ""


class Fact(StrEnum):
    """Whether what a rule found is a fact, and where exceptions to it are accepted."""

    NONE = ""  # no fact: it is dismissed as a mistake
    OURS = "ours"
    ABOVE = "above"


def fact_of(account: Account | None, campaign: Campaign, rule: str, unit_path: str) -> Fact:
    """Return how one who decides at the unit may free an entry of what the rule found."""
    level = exception_level(campaign, rule)
    if not level:
        return Fact.NONE
    return Fact.OURS if may_except(reaches_of(account), level, unit_path) else Fact.ABOVE
