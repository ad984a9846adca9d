"""What the next list of a unit would hold, as the page shows it before it is confirmed."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Max, QuerySet

from sangkien.core.standing import Column
from sangkien.models import Campaign, Initiative, Phase, Unit
from sangkien.queries.listed import free_entries
from sangkien.queries.progress import Counts
from sangkien.queries.scope import Reader, visible_to


@dataclass(frozen=True, slots=True)
class NextList:
    """Entries in no order, how they stand, and the newest id among them (0 for none)."""

    entries: QuerySet[Initiative]
    counts: Counts
    up_to: int


def next_list(reader: Reader, campaign: Campaign, unit: Unit, phase: Phase) -> NextList:
    """Return what stands on no list yet, as far as the reader may see it. One query."""
    free = visible_to(reader, free_entries(campaign, unit, phase))
    cells = free.order_by().values("column", "is_open").annotate(n=Count("id"), last=Max("id"))
    settled: Counter[Column] = Counter()
    undecided: Counter[Column] = Counter()
    up_to = 0
    for cell in cells:
        (undecided if cell["is_open"] else settled)[Column(cell["column"])] += cell["n"]
        up_to = max(up_to, cell["last"])
    return NextList(free, Counts(settled, undecided), up_to)
