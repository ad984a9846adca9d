"""Which tables of a campaign somebody may open."""

from sangkien.core.permissions import Verb
from sangkien.models import Account, Campaign, Unit
from sangkien.queries.scope import allowed_somewhere, visible_units
from sangkien.queries.units import unit_by_code


def shown_unit(account: Account | None, campaign: Campaign, code: str) -> Unit | None:
    """Return the unit of that code, None where there is none the account may see.

    Without a code the owner of the campaign, whose totals are open to everybody: counts of
    units hold no personal data.
    """
    if not code or code == campaign.owner.code:
        return campaign.owner
    unit = unit_by_code(code)
    if unit is None or not unit.path.startswith(campaign.owner.path):
        return None
    return unit if allowed_somewhere(account, Verb.SEE_PROGRESS, unit.path) else None


def open_rows(account: Account | None, unit: Unit) -> frozenset[str]:
    """Return the codes of the units directly below whose own tables the account may open."""
    if account is None:
        return frozenset()
    below = visible_units(account, Verb.SEE_PROGRESS).filter(parent=unit)
    return frozenset(below.values_list("code", flat=True))
