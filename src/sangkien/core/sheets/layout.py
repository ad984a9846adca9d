"""Which column of a sheet fills which field, and where the list begins."""

from collections.abc import Sequence
from dataclasses import dataclass

from sangkien.core.sheets.cell import Cell, fault_of
from sangkien.core.sheets.columns import (
    KEY_LABEL,
    REASON_LABEL,
    RECEIPT_LABEL,
    VERDICT_LABEL,
    SheetKind,
)
from sangkien.core.sheets.headings import bracketed, column_of, plain_heading
from sangkien.core.sheets.problem import SheetProblem, column_letters


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of the sheet: its place, its words, the field it fills (None: unknown)."""

    index: int
    label: str
    field: str | None

    @property
    def unit(self) -> str:
        """What the heading says in brackets: “triệu đồng”, “dd/mm/yyyy”, or ""."""
        return bracketed(self.label)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the list begins and which column fills which field.

    `problems` stop the reading; `remarks` are told and do not.
    """

    kind: SheetKind
    header_row: int  # the last row of the headings, as the spreadsheet numbers it; 0: not found
    first_row: int  # rows from here on are the list
    headings: tuple[Heading, ...] = ()
    problems: tuple[SheetProblem, ...] = ()
    remarks: tuple[SheetProblem, ...] = ()

    @property
    def columns(self) -> dict[str, int]:
        """The index of the column that fills each field."""
        return {heading.field: heading.index for heading in self.headings if heading.field}

    @property
    def result_columns(self) -> frozenset[int]:
        """Columns that a result workbook added; left out when another one is written."""
        labels = (RECEIPT_LABEL, VERDICT_LABEL, REASON_LABEL, KEY_LABEL)
        added = {plain_heading(label) for label in labels}
        return frozenset(h.index for h in self.headings if plain_heading(h.label) in added)

    def label_of(self, field: str) -> str:
        """Return the heading over the field's column as typed, ours where there is none."""
        typed = (heading.label for heading in self.headings if heading.field == field)
        return next(typed, column_of(field, self.kind).label)

    def unit_of(self, field: str) -> str:
        """Return what the field's heading says in brackets, "" for nothing."""
        return next((h.unit for h in self.headings if h.field == field), "")

    def pick(self, cells: Sequence[Cell]) -> dict[str, Cell]:
        """Return the row's cells by field; a column the sheet does not have is left out."""
        return {
            field: cells[index] if index < len(cells) else ""
            for field, index in self.columns.items()
        }

    def faults(self, row: int, cells: Sequence[Cell]) -> tuple[SheetProblem, ...]:
        """Return a problem for each cell of a known column whose value was never calculated."""
        return tuple(
            SheetProblem(
                row, self.label_of(field), fault.code, {"cell": f"{column_letters(index)}{row}"}
            )
            for field, index in self.columns.items()
            if index < len(cells) and (fault := fault_of(cells[index]))
        )
