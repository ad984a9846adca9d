"""The organisation as the sheet it was loaded from, and as the list an officer reads."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, QuerySet

from sangkien.core.permissions import Verb
from sangkien.core.refusal import Refusal
from sangkien.core.sheets.columns import UNITS
from sangkien.core.text import fold
from sangkien.models import Account, Campaign, Unit
from sangkien.queries.scope import allowed, allowed_somewhere, home_unit, visible_units
from sangkien.queries.units import units_under

__all__ = [
    "LABELS",
    "Unit",
    "UnitLine",
    "UnitPage",
    "child_counts",
    "export_root",
    "export_units",
    "found_units",
    "root_unit",
    "unit_page",
]

LABELS = tuple(column.label for column in UNITS.columns)
_LINE_WORDS = {Unit.Line.TERRITORIAL: "địa bàn", Unit.Line.SECTOR: "ngành"}
_AT_A_TIME = 2000
PAGE_SIZE = 100


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit of a list, and how many stand directly below it."""

    unit: Unit
    children: int


@dataclass(frozen=True, slots=True)
class UnitPage:
    """Some units in tree order; `next_after` is where the next page begins, "" at the end."""

    lines: tuple[UnitLine, ...]
    next_after: str
    top: Unit | None = None  # the unit below which they stand, where one was asked for


def export_units(unit: Unit) -> Iterator[tuple[str | date | None, ...]]:
    """Yield the unit and all below it, parents first, as rows of a units sheet (see LABELS)."""
    parents = Prefetch("parent", Unit.objects.only("code"))
    units = units_under(unit).prefetch_related(parents)
    for row in units.iterator(chunk_size=_AT_A_TIME):
        yield (
            row.code,
            row.kind,
            row.name,
            row.short_name,
            "|".join(row.aliases),
            row.parent.code if row.parent else "",
            _LINE_WORDS[Unit.Line(row.line)],
            row.block,
            row.cluster,
            row.opens_on,
            row.closes_on,
            row.school_level,
            row.place,
        )


def child_counts(units: list[Unit]) -> dict[int, int]:
    """Return how many units stand directly below each. One query."""
    rows = Unit.objects.filter(parent__in=units).order_by().values_list("parent_id")
    return {parent_id or 0: n for parent_id, n in rows.annotate(n=Count("id"))}


def root_unit() -> Unit | None:
    return Unit.objects.filter(parent=None).order_by("id").first()


def unit_page(
    account: Account | None,
    campaign: Campaign,
    *,
    words: str = "",
    under: str = "",
    after: str = "",
) -> UnitPage:
    """Return some units of the campaign that the account may see entries of, in tree order.

    `words` keeps those one of whose names holds them, `under` (a code) those below one unit;
    `after` is the path to go on behind. Three queries, however many units, one more with `under`;
    of a unit unknown or out of reach the page has no `top` and is the whole list. Raises
    Refusal `not-allowed` where it may see none.
    """
    seen, top = _found(account, campaign, words=words, under=under)
    rows = list(seen.filter(path__gt=after).select_related("parent")[: PAGE_SIZE + 1])
    shown = rows[:PAGE_SIZE]
    counts = child_counts(shown)
    return UnitPage(
        tuple(UnitLine(unit, counts.get(unit.id, 0)) for unit in shown),
        next_after=shown[-1].path if len(rows) > PAGE_SIZE else "",
        top=top,
    )


def found_units(
    account: Account | None, campaign: Campaign, *, words: str = "", under: str = ""
) -> Iterator[Unit]:
    """Yield all units of the list with this filter, in tree order. Two queries at the most."""
    seen, _ = _found(account, campaign, words=words, under=under)
    yield from seen.select_related("parent").iterator(chunk_size=_AT_A_TIME)


def _found(
    account: Account | None, campaign: Campaign, *, words: str, under: str
) -> tuple[QuerySet[Unit], Unit | None]:
    """The units with this filter, and the one they stand below where one was asked for."""
    if not allowed_somewhere(account, Verb.SEE_ENTRIES, campaign.owner.path):
        raise Refusal("not-allowed")
    seen = visible_units(account, Verb.SEE_ENTRIES).filter(path__startswith=campaign.owner.path)
    top = seen.filter(code=under).first() if under else None
    if top:
        seen = seen.filter(path__startswith=top.path).exclude(id=top.id)
    if words:
        seen = seen.filter(names__folded__contains=fold(words)).distinct()
    return seen, top


def export_root(account: Account | None, campaign: Campaign) -> Unit:
    """Return the unit whose tree the account may take away: its own within the campaign.

    Raises Refusal `not-allowed` where there is none.
    """
    unit = home_unit(account, campaign)
    if not allowed(account, Verb.SEE_ENTRIES, unit.path):
        raise Refusal("not-allowed")
    return unit
