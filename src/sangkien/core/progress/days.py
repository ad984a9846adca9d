"""Which days a table can be frozen and a reminder be drafted of."""

from datetime import date

from sangkien.core.facts import Window
from sangkien.core.reading.numbers import format_date
from sangkien.core.refusal import Refusal

DAY_REFUSALS = ("table-day-ahead", "table-day-early", "reminder-day-late")


def require_table_day(day: date, *, today: date, filing: Window | None) -> None:
    """Refuse (`table-day-ahead`, `table-day-early`) a day that has no figures to keep.

    `filing` runs from the opening of the first phase to the close of the last; a table of a day
    after it is sound, because entries are reviewed when nobody files any more.
    """
    if day > today:
        raise Refusal("table-day-ahead", day=format_date(day), today=format_date(today))
    if filing is not None and day < filing.opens_on:
        opens = format_date(filing.opens_on)
        raise Refusal("table-day-early", day=format_date(day), opens=opens)


def require_reminder_day(day: date, *, today: date, filing: Window | None) -> None:
    """Refuse, besides, a day after the last phase (`reminder-day-late`): nobody can file then."""
    require_table_day(day, today=today, filing=filing)
    if filing is not None and day > filing.closes_on:
        closes = format_date(filing.closes_on)
        raise Refusal("reminder-day-late", day=format_date(day), closes=closes)
