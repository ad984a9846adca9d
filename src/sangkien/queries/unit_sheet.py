"""The organisation as the sheet it was loaded from, and as the list an officer reads."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Prefetch, QuerySet

from sangkien.core.sheets.columns import UNITS
from sangkien.models import Unit
from sangkien.queries.units import units_under

__all__ = ["LABELS", "Unit", "child_counts", "export_units", "listed_units", "root_unit"]

LABELS = tuple(column.label for column in UNITS.columns)
_LINE_WORDS = {Unit.Line.TERRITORIAL: "địa bàn", Unit.Line.SECTOR: "ngành"}
_AT_A_TIME = 2000


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


def listed_units(units: QuerySet[Unit], *, words: str = "") -> QuerySet[Unit]:
    """Return the units by their place in the tree, only those one of whose names holds `words`."""
    if words:
        units = units.filter(names__folded__contains=words).distinct()
    return units.order_by("path")


def child_counts(units: list[Unit]) -> dict[int, int]:
    """Return how many units stand directly below each. One query."""
    rows = Unit.objects.filter(parent__in=units).order_by().values_list("parent_id")
    return {parent_id or 0: n for parent_id, n in rows.annotate(n=Count("id"))}


def root_unit() -> Unit | None:
    return Unit.objects.filter(parent=None).order_by("id").first()
