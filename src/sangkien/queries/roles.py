"""Who has which role where: the people of the reader's part of the organisation."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from sangkien.core.permissions import Reach, Role, Scope, Verb, widest
from sangkien.core.roles import may_close, may_give, roles_given_by
from sangkien.core.text import fold
from sangkien.models import Account, Grant, GrantScope, Unit
from sangkien.queries.paging import Cursor, Page, page_by_id
from sangkien.queries.scope import below, is_running, places, reaches_in, reaches_of

__all__ = [
    "Account",
    "Grant",
    "HeldRole",
    "PeopleFilter",
    "Person",
    "Unit",
    "may_be_closed",
    "may_be_taken",
    "part_of",
    "people_page",
    "person_by_id",
    "reach_of_grant",
    "roles_to_give",
    "running_grant",
    "unit_of_part",
    "units_called",
    "units_of_part",
    "units_to_give_at",
]

SEEING = (Verb.SEE_ROLES, Verb.GIVE_ROLES, Verb.OPEN_ACCOUNTS)
MOST_CHOICES = 200


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """Which people are asked for; the default asks for all."""

    unit_path: str = ""  # with a role at or below this unit
    role: str = ""
    words: str = ""  # of log-in name and post, or of an e-mail address or phone number


@dataclass(frozen=True, slots=True)
class HeldRole:
    """One role somebody has or had; `scopes` names the units of those that are not the role's."""

    id: int
    role: str
    unit: str
    scopes: tuple[tuple[Scope, tuple[str, ...]], ...]
    given_at: datetime | None
    given_by: Account | None
    reason: str
    ends_at: datetime | None
    taken_at: datetime | None
    taken_by: Account | None
    taken_reason: str
    may_be_taken: bool


@dataclass(frozen=True, slots=True)
class Person:
    """One account with its roles in the reader's part; what it has elsewhere is not told."""

    id: int
    account: Account
    roles: tuple[HeldRole, ...]  # that hold now
    former: tuple[HeldRole, ...] = ()


def part_of(account: Account | None) -> tuple[str, ...]:
    """Return the paths at or below which the account sees who has which role."""
    return widest(path for verb in SEEING for path in places(account, verb))


def people_page(account: Account, asked: PeopleFilter, cursor: Cursor) -> Page[Person]:
    """Return one page of the people with a role in the reader's part, the newest first.

    Whose roles there have all ended stands in the list too: a role can be given again. Three
    queries, however many people.
    """
    here = below("unit__path", part_of(account))
    grants = Grant.objects.filter(here)
    if asked.unit_path or asked.role:
        grants = grants.filter(is_running(), unit__path__startswith=asked.unit_path)
    if asked.role:
        grants = grants.filter(role=asked.role)
    found = Account.objects.filter(id__in=grants.values("account"))
    for word in fold(asked.words).split():
        known_by = Q(found_by__contains=word) | Q(email__contains=word) | Q(phone__contains=word)
        found = found.filter(known_by)
    held = _whole(Grant.objects.filter(is_running(), here))
    page = page_by_id(found.prefetch_related(Prefetch("grants", held)), cursor)
    own = reaches_of(account)
    rows = (
        Person(one.id, one, tuple(_held(own, account, grant) for grant in one.grants.all()))
        for one in page.rows
    )
    return Page(tuple(rows), page.previous, page.next)


def person_by_id(account: Account, person_id: int) -> Person | None:
    """Return somebody with a role, now or before, in the reader's part; None for others.

    Five queries.
    """
    here = Grant.objects.filter(below("unit__path", part_of(account)), account=person_id)
    other = Account.objects.filter(id__in=here.values("account")).first()
    if other is None:
        return None
    own, running = reaches_of(account), Grant.objects.filter(is_running(), account=person_id)
    held = [_held(own, account, grant) for grant in _whole(here)]
    now = set(running.values_list("id", flat=True))
    return Person(
        other.id,
        other,
        tuple(one for one in held if one.id in now),
        tuple(one for one in held if one.id not in now),
    )


def may_be_taken(account: Account | None, grant: Grant) -> bool:
    """Return whether the account may take the role back; nobody takes an own one."""
    if account is None or grant.account_id == account.id:
        return False
    return may_give(reaches_of(account), reach_of_grant(grant))


def may_be_closed(account: Account | None, other: Account) -> bool:
    """Return whether the account may close or open again the log-in of the other.

    All that the other may do counts, also elsewhere; where it may nothing any more, what it
    might last.
    """
    if account is None or account == other:
        return False
    grants = Grant.objects.filter(account=other)
    last = grants.order_by("-id").values("id")[:1]
    theirs = reaches_in(grants.filter(is_running())) or reaches_in(grants.filter(id__in=last))
    return may_close(reaches_of(account), theirs)


def running_grant(account: Account, grant_id: int) -> Grant | None:
    """Return a role that somebody has now in the reader's part."""
    here = Grant.objects.filter(is_running(), below("unit__path", part_of(account)), id=grant_id)
    return here.select_related("account", "unit").first()


def reach_of_grant(grant: Grant) -> Reach:
    return reaches_in(Grant.objects.filter(id=grant.id))[0]


def roles_to_give(account: Account | None) -> list[Role]:
    """Return the roles that the account may give somewhere, in the order of the policy."""
    given = {role for own in reaches_of(account) for role in roles_given_by(own.role)}
    return [role for role in Role if role in given]


def units_to_give_at(account: Account | None) -> list[Unit]:
    """Return units a role may be given at, for a short list. One query."""
    return _tops(places(account, Verb.GIVE_ROLES))


def units_of_part(account: Account | None) -> list[Unit]:
    """Return units of the reader's part, for a short list. One query."""
    return _tops(part_of(account))


def unit_of_part(account: Account | None, code: str) -> Unit | None:
    """Return the unit of that code, None where it is not in the reader's part. One query."""
    return Unit.objects.filter(below("path", part_of(account)), code=code).first()


def units_called(account: Account | None, typed: str, scope: Scope) -> list[Unit]:
    """Return the units of that name or code in the scope of who gives roles. One query."""
    giving = [own for own in reaches_of(account) if roles_given_by(own.role)]
    paths = widest(path for own in giving for path in own.paths(scope))
    found = Unit.objects.filter(below("path", paths), names__folded=fold(typed))
    return list(found.distinct().order_by("path"))


def _tops(paths: tuple[str, ...]) -> list[Unit]:
    """The units at the paths and those right below."""
    offered = Unit.objects.filter(Q(path__in=paths) | Q(parent__path__in=paths))
    return list(offered.order_by("level", "id")[:MOST_CHOICES])


def _whole(grants: QuerySet[Grant]) -> QuerySet[Grant]:
    scopes = Prefetch("scopes", GrantScope.objects.select_related("unit").order_by("unit__path"))
    related = grants.select_related("unit", "given_by", "taken_by").prefetch_related(scopes)
    return related.order_by("id")


def _held(own: Iterable[Reach], reader: Account, grant: Grant) -> HeldRole:
    units: dict[Scope, list[Unit]] = {}
    for row in grant.scopes.all():
        units.setdefault(Scope(row.scope), []).append(row.unit)
    paths = tuple((scope, tuple(unit.path for unit in held)) for scope, held in units.items())
    given = Reach(Role(grant.role), grant.unit.path, paths)
    values: dict[str, Any] = {
        name: getattr(grant, name)
        for name in ("id", "role", "given_at", "given_by", "reason", "ends_at")
    }
    return HeldRole(
        **values,
        unit=grant.unit.short_name,
        scopes=tuple(
            (scope, tuple(unit.short_name for unit in units[scope]))
            for scope in Scope
            if scope in units
        ),
        taken_at=grant.taken_at,
        taken_by=grant.taken_by,
        taken_reason=grant.taken_reason,
        may_be_taken=grant.account_id != reader.id and may_give(own, given),
    )
