"""Accounts an officer may give a new password."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from sangkien.core.permissions import Reach, Role, Scope
from sangkien.core.roles import may_reset, roles_reset_by
from sangkien.models import Account, Grant, GrantScope
from sangkien.queries.paging import Cursor, Page, page_by_id
from sangkien.queries.scope import below, is_running, reaches_in, reaches_of

__all__ = [
    "Account",
    "AccountRow",
    "account_page",
    "managed_account",
    "managed_accounts",
    "manages",
]


@dataclass(frozen=True, slots=True)
class AccountRow:
    id: int
    login: str
    label: str
    places: tuple[tuple[str, str], ...]  # role, unit
    must_change_password: bool


def manages(account: Account, other: Account) -> bool:
    """Return whether `account` may give `other` a new password; nobody does so to oneself."""
    theirs = reaches_in(Grant.objects.filter(is_running(), account=other))
    return account != other and may_reset(reaches_of(account), theirs)


def managed_account(account: Account | None, account_id: int) -> Account | None:
    """Return the account if it is managed: asked of core/roles.py, for one less work than SQL."""
    other = Account.objects.filter(id=account_id, is_active=True).first() if account else None
    return other if account and other and manages(account, other) else None


def account_page(account: Account | None, cursor: Cursor) -> Page[AccountRow]:
    """Return one page of the accounts managed, the newest first. Two queries."""
    if account is None:
        return Page(())
    running = Grant.objects.filter(is_running()).select_related("unit").order_by("id")
    grants = Prefetch("grants", running)
    page = page_by_id(managed_accounts(account).prefetch_related(grants), cursor)
    return Page(tuple(_row(each) for each in page.rows), page.previous, page.next)


def managed_accounts(account: Account) -> QuerySet[Account]:
    """`manages` as a condition: of the grants of each, every one is within reach."""
    held = _held(reaches_of(account), roles_reset_by)
    running = Grant.objects.filter(is_running())
    inside, outside = running.filter(held), running.exclude(held)
    return (
        Account.objects.filter(id__in=inside.values("account"), is_active=True)
        .exclude(id__in=outside.values("account"))
        .exclude(id=account.id)
    )


def _held(reaches: tuple[Reach, ...], roles_by: Callable[[Role], frozenset[Role]]) -> Q:
    """The condition that a grant lies within one of the reaches: core/roles.py as SQL."""
    condition = Q(pk__in=[])
    for reach in reaches:
        roles = roles_by(reach.role)
        lesser = [role.value for role in roles if not _is_equal_admin(role, reach)]
        condition |= Q(role__in=lesser) & _inside(reach)
        if len(lesser) < len(roles):
            condition |= Q(role=Role.ACCOUNT_ADMIN) & _inside(reach, strictly=True)
    return condition


def _is_equal_admin(role: Role, reach: Reach) -> bool:
    return role == reach.role == Role.ACCOUNT_ADMIN


def _inside(reach: Reach, *, strictly: bool = False) -> Q:
    """Each scope of a grant, its own place where none is stored, within that of the reach."""
    condition = Q()
    for scope in Scope:
        paths = reach.paths(scope)
        within = below("unit__path", paths)
        if strictly:
            within &= ~Q(unit__path__in=paths)
        stored = GrantScope.objects.filter(grant=OuterRef("pk"), scope=scope)
        outside = stored.exclude(within)
        condition &= Q(Exists(stored) & ~Exists(outside)) | Q(within & ~Exists(stored))
    return condition


def _row(account: Account) -> AccountRow:
    return AccountRow(
        id=account.id,
        login=account.login,
        label=account.label,
        places=tuple((grant.role, grant.unit.short_name) for grant in account.grants.all()),
        must_change_password=account.must_change_password,
    )
