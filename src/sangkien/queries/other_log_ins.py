"""Other log-ins of an account, and claims to one that wait for an officer."""

from dataclasses import dataclass
from datetime import datetime

from allauth.socialaccount.models import SocialAccount
from django.db.models import QuerySet
from django.db.models.functions import Now

from sangkien.models import Account, LogInClaim
from sangkien.queries.accounts import managed_accounts
from sangkien.queries.paging import Cursor, Page, page_by_id

__all__ = [
    "Connection",
    "LogInClaim",
    "claim_for",
    "claim_page",
    "connections_of",
    "open_claims",
]


@dataclass(frozen=True, slots=True)
class Connection:
    """A log-in by another server that opens an account."""

    id: int
    provider: str
    shown: str
    since: datetime
    used_at: datetime


def connections_of(account: Account) -> tuple[Connection, ...]:
    """Return all of them, the oldest first. One query."""
    rows = SocialAccount.objects.filter(user=account).order_by("id")
    return tuple(
        Connection(
            id=row.pk,
            provider=row.provider,
            shown=row.extra_data.get("email") or row.extra_data.get("name", ""),
            since=row.date_joined,
            used_at=row.last_login,
        )
        for row in rows
    )


def open_claims(officer: Account) -> QuerySet[LogInClaim]:
    """Return the claims that wait for this officer: to accounts it may give a new password."""
    waiting = LogInClaim.objects.filter(decided_at=None, ends_at__gt=Now())
    return waiting.filter(account__in=managed_accounts(officer))


def claim_page(officer: Account, cursor: Cursor) -> Page[LogInClaim]:
    return page_by_id(open_claims(officer).select_related("account"), cursor)


def claim_for(officer: Account | None, claim_id: int) -> LogInClaim | None:
    if officer is None:
        return None
    return open_claims(officer).select_related("account").filter(id=claim_id).first()
