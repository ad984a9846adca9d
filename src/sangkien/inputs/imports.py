"""Rows of a sheet of submissions read into entries, in batches."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sangkien.core.imports import ReadRow, RowProblem
from sangkien.core.sheets import Cell, Layout, SheetRow
from sangkien.inputs.entry_values import plain
from sangkien.inputs.problem import BadInput, FieldProblem
from sangkien.inputs.registration import context_for, read_entry
from sangkien.models import Campaign, Unit
from sangkien.queries.units import units_named

PERSONAL = frozenset({"authors", "member_number"})  # fields


class SubmissionRows:
    """Reads rows of one sheet; remembers the unit names it has looked up.

    A row that names no unit is of the unit the sheet is brought in for, where that is one unit of
    the campaign and not the body that runs it.
    """

    def __init__(
        self, campaign: Campaign, layout: Layout, now: datetime, unit: Unit | None = None
    ) -> None:
        self.layout = layout
        self.own_unit = unit.code if unit and unit.id != campaign.owner_id else ""
        self.benefit_unit = layout.unit_of("benefit")
        self.context = context_for(campaign, (), now)

    def __call__(self, rows: Sequence[SheetRow]) -> list[ReadRow]:
        """Return each row read, in order; one query where new unit names are met, else none."""
        picked = [(number, cells, self._picked(cells)) for number, cells in rows]
        self._look_up({plain(raw.get("ticked_unit", "")) for _, _, raw in picked})
        return [self._read(number, cells, raw) for number, cells, raw in picked]

    def _picked(self, cells: tuple[Cell, ...]) -> dict[str, Cell]:
        raw = self.layout.pick(cells)
        if self.own_unit and not plain(raw.get("ticked_unit", "")).strip():
            raw["ticked_unit"] = self.own_unit
        return raw

    def _look_up(self, names: set[str]) -> None:
        new = {name for name in names if name.strip()} - self.context.known.keys()
        if new:
            found = units_named(new, under=self.context.campaign.owner)
            self.context = replace(self.context, known={**self.context.known, **found})

    def _read(self, number: int, cells: tuple[Cell, ...], raw: dict[str, Cell]) -> ReadRow:
        given_key = _key_cell(raw)
        if faults := self.layout.faults(number, cells):
            problems = tuple(RowProblem(f.column or "", f.code, f.details) for f in faults)
            return ReadRow(number, given_key[:80], problems=problems)
        try:
            entry = read_entry(
                raw, self.context, client_ref=given_key, benefit_unit=self.benefit_unit
            )
        except BadInput as why:
            problems = tuple(
                RowProblem(self.layout.label_of(p.field), p.code, _storable(p)) for p in why.errors
            )
            return ReadRow(number, given_key[:80], problems=problems)
        return ReadRow(number, given_key, entry=entry)


def _storable(problem: FieldProblem) -> Mapping[str, str | int]:
    """The details without what was typed of a person: what became of a row is kept."""
    if "typed" not in problem.details:
        return problem.details
    typed = "…" if problem.field in PERSONAL else plain(problem.details["typed"])
    return {**problem.details, "typed": typed}


def _key_cell(raw: dict[str, Cell]) -> str:
    """The key of our result workbook wins over the sender's own."""
    return plain(raw.get("row_key", "")).strip() or plain(raw.get("client_ref", "")).strip()
