"""Entries named beside one's own that may not be read: which they are, and who may tell more.

Of such a one a page shows title, unit, moment and the desk of its unit, and nothing else.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q

from sangkien.core.permissions import POLICY, Role, Scope, Verb
from sangkien.core.receipts import entry_of
from sangkien.models import Account, Grant, GrantScope, Initiative, Unit
from sangkien.queries.scope import is_running, visible_to

NUMBERS_OF_A_COPY = frozenset({"other_id", "other_receipt", "first_receipt"})
DECIDING = [role.value for role in Role if Verb.REVIEW in POLICY[role]]


@dataclass(frozen=True, slots=True)
class Desk:
    """Who decides on what counts at a unit: the unit whose officers do, and their posts."""

    unit: str
    posts: tuple[str, ...] = ()  # without log-in names: those are personal


def out_of_sight(account: Account | None, entry_ids: Collection[int]) -> frozenset[int]:
    """Return those of the entries that the account may not see. One query; none for none."""
    if not entry_ids:
        return frozenset()
    seen = visible_to(account, Initiative.objects.filter(id__in=entry_ids))
    return frozenset(entry_ids) - set(seen.values_list("id", flat=True))


def shown_details(account: Account | None, details: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a finding says, of a copy out of the account's sight no number of it."""
    named = (details.get("other_id"), entry_of(details.get("first_receipt", "")))
    if not out_of_sight(account, {one for one in named if one is not None}):
        return dict(details)
    return {name: value for name, value in details.items() if name not in NUMBERS_OF_A_COPY}


def desks_of(units: Collection[Unit]) -> dict[int, Desk]:
    """Return the desk of each unit, by its id: the nearest at or above it where somebody decides.

    Where nobody does it is the unit itself. Two queries; none for none.
    """
    if not units:
        return {}
    above = {path for unit in units for path in _lineage(unit.path)}
    at_work = Prefetch("scopes", GrantScope.objects.filter(scope=Scope.WORK).select_related("unit"))
    grants = (
        Grant.objects.filter(is_running(), role__in=DECIDING, account__is_active=True)
        .filter(Q(unit__path__in=above) | Q(scopes__unit__path__in=above))
        .select_related("unit", "account")
        .prefetch_related(at_work)
        .distinct()
    )
    posts: dict[str, tuple[str, set[str]]] = {}  # path → name of the unit, posts
    for grant in grants:
        for unit in [scope.unit for scope in grant.scopes.all()] or [grant.unit]:
            _, there = posts.setdefault(unit.path, (unit.short_name, set()))
            there |= {grant.account.label} - {""}
    return {unit.id: _nearest(unit, posts) for unit in units}


def _lineage(path: str) -> Iterator[str]:
    """The paths at and above `path`, the nearest first.

    >>> list(_lineage("1.4.27."))
    ['1.4.27.', '1.4.', '1.']
    """
    steps = path.rstrip(".").split(".")
    yield from ("".join(f"{step}." for step in steps[:depth]) for depth in range(len(steps), 0, -1))


def _nearest(unit: Unit, posts: dict[str, tuple[str, set[str]]]) -> Desk:
    found: Iterable[tuple[str, set[str]]] = (
        posts[path] for path in _lineage(unit.path) if path in posts
    )
    name, there = next(iter(found), (unit.short_name, set()))
    return Desk(name, tuple(sorted(there)))
