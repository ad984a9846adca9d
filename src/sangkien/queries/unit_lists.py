"""Lists of units as pages show them: which there are, what each holds, what changed since."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
)

from sangkien.core.receipts import receipt_number
from sangkien.core.refusal import Refusal
from sangkien.core.standing import Column
from sangkien.core.states import State
from sangkien.core.unit_lists import STANDING, digest
from sangkien.models import (
    Account,
    Campaign,
    Initiative,
    JournalLine,
    ListedEntry,
    Phase,
    Unit,
    UnitList,
)
from sangkien.queries.journal import Named, named
from sangkien.queries.listed import rows_of
from sangkien.queries.paging import Cursor, Page, page_by_id
from sangkien.queries.people import author_names
from sangkien.queries.scope import Reader, visible_to

__all__ = [
    "ListRow",
    "Stood",
    "UnitList",
    "all_list_rows",
    "changed_count",
    "changed_counts",
    "list_by_id",
    "list_page",
    "lists_of_entry",
    "lists_of_unit",
    "require_whole",
]

LEAVE_AS_IS = ("finding-passed", "finding-taken-back")  # whose desk it lies on, not what it is
AT_A_TIME = 500  # rows of one step through a whole list


@dataclass(frozen=True, slots=True)
class Stood:
    """Where an entry stands, on the list or now. `column` is None for one that is not counted."""

    unit: str
    column: Column | None
    is_open: bool
    state: State
    reason: str


@dataclass(frozen=True, slots=True)
class ListRow:
    """One entry of a list. What the reader may not see of it any more is left out."""

    id: int  # of the entry
    receipt: str
    title: str
    listed: Stood
    is_visible: bool
    authors: tuple[str, ...] = ()
    workplace: str = ""
    now: Stood | None = None  # None: as on the list
    is_changed: bool = False
    lines: tuple[Named, ...] = ()  # what was done since, oldest first


def lists_of_unit(reader: Reader, campaign: Campaign, unit: Unit, phase: Phase) -> list[UnitList]:
    """Return the lists of the unit for the phase, the newest first. One query."""
    found = _visible(reader, campaign).filter(unit=unit, phase=phase.number)
    return list(found.order_by("-number"))


def list_by_id(reader: Reader, campaign: Campaign, number: int) -> UnitList | None:
    return _visible(reader, campaign).filter(id=number).first()


def lists_of_entry(reader: Reader, entry: Initiative) -> list[tuple[UnitList, bool]]:
    """Return the lists the entry stands on, that of the highest unit first.

    And of each whether the reader may open it. Two queries.
    """
    holding = ListedEntry.objects.filter(initiative=entry, is_standing=True).values("list")
    lists = UnitList.objects.filter(id__in=holding).select_related("campaign", "unit__parent")
    seen = set(visible_to(reader, lists).order_by().values_list("id", flat=True))
    return [(one, one.id in seen) for one in lists.order_by("unit__level")]


def has_changed() -> Q:
    """Return the condition that a listed entry is not as the list holds it.

    It stands elsewhere now, or its journal says that something was done to it.
    """
    lines = JournalLine.objects.exclude(verb__in=LEAVE_AS_IS)
    later = lines.filter(initiative_id=OuterRef("initiative_id"), id__gt=OuterRef("line"))
    same = Q(
        initiative__unit=F("unit"),
        initiative__column=F("column"),
        initiative__is_open=F("is_open"),
        initiative__state=F("state"),
        initiative__reason=F("reason"),
    )
    return Q(Exists(later)) | ~same


def changed_counts(lists: Collection[UnitList]) -> dict[int, int]:
    """Return how many entries of each list changed since it was confirmed or accepted. One query.

    A list that stands no more is not compared.
    """
    standing = ListedEntry.objects.filter(list__in=lists, is_standing=True).filter(has_changed())
    counted = standing.order_by().values("list").annotate(n=Count("id"))
    return {one.id: 0 for one in lists} | dict(counted.values_list("list", "n"))


def changed_count(one: UnitList) -> int:
    return changed_counts([one])[one.id]


def list_page(
    account: Account | None, one: UnitList, cursor: Cursor, *, only_changed: bool = False
) -> Page[ListRow]:
    """Return one page of the list in the order of filing. Six queries, however many rows."""
    page = page_by_id(_listed(one, only_changed=only_changed), cursor, newest_first=False)
    return Page(tuple(_rows(account, one, page.rows)), page.previous, page.next)


def all_list_rows(account: Account | None, one: UnitList, *, most: int) -> Iterator[ListRow]:
    """Yield the rows of the list in the order of filing, at most `most`, in bounded memory."""
    left, cursor = most, Cursor()
    while left > 0:
        page = page_by_id(_listed(one), cursor, newest_first=False, size=min(AT_A_TIME, left))
        yield from _rows(account, one, page.rows)
        if page.next is None:
            return
        cursor, left = page.next, left - len(page.rows)


def require_whole(one: UnitList) -> None:
    """Refuse (`list-broken`) where the rows are not those that the hash was made of."""
    if digest(rows_of(one)) != one.sha256:
        raise Refusal("list-broken", number=one.number, unit=one.unit.short_name)


def _visible(reader: Reader, campaign: Campaign) -> QuerySet[UnitList]:
    lists = UnitList.objects.filter(campaign=campaign)
    with_names = lists.select_related(
        "campaign__owner", "unit__parent", "confirmed_by", "accepted_by", "answered_by"
    )
    return visible_to(reader, with_names)


def _listed(one: UnitList, *, only_changed: bool = False) -> QuerySet[ListedEntry]:
    changed = has_changed() if one.state in STANDING else Q(pk__in=[])
    listed = ListedEntry.objects.filter(list=one, has_left=False)
    if only_changed:
        listed = listed.filter(changed)
    marked = listed.annotate(is_changed=ExpressionWrapper(changed, BooleanField()))
    return marked.select_related("unit", "initiative__unit")


def _rows(account: Account | None, one: UnitList, listed: Sequence[ListedEntry]) -> list[ListRow]:
    ids = [each.initiative_id for each in listed]
    seen = visible_to(account, Initiative.objects.filter(id__in=ids))
    visible = set(seen.values_list("id", flat=True))
    names = author_names(sorted(visible))
    changed = {each.initiative_id: each for each in listed if is_marked(each)}
    lines = _lines_since(changed, visible)
    return [
        ListRow(
            id=each.initiative_id,
            receipt=receipt_number(one.campaign.receipt_prefix, each.initiative_id),
            title=each.title,
            listed=_stood(each),
            is_visible=each.initiative_id in visible,
            authors=tuple(names.get(each.initiative_id, ())),
            workplace=each.initiative.workplace if each.initiative_id in visible else "",
            now=_stood(each.initiative) if each.initiative_id in changed else None,
            is_changed=each.initiative_id in changed,
            lines=tuple(lines[each.initiative_id]),
        )
        for each in listed
    ]


def is_marked(listed: ListedEntry) -> bool:
    """Return what the database said of the row: whether its entry has changed."""
    return bool(getattr(listed, "is_changed", False))


def _lines_since(
    changed: Mapping[int, ListedEntry], visible: Collection[int]
) -> defaultdict[int, list[Named]]:
    """What was done to each entry since; of one that left the reader's sight, until it left."""
    oldest = min((each.line for each in changed.values()), default=0)
    rows = JournalLine.objects.filter(initiative_id__in=changed, id__gt=oldest)
    found: defaultdict[int, list[Named]] = defaultdict(list)
    gone: set[int] = set()
    for each in named(rows.select_related("by", "campaign").order_by("id")):
        entry_id = each.line.initiative_id or 0
        if each.line.id > changed[entry_id].line and entry_id not in gone:
            found[entry_id].append(each)
            if each.line.verb == "moved" and entry_id not in visible:
                gone.add(entry_id)
    return found


def _stood(row: ListedEntry | Initiative) -> Stood:
    return Stood(
        unit=row.unit.short_name,
        column=Column(row.column) if row.column else None,
        is_open=row.is_open,
        state=State(row.state),
        reason=row.reason,
    )
