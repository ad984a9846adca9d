"""INSERT … VALUES … RETURNING id, in the words that SQLite and PostgreSQL share."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from itertools import chain
from typing import Any

from sangkien.core.unit_lists import ListState

MOST_VALUES = 30_000  # in a statement: SQLite takes 32,766

_MAKE = """
INSERT INTO sangkien_person (identity, has_number) VALUES {values}
ON CONFLICT (identity) DO NOTHING RETURNING identity, id
"""
_FIND = "SELECT identity, id FROM sangkien_person WHERE identity IN ({values})"

# also what still waits: its state is read once whoever answers it is done
LISTS_HOLDING = """
SELECT listed.initiative_id, held.id, held.state
FROM sangkien_listedentry AS listed JOIN sangkien_unitlist AS held ON held.id = listed.list_id
WHERE listed.is_standing AND listed.initiative_id {among}
ORDER BY held.id, listed.initiative_id
"""
LAST_LINE = "SELECT coalesce(max(id), 0) FROM sangkien_journalline"

Adapted = Mapping[type, Callable[[Any], Any]]  # what the driver does not take as it is


def insert_rows(
    connection: Any,
    table: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    *,
    adapted: Adapted,
) -> list[int]:
    """Insert the rows and return their ids, in order.

    Both databases give the ids back in the order of VALUES; Django's own inserts rest on it too.
    """
    names = ", ".join(f'"{column}"' for column in columns)
    one = f"({', '.join(['%s'] * len(columns))})"
    ids: list[int] = []
    with connection.cursor() as cursor:
        for some in _parts(rows, MOST_VALUES // len(columns)):
            values = ", ".join([one] * len(some))
            statement = f'INSERT INTO {table} ({names}) VALUES {values} RETURNING "id"'  # noqa: S608 - our own names
            cursor.execute(statement, [_plain(value, adapted) for value in chain(*some)])
            ids += [row[0] for row in cursor.fetchall()]
    return ids


def make_persons(connection: Any, has_number: Mapping[str, bool]) -> dict[str, int]:
    """See core.store.Store. One statement where all are new, two where some are known."""
    # in order of the identity, so that two filings never wait for each other in a ring
    wanted = sorted(has_number.items())
    found: dict[str, int] = {}
    for some in _parts(wanted, MOST_VALUES // 2):
        values = ", ".join(["(%s, %s)"] * len(some))
        made = _pairs(connection, _MAKE.format(values=values), list(chain(*some)))
        # a rival may have made the same person: it has committed by now and is found
        if known := [identity for identity, _ in some if identity not in made]:
            values = ", ".join(["%s"] * len(known))
            made |= _pairs(connection, _FIND.format(values=values), known)
        found |= made
    return found


def lists_holding(
    connection: Any, among: tuple[str, Any], *, lock: str = ""
) -> list[tuple[int, int]]:
    """See core.store.Store. One statement."""
    condition, value = among
    with connection.cursor() as cursor:
        cursor.execute(LISTS_HOLDING.format(among=condition) + lock, [value])
        return [
            (entry_id, list_id)
            for entry_id, list_id, state in cursor.fetchall()
            if state == ListState.ACCEPTED
        ]


def _pairs(connection: Any, statement: str, values: Sequence[Any]) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return dict(cursor.fetchall())


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _parts(rows: Sequence[Sequence[Any]], size: int) -> Iterator[Sequence[Sequence[Any]]]:
    for first in range(0, len(rows), size):
        yield rows[first : first + size]


def _plain(value: Any, adapted: Adapted) -> Any:
    """The value as the driver takes it; a word or a number of an enumeration is just that."""
    if isinstance(value, Enum):
        return value.value
    adapt = adapted.get(type(value))
    return adapt(value) if adapt else value
