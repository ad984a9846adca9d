"""Where units stand with their lists of a phase, and what waits for whom."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Value

from sangkien.core.permissions import Verb
from sangkien.core.unit_lists import STANDING, Approval, ListState, Stand, approval
from sangkien.models import Account, Campaign, Initiative, ListedEntry, Phase, Unit, UnitList
from sangkien.queries.listed import entries_of_phase, is_held, lists_from_below
from sangkien.queries.paging import Cursor, Page, page_by_id
from sangkien.queries.place_below import place_below
from sangkien.queries.scope import Reader, places, visible_to
from sangkien.queries.unit_lists import has_changed

__all__ = [
    "NO_LIST",
    "UnitStand",
    "Waiting",
    "all_below",
    "stands_of",
    "unit_stand",
    "units_below",
    "waiting_for",
]

NO_LIST = "none"


@dataclass(frozen=True, slots=True)
class UnitStand:
    """One unit with all below it, in one phase."""

    unit: Unit
    stand: Stand
    total: int  # entries received: Số lượt
    held: int  # of them on standing lists of its own
    changed: int  # entries of these lists that changed since
    newest: UnitList | None

    @property
    def approval(self) -> Approval:
        return approval(self.stand)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Lists that wait for a person, the oldest first: for an answer, and returned to own units."""

    to_answer: tuple[UnitList, ...] = ()
    returned: tuple[UnitList, ...] = ()


@dataclass(frozen=True, slots=True)
class _Cell:
    """So many entries of a unit, on a list of its own or of a unit above, on both or none."""

    is_own: bool
    is_above: bool
    n: int


def unit_stand(reader: Reader, campaign: Campaign, unit: Unit, phase: Phase) -> UnitStand:
    return stands_of(reader, campaign, unit, (), phase)[0]


def stands_of(
    reader: Reader, campaign: Campaign, top: Unit, children: Sequence[Unit], phase: Phase
) -> list[UnitStand]:
    """Return where the unit stands, and each of these right below it, as far as one may see it.

    Four queries.
    """
    units = [top, *children]
    cells = _cells(visible_to(reader, entries_of_phase(campaign, top, phase)), top, children)
    lists: dict[int, list[UnitList]] = {unit.id: [] for unit in units}
    of_phase = UnitList.objects.filter(campaign=campaign, phase=phase.number)
    own = visible_to(reader, of_phase).filter(unit__in=units)
    for one in own.select_related("confirmed_by", "answered_by").order_by("id"):
        lists[one.unit_id].append(one)
    waiting = list(lists_from_below(campaign, top, phase).values_list("unit__path", flat=True))
    changed = _changed(campaign, units, phase)
    places_of = [(top, _of_top(cells)), *((unit, _of_place(unit, cells)) for unit in children)]
    return [
        _stand(unit, mine, lists[unit.id], waiting, changed[unit.id]) for unit, mine in places_of
    ]


def units_below(
    reader: Reader, campaign: Campaign, unit: Unit, phase: Phase, lists: str, cursor: Cursor
) -> Page[Unit]:
    """Return one page of the units right below, those whose lists stand as asked.

    `lists` is a state of theirs, NO_LIST, or "" for every unit. One query.
    """
    found = _below(reader, campaign, unit, phase, lists)
    return page_by_id(found, cursor, newest_first=False)


def all_below(
    reader: Reader, campaign: Campaign, unit: Unit, phase: Phase, lists: str, *, most: int
) -> list[Unit]:
    """Return all pages of `units_below` in one. One query."""
    return list(_below(reader, campaign, unit, phase, lists).order_by("id")[:most])


def _below(
    reader: Reader, campaign: Campaign, unit: Unit, phase: Phase, lists: str
) -> QuerySet[Unit]:
    found = Unit.objects.filter(parent=unit)
    if lists:
        of_phase = UnitList.objects.filter(campaign=campaign, phase=phase.number)
        theirs = visible_to(reader, of_phase).filter(unit=OuterRef("pk"))
        stands = Exists(theirs.filter(state__in=STANDING))
        if lists == NO_LIST:
            found = found.filter(~stands)
        elif lists in STANDING:
            found = found.filter(Exists(theirs.filter(state=lists)))
        else:
            found = found.filter(~stands, Exists(theirs.filter(state=lists)))
    return found


def waiting_for(account: Account | None, campaign: Campaign) -> Waiting:
    """Return the lists of units right below the account's own that wait for an answer, and those
    of its own units that came back and were not confirmed again. Two queries.
    """
    lists = visible_to(account, UnitList.objects.filter(campaign=campaign))
    lists = lists.select_related("unit__parent").order_by("id")
    to_answer = lists.filter(
        state=ListState.CONFIRMED, unit__parent__path__in=places(account, Verb.ACCEPT_LIST)
    )
    later = UnitList.objects.filter(
        campaign=campaign,
        unit=OuterRef("unit"),
        phase=OuterRef("phase"),
        number__gt=OuterRef("number"),
    )
    returned = lists.filter(
        ~Exists(later),
        state=ListState.RETURNED,
        unit__path__in=places(account, Verb.CONFIRM_LIST),
    )
    return Waiting(tuple(to_answer), tuple(returned))


def _cells(
    entries: QuerySet[Initiative], top: Unit, children: Sequence[Unit]
) -> list[dict[str, Any]]:
    """Numbers of entries by the unit below the top, and by whose lists hold them."""
    by_place = ListedEntry.objects.filter(
        initiative=OuterRef("pk"), is_standing=True, holder=OuterRef("place")
    )
    above = top.lineage[:-1]
    marked = (
        entries.order_by()
        .annotate(place=place_below(top, children))
        .annotate(
            by_place=Exists(by_place),
            by_top=is_held([top.id]),
            by_above=is_held(above) if above else Value(value=False),
        )
    )
    return list(marked.values("place", "by_place", "by_top", "by_above").annotate(n=Count("id")))


def _of_top(cells: Iterable[dict[str, Any]]) -> list[_Cell]:
    return [_Cell(one["by_top"], one["by_above"], one["n"]) for one in cells]


def _of_place(unit: Unit, cells: Iterable[dict[str, Any]]) -> list[_Cell]:
    return [
        _Cell(one["by_place"], one["by_top"] or one["by_above"], one["n"])
        for one in cells
        if one["place"] == unit.id
    ]


def _changed(campaign: Campaign, units: Sequence[Unit], phase: Phase) -> Counter[int]:
    """How many entries on standing lists of each unit changed since."""
    standing = ListedEntry.objects.filter(
        list__campaign=campaign, list__phase=phase.number, holder__in=units, is_standing=True
    )
    counted = standing.filter(has_changed()).order_by().values("holder").annotate(n=Count("id"))
    return Counter(dict(counted.values_list("holder", "n")))


def _stand(
    unit: Unit,
    cells: Sequence[_Cell],
    lists: Sequence[UnitList],
    waiting: Iterable[str],
    changed: int,
) -> UnitStand:
    numbers: Counter[tuple[bool, bool]] = Counter()  # (on an own list, on one above)
    for cell in cells:
        numbers[cell.is_own, cell.is_above] += cell.n
    states = Counter(one.state for one in lists)
    stand = Stand(
        free=numbers[False, False],
        above=numbers[False, True],
        from_below=sum(path.startswith(unit.path) and path != unit.path for path in waiting),
        confirmed=states[ListState.CONFIRMED],
        accepted=states[ListState.ACCEPTED],
        handed_on=numbers[True, True] > 0,
        was_returned=bool(lists) and lists[-1].state == ListState.RETURNED,
    )
    held = numbers[True, False] + numbers[True, True]
    newest = lists[-1] if lists else None
    return UnitStand(unit, stand, numbers.total(), held, changed, newest)
