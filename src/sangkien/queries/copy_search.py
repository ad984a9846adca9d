"""Entries that look like a work, where one may search: beyond the own part as stubs."""

from dataclasses import dataclass
from datetime import datetime

from sangkien.core.duplicates import Text
from sangkien.core.permissions import Verb
from sangkien.core.receipts import receipt_number
from sangkien.models import Account, Campaign, Initiative
from sangkien.queries.look_alikes import near
from sangkien.queries.scope import below, places
from sangkien.queries.stubs import Desk, desks_of, out_of_sight

__all__ = ["FoundCopy", "Text", "found_copies"]


@dataclass(frozen=True, slots=True)
class FoundCopy:
    """One entry that looks like the work; of one out of sight no id and no number."""

    entry_id: int | None
    receipt: str
    title: str
    unit: str
    filed_at: datetime
    is_own: bool  # of the author typed, at the place typed; of one out of sight never said
    desk: Desk | None


def found_copies(
    account: Account | None, campaign: Campaign, typed: Text, *, most: int = 20
) -> list[FoundCopy]:
    """Return entries like the typed work that count where the account may search, nearest first.

    Trade secrets of others are left out. Seven queries at the most.
    """
    ranked = dict(near(campaign, typed))
    within = below("unit_path", places(account, Verb.SEARCH_COPIES))
    rows = Initiative.objects.filter(within, id__in=ranked).select_related("unit")
    found = {row.id: row for row in rows.defer("description", "typed")}
    hidden = out_of_sight(account, found.keys())
    shown = [found[one] for one in ranked if one in found]
    shown = [row for row in shown if row.id not in hidden or not row.is_secret][:most]
    desks = desks_of({row.unit for row in shown if row.id in hidden})
    return [
        FoundCopy(
            entry_id=None if row.id in hidden else row.id,
            receipt="" if row.id in hidden else receipt_number(campaign.receipt_prefix, row.id),
            title=row.title,
            unit=row.unit.short_name,
            filed_at=row.occurred_at,
            is_own=ranked[row.id] and row.id not in hidden,
            desk=desks.get(row.unit_id) if row.id in hidden else None,
        )
        for row in shown
    ]
