"""Write units: new ones a generation at a time, changed ones with the journal's word."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from django.db.models import CharField, F, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Concat

from sangkien.actions.journal import By, Line, record
from sangkien.core.journal import plain
from sangkien.core.text import fold
from sangkien.core.units import UnitRow
from sangkien.models import DuplicateFeatures, Unit, UnitName
from sangkien.queries.unit_codes import chunks, codes_of

AT_A_TIME = 500  # rows of one statement
_UNPLACED = "new:"  # stands before the code until the database has given the id
_LEVELS = ("l1", "l2", "l3", "l4")
_COLUMNS = [field.name for field in fields(UnitRow) if field.name not in ("row", "parent")]


@dataclass(frozen=True, slots=True)
class UnitChange:
    """One known unit, and what its row says otherwise: field → (before, now)."""

    row: UnitRow
    unit: Unit
    fields: dict[str, tuple[Any, Any]]

    @property
    def is_move(self) -> bool:
        return "parent" in self.fields

    @property
    def is_renaming(self) -> bool:
        return "short_name" in self.fields


def changes_of(rows: Sequence[UnitRow], known: dict[str, Unit]) -> list[UnitChange]:
    """Return what the rows say otherwise than their units; rows that agree are left out."""
    parents = {known[row.code].parent_id for row in rows}
    code_of = codes_of({unit_id for unit_id in parents if unit_id})
    found = []
    for row in rows:
        unit = known[row.code]
        before = {name: getattr(unit, name) for name in columns_of(row)}
        before["parent"] = code_of.get(unit.parent_id or 0, "")
        now = columns_of(row) | {"parent": row.parent}
        fields = {name: (before[name], now[name]) for name in now if before[name] != now[name]}
        if fields:
            found.append(UnitChange(row, unit, fields))
    return found


def columns_of(row: UnitRow) -> dict[str, Any]:
    """Return the row's values under the names of the unit's columns, its place in the tree not."""
    columns = {name: getattr(row, name) for name in _COLUMNS}
    return columns | {"aliases": list(row.aliases)}


def create_units(rows: Sequence[UnitRow], known: dict[str, Unit]) -> dict[str, Unit]:
    """Insert units whose parents exist already; return them by code.

    Besides the inserts it takes two statements for each level of the tree the rows touch.
    """
    made = [_unplaced(row, known.get(row.parent)) for row in rows]
    Unit.objects.bulk_create(made, batch_size=AT_A_TIME)
    for unit in made:
        unit.path = f"{unit.parent.path if unit.parent else ''}{unit.id}."
        if unit.level <= len(_LEVELS):
            setattr(unit, _LEVELS[unit.level - 1], unit.id)
    for level in {unit.level for unit in made}:
        _place(level)
    _store_names(made)
    return {unit.code: unit for unit in made}


def _unplaced(row: UnitRow, parent: Unit | None) -> Unit:
    unit = Unit(**columns_of(row), parent=parent, path=f"{_UNPLACED}{row.code}")
    unit.level = parent.level + 1 if parent else 1
    for name in _LEVELS if parent else ():
        setattr(unit, name, getattr(parent, name))
    return unit


def _place(level: int) -> None:
    """Give the new units of one level their path, which holds the id the insert gave them."""
    over = Subquery(Unit.objects.filter(id=OuterRef("parent_id")).values("path")[:1])
    own = Concat(Cast("id", CharField()), Value("."))
    placed: dict[str, Any] = {"path": Concat(over, own) if level > 1 else own}
    if level <= len(_LEVELS):
        placed[_LEVELS[level - 1]] = F("id")
    Unit.objects.filter(level=level, path__startswith=_UNPLACED).update(**placed)


def store_changes(changes: Sequence[UnitChange], known: dict[str, Unit], by: By) -> None:
    """Write what changed, the parents too (not yet the paths), and say so in the journal."""
    lines = []
    for change in changes:
        unit = change.unit
        for name, value in columns_of(change.row).items():
            setattr(unit, name, value)
        lines.append(_told(change))
        unit.parent = known[change.row.parent] if change.row.parent else None
    columns = [*columns_of(changes[0].row), "parent"] if changes else []
    Unit.objects.bulk_update([c.unit for c in changes], columns or ["parent"], batch_size=50)
    renamed = [c.unit for c in changes if c.fields.keys() & {"name", "short_name", "aliases"}]
    for some in chunks(renamed, AT_A_TIME):
        UnitName.objects.filter(unit__in=some).delete()
    _store_names(renamed)
    _read_again([c.unit for c in changes if c.is_renaming])
    record(by, lines)


def _read_again(renamed: Sequence[Unit]) -> None:
    """Mark the entries of the units: the engine leaves the unit's name out of their titles."""
    for some in chunks([unit.id for unit in renamed], AT_A_TIME):
        DuplicateFeatures.objects.filter(initiative__unit__in=some).update(is_stale=True)


def _told(change: UnitChange) -> Line:
    return Line(
        "unit-moved" if change.is_move else "unit-changed",
        unit_id=change.unit.id,
        unit_path=change.unit.path,
        changes={name: plain(pair) for name, pair in change.fields.items()},
    )


def _store_names(units: Sequence[Unit]) -> None:
    UnitName.objects.bulk_create(
        [UnitName(unit=unit, folded=folded) for unit in units for folded in _spellings(unit)],
        batch_size=AT_A_TIME,
    )


def _spellings(unit: Unit) -> list[str]:
    names = (unit.code, unit.name, unit.short_name, *unit.aliases)
    return list(dict.fromkeys(folded for name in names if (folded := fold(name)[:300])))
