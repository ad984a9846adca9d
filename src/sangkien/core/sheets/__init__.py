"""Sheets of submissions, units and targets: which column means what."""

from sangkien.core.sheets.cell import Cell, Fault, SheetRow, fault_of, is_blank, text_of
from sangkien.core.sheets.columns import (
    COLUMNS,
    KEY_LABEL,
    REASON_LABEL,
    RECEIPT_LABEL,
    SUBMISSIONS,
    TARGETS,
    UNITS,
    VERDICT_LABEL,
    Column,
    SheetKind,
)
from sangkien.core.sheets.find_layout import find_layout
from sangkien.core.sheets.layout import Heading, Layout
from sangkien.core.sheets.number_style import decide_number_style
from sangkien.core.sheets.problem import SheetProblem, column_letters
from sangkien.core.sheets.totals import entry_rows, is_total, total_rows

__all__ = [
    "COLUMNS",
    "KEY_LABEL",
    "REASON_LABEL",
    "RECEIPT_LABEL",
    "SUBMISSIONS",
    "TARGETS",
    "UNITS",
    "VERDICT_LABEL",
    "Cell",
    "Column",
    "Fault",
    "Heading",
    "Layout",
    "SheetKind",
    "SheetProblem",
    "SheetRow",
    "column_letters",
    "decide_number_style",
    "entry_rows",
    "fault_of",
    "find_layout",
    "is_blank",
    "is_total",
    "text_of",
    "total_rows",
]
