"""What every test needs: a folder of its own, and a journal that can be emptied between tests."""

import pytest
from django.db import connection

from sangkien.adapters.journal_guard import guarding, unguarding


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    """Files written by a test go with it."""
    settings.VAR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture(autouse=True, scope="session")
def flush_past_the_journal_guard():
    """Emptying tables after a test with real transactions must pass the journal's guard."""
    operations = type(connection.ops)
    flush = operations.execute_sql_flush

    def flush_unguarded(self, statements):
        guarded = self.connection.vendor == "sqlite"  # PostgreSQL truncates: no row trigger
        with self.connection.cursor() as cursor:
            for statement in unguarding("sqlite") if guarded else ():
                cursor.execute(statement)
            flush(self, statements)
            for statement in guarding("sqlite") if guarded else ():
                cursor.execute(statement)

    operations.execute_sql_flush = flush_unguarded
    yield
    operations.execute_sql_flush = flush
