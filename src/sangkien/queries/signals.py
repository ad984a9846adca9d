"""The figures of one unit and of those right below it that signals are read from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import TruncDate

from sangkien.core.signals.figures import (
    LARGE_VND,
    Amount,
    AuthorDay,
    Benefits,
    Figures,
    Part,
)
from sangkien.core.signals.run import SIGNALS
from sangkien.core.standing import Column
from sangkien.models import Campaign, Initiative, Phase, Unit
from sangkien.queries.goals import ASSIGNED, Aim, aim_for
from sangkien.queries.place_below import place_below
from sangkien.queries.progress import Counts, counts_by_unit
from sangkien.queries.scope import Reader, visible_entries
from sangkien.queries.shortcomings import end_of
from sangkien.queries.units import children_of

Rows = Iterable[Mapping[str, Any]]
LARGE = Q(benefit_vnd__gte=LARGE_VND)
DUPLICATE = Q(column=Column.DUPLICATE)


@dataclass(frozen=True, slots=True)
class _Read:
    """The sums of several units, each by the id of its unit."""

    by_day: dict[int, dict[date, int]]
    duplicates: dict[int, int]
    authors: dict[int, int]
    author_days: dict[int, AuthorDay]
    benefits: dict[int, Benefits]
    amounts: dict[int, Amount]


def figures_of(
    reader: Reader, campaign: Campaign, top: Unit, *, on: date
) -> list[tuple[Unit, Figures]]:
    """Return the unit and each right below it with its figures at the end of the day.

    Of entries the reader may see; what stands in which column, as it stands now. Fifteen queries,
    whatever the number of units.
    """
    children = children_of(top)
    units = [top, *children]
    counted = Initiative.objects.filter(campaign=campaign, column__gt=0, occurred_at__lt=end_of(on))
    entries = visible_entries(reader, campaign).filter(
        column__gt=0, occurred_at__lt=end_of(on), unit_path__startswith=top.path
    )
    whole = _read(entries, Value(top.id))
    parts = _read(entries, place_below(top, children))
    of_all = _benefits(counted, Value(0)).get(0, Benefits())
    phases = tuple(phase.window.window for phase in Phase.objects.filter(campaign=campaign))
    aim = aim_for(campaign, units, on=on, basis=None, kind=ASSIGNED)
    counts = counts_by_unit(campaign, units, on=on, period=aim.period)
    below = tuple(
        Part(child.code, child.short_name, sum(parts.by_day[child.id].values()))
        for child in children
        if child.id in parts.by_day
    )
    return [
        (unit, _figures(unit, read, below_it, on, phases, of_all, aim, counts))
        for unit, read, below_it in [
            (top, whole, below),
            *((child, parts, ()) for child in children),
        ]
    ]


def _figures(
    unit: Unit,
    read: _Read,
    parts: tuple[Part, ...],
    on: date,
    phases: tuple[Any, ...],
    of_all: Benefits,
    aim: Aim,
    counts: Mapping[int, Counts],
) -> Figures:
    return Figures(
        day=on,
        phases=phases,
        by_day=read.by_day.get(unit.id, {}),
        duplicates=read.duplicates.get(unit.id, 0),
        authors=read.authors.get(unit.id, 0),
        author_day=read.author_days.get(unit.id),
        benefits=read.benefits.get(unit.id, Benefits()),
        of_all=of_all,
        same_amount=read.amounts.get(unit.id),
        target=aim.values.get(unit.id),
        gross=counts[unit.id].gross,
        parts=parts,
    )


def _read(entries: QuerySet[Initiative], place: Combinable) -> _Read:
    """Sum the entries up by place. Five queries."""
    by_day: dict[int, dict[date, int]] = {}
    duplicates: dict[int, int] = {}
    days = _grouped(entries, place, filed=TruncDate("occurred_at"))
    for row in days.annotate(n=Count("id"), copies=Count("id", filter=DUPLICATE)):
        by_day.setdefault(row["place"], {})[row["filed"]] = row["n"]
        duplicates[row["place"]] = duplicates.get(row["place"], 0) + row["copies"]
    authors = _grouped(entries, place).annotate(n=Count("authors__person", distinct=True))
    return _Read(
        by_day=by_day,
        duplicates=duplicates,
        authors={row["place"]: row["n"] for row in authors},
        author_days={
            row["place"]: AuthorDay(row["person"], row["filed"], row["n"])
            for row in _author_days(entries, place)
        },
        benefits=_benefits(entries, place),
        amounts={
            row["place"]: Amount(row["benefit_vnd"], row["n"]) for row in _amounts(entries, place)
        },
    )


def _author_days(entries: QuerySet[Initiative], place: Combinable) -> Rows:
    """Authors by day from as many entries as the signal asks for, those with the most last."""
    named = entries.filter(authors__person__isnull=False)
    days = _grouped(named, place, person=F("authors__person"), filed=TruncDate("occurred_at"))
    least = SIGNALS["author-day"].limits["least_entries"]
    many = days.annotate(n=Count("id", distinct=True)).filter(n__gte=least)
    return many.order_by("n", "filed", "-person")


def _amounts(entries: QuerySet[Initiative], place: Combinable) -> Rows:
    """Amounts that as many entries name as the signal asks for, those with the most last."""
    named = _grouped(entries.filter(benefit_vnd__gt=0), place, "benefit_vnd")
    least = SIGNALS["same-amount"].limits["least_entries"]
    return named.annotate(n=Count("id")).filter(n__gte=least).order_by("n", "-benefit_vnd")


def _benefits(entries: QuerySet[Initiative], place: Combinable) -> dict[int, Benefits]:
    named = _grouped(entries.filter(benefit_vnd__gt=0), place).annotate(
        n=Count("id"),
        vnd=Sum("benefit_vnd"),
        large=Count("id", filter=LARGE),
        large_vnd=Sum("benefit_vnd", filter=LARGE),
    )
    return {
        row["place"]: Benefits(row["n"], int(row["vnd"]), row["large"], int(row["large_vnd"] or 0))
        for row in named
        if row["n"]  # all entries as one group are a row even where there are none
    }


def _grouped(
    entries: QuerySet[Initiative], place: Combinable, *names: str, **parts: Combinable
) -> QuerySet[Initiative, dict[str, Any]]:
    """The entries as groups by place and by what else is named."""
    marked = entries.order_by().annotate(place=place, **parts)
    groups: QuerySet[Initiative, dict[str, Any]] = marked.values("place", *names, *parts)
    return groups
