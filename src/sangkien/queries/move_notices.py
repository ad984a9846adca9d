"""What units are told of entries that moved away from them or to them; and one such move."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from sangkien.core.permissions import Verb
from sangkien.core.receipts import receipt_number
from sangkien.models import Account, Campaign, MovedEntry, MoveNotice, Moving
from sangkien.queries.paging import Cursor, Page, page_by_id
from sangkien.queries.scope import places, visible_to
from sangkien.queries.stubs import Desk, desks_of, out_of_sight

__all__ = [
    "MovedRow",
    "Moving",
    "NoticeRow",
    "moved_rows",
    "notice_page",
    "unread_notices",
    "visible_moving",
]


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One notice as its list shows it."""

    id: int
    moving_id: int
    unit: str
    other: str
    gains: bool
    count: int
    at: datetime
    who: str
    reason: str
    undone_at: datetime | None
    seen_at: datetime | None
    seen_by: str
    is_own: bool  # told to the reader's own desk


@dataclass(frozen=True, slots=True)
class MovedRow:
    """One entry of a move; of one out of the reader's sight title, units, moment and desk only."""

    entry_id: int | None
    receipt: str
    title: str
    filed_at: datetime
    came_from: str
    to: str
    paths: tuple[str, str]  # of both units
    is_standing: bool
    desk: Desk


def own_desks(account: Account | None) -> tuple[str, ...]:
    """Return the places whose notices are the account's own to read."""
    return places(account, Verb.MEND)


def unread_notices(account: Account | None, campaign: Campaign) -> QuerySet[MoveNotice]:
    """Return what the account's own desk was told and nobody there has read."""
    told = visible_to(account, MoveNotice.objects.filter(moving__campaign=campaign))
    return told.filter(seen_at=None, unit__path__in=own_desks(account))


def notice_page(account: Account | None, campaign: Campaign, cursor: Cursor) -> Page[NoticeRow]:
    """Return one page of notices to units of the account's part, newest first. One query."""
    found = visible_to(account, MoveNotice.objects.filter(moving__campaign=campaign))
    shown = found.select_related("moving__by", "unit", "other", "seen_by")
    page = page_by_id(shown.defer("moving__changed"), cursor)
    desks = own_desks(account)
    rows = (_notice(row, is_own=row.unit.path in desks) for row in page.rows)
    return Page(tuple(rows), page.previous, page.next)


def visible_moving(account: Account | None, campaign: Campaign, number: int) -> Moving | None:
    """Return the move, undone or not, if a unit of the account's part was told of it."""
    told = visible_to(account, MoveNotice.objects.filter(moving=OuterRef("id")))
    found = Moving.objects.filter(Exists(told), campaign=campaign, id=number)
    return found.select_related("campaign__owner", "by", "undone_by").first()


def moved_rows(account: Account | None, moving: Moving) -> Sequence[MovedRow]:
    """Return the entries of a move. Four queries, however many there are."""
    rows = MovedEntry.objects.filter(moving=moving).order_by("id")
    shown = list(
        rows.select_related("initiative__unit", "from_unit", "to_unit").defer(
            "initiative__description", "initiative__typed"
        )
    )
    hidden = out_of_sight(account, {row.initiative_id for row in shown})
    desks = desks_of({row.initiative.unit for row in shown if row.initiative_id in hidden})
    prefix = moving.campaign.receipt_prefix
    return [
        MovedRow(
            entry_id=None if row.initiative_id in hidden else row.initiative_id,
            receipt=""
            if row.initiative_id in hidden
            else receipt_number(prefix, row.initiative_id),
            title=row.initiative.title,
            filed_at=row.initiative.occurred_at,
            came_from=row.from_unit.short_name,
            to=row.to_unit.short_name,
            paths=(row.from_unit.path, row.to_unit.path),
            is_standing=row.is_standing,
            desk=desks.get(row.initiative.unit_id, Desk("")),
        )
        for row in shown
    ]


def _notice(row: MoveNotice, *, is_own: bool) -> NoticeRow:
    return NoticeRow(
        id=row.id,
        moving_id=row.moving_id,
        unit=row.unit.short_name,
        other=row.other.short_name,
        gains=row.gains,
        count=row.count,
        at=row.moving.occurred_at,
        who=str(row.moving.by or ""),
        reason=row.moving.reason,
        undone_at=row.moving.undone_at,
        seen_at=row.seen_at,
        seen_by=str(row.seen_by or ""),
        is_own=is_own,
    )
