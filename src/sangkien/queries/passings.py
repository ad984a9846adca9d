"""What was left to the level above: on whose desk a finding lies, and what became of it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from sangkien.core.permissions import POLICY, Verb, paths_above, paths_of
from sangkien.core.states import State
from sangkien.models import Account, Finding, Grant, Passing, Unit
from sangkien.queries.scope import below, is_running, places, reaches_in, reaches_of

OPEN = Finding.State.OPEN
DECIDED = (Passing.Outcome.UPHELD, Passing.Outcome.DISMISSED, Passing.Outcome.MOVED)
ENDED = (State.WITHDRAWN, State.UNDONE, State.MERGED)


@dataclass(frozen=True, slots=True)
class Desks:
    """Whose desk a finding lies on, and the nearest one above that; None where nobody is."""

    own: Unit
    above: Unit


@dataclass(frozen=True, slots=True)
class Passed:
    """One passing as lists and pages tell it; `outcome` is "" while it waits."""

    from_unit: str
    to_unit: str
    to_path: str
    who: str
    note: str
    at: datetime
    outcome: str
    answer: str
    answered_by: str


def desks_above(account: Account | None, unit_paths: Iterable[str]) -> dict[str, Desks]:
    """Return for each place where the account decides its desk and the nearest one above it.

    A desk is where somebody decides findings by a role that holds now. Places without a desk above
    are left out. Two queries.
    """
    own = {path: place for path in unit_paths if (place := _own_place(account, path))}
    above = {place: paths_above(place) for place in set(own.values())}
    working = _deciding_at({path for paths in above.values() for path in paths})
    nearest = {
        place: next((path for path in paths if path in working), "")
        for place, paths in above.items()
    }
    units = {unit.path: unit for unit in Unit.objects.filter(path__in={*nearest, *working})}
    return {
        path: Desks(units[place], units[nearest[place]])
        for path, place in own.items()
        if nearest[place]
    }


def desk_above(account: Account | None) -> str:
    """Return the names of the desks above the places where the account decides, "" for none."""
    found = desks_above(account, places(account, Verb.REVIEW))
    return ", ".join(sorted({desks.above.short_name for desks in found.values()}))


def lies_above(account: Account | None) -> Q:
    """Return the condition that a finding was passed to a desk above all where one decides.

    For one who decides nowhere no finding is: what is read only lies on no desk of theirs.
    """
    if not places(account, Verb.REVIEW):
        return Q(pk__in=[])
    return Q(id__in=standing_above(account).values("finding_id"))


def came_from_below(account: Account | None) -> Q:
    """Return the condition that a finding was passed to a desk of the account and stands there."""
    standing = Passing.objects.filter(ended_at=None, to_unit__path__in=_desks_of(account))
    return Q(id__in=standing.values("finding_id"))


def was_answered(account: Account | None) -> Q:
    """Return the condition that what the account's desk passed up was decided, or became void,
    and that nobody at the desk has read that yet.
    """
    void = Q(ended_at=None) & (~Q(finding__state=OPEN) | Q(finding__initiative__state__in=ENDED))
    answered = Passing.objects.filter(
        Q(outcome__in=DECIDED) | void, told_at=None, from_unit__path__in=_desks_of(account)
    )
    return Q(id__in=answered.values("finding_id"))


def unread_answers(account: Account | None, findings: QuerySet[Finding]) -> QuerySet[Passing]:
    """Return the passings of the account's desks whose outcome `was_answered` speaks of."""
    return Passing.objects.filter(
        told_at=None,
        from_unit__path__in=_desks_of(account),
        finding__in=findings.filter(was_answered(account)).values("id"),
    )


def held_above(account: Account | None, findings: Collection[int]) -> dict[int, Unit]:
    """Return for those of the open findings that lie above the account the desk they lie on.

    One query, of none none.
    """
    if not findings or not places(account, Verb.REVIEW):
        return {}
    standing = standing_above(account).filter(finding__in=findings, finding__state=OPEN)
    # of one that was passed on once more the highest desk stays
    rows = standing.select_related("to_unit").order_by("-to_unit__level", "id")
    return {row.finding_id: row.to_unit for row in rows}


def entries_held_above(account: Account | None, entry_ids: Collection[int]) -> dict[int, str]:
    """Return for those entries that have an open finding above the account the desk's name."""
    if not places(account, Verb.REVIEW):
        return {}
    standing = standing_above(account).filter(
        finding__initiative__in=entry_ids, finding__state=OPEN
    )
    return dict(standing.values_list("finding__initiative_id", "to_unit__short_name"))


def standing_above(account: Account | None) -> QuerySet[Passing]:
    """Return the passings that stand to a desk above all where the account decides."""
    within = below("to_unit__path", places(account, Verb.REVIEW))
    return Passing.objects.filter(ended_at=None).exclude(within)


def passed(findings: Iterable[Finding]) -> dict[int, Passed]:
    """Return by finding its last passing that was not taken back. One query."""
    rows = Passing.objects.filter(finding__in=list(findings)).exclude(outcome=Passing.Outcome.BACK)
    named = rows.select_related("from_unit", "to_unit", "by", "ended_by").order_by("id")
    return {row.finding_id: _passed(row) for row in named}


def _desks_of(account: Account | None) -> set[str]:
    return set(paths_of(reaches_of(account), Verb.REVIEW))


def _own_place(account: Account | None, unit_path: str) -> str:
    """The widest place of the account that holds the unit: what lies there is not above it."""
    return next((path for path in places(account, Verb.REVIEW) if unit_path.startswith(path)), "")


def _deciding_at(unit_paths: Collection[str]) -> set[str]:
    """Those of the places at which somebody decides findings."""
    roles = [role for role, verbs in POLICY.items() if Verb.REVIEW in verbs]
    at = Q(unit__path__in=unit_paths) | Q(scopes__unit__path__in=unit_paths)
    grants = Grant.objects.filter(at, role__in=roles, account__is_active=True)
    reaches = reaches_in(Grant.objects.filter(is_running(), id__in=grants.values("id")))
    return set(paths_of(reaches, Verb.REVIEW)) & set(unit_paths)


def _passed(row: Passing) -> Passed:
    return Passed(
        from_unit=row.from_unit.short_name,
        to_unit=row.to_unit.short_name,
        to_path=row.to_unit.path,
        who=str(row.by),
        note=row.note,
        at=row.passed_at,
        outcome=row.outcome,
        answer=row.answer,
        answered_by=str(row.ended_by or ""),
    )
