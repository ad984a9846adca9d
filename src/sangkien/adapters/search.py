"""Choose the index that speaks the database's dialect."""

from typing import Any

from sangkien.adapters.search_postgres import PostgresSearch
from sangkien.adapters.search_sqlite import SqliteSearch
from sangkien.core.search.index import SearchIndex


def search_index(connection: Any) -> SearchIndex:
    """Return the index for Django's `connection`."""
    indexes: dict[str, type[PostgresSearch | SqliteSearch]] = {
        "postgresql": PostgresSearch,
        "sqlite": SqliteSearch,
    }
    return indexes[connection.vendor](connection)
