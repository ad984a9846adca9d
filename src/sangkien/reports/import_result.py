"""The sender's own sheet back, with what became of each row."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

from sangkien.adapters.spreadsheet_in import open_sheet
from sangkien.adapters.spreadsheet_results import Outcome, ResultRow, write_result_workbook
from sangkien.core.screening.run import RULES
from sangkien.core.sentences import N_
from sangkien.core.sheets import (
    RECEIPT_LABEL,
    SUBMISSIONS,
    Cell,
    Fault,
    SheetRow,
    find_layout,
    is_total,
    text_of,
)
from sangkien.core.text import fold
from sangkien.queries.imports import ImportBatch, RowFate, fates

AT_A_TIME = 500  # rows looked up together

VERDICT_NAMES = {
    "new": N_("Received"),
    "again": N_("Received before"),
    "conflict": N_("Received before, with other content"),
    "refused": N_("Not received"),
}
SECRET = N_("kept secret")
NO_SECRET = frozenset({"", "-", "0", "false", "k", "khong", "khong bi mat", "no"})
LAST = 1_000_000  # behind every column
NOT_REACHED = N_("Not yet imported")
TOTAL = N_("Row of totals, not counted")
RECEIVED_WITH = N_("Received; to be looked at: {findings}.")
AGAIN = N_("This row was received before; nothing was added.")

Told = Callable[[str, Mapping[str, object]], str]  # inputs.problem.told: code, details → sentence
Translate = Callable[[str], str]


def result_workbook(
    batch: ImportBatch,
    path: Path,
    *,
    told: Told,
    translate: Translate,
    hides_secrets: bool = False,
) -> Path:
    """Write a workbook of the batch's sheet with receipt, verdict, reason and key; return `path`.

    Columns, order and values as they came; rows are streamed. Findings are those of now. With
    `hides_secrets` the description of what is marked a secret is left out.
    """
    sheet = open_sheet(batch.file.path, filename=batch.file_name)
    layout = find_layout(sheet.rows(batch.sheet), SUBMISSIONS)
    kept = [index for index in range(len(batch.header)) if index not in layout.result_columns]
    rows: Iterable[SheetRow] = sheet.rows(batch.sheet)
    rows = (row for row in rows if row[0] >= layout.first_row)
    if hides_secrets:
        rows = _without_secrets(rows, layout.columns, translate(SECRET))
    return write_result_workbook(
        path,
        [*(batch.header[index] for index in kept), RECEIPT_LABEL],
        _results(batch, rows, kept, layout.result_columns, told=told, translate=translate),
    )


def _without_secrets(
    rows: Iterable[SheetRow], columns: Mapping[str, int], instead: str
) -> Iterator[SheetRow]:
    """Rows with `instead` for the description wherever the mark of secrecy is not clearly no."""
    mark, text = columns.get("secret", LAST), columns.get("description", LAST)
    for number, cells in rows:
        if len(cells) > max(mark, text) and _may_be_secret(cells[mark]):
            yield number, (*cells[:text], instead, *cells[text + 1 :])
        else:
            yield number, cells


def _may_be_secret(mark: Cell) -> bool:
    return isinstance(mark, Fault) or fold(text_of(mark)) not in NO_SECRET


def _results(
    batch: ImportBatch,
    rows: Iterable[SheetRow],
    kept: list[int],
    added: Collection[int],
    *,
    told: Told,
    translate: Translate,
) -> Iterator[ResultRow]:
    waiting = iter(rows)
    while chunk := list(islice(waiting, AT_A_TIME)):
        known = fates(batch, [number for number, _ in chunk])
        for number, cells in chunk:
            own: list[Cell] = [cells[index] if index < len(cells) else "" for index in kept]
            if number not in known and is_total(cells, but=added):
                yield ResultRow([*own, ""], "accepted", translate(TOTAL), "", "")
            else:
                yield _result(own, known.get(number), told=told, translate=translate)


def _result(
    own: list[Cell], fate: RowFate | None, *, told: Told, translate: Translate
) -> ResultRow:
    if fate is None:
        return ResultRow([*own, ""], "held", translate(NOT_REACHED), "", "")
    return ResultRow(
        [*own, fate.receipt],
        _OUTCOMES[fate.verdict] if not (fate.verdict == "new" and fate.rules) else "held",
        translate(VERDICT_NAMES[fate.verdict]),
        _reason(fate, told=told, translate=translate),
        fate.key,
    )


_OUTCOMES: dict[str, Outcome] = {
    "new": "accepted",
    "again": "accepted",
    "conflict": "refused",
    "refused": "refused",
}


def _reason(fate: RowFate, *, told: Told, translate: Translate) -> str:
    if fate.problems:
        return " ".join(_problem(problem, told) for problem in fate.problems)
    if fate.verdict == "again":
        return translate(AGAIN)
    if not fate.rules:
        return ""
    titles = ", ".join(translate(RULES[rule].title) for rule in fate.rules)
    return translate(RECEIVED_WITH).format(findings=titles)


def _problem(problem: Mapping[str, object], told: Told) -> str:
    details = problem["details"]
    sentence = told(str(problem["code"]), details if isinstance(details, Mapping) else {})
    return f"{problem['column']}: {sentence}" if problem["column"] else sentence
