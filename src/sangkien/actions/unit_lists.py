"""Confirm the list of a unit, accept or return it, take it back, unlock it.

No step changes an entry or a count: a list says who vouches for what.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from sangkien.actions.access import require
from sangkien.actions.attempts import retried
from sangkien.actions.inserting import insert_all
from sangkien.actions.journal import By, Line, record
from sangkien.adapters.store import store_for
from sangkien.core.permissions import Verb
from sangkien.core.refusal import Refusal
from sangkien.core.unit_lists import ListedRow, ListState, Step, after, digest
from sangkien.models import Campaign, Initiative, JournalLine, ListedEntry, Phase, Unit, UnitList
from sangkien.queries.listed import (
    LAST_LINE,
    STOOD,
    as_row,
    free_entries,
    has_left,
    list_handed_on,
    lists_from_below,
    rows_of,
    waiting_list,
)
from sangkien.queries.unit_codes import chunks

AT_A_TIME = 2000  # entries of one step through a list
VERBS = {
    Step.ACCEPT: "list-accepted",
    Step.RETURN: "list-returned",
    Step.TAKE_BACK: "list-taken-back",
    Step.UNLOCK: "list-unlocked",
}


@dataclass(frozen=True, slots=True)
class Seen:
    """What was looked at before confirming: how many entries, and the newest id among them."""

    count: int
    up_to: int


@retried
def confirm_list(campaign: Campaign, unit: Unit, phase: Phase, *, seen: Seen, by: By) -> UnitList:
    """Freeze what the unit filed in the phase and stands on no list yet, and hand it up.

    What came in after it was `seen` waits for the next list. Raises Refusal `not-allowed`,
    `outside-campaign`, `list-waits`, `list-below`, `list-nothing`, `list-changed`.
    """
    require(by, Verb.CONFIRM_LIST, unit.path)
    _hold(campaign)
    unit.refresh_from_db(fields=["path"])  # the tree may have moved while we waited
    require(by, Verb.CONFIRM_LIST, unit.path)
    if not unit.path.startswith(campaign.owner.path):
        raise Refusal("outside-campaign", unit=unit.short_name)
    if waiting := waiting_list(campaign, unit, phase):
        raise Refusal("list-waits", number=waiting.number, unit=unit.short_name)
    if count := lists_from_below(campaign, unit, phase).count():
        raise Refusal("list-below", count=count)
    found = free_entries(campaign, unit, phase).filter(id__lte=seen.up_to)
    listed = list(_new(found, unit))
    if not listed:
        raise Refusal("list-nothing", unit=unit.short_name)
    if len(listed) != seen.count:
        raise Refusal("list-changed", now=len(listed), seen=seen.count)
    return _confirmed(campaign, unit, phase, listed, by)


@retried
def accept_list(one: UnitList, *, by: By) -> None:
    """Accept the list as its entries stand now; what has left the unit stands on it no more.

    From here on its entries change only after it is unlocked. Raises Refusal `not-allowed`,
    `list-no-above`, `list-elsewhere`, `list-own`.
    """
    _require_above(by, Verb.ACCEPT_LIST, one)
    _hold(one.campaign)
    if by.account is not None and one.confirmed_by_id == by.account.id:
        raise Refusal("list-own")
    _turn(one, Step.ACCEPT, "", by)
    # only now: whoever was changing one of its entries has ended
    _take_anew(one)
    one.accepted_by, one.accepted_at = by.account, by.now
    one.save(update_fields=["accepted_by", "accepted_at", "entries", "counts", "sha256"])
    _tell(one, VERBS[Step.ACCEPT], by)


@retried
def return_list(one: UnitList, *, reason: str, by: By) -> None:
    """Give the list back to its unit to be put right.

    Raises Refusal `not-allowed`, `list-no-above`, `list-elsewhere`, `reason-missing`.
    """
    _require_above(by, Verb.ACCEPT_LIST, one)
    _let_go(one, Step.RETURN, reason, by)


@retried
def take_list_back(one: UnitList, *, reason: str, by: By) -> None:
    """Take the list back while it waits for its answer.

    Raises Refusal `not-allowed`, `list-elsewhere`, `reason-missing`.
    """
    require(by, Verb.CONFIRM_LIST, one.unit.path)
    _let_go(one, Step.TAKE_BACK, reason, by)


@retried
def unlock_list(one: UnitList, *, reason: str, by: By) -> None:
    """Open an accepted list again, so that its entries may be corrected and it be confirmed anew.

    Raises Refusal `not-allowed`, `list-no-above`, `list-elsewhere`, `list-handed-on` while a list
    of a unit above holds its entries, `reason-missing`.
    """
    _require_above(by, Verb.UNLOCK_LIST, one)
    _let_go(one, Step.UNLOCK, reason, by)


def _require_above(by: By, verb: Verb, one: UnitList) -> None:
    """The answer is given by the unit above, which may be outside the campaign."""
    if one.unit.parent is None:
        raise Refusal("list-no-above", unit=one.unit.short_name)
    require(by, verb, one.unit.parent.path)


def _hold(campaign: Campaign) -> None:
    """One step with a list at a time; and nothing moves between units meanwhile."""
    store = store_for(connection)
    store.lock_lists(campaign.id)
    store.lock_filing(campaign.id, ())


def _new(found: QuerySet[Initiative], unit: Unit) -> Iterator[ListedEntry]:
    rows = found.annotate(line=LAST_LINE).order_by("id")
    for entry_id, line, title, *stood in rows.values_list("id", "line", "title", *STOOD):
        now = dict(zip(STOOD, stood, strict=True))
        yield ListedEntry(
            holder_id=unit.id,
            initiative_id=entry_id,
            line=line,
            title=title,
            **now,
            **{f"sent_{name}": value for name, value in now.items()},
        )


def _confirmed(
    campaign: Campaign, unit: Unit, phase: Phase, listed: list[ListedEntry], by: By
) -> UnitList:
    own = UnitList.objects.filter(campaign=campaign, unit=unit, phase=phase.number)
    last: int | None = own.aggregate(last=Max("number"))["last"]
    made = UnitList(
        campaign=campaign,
        unit=unit,
        phase=phase.number,
        number=(last or 0) + 1,
        state=ListState.CONFIRMED,
        confirmed_by=by.account,
        confirmed_at=by.now,
    )
    _sum_up(made, map(as_row, listed))
    made.save()
    for some in chunks(listed, AT_A_TIME):
        for each in some:
            each.list_id = made.id
        insert_all(some)
    _tell(made, "list-confirmed", by)
    return made


def _sum_up(one: UnitList, rows: Iterable[ListedRow]) -> None:
    """Set what the list says of its rows: how many, in which columns, and the hash over them."""
    counts: Counter[tuple[int, bool]] = Counter()

    def counted() -> Iterator[ListedRow]:
        for row in rows:
            counts[row.column, row.is_open] += 1
            yield row

    one.sha256 = digest(counted())
    one.entries = counts.total()
    columns = sorted({column for column, _ in counts})
    one.counts = {str(column): [counts[column, False], counts[column, True]] for column in columns}


def _take_anew(one: UnitList) -> None:
    """Let the rows stand as their entries stand now, without those that have left."""
    standing = ListedEntry.objects.filter(list=one, is_standing=True)
    standing.filter(has_left(one)).update(is_standing=False, has_left=True)
    entry = Initiative.objects.filter(pk=OuterRef("initiative_id"))
    lines = JournalLine.objects.filter(initiative_id=OuterRef("initiative_id")).order_by("-id")
    now = {name: Subquery(entry.values(name)[:1]) for name in ("title", *STOOD)}
    standing.update(**now, line=Coalesce(Subquery(lines.values("id")[:1]), 0))
    _sum_up(one, rows_of(one))


def _let_go(one: UnitList, step: Step, reason: str, by: By) -> None:
    if not reason.strip():
        raise Refusal("reason-missing")
    _hold(one.campaign)
    _turn(one, step, reason.strip(), by)
    if above := list_handed_on(one):
        raise Refusal("list-handed-on", number=above.number, unit=above.unit.short_name)
    ListedEntry.objects.filter(list=one, is_standing=True).update(is_standing=False)
    _tell(one, VERBS[step], by)


def _turn(one: UnitList, step: Step, reason: str, by: By) -> None:
    """Let the step be the list's last one; whoever changes an entry of it now is waited for."""
    one.refresh_from_db()
    one.state = after(ListState(one.state), step)
    one.answered_by, one.answered_at, one.reason = by.account, by.now, reason
    one.save(update_fields=["state", "answered_by", "answered_at", "reason"])


def _tell(one: UnitList, verb: str, by: By) -> None:
    line = Line(
        verb,
        campaign_id=one.campaign_id,
        unit_id=one.unit_id,
        unit_path=one.unit.path,
        reason=one.reason,
        details={
            "list": one.id,
            "number": one.number,
            "phase": one.phase,
            "count": one.entries,
            "sha256": one.sha256,
        },
    )
    record(by, [line])
