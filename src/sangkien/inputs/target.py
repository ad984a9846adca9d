"""A sheet of targets: every row checked by itself. Units and phases, the action looks up."""

from collections.abc import Sequence
from datetime import date

from sangkien.core.reading.dates import EARLIEST_YEAR, YEARS_AHEAD
from sangkien.core.reading.numbers import NumberStyle, read_count
from sangkien.core.sheets import TARGETS, SheetRow, decide_number_style
from sangkien.core.targets import KINDS, TargetRow
from sangkien.core.text import fold
from sangkien.inputs.sheet_rows import Cells, listed

DEFAULT_KIND = "assigned"
MOST = 2**31 - 1  # what the column of the table holds


def read_targets(rows: Sequence[SheetRow], *, today: date) -> list[TargetRow]:
    """Return the targets that the rows of a sheet list; raise BadRows with all that is wrong."""
    sheet = listed(rows, TARGETS, today=today)
    values = [sheet.layout.pick(cells)["value"] for _, cells in sheet.rows]
    style = decide_number_style(values, counts=True)
    targets = [_target(cells, style) for cells in sheet]
    sheet.refuse_if_bad()
    return targets


def _target(cells: Cells, style: NumberStyle) -> TargetRow:
    phase, year = cells.text("phase"), _year(cells)
    if phase and year is not None:
        cells.refuse("year", "target-two-periods")
    return TargetRow(
        row=cells.row,
        unit=cells.text("unit", required=True),
        kind=_kind(cells),
        value=_value(cells, style),
        phase=phase,
        year=year,
        document=cells.text("document", longest=200),
        from_on=cells.day("from") or cells.today,
    )


def _value(cells: Cells, style: NumberStyle) -> int:
    if not cells.text("value", required=True):
        return 0
    value = cells.read("value", lambda cell: read_count(cell, style=style)) or 0
    if value > MOST:
        cells.refuse("value", "number-form", typed=str(value))
    return value


def _kind(cells: Cells) -> str:
    typed = cells.text("kind")
    if typed and fold(typed) not in KINDS:
        cells.refuse("kind", "target-kind", typed=typed)
    return KINDS.get(fold(typed), DEFAULT_KIND)


def _year(cells: Cells) -> int | None:
    typed = fold(cells.text("year")).removeprefix("nam ")
    latest = cells.today.year + YEARS_AHEAD
    if typed == "today":
        return cells.today.year
    if not typed:
        return None
    if typed.isdecimal() and EARLIEST_YEAR <= int(typed) <= latest:
        return int(typed)
    cells.refuse("year", "target-year", typed=typed, earliest=EARLIEST_YEAR, latest=latest)
    return None
