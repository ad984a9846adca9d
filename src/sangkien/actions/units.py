"""Load the organisation from a list of units, and give it back as the same list."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from django.db import connection

from sangkien.actions.access import require
from sangkien.actions.attempts import retried
from sangkien.actions.journal import By, Line, record
from sangkien.actions.unit_moves import hold_back_campaigns, move_subtrees
from sangkien.actions.unit_storing import changes_of, create_units, store_changes
from sangkien.adapters.store import store_for
from sangkien.core.journal import Kind
from sangkien.core.permissions import Verb
from sangkien.core.sheets.bad_rows import BadRows
from sangkien.core.sheets.problem import SheetProblem
from sangkien.core.units import (
    PARENT_LABEL,
    UnitRow,
    UnitSheet,
    cycles,
    generations,
    orphans,
    repeated_codes,
    second_roots,
)
from sangkien.models import Unit
from sangkien.queries.unit_codes import all_codes, nearest, root_outside, units_by_code

MOST_HINTS = 200  # unknown codes of one sheet that are compared with every known one


@dataclass(frozen=True, slots=True)
class UnitsLoaded:
    """How many units a list made new, changed and left as they were.

    Of the changed `moved` got another parent, `renamed` another short name: their entries are to
    be read again for the search for duplicates.
    """

    created: int
    changed: int
    unchanged: int
    moved: int = 0
    renamed: int = 0


@retried
def import_units(sheet: UnitSheet, by: By) -> UnitsLoaded:
    """Bring the units in line with the sheet, found by code; units not listed stay as they are.

    All or nothing: raises BadRows with every problem of the cells and of the tree the rows form.
    A unit with another parent than before takes all below it, entries and counts along. Raises
    Refusal `not-allowed` where a row adds or changes something outside the account's reach.
    """
    rows = sheet.rows
    store_for(connection).lock_tree()  # two lists at once could make a ring of parents between them
    named = {row.code for row in rows} | {row.parent for row in rows if row.parent}
    known = units_by_code(named)
    above = _above(rows, known)
    problems = [*sheet.problems, *_problems_of_tree(sheet, known, above)]
    if problems:
        raise BadRows(problems)
    new = [row for row in rows if row.code not in known]
    changes = changes_of([row for row in rows if row.code in known], known)
    _require_reach(by, new, [change.row for change in changes], known)
    if any(change.is_renaming for change in changes):
        hold_back_campaigns()  # an entry filed meanwhile would be read with the name of before
    by_code = {row.code: row for row in new}
    for codes in generations(list(by_code), above=above):
        known |= create_units([by_code[code] for code in codes], known)
    store_changes(changes, known, by)
    moved = [change.unit for change in changes if change.is_move]
    move_subtrees(moved, by)
    unchanged = len(rows) - len(new) - len(changes)
    renamed = sum(change.is_renaming for change in changes)
    loaded = UnitsLoaded(len(new), len(changes), unchanged, len(moved), renamed)
    if new:
        record(by, [_created([known[row.code] for row in new])])
    return loaded


def _created(units: Sequence[Unit]) -> Line:
    """One line for all, at the unit that they have in common above them."""
    above = zip(*(unit.lineage[: unit.level - 1 or 1] for unit in units), strict=False)
    shared = [step[0] for step in takewhile(lambda step: len(set(step)) == 1, above)]
    return Line(
        "units-created",
        unit_id=shared[-1] if shared else None,
        unit_path="".join(f"{step}." for step in shared),
        details={"created": len(units)},
        mentions={Kind.UNIT: [unit.id for unit in units]},
    )


def _above(rows: Sequence[UnitRow], known: dict[str, Unit]) -> dict[str, str | None]:
    """The next code upwards of each code named: as the sheet says, else as it stands."""
    listed = {row.code: row.parent or None for row in rows}
    listed_ids = {known[code].id: code for code in listed if code in known}
    above = dict(listed)
    for code, unit in known.items():
        if code not in listed:
            higher = (listed_ids[i] for i in reversed(unit.lineage[:-1]) if i in listed_ids)
            above[code] = next(higher, None)
    return above


def _problems_of_tree(
    sheet: UnitSheet, known: dict[str, Unit], above: dict[str, str | None]
) -> list[SheetProblem]:
    rows, listed = sheet.rows, {row.code for row in sheet.rows}
    placed = [row for row in rows if row.row not in sheet.unplaced]
    problems = [
        *repeated_codes(rows),
        *second_roots(placed, root_elsewhere=root_outside(listed)),
        *cycles(rows, above=above),
    ]
    missing = orphans(rows, known=known)
    if missing:
        problems += _unknown_parents(missing, [*listed, *all_codes()])
    return problems


def _unknown_parents(missing: Sequence[UnitRow], codes: list[str]) -> list[SheetProblem]:
    """A problem for each row; the nearest code is looked for MOST_HINTS times, it takes long."""
    typed = dict.fromkeys(row.parent for row in missing)
    near = {code: nearest(code, codes) for code in list(typed)[:MOST_HINTS]}
    return [_unknown_parent(row, near.get(row.parent)) for row in missing]


def _unknown_parent(row: UnitRow, near: list[str] | None) -> SheetProblem:
    if near:
        details: dict[str, str | int] = {"typed": row.parent, "nearest": near[0]}
        return SheetProblem(row.row, PARENT_LABEL, "unit-code-near", details)
    return SheetProblem(row.row, PARENT_LABEL, "unit-code-unknown", {"typed": row.parent})


def _require_reach(
    by: By, new: Sequence[UnitRow], changed: Sequence[UnitRow], known: dict[str, Unit]
) -> None:
    """A new unit needs reach over the unit above it, a changed one over itself and above."""
    listed = {row.code for row in new}
    paths = {
        known[row.parent].path if row.parent else "" for row in new if row.parent not in listed
    }
    for row in changed:
        unit = known[row.code]
        paths.add(unit.path)
        is_move = row.parent in known and known[row.parent].id != unit.parent_id
        if is_move or not row.parent:
            paths.add(known[row.parent].path if row.parent else unit.path)
    for path in sorted(paths):
        require(by, Verb.EDIT_UNITS, path)
