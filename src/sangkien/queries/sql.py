"""Rows by SQL of our own, for what every registration asks.

Building a query anew takes the ORM ten times as long as the database takes to answer it. Only
where a measurement says so; everywhere else the ORM asks.
"""

from collections.abc import Sequence, Sized
from typing import Any

from django.db import connection


def rows(statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Return what the statement finds; days come as dates on every database."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def marks(values: Sized) -> str:
    """Return a placeholder for each value, for a list behind IN; of no values NULL.

    >>> marks("abc"), marks("")
    ('%s, %s, %s', 'NULL')
    """
    return ", ".join(["%s"] * len(values)) or "NULL"
