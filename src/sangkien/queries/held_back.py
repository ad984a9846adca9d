"""What holds a unit back: standing findings by rule, with the units they stand at."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, Q, Subquery

from sangkien.core.facts import Window
from sangkien.core.progress.table import Row
from sangkien.models import Campaign, JournalLine, Unit
from sangkien.queries.history import PATH_TODAY
from sangkien.queries.shortcomings import alive_findings, end_of
from sangkien.queries.units import children_of


@dataclass(frozen=True, slots=True)
class HeldBack:
    """The standing findings of one rule; an entry with findings of two rules is in both."""

    rule: str
    count: int
    undecided: int
    by_unit: tuple[tuple[str, str, int], ...]  # (code, brief name, count), the largest first


def held_back(
    campaign: Campaign, unit: Unit, *, on: date, filed: Window | None = None
) -> list[HeldBack]:
    """Return what stood against entries at or below the unit at the end of the day.

    The most frequent first; units are those directly below `unit`. `filed` keeps only entries
    filed on those days. Two queries.
    """
    where = JournalLine.objects.filter(
        initiative_id=OuterRef("initiative_id"),
        verb__in=("registered", "moved"),
        occurred_at__lt=end_of(on),
    ).order_by("-occurred_at", "-id")
    where = where.annotate(path_today=PATH_TODAY)
    counted = (
        alive_findings(campaign, on=on, filed=filed)
        .annotate(path=Subquery(where.values("path_today")[:1]))
        .filter(path__startswith=unit.path)
        .values("rule", "path")
        .annotate(n=Count("id"), decided=Count("id", filter=Q(last="finding-upheld")))
        .values_list("rule", "path", "n", "decided")
    )
    children = children_of(unit)
    counts: dict[str, Counter[str]] = {}
    settled: Counter[str] = Counter()
    for rule, path, n, decided in counted:
        code = next((c.code for c in children if path.startswith(c.path)), unit.code)
        counts.setdefault(rule, Counter())[code] += n
        settled[rule] += decided
    names = {each.code: Row(each.short_name, None).brief for each in [unit, *children]}
    found = [
        HeldBack(
            rule,
            by_code.total(),
            by_code.total() - settled[rule],
            tuple(
                (code, names[code], n)
                for code, n in sorted(by_code.items(), key=lambda item: (-item[1], item[0]))
            ),
        )
        for rule, by_code in sorted(counts.items())
    ]
    return sorted(found, key=lambda held: -held.count)
