"""Rows by SQL of our own, for what every registration asks.

Building a query anew takes the ORM ten times as long as the database takes to answer it. Only
where a measurement says so; everywhere else the ORM asks.
"""

from collections.abc import Collection, Iterator, Sequence, Sized
from typing import Any, TypeVar

from django.db import connection

MOST_NAMED = 10_000  # values in one list behind IN
T = TypeVar("T")


def rows(statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Return what the statement finds; days come as dates on every database."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def slices(values: Collection[T]) -> Iterator[list[T]]:
    """Yield the values in lists that a statement of the ORM can name twice; of none one empty list.

    SQLite knows 32,766 placeholders where it was not built for more.
    """
    listed = list(values)
    for start in range(0, max(1, len(listed)), MOST_NAMED):
        yield listed[start : start + MOST_NAMED]


def marks(values: Sized) -> str:
    """Return a placeholder for each value, for a list behind IN; of no values NULL.

    >>> marks("abc"), marks("")
    ('%s, %s, %s', 'NULL')
    """
    return ", ".join(["%s"] * len(values)) or "NULL"
