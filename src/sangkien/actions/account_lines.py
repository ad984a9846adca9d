"""A line of the journal about an account: where it stands in the organisation."""

from typing import Any

from sangkien.actions.journal import Line
from sangkien.models import Account, Unit


def about_account(account: Account, verb: str, unit: Unit | None = None, **details: Any) -> Line:
    """Return a line about the account, at `unit` or where it has its highest role."""
    unit = unit or _unit_of(account)
    return Line(
        verb,
        unit_id=unit.id if unit else None,
        unit_path=unit.path if unit else "",
        details={"account": account.id, **details},
    )


def _unit_of(account: Account) -> Unit | None:
    return Unit.objects.filter(grant__account=account).order_by("level", "path").first()
