"""Choose the store that speaks the database's dialect."""

from typing import Any

from sangkien.adapters.store_postgres import PostgresStore
from sangkien.adapters.store_sqlite import SqliteStore
from sangkien.core.store import Store


def store_for(connection: Any) -> Store:
    """Return the store for Django's `connection`."""
    stores: dict[str, type[PostgresStore | SqliteStore]] = {
        "postgresql": PostgresStore,
        "sqlite": SqliteStore,
    }
    return stores[connection.vendor](connection)
