"""Roles given and taken: by whom, where, until when, and why. A role taken stays as a record."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from sangkien.actions.account_lines import about_account
from sangkien.actions.journal import By, Line, record
from sangkien.core.permissions import Reach, Role, Scope
from sangkien.core.refusal import Refusal
from sangkien.core.roles import may_give
from sangkien.models import Account, Grant, GrantScope, Unit
from sangkien.queries.roles import may_be_taken
from sangkien.queries.scope import reaches_of


@dataclass(frozen=True, slots=True)
class Gift:
    """A role at a unit; `scopes` holds the units of those scopes that are other than it."""

    role: Role
    unit: Unit
    scopes: Mapping[Scope, tuple[Unit, ...]] = field(default_factory=dict)
    ends_at: datetime | None = None  # from this moment on it holds no more

    @property
    def reach(self) -> Reach:
        paths = ((scope, tuple(one.path for one in units)) for scope, units in self.scopes.items())
        return Reach(self.role, self.unit.path, tuple(paths))


@transaction.atomic
def give_role(account: Account, gift: Gift, *, reason: str, by: By) -> Grant:
    """Give the account a role.

    Raises Refusal `not-allowed` for oneself and for what reaches beyond the own roles,
    `reason-missing`, `log-in-closed`, `role-held` where it has this role at this unit already.
    """
    require_giving(gift, by)
    if by.account == account:
        raise Refusal("not-allowed")
    if not reason.strip():
        raise Refusal("reason-missing")
    held = Account.objects.select_for_update(no_key=True).get(id=account.id)
    if not held.is_active:
        raise Refusal("log-in-closed")
    grant = hand_over(account, gift, reason=reason, by=by)
    record(by, [line_of_gift(account, gift, reason=reason)])
    return grant


@transaction.atomic
def take_role(grant: Grant, *, reason: str, by: By) -> None:
    """Take a role back; it stays as a record of who had it, until when and why.

    Raises Refusal `not-allowed`, `reason-missing`, `role-taken` where somebody did so before.
    """
    if not by.is_system and not may_be_taken(by.account, grant):
        raise Refusal("not-allowed")
    if not reason.strip():
        raise Refusal("reason-missing")
    held = Grant.objects.filter(id=grant.id, taken_at=None)
    if not held.update(taken_at=by.now, taken_by=by.account, taken_reason=reason):
        raise Refusal("role-taken")
    line = about_account(grant.account, "role-taken", grant.unit, role=grant.role)
    record(by, [replace(line, changes={"role": [grant.role, None]}, reason=reason)])


def require_giving(gift: Gift, by: By) -> None:
    """Refuse (`not-allowed`) a role that one of the own roles may not give there."""
    if not by.is_system and not may_give(reaches_of(by.account), gift.reach):
        raise Refusal("not-allowed")


def hand_over(account: Account, gift: Gift, *, reason: str, by: By) -> Grant:
    """Store the role, without a line; whoever calls has the right and writes it."""
    same = Grant.objects.filter(account=account, role=gift.role, unit=gift.unit, taken_at=None)
    # one that has run out makes room
    same.filter(ends_at__lte=by.now).update(taken_at=by.now)
    try:
        with transaction.atomic():
            grant = Grant.objects.create(
                account=account,
                role=gift.role,
                unit=gift.unit,
                given_at=by.now,
                given_by=by.account,
                reason=reason,
                ends_at=gift.ends_at,
            )
    except IntegrityError as held:
        raise Refusal("role-held", unit=gift.unit.short_name) from held
    GrantScope.objects.bulk_create(
        GrantScope(grant=grant, scope=scope, unit=unit)
        for scope, units in gift.scopes.items()
        for unit in units
    )
    return grant


def line_of_gift(account: Account, gift: Gift, *, reason: str, verb: str = "role-given") -> Line:
    """Return the line of the journal that tells of the role."""
    changes: dict[str, list[Any]] = {"role": [None, gift.role.value]}
    for scope, units in gift.scopes.items():
        changes[f"scope-{scope}"] = [None, [unit.short_name for unit in units]]
    if gift.ends_at:
        changes["ends_at"] = [None, gift.ends_at.isoformat()]
    line = about_account(account, verb, gift.unit, role=gift.role.value)
    return replace(line, changes=changes, reason=reason)
