"""Make the database itself refuse to change or remove a line of the journal."""

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
