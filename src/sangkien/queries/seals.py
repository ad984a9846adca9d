"""The seals over the journal, and its lines as they are hashed."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Max, Min
from django.db.models.functions import TruncDate
from django.utils.timezone import localdate, make_aware

from sangkien.core.seals import COLUMNS, Head, Stored
from sangkien.models import JournalLine, Seal

__all__ = [
    "last_lines_by_day",
    "lines_to_hash",
    "newest_seal",
    "seal_is_due",
    "seals_in_order",
    "stored",
    "unsealed",
]

AT_A_TIME = 2000  # lines


def newest_seal() -> Stored | None:
    """Return the last seal of the chain, None before the first. One query."""
    seal = Seal.objects.defer("listed").order_by("-number").first()
    return stored(seal) if seal else None


def seal_is_due(now: datetime) -> bool:
    """Return whether a day has ended that is not sealed."""
    newest = newest_seal()
    return newest is None or newest.head.day < localdate(now) - timedelta(days=1)


def stored(seal: Seal) -> Stored:
    head = Head(
        number=seal.number,
        day=seal.day,
        first_id=seal.first_id,
        last_id=seal.last_id,
        count=seal.count,
        list_sha256=seal.list_sha256,
        previous=seal.previous,
        sealed_at=seal.sealed_at,
        form=seal.form,
    )
    return Stored(head, seal.sha256)


def seals_in_order() -> Iterator[tuple[Stored, bytes]]:
    """Yield every seal with its list, the oldest first, one at a time: a list may be large."""
    last = 0
    while seal := Seal.objects.filter(number__gt=last).order_by("number").first():
        yield stored(seal), bytes(seal.listed)
        last = seal.number


def lines_to_hash(first_id: int, last_id: int) -> Iterator[tuple[Any, ...]]:
    """Yield the lines with these ids as the values of COLUMNS, in bounded memory."""
    after = first_id - 1
    while True:
        lines = JournalLine.objects.filter(id__gt=after, id__lte=last_id).order_by("id")
        rows = list(lines.values_list(*COLUMNS)[:AT_A_TIME])
        yield from rows
        if len(rows) < AT_A_TIME:
            return
        after = rows[-1][0]


def last_lines_by_day(after: int, upto: int) -> dict[date, int]:
    """Return the last line recorded on each day, of those with ids behind `after`. One query."""
    lines = JournalLine.objects.filter(id__gt=after, id__lte=upto).order_by()
    days = lines.annotate(day=TruncDate("recorded_at")).values("day").annotate(last=Max("id"))
    return dict(days.values_list("day", "last"))


def unsealed() -> tuple[int, datetime | None]:
    """Return how many lines are not sealed yet, and when the first of them was recorded."""
    newest = newest_seal()
    lines = JournalLine.objects.filter(id__gt=newest.head.last_id if newest else 0)
    since: datetime | None = lines.aggregate(since=Min("recorded_at"))["since"]
    return lines.count(), since


def end_of(day: date) -> datetime:
    return make_aware(datetime.combine(day + timedelta(days=1), time.min))
