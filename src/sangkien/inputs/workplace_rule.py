"""The rule table and the list of places: every row checked by itself."""

from collections.abc import Sequence
from datetime import date

from sangkien.core.reading.numbers import format_date
from sangkien.core.sheets import SheetRow
from sangkien.core.workplace_sheets import PLACES, RULE_TABLE, PlaceRow, RuleRow
from sangkien.inputs.sheet_rows import Cells, listed
from sangkien.inputs.unit import line_of


def read_rules(rows: Sequence[SheetRow], *, today: date) -> list[RuleRow]:
    """Return the rules in the order of the sheet; raise BadRows with all that is wrong."""
    sheet = listed(rows, RULE_TABLE, today=today)
    rules = [_rule(cells) for cells in sheet]
    sheet.refuse_if_bad()
    return rules


def read_places(rows: Sequence[SheetRow], *, today: date) -> list[PlaceRow]:
    """Return the places with their units; raise BadRows with all that is wrong."""
    sheet = listed(rows, PLACES, today=today)
    places = [
        PlaceRow(
            cells.row,
            cells.text("place", longest=120, required=True),
            cells.text("unit", longest=40, required=True),
        )
        for cells in sheet
    ]
    sheet.refuse_if_bad()
    return places


def _rule(cells: Cells) -> RuleRow:
    typed = cells.text("marks", longest=500, required=True)
    rule = RuleRow(
        row=cells.row,
        marks=tuple(mark.strip() for mark in typed.split("|") if mark.strip()),
        line=line_of(cells) if cells.text("line", required=True) else "",
        school_level=cells.text("school_levels", longest=40),
        sector_unit=cells.text("sector_unit", longest=40),
        valid_from=cells.day("valid_from"),
        valid_to=cells.day("valid_to"),
        basis=cells.text("basis"),
    )
    if rule.line == "sector" and not rule.sector_unit:
        cells.refuse("sector_unit", "rule-unit-missing")
    if rule.valid_from and rule.valid_to and rule.valid_to < rule.valid_from:
        opens, closes = format_date(rule.valid_from), format_date(rule.valid_to)
        cells.refuse("valid_to", "rule-dates", opens=opens, closes=closes)
    return rule
