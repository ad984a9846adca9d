"""What a person may see. Every list, page, export and command starts here."""

from django.db.models import Q, QuerySet

from sangkien.core.permissions import Reach, Role, Verb, may, may_somewhere, reach_of
from sangkien.models import Account, Campaign, Grant, Initiative, Unit


def reaches_of(account: Account | None) -> tuple[Reach, ...]:
    """Return the account's roles with their places; a visitor has none. One query, then kept."""
    if account is None or not account.is_active:
        return ()
    kept: tuple[Reach, ...] | None = getattr(account, "_reaches", None)
    if kept is None:
        rows = Grant.objects.filter(account=account).order_by("id")
        kept = tuple(
            Reach(Role(role), path) for role, path in rows.values_list("role", "unit__path")
        )
        account._reaches = kept  # type: ignore[attr-defined]  # noqa: SLF001 - kept with the account
    return kept


def allowed(account: Account | None, verb: Verb, unit_path: str) -> bool:
    """Return whether the account may do `verb` at the unit; nobody logged in may nothing."""
    return may(reaches_of(account), verb, unit_path)


def allowed_somewhere(account: Account | None, verb: Verb, unit_path: str) -> bool:
    """Return whether the account may do `verb` at the unit or at some unit below it."""
    return may_somewhere(reaches_of(account), verb, unit_path)


def visible_entries(account: Account | None, campaign: Campaign) -> QuerySet[Initiative]:
    """Return the entries of the campaign the account may read: those of its part of the tree."""
    entries = Initiative.objects.filter(campaign=campaign)
    return entries.filter(below("unit_path", reach_of(reaches_of(account), Verb.SEE_ENTRIES)))


def visible_units(account: Account | None, verb: Verb) -> QuerySet[Unit]:
    return Unit.objects.filter(below("path", reach_of(reaches_of(account), verb))).order_by("path")


def below(column: str, paths: tuple[str, ...]) -> Q:
    """Return the condition "stands at or below one of `paths`"; of none, nothing."""
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(**{f"{column}__startswith": path})
    return condition


def home_unit(account: Account | None, campaign: Campaign) -> Unit:
    """Return the unit whose table the account sees first: its own, within the campaign.

    Of several the one nearest to the campaign's owner, and of these the one granted first.
    """
    paths = [r.path for r in reaches_of(account) if r.path.startswith(campaign.owner.path)]
    nearest = min(paths, key=lambda path: path.count("."), default=None)
    own = Unit.objects.filter(path=nearest).first() if nearest else None
    return own or campaign.owner
