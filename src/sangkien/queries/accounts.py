"""Accounts an officer may give a new password."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from sangkien.core.permissions import Reach, Role, may_manage, roles_managed_by
from sangkien.models import Account, Grant
from sangkien.queries.paging import Cursor, Page, page_by_id
from sangkien.queries.scope import reaches_of

__all__ = ["Account", "AccountRow", "account_page", "managed_account", "manages"]


@dataclass(frozen=True, slots=True)
class AccountRow:
    id: int
    login: str
    label: str
    places: tuple[tuple[str, str], ...]  # role, unit
    must_change_password: bool


def manages(account: Account, other: Account) -> bool:
    """Return whether `account` may give `other` a new password; nobody does so to oneself."""
    grants = Grant.objects.filter(account=other).values_list("role", "unit__path")
    theirs = [Reach(Role(role), path) for role, path in grants]
    return account != other and may_manage(reaches_of(account), theirs)


def managed_account(account: Account | None, account_id: int) -> Account | None:
    return _managed(account).filter(id=account_id).first() if account else None


def account_page(account: Account | None, cursor: Cursor) -> Page[AccountRow]:
    """Return one page of the accounts managed, the newest first. Two queries."""
    if account is None:
        return Page(())
    grants = Prefetch("grants", Grant.objects.select_related("unit").order_by("id"))
    page = page_by_id(_managed(account).prefetch_related(grants), cursor)
    return Page(tuple(_row(each) for each in page.rows), page.previous, page.next)


def _managed(account: Account) -> QuerySet[Account]:
    """`manages` as a condition: of the grants of each, every one is within reach."""
    within = Q(pk__in=[])
    for reach in reaches_of(account):
        roles = [role.value for role in roles_managed_by(reach.role)]
        within |= Q(role__in=roles, unit__path__startswith=reach.path)
    inside, outside = Grant.objects.filter(within), Grant.objects.exclude(within)
    return (
        Account.objects.filter(id__in=inside.values("account"), is_active=True)
        .exclude(id__in=outside.values("account"))
        .exclude(id=account.id)
    )


def _row(account: Account) -> AccountRow:
    return AccountRow(
        id=account.id,
        login=account.login,
        label=account.label,
        places=tuple((grant.role, grant.unit.short_name) for grant in account.grants.all()),
        must_change_password=account.must_change_password,
    )
