"""A sheet of units: every row checked by itself. How they fit together, the action asks."""

from collections.abc import Sequence
from datetime import date

from sangkien.core.reading.numbers import format_date
from sangkien.core.sheets import UNITS, SheetRow
from sangkien.core.sheets.columns import LINES
from sangkien.core.text import fold
from sangkien.core.units import UnitRow, UnitSheet
from sangkien.inputs.sheet_rows import Cells, listed

BETWEEN_NAMES = "|"  # parts the other names of a unit in their cell
DEFAULT_LINE = "territorial"


def read_units(rows: Sequence[SheetRow], *, today: date) -> UnitSheet:
    """Return the units that the rows of a sheet list, and all that is wrong with their cells.

    Bad cells do not raise, so that they are told together with what is wrong with the tree. Raises
    BadRows where the headings do not do: without them no cell means anything.
    """
    sheet = listed(rows, UNITS, today=today)
    units = [_unit(cells) for cells in sheet]
    bad = {(problem.row, problem.column) for problem in sheet.problems}
    above = sheet.layout.label_of("parent")
    return UnitSheet(
        rows=tuple(unit for unit in units if unit.code),
        problems=tuple(sheet.problems),
        unplaced=frozenset(unit.row for unit in units if (unit.row, above) in bad),
    )


def line_of(cells: Cells) -> str:
    """Return the line that the cell names, the territorial one where it is empty."""
    typed = cells.text("line")
    line = LINES.get(fold(typed), DEFAULT_LINE)
    if typed and fold(typed) not in LINES:
        cells.refuse("line", "unit-line", typed=typed)
    return line


def _unit(cells: Cells) -> UnitRow:
    name = cells.text("name", required=True)
    unit = UnitRow(
        row=cells.row,
        code=cells.text("code", longest=40, required=True),
        kind=cells.text("kind", longest=80),
        name=name,
        short_name=cells.text("short_name", longest=200) or name[:200],
        parent=cells.text("parent", longest=40),
        aliases=_aliases(cells),
        line=line_of(cells),
        block=cells.text("block", longest=80),
        cluster=cells.text("cluster", longest=80),
        opens_on=cells.day("opens_on"),
        closes_on=cells.day("closes_on"),
        school_level=cells.text("school_levels", longest=40),
        place=cells.text("place", longest=120),
    )
    if unit.opens_on and unit.closes_on and unit.closes_on < unit.opens_on:
        opens, closes = format_date(unit.opens_on), format_date(unit.closes_on)
        cells.refuse("closes_on", "unit-dates", opens=opens, closes=closes)
    return unit


def _aliases(cells: Cells) -> tuple[str, ...]:
    names = [name.strip() for name in cells.text("aliases", longest=5000).split(BETWEEN_NAMES)]
    for name in names:
        if len(name) > 300:  # noqa: PLR2004 - what UnitName holds
            cells.refuse(
                "aliases", "text-too-long", typed=f"{name[:60]}…", length=len(name), longest=300
            )
    return tuple(dict.fromkeys(name for name in names if name))
