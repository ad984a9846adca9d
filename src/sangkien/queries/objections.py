"""Objections of members: on a desk, on a receipt; and the entries that name one's own person."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from sangkien.core.receipts import receipt_number
from sangkien.core.states import State
from sangkien.models import Account, Author, Campaign, Initiative, Objection
from sangkien.queries.paging import Cursor, Page, page_by_id
from sangkien.queries.people import names_account
from sangkien.queries.scope import Reader, visible_to

__all__ = [
    "Objection",
    "OwnEntry",
    "concerns",
    "is_by_another",
    "objection_by_id",
    "objection_page",
    "objections_in",
    "objections_of",
    "own_entries",
]
WEB = Initiative.Channel.WEB


@dataclass(frozen=True, slots=True)
class OwnEntry:
    """One entry that names the reader as an author."""

    id: int
    receipt: str
    token: UUID
    title: str
    campaign: str
    unit: str
    filed_at: datetime
    state: State
    is_by_another: bool
    has_open_objection: bool


def is_by_another(entry: Initiative) -> bool:
    """Whether somebody entered it for its author."""
    return bool(entry.behalf or entry.on_behalf) or entry.channel != WEB


def concerns(entry: Initiative, account: Account | None) -> bool:
    """Whether the holder of the receipt may object: entered by another, or naming the account."""
    if is_by_another(entry):
        return True
    return names_account(entry.id, account)


def objections_in(
    reader: Reader, campaign: Campaign, *, is_answered: bool = False
) -> QuerySet[Objection]:
    """Return the objections of the reader's part that wait for an answer, or that have one."""
    found = visible_to(reader, Objection.objects.filter(initiative__campaign=campaign))
    named = found.select_related("initiative__unit", "answered_by")
    return named.filter(answered_at__isnull=not is_answered)


def objection_page(found: QuerySet[Objection], cursor: Cursor, *, oldest: bool) -> Page[Objection]:
    """Return one page, what waits longest first. One query."""
    return page_by_id(found, cursor, newest_first=not oldest)


def objection_by_id(reader: Reader, campaign: Campaign, number: int) -> Objection | None:
    found = visible_to(reader, Objection.objects.filter(initiative__campaign=campaign))
    named = found.select_related("initiative__campaign__owner", "initiative__unit", "answered_by")
    return named.select_related("initiative__desk").filter(id=number).first()


def objections_of(entry_id: int) -> list[Objection]:
    """Return what was objected to the entry, the newest first. One query."""
    return list(Objection.objects.filter(initiative=entry_id).order_by("-id"))


def own_entries(account: Account, cursor: Cursor) -> Page[OwnEntry]:
    """Return the entries that name the account's person, newest first; one query, else none."""
    if account.person_id is None:
        return Page(())
    named = Author.objects.filter(person=account.person_id).values("initiative")
    waiting = Objection.objects.filter(initiative=OuterRef("pk"), answered_at=None)
    entries = Initiative.objects.filter(id__in=named).annotate(is_objected=Exists(waiting))
    page = page_by_id(entries.select_related("campaign", "unit"), cursor)
    return Page(tuple(_own(entry) for entry in page.rows), page.previous, page.next)


def _own(entry: Initiative) -> OwnEntry:
    return OwnEntry(
        id=entry.id,
        receipt=receipt_number(entry.campaign.receipt_prefix, entry.id),
        token=entry.receipt_token,
        title=entry.title,
        campaign=str(entry.campaign),
        unit=entry.unit.short_name,
        filed_at=entry.occurred_at,
        state=State(entry.state),
        is_by_another=is_by_another(entry),
        has_open_objection=bool(getattr(entry, "is_objected", False)),
    )
