"""Make the database itself refuse to change or remove a line of the journal, and a seal."""

import re
from typing import Any

TABLE = "sangkien_journalline"

_SQLITE = tuple(
    f"""CREATE TRIGGER {name} BEFORE {event} ON {TABLE}
    BEGIN SELECT RAISE(ABORT, 'the journal is append only'); END"""
    for name, event in (("journal_no_update", "UPDATE"), ("journal_no_delete", "DELETE"))
)
_POSTGRES = (
    """CREATE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the journal is append only'; END $$""",
    f"""CREATE TRIGGER journal_no_change BEFORE UPDATE OR DELETE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION journal_refuse()""",
)
_SQLITE_OFF = ("DROP TRIGGER journal_no_update", "DROP TRIGGER journal_no_delete")
_POSTGRES_OFF = (f"DROP TRIGGER journal_no_change ON {TABLE}", "DROP FUNCTION journal_refuse")

# What passes the guards above: REPLACE deletes without a trigger, TRUNCATE has no rows.
_GAPS = {
    "sqlite": f"""CREATE TRIGGER journal_no_replace BEFORE INSERT ON {TABLE}
    WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'the journal is append only'); END""",  # noqa: S608 - our table
    "postgresql": f"""CREATE TRIGGER journal_no_truncate BEFORE TRUNCATE ON {TABLE}
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()""",
}
_GAPS_OFF = {
    "sqlite": "DROP TRIGGER journal_no_replace",
    "postgresql": f"DROP TRIGGER journal_no_truncate ON {TABLE}",
}


def guarding(vendor: str) -> tuple[str, ...]:
    """Return the statements that set the guard up on `vendor` ("sqlite" or "postgresql")."""
    return _POSTGRES if vendor == "postgresql" else _SQLITE


def unguarding(vendor: str) -> tuple[str, ...]:
    """Return the statements that take the guard away: for migrations and emptied test databases."""
    return _POSTGRES_OFF if vendor == "postgresql" else _SQLITE_OFF


def closing(vendor: str) -> str:
    """Return the statement that closes what `guarding` left open: REPLACE and TRUNCATE."""
    return _GAPS[vendor]


def opening(vendor: str) -> str:
    """Return the statement that undoes `closing`."""
    return _GAPS_OFF[vendor]


# Tables that are append only as the journal is, with what no two rows may share.
FENCED = {
    "sangkien_seal": (("number",), ("day",)),
    "sangkien_journalmention": (("kind", "bucket", "line_id"),),
}


def fencing(vendor: str, table: str) -> tuple[str, ...]:
    """Return the statements that guard one of FENCED; on PostgreSQL after `guarding`."""
    if vendor == "postgresql":
        return (
            f"""CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION journal_refuse()""",
            f"""CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()""",
        )
    same = " OR ".join(
        " AND ".join(f"{column} = NEW.{column}" for column in columns) for columns in FENCED[table]
    )
    taken = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608 - our tables
    refuse = "BEGIN SELECT RAISE(ABORT, 'the journal is append only'); END"
    return (
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} {taken} {refuse}",
    )


def unfencing(vendor: str, table: str) -> tuple[str, ...]:
    """Return the statements that undo `fencing`."""
    if vendor == "postgresql":
        return tuple(f"DROP TRIGGER {table}_no_{w} ON {table}" for w in ("change", "truncate"))
    return tuple(f"DROP TRIGGER {table}_no_{what}" for what in ("update", "delete", "replace"))


def raising_all(vendor: str) -> list[str]:
    """Return the statements that set up every guard there is."""
    fences = (statement for table in FENCED for statement in fencing(vendor, table))
    return [*guarding(vendor), closing(vendor), *fences]


def lowering_all(vendor: str) -> list[str]:
    """Return the statements that take every guard away, for emptied test databases."""
    fences = (statement for table in FENCED for statement in unfencing(vendor, table))
    return [*fences, opening(vendor), *unguarding(vendor)]


_TRIGGER = re.compile(r"CREATE TRIGGER (\w+) .* ON (\w+)", re.DOTALL)
# one may be there and switched off, or do nothing
_THERE = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%RAISE(ABORT%'",
    "postgresql": """SELECT tgname FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid
    WHERE tgenabled IN ('O', 'A') AND proname = 'journal_refuse' AND prosrc LIKE '%RAISE EXC%'""",
}


def missing_guards(connection: Any) -> list[str]:
    """Return the names of the guards that are gone or switched off."""
    with connection.cursor() as cursor:
        cursor.execute(_THERE[connection.vendor])
        there = {name for (name,) in cursor.fetchall()}
    return [name for name, _ in _triggers(connection.vendor) if name not in there]


def raise_again(connection: Any) -> None:
    """Set every guard up anew, whatever is left of them. Call inside a transaction."""
    vendor = connection.vendor
    on = " ON {1}" if vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for trigger in _triggers(vendor):
            cursor.execute(f"DROP TRIGGER IF EXISTS {{0}}{on}".format(*trigger))
        if vendor == "postgresql":
            cursor.execute("DROP FUNCTION IF EXISTS journal_refuse")
        for statement in raising_all(vendor):
            cursor.execute(statement)


def _triggers(vendor: str) -> list[tuple[str, str]]:
    """Every guard as (name, table)."""
    found = (_TRIGGER.search(statement) for statement in raising_all(vendor))
    return [(match[1], match[2]) for match in found if match]
