"""What a person may see. Every list, page, export, API and command starts here."""

from collections.abc import Callable
from typing import TypeVar

from django.db.models import F, Model, Q, QuerySet
from django.db.models.functions import Now

from sangkien.core.journal import Kind
from sangkien.core.permissions import Reach, Role, Scope, Verb, may, may_somewhere, reach_of
from sangkien.models import (
    Account,
    Campaign,
    Explanation,
    Finding,
    Grant,
    ImportBatch,
    Initiative,
    JournalLine,
    Letter,
    ListedEntry,
    MoveNotice,
    Objection,
    Passing,
    ScreeningRun,
    Snapshot,
    Unit,
    UnitList,
)

M = TypeVar("M", bound=Model)


class Operator:
    """Whoever keeps the machine and with it the database: commands and jobs read all."""


OPERATOR = Operator()
Reader = Account | Operator | None  # None: a visitor


def visible_to(reader: Reader, rows: QuerySet[M]) -> QuerySet[M]:
    """Return those of the rows that the reader may see; KeyError for a table not listed below.

    The one way from a door to entries and all that hangs on them; tests/test_architecture.py looks
    for ways around it.
    """
    if isinstance(reader, Operator):
        return rows
    return rows.filter(_SEEN_BY[rows.model](reader))


def reaches_of(account: Account | None) -> tuple[Reach, ...]:
    """Return the account's roles with their places; a visitor has none. One query, then kept."""
    if account is None or not account.is_active:
        return ()
    kept: tuple[Reach, ...] | None = getattr(account, "_reaches", None)
    if kept is None:
        kept = reaches_in(Grant.objects.filter(is_running(), account=account))
        account._reaches = kept  # type: ignore[attr-defined]  # noqa: SLF001 - kept with the account
    return kept


def reaches_in(grants: QuerySet[Grant]) -> tuple[Reach, ...]:
    """Return the roles with their places, in the order in which they were given. One query."""
    rows = grants.order_by("id").values_list(
        "id", "role", "unit__path", "scopes__scope", "scopes__unit__path"
    )
    of_grant: dict[int, tuple[Role, str, dict[Scope, list[str]]]] = {}
    for grant_id, role, path, scope, scope_path in rows:
        _, _, scopes = of_grant.setdefault(grant_id, (Role(role), path, {}))
        if scope is not None:
            scopes.setdefault(Scope(scope), []).append(scope_path)
    return tuple(
        Reach(role, path, tuple((scope, tuple(sorted(paths))) for scope, paths in scopes.items()))
        for role, path, scopes in of_grant.values()
    )


def is_running() -> Q:
    """Return the condition that a grant holds.

    By the clock of the database: what one may is a matter of now, whatever day is looked at.
    """
    return Q(taken_at=None) & (Q(ends_at=None) | Q(ends_at__gt=Now()))


def places(account: Account | None, verb: Verb) -> tuple[str, ...]:
    """Return the paths at or below which the account may do `verb`."""
    return reach_of(reaches_of(account), verb)


def allowed(account: Account | None, verb: Verb, unit_path: str) -> bool:
    """Return whether the account may do `verb` at the unit; nobody logged in may nothing."""
    return may(reaches_of(account), verb, unit_path)


def allowed_somewhere(account: Account | None, verb: Verb, unit_path: str) -> bool:
    """Return whether the account may do `verb` at the unit or at some unit below it."""
    return may_somewhere(reaches_of(account), verb, unit_path)


def visible_entries(reader: Reader, campaign: Campaign) -> QuerySet[Initiative]:
    """Return the entries of the campaign the reader may see: those of its part of the tree."""
    return visible_to(reader, Initiative.objects.filter(campaign=campaign))


def visible_units(account: Account | None, verb: Verb) -> QuerySet[Unit]:
    return Unit.objects.filter(below("path", places(account, verb))).order_by("path")


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
    paths = [path for path in _homes(account) if path.startswith(campaign.owner.path)]
    nearest = min(paths, key=lambda path: path.count("."), default=None)
    own = Unit.objects.filter(path=nearest).first() if nearest else None
    return own or campaign.owner


def _homes(account: Account | None) -> list[str]:
    """The places of roles whose own figures they show; where they do not, those they show."""
    homes: list[str] = []
    for reach in reaches_of(account):
        is_own = may([reach], Verb.SEE_PROGRESS, reach.path)
        homes += [reach.path] if is_own else reach_of([reach], Verb.SEE_PROGRESS)
    return homes


def _where(column: str, verb: Verb) -> Callable[[Account | None], Q]:
    return lambda account: below(column, places(account, verb))


def _batches(account: Account | None) -> Q:
    """Those of the units one may import for; who reads no entries there sees the own ones only."""
    importing, reading = places(account, Verb.IMPORT), places(account, Verb.SEE_ENTRIES)
    own = Q(by=account) if account else Q(pk__in=[])
    return below("unit__path", importing) & (own | below("unit__path", reading))


def _lines(account: Account | None) -> Q:
    """Lines of one's campaigns, of units of one's part, and of the entries that count there."""
    paths = places(account, Verb.SEE_JOURNAL)
    entries = Initiative.objects.filter(below("unit_path", paths)).values("id")
    return (
        below("campaign__owner__path", paths)
        | below("unit_path", paths)
        | Q(about=Kind.ENTRY, about_id__in=entries)
    )


def _snapshots(account: Account | None) -> Q:
    """The campaign's own, whose totals are open to everybody, and those of one's units."""
    return Q(unit=F("campaign__owner")) | below("unit__path", places(account, Verb.SEE_PROGRESS))


_SEEN_BY: dict[type[Model], Callable[[Account | None], Q]] = {
    Initiative: _where("unit_path", Verb.SEE_ENTRIES),
    Explanation: _where("unit__path", Verb.SEE_ENTRIES),
    Finding: _where("initiative__unit_path", Verb.SEE_ENTRIES),
    ImportBatch: _batches,
    JournalLine: _lines,
    Letter: _where("campaign__owner__path", Verb.WRITE_LETTER),
    MoveNotice: _where("unit__path", Verb.SEE_ENTRIES),
    Objection: _where("initiative__unit_path", Verb.SEE_ENTRIES),
    Passing: _where("finding__initiative__unit_path", Verb.SEE_ENTRIES),
    ScreeningRun: _where("campaign__owner__path", Verb.RESCREEN),
    Snapshot: _snapshots,
    UnitList: _where("unit__path", Verb.SEE_ENTRIES),
    ListedEntry: _where("holder__path", Verb.SEE_ENTRIES),
}
