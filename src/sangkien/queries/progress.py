"""How many entries stand in which column, by unit, as of a day."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Sum, Value
from django.db.models.fields import CharField

from sangkien.core.standing import Column
from sangkien.models import Campaign, Tally, TallyDelta, Unit


@dataclass(frozen=True, slots=True)
class Period:
    """Entries filed in one phase, in one year, or (both None) in the whole campaign."""

    phase: int | None = None
    year: int | None = None


WHOLE = Period()


@dataclass(frozen=True, slots=True)
class Counts:
    """The six columns of one unit; `open` holds how many of each rest on an undecided finding."""

    settled: Counter[Column]
    open: Counter[Column]

    def __getitem__(self, column: Column) -> int:
        return self.settled[column] + self.open[column]

    @property
    def gross(self) -> int:
        """Số lượt: the sum of the six columns."""
        return sum(self[column] for column in Column)


def counts_by_unit(
    campaign: Campaign, units: Sequence[Unit], *, on: date | None = None, period: Period = WHOLE
) -> dict[int, Counts]:
    """Return the counts of each unit with all below it, as of the end of day `on` (None: now).

    One statement, true to the last committed entry: totals, and what is not yet folded into them.
    """
    rows = _rows(campaign, units, on=on, period=period)
    settled: defaultdict[int, Counter[Column]] = defaultdict(Counter)
    undecided: defaultdict[int, Counter[Column]] = defaultdict(Counter)
    path_of = {unit.id: unit.path for unit in units}
    for unit_id, path, column, is_open, n in rows:
        # a total belongs to its unit; an unfolded count to every asked unit above its own
        above = [u for u, p in path_of.items() if path.startswith(p)] if path else [unit_id]
        for owner in above:
            (undecided if is_open else settled)[owner][Column(column)] += n
    return {unit.id: Counts(settled[unit.id], undecided[unit.id]) for unit in units}


def counts_of(
    campaign: Campaign, unit: Unit, *, on: date | None = None, period: Period = WHOLE
) -> Counts:
    return counts_by_unit(campaign, [unit], on=on, period=period)[unit.id]


def _rows(
    campaign: Campaign, units: Sequence[Unit], *, on: date | None, period: Period
) -> list[tuple[int, str, int, bool, int]]:
    asked: dict[str, object] = {"campaign": campaign}
    if on is not None:
        asked["day__lte"] = on
    if period.phase is not None:
        asked["phase"] = period.phase
    if period.year is not None:
        asked["year"] = period.year
    totals = (
        Tally.objects.filter(**asked, unit__in=units)
        .values("unit_id", "column", "is_open")
        .annotate(path=Value("", CharField()), total=Sum("n"))
        .values_list("unit_id", "path", "column", "is_open", "total")
    )
    unfolded = (
        TallyDelta.objects.filter(**asked)
        .values("unit_id", "column", "is_open")
        .annotate(path=F("unit__path"), total=Sum("n"))
        .values_list("unit_id", "path", "column", "is_open", "total")
    )
    return list(totals.union(unfolded, all=True))
