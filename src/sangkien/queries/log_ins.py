"""Who logs in under which name, and where an account is logged in now."""

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from sangkien.core.log_in_names import phone_meant
from sangkien.core.text import tidy
from sangkien.models import Account
from sangkien.queries.paging import Cursor, Page, page_by_id


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One browser in which an account is logged in."""

    id: int
    since: datetime
    address: str  # of the network
    browser: str  # as it names itself
    is_current: bool


def account_by_log_in_name(typed: str) -> Account | None:
    """Return the account with this user name, else with this phone number or e-mail address.

    A user name goes before the other two: those somebody chose, this one was given. One query.
    """
    name = tidy(typed).lower()
    phone = phone_meant(name)
    found = Account.objects.filter(
        Q(login=name) | Q(email=name) | (Q(phone=phone) if phone else Q())
    )
    return min(found, key=lambda one: one.login != name, default=None)


def session_page(account: Account, cursor: Cursor, *, current: str) -> Page[SessionRow]:
    """Return one page of where the account is logged in, the newest first. One query.

    `current` is the key of the session that asks.
    """
    page = page_by_id(live_sessions(account), cursor)
    rows = tuple(
        SessionRow(
            id=row.pk,
            since=row.created_at,
            address=row.ip,
            browser=row.user_agent,
            is_current=row.session_key == current,
        )
        for row in page.rows
    )
    return Page(rows, page.previous, page.next)


def live_sessions(account: Account) -> QuerySet[UserSession]:
    """Return the sessions of the account that have not run out or been ended."""
    live = Session.objects.filter(expire_date__gt=Now()).values("session_key")
    return UserSession.objects.filter(user=account, session_key__in=live)
