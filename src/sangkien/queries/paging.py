"""Lists by key: a page begins after the last id of the one before, however long the list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet

PAGE_SIZE = 50
MOST_COUNTED = 10_000  # a list is counted up to here; beyond it "more than" is enough to know

M = TypeVar("M", bound=Model)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page begins: behind the row `after`, or so that it ends before the row `before`."""

    after: int | None = None
    before: int | None = None


FIRST = Cursor()


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some rows of a list; `previous` and `next` are None at its ends."""

    rows: tuple[T, ...]
    previous: Cursor | None = None
    next: Cursor | None = None


def page_by_id(
    found: QuerySet[M], cursor: Cursor, *, newest_first: bool = True, size: int = PAGE_SIZE
) -> Page[M]:
    """Return one page of `found` in the order of its ids. One query, at any depth."""
    order, beyond, short_of = (
        ("-id", "id__lt", "id__gt") if newest_first else ("id", "id__gt", "id__lt")
    )
    is_backward = cursor.before is not None
    if is_backward:
        found = found.filter(**{short_of: cursor.before}).order_by(order).reverse()
    else:
        found = found.order_by(order)
        if cursor.after is not None:
            found = found.filter(**{beyond: cursor.after})
    rows = list(found[: size + 1])
    has_more = len(rows) > size
    rows = rows[:size][::-1] if is_backward else rows[:size]
    if not rows:
        return Page(())
    has_previous = has_more if is_backward else cursor.after is not None
    has_next = True if is_backward else has_more
    return Page(
        tuple(rows),
        Cursor(before=rows[0].pk) if has_previous else None,
        Cursor(after=rows[-1].pk) if has_next else None,
    )


def page_of_ids(
    found: QuerySet[M], ids: Sequence[int], cursor: Cursor, *, size: int = PAGE_SIZE
) -> Page[M]:
    """Return one page of `found` in the order of `ids`, a list short enough to be held. One query.

    A row that is gone from the list since the page before was shown begins it anew.
    """
    start = 0
    if cursor.before in ids:
        start = max(ids.index(cursor.before) - size, 0)
    elif cursor.after in ids:
        start = ids.index(cursor.after) + 1
    shown = ids[start : start + size]
    rows = {row.pk: row for row in found.filter(pk__in=shown)}
    if not rows:
        return Page(())
    return Page(
        tuple(rows[each] for each in shown if each in rows),
        Cursor(before=shown[0]) if start else None,
        Cursor(after=shown[-1]) if start + size < len(ids) else None,
    )


def counted(found: QuerySet[M], *, most: int = MOST_COUNTED) -> int:
    """Return how many rows there are; `most` + 1 stands for "more than `most`"."""
    return found.order_by()[: most + 1].count()
