"""What is wrong with a sheet: where, which rule, and the way out."""

from dataclasses import dataclass, field

from sangkien.core.reading.unreadable import SENTENCES as READING_SENTENCES
from sangkien.core.reading.unreadable import Unreadable
from sangkien.core.sentences import N_
from sangkien.core.sheets.row_sentences import ROW_SENTENCES

SENTENCES: dict[str, str] = {
    "sheet-empty": N_("The sheet holds no rows. Choose the sheet with the list, or fill it in."),
    "no-header": N_(
        "No row of column headings was found in the first {rows} rows. Put one row with the "
        "headings {labels} above the list."
    ),
    "no-rows": N_("There is no row below the headings in row {header}. Add at least one row."),
    "column-missing": N_(
        "The column “{label}” is missing. Add it, or rename the column that holds it to “{label}”."
    ),
    "column-twice": N_(
        "The columns {letters} are both headed “{label}”. Keep one of them, or rename the other."
    ),
    "column-unknown": N_(
        "The column {letter} “{label}” is not known and will not be read. Rename it if it matters."
    ),
    "column-unknown-near": N_(
        "The column {letter} “{label}” is not known and will not be read. If “{nearest}” is "
        "meant, rename it so."
    ),
    "column-shadowed": N_(
        "The column {letter} “{label}” is not read, because “{chosen}” says the same."
    ),
    "formula-not-calculated": N_(
        "The cell {cell} holds a formula that was never calculated. Open the file in a "
        "spreadsheet program, save it there, and send it again."
    ),
    "cell-error": N_(
        "The formula in cell {cell} ends in an error. Correct it or type the value in its place."
    ),
}


@dataclass(frozen=True, slots=True)
class SheetProblem:
    """One problem, at a row (as the spreadsheet numbers it) and a column (its heading)."""

    row: int | None
    column: str | None
    code: str
    details: dict[str, str | int] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """The English source sentence with {placeholders}; translate, then fill."""
        return (SENTENCES | ROW_SENTENCES | READING_SENTENCES)[self.code]

    @staticmethod
    def of(why: Unreadable, *, row: int, column: str) -> "SheetProblem":
        """Return the problem of a cell that has no reading, with its place."""
        return SheetProblem(row, column, why.code, why.details)


def column_letters(index: int) -> str:
    """Return the letters over the column with this index, from 0.

    >>> column_letters(0), column_letters(25), column_letters(26)
    ('A', 'Z', 'AA')
    """
    letters = ""
    left = index + 1
    while left:
        left, place = divmod(left - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters
