"""How much work a piece of work is for the database: the same on each machine."""

from django.db import connection


class Work:
    """Counts the statements, and the rows that those find which only read."""

    def __init__(self):
        self.statements = self.rows = 0
        self._counting = False

    def __call__(self, execute, sql, params, many, context):
        if self._counting:
            return execute(sql, params, many, context)
        self.statements += 1
        if sql.lstrip().startswith("SELECT"):
            self._counting = True
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT count(*) FROM ({sql}) AS found", params)
                self.rows += cursor.fetchone()[0]
            self._counting = False
        return execute(sql, params, many, context)


def work_of(do, *subject, **details):
    """Return the work that a call makes."""
    work = Work()
    with connection.execute_wrapper(work):
        do(*subject, **details)
    return work
