"""What a reminder may say of a progress table; every figure is the table's own."""

import re
from collections.abc import Iterable
from dataclasses import replace

from sangkien.core.facts import Window
from sangkien.core.letters.facts import (
    Clock,
    Office,
    ProgrammeDocument,
    ReminderFacts,
    ReminderRow,
)
from sangkien.core.pace import Clock as TableClock
from sangkien.core.progress.table import ProgressTable, Role, Row
from sangkien.core.standing import Column

# the notes that concern the units; the sum of targets is the upper unit's own matter
TOLD = frozenset({"duplicate", "wrong-unit", "wrong-date", "undecided", "period"})
# tables write 01/09/2021, letters 01/9/2021
_MONTH_NOUGHT = re.compile(r"(?<=\d{2}/)0([3-9]/\d{4})\b")


def reminder_facts(
    table: ProgressTable,
    office: Office,
    *,
    documents: Iterable[ProgrammeDocument] = (),
    applied: Window | None = None,
    full_annex: bool = False,
) -> ReminderFacts:
    """Return the facts of a reminder; number and day of the letter are left to write by hand.

    Of `documents` those of the office itself are cited, where there are any. `applied` is the
    window of first application.
    """
    every = tuple(_worded(document) for document in documents)
    own = tuple(document for document in every if office.full_name in document.issuer)
    return ReminderFacts(
        office=office,
        campaign=table.campaign_title,
        day=table.day,
        phase=_clock(_phase_clock(table)),
        target_period=_clock(table.goal_clock),
        target_name=table.target_label,
        rows=tuple(_row(row) for row in table.rows),
        documents=own or every,
        notes=tuple(
            replace(note, text=_MONTH_NOUGHT.sub(r"\1", note.text))
            for note in table.notes
            if note.kind in TOLD
        ),
        applied_from=applied.opens_on if applied else None,
        applied_to=applied.closes_on if applied else None,
        full_annex=full_annex,
    )


def _phase_clock(table: ProgressTable) -> TableClock:
    """The first clock that is no calendar year, else the one of the target."""
    years = (f"Năm {table.day.year}", table.goal_clock.title)
    return next((clock for clock in table.clocks if clock.title not in years), table.goal_clock)


def _clock(clock: TableClock) -> Clock:
    return Clock(clock.title, clock.window.opens_on, clock.window.closes_on, clock.day)


def _row(row: Row) -> ReminderRow:
    return ReminderRow(
        unit=row.name,
        short_unit=row.brief,
        target=row.target,
        gross=row.gross,
        duplicates=row[Column.DUPLICATE],
        wrong_unit=row[Column.WRONG_UNIT],
        wrong_date=row[Column.WRONG_DATE],
        other=row[Column.OTHER],
        pending=row[Column.PENDING],
        valid=row.valid,
        remark=row.remark,
        open_duplicates=row.open_in(Column.DUPLICATE),
        open_wrong_unit=row.open_in(Column.WRONG_UNIT),
        open_wrong_date=row.open_in(Column.WRONG_DATE),
        open_other=row.open_in(Column.OTHER),
        is_direct=row.role == Role.DIRECT,
    )


def _worded(document: ProgrammeDocument) -> ProgrammeDocument:
    """The abstract as a citation needs it: "về việc …"; what repeats the kind stays a name."""
    abstract = document.abstract.strip()
    if abstract and not abstract.lower().startswith(("về ", "v/v ", document.kind.lower())):
        abstract = f"về việc {abstract}"
    return replace(document, abstract=abstract)
