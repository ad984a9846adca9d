"""What the pages of an import say: rows as they will be read, problems, verdicts."""

from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from sangkien.actions.imports import open_batch
from sangkien.core.entry import Entry
from sangkien.core.imports import ReadRow, RowKeys
from sangkien.core.receipts import receipt_number
from sangkien.core.sentences import N_
from sangkien.core.sheets import SUBMISSIONS, entry_rows
from sangkien.core.sheets.bad_rows import BadRows
from sangkien.inputs.imports import SubmissionRows
from sangkien.inputs.problem import told
from sangkien.queries.imports import ImportBatch, refused_rows
from sangkien.queries.known_rows import KnownRow, known_rows
from sangkien.reports.import_result import VERDICT_NAMES
from sangkien.web.sentences import filled

BEFORE_CODES = {"conflict": "ref-taken", "withdrawn": "ref-withdrawn"}
ROWS_SHOWN = 20
MOST_PROBLEMS = 100

STATE_NAMES = {
    "preview": N_("To be confirmed"),
    "running": N_("Running"),
    "done": N_("Done"),
    "undone": N_("Taken back"),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One line of the table of problems."""

    row: int | None
    column: str
    sentence: str


@dataclass(frozen=True, slots=True)
class FirstRow:
    """One row as it will be read: its entry, or why there is none."""

    number: int
    entry: Entry | None
    authors: str
    sentence: str
    known: KnownRow | None = None
    before: str = ""  # as what it was received before


def sheet_problems(bad: BadRows) -> list[Problem]:
    return [
        Problem(p.row, p.column or "", filled(p.sentence, p.details))
        for p in bad.problems[:MOST_PROBLEMS]
    ]


def row_problems(batch: ImportBatch) -> list[Problem]:
    """Return why rows could not be taken, the first MOST_PROBLEMS rows."""
    return [
        Problem(row.row_number, problem["column"], told(problem["code"], problem["details"]))
        for row in refused_rows(batch, limit=MOST_PROBLEMS)
        for problem in row.problems
    ]


def verdicts(batch: ImportBatch) -> list[tuple[str, int]]:
    """Return the words of each verdict with the number of its rows."""
    return [(_(name), batch.counts.get(verdict, 0)) for verdict, name in VERDICT_NAMES.items()]


def first_rows(batch: ImportBatch, now: datetime) -> dict[str, Any]:
    """Return the first rows as they will be read, which column fills which field, remarks."""
    sheet, layout = open_batch(batch)
    rows = list(islice(entry_rows(sheet.rows(batch.sheet), layout), ROWS_SHOWN))
    read = SubmissionRows(batch.campaign, layout, now, batch.unit)(rows)
    known = known_rows(batch.campaign_id, read, RowKeys(batch.campaign_id, batch.unit_id))
    labels = {column.field: column.label for column in SUBMISSIONS.columns}
    return {
        "first_rows": [_first_row(row, known.get(row.number), batch) for row in read],
        "matched": [(h.label, labels[h.field]) for h in layout.headings if h.field],
        "remarks": [filled(remark.sentence, remark.details) for remark in layout.remarks],
    }


def _first_row(row: ReadRow, known: KnownRow | None, batch: ImportBatch) -> FirstRow:
    authors = ", ".join(author.name for author in row.entry.authors) if row.entry else ""
    sentence = " ".join(told(p.code, p.details) for p in row.problems)
    before = _before(known, batch.campaign.receipt_prefix) if known else ""
    return FirstRow(row.number, row.entry, authors, sentence, known, before)


def _before(known: KnownRow, prefix: str) -> str:
    receipt = receipt_number(prefix, known.entry_id)
    if known.kind == "again":
        return _("Received before, no. %(receipt)s") % {"receipt": receipt}
    return told(BEFORE_CODES[known.kind], {"receipt": receipt})
