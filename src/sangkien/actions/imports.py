"""Take a sheet of submissions in: look first, then register it chunk by chunk.

Each chunk is one transaction that holds its entries, what became of each row, and how far the
sheet is done. So a process killed half-way loses nothing, and going on adds nothing twice.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from hashlib import sha256
from itertools import chain, islice
from pathlib import PurePath
from uuid import uuid4

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from sangkien.actions.access import require
from sangkien.actions.attempts import retried
from sangkien.actions.inserting import insert_all
from sangkien.actions.journal import By, Line, record
from sangkien.actions.registration import Filing, register_batch
from sangkien.adapters.row_spool import give_back_memory, spooled
from sangkien.adapters.spreadsheet_in import Sheet, open_sheet
from sangkien.core.entry import Outcome
from sangkien.core.imports import ReadRow, RowKeys, RowProblem
from sangkien.core.permissions import Verb
from sangkien.core.refusal import Refusal
from sangkien.core.sheets import (
    SUBMISSIONS,
    Layout,
    SheetRow,
    entry_rows,
    find_layout,
    total_rows,
)
from sangkien.core.sheets.bad_rows import BadRows
from sangkien.models import Campaign, ImportBatch, ImportRow, Initiative, Unit
from sangkien.queries.known_rows import known_rows

AT_A_TIME = 250  # rows per transaction
MOST_KEPT = 1_000  # refused rows a preview keeps; the result of the import holds all

Reader = Callable[[Sequence[SheetRow]], list[ReadRow]]
# SubmissionRows of the inputs, handed in because inputs stand above
MakeReader = Callable[[Campaign, Layout, datetime, Unit], Reader]
Progress = Callable[[int, int], None]  # rows done, rows in all
State, Verdict = ImportBatch.State, ImportRow.Verdict


def preview(
    campaign: Campaign,
    unit: Unit,
    file: File,  # type: ignore[type-arg]
    by: By,
    *,
    read: MakeReader,
    behalf: str = "",
) -> ImportBatch:
    """Store the file as it came, read every row, register nothing; return the batch to confirm.

    `counts` holds "readable" and "refused", where there are any also "known" (readable, but
    received before) and "totals" (rows that add the list up and are left out); the refused rows
    (MOST_KEPT of them) hold their problems by column. Raises NotASheet, BadRows (no header, a
    column missing), Refusal `not-allowed`, `outside-campaign`; then nothing is stored.
    """
    require(by, Verb.IMPORT, unit.path)
    if not unit.path.startswith(campaign.owner.path):
        raise Refusal("outside-campaign", unit=unit.short_name)
    name = PurePath(file.name or "").name
    batch = ImportBatch(
        campaign=campaign,
        unit=unit,
        file_name=name[-255:],
        sha256=sha256_of(file),
        behalf=behalf,
        by=by.account,
        started_at=by.now,
    )
    file.seek(0)
    batch.file.save(f"{uuid4().hex}{PurePath(name).suffix.lower()}", file, save=False)
    try:
        refused = _look_through(batch, by, read)
    except BaseException:
        batch.file.delete(save=False)
        raise
    with transaction.atomic():
        batch.save()
        insert_all([_refused(batch, row) for row in refused])
        record(by, [_told("sheet-received", batch, sha256=batch.sha256)])
    return batch


def sha256_of(file: File) -> str:  # type: ignore[type-arg]
    """Return the SHA-256 of the file's bytes, hexadecimal."""
    whole = sha256()
    for chunk in file.chunks():
        whole.update(chunk)
    return whole.hexdigest()


def open_batch(batch: ImportBatch) -> tuple[Sheet, Layout]:
    """Return the stored file opened, and where its list begins; raises NotASheet, BadRows."""
    sheet = open_sheet(batch.file.path, filename=batch.file_name)
    names = [batch.sheet] if batch.sheet else sheet.sheet_names
    layouts = [(name, find_layout(sheet.rows(name), SUBMISSIONS)) for name in names]
    good = next(((n, layout) for n, layout in layouts if not layout.problems), None)
    if good is None:
        raise BadRows(layouts[0][1].problems)
    batch.sheet = good[0]
    return sheet, good[1]


def run_import(
    batch_id: int,
    by: By,
    *,
    read: MakeReader,
    on_behalf: str = "",
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
) -> ImportBatch:
    """Register the rows of a batch not registered yet; return the batch, done unless stopped.

    May be called again at any time, also while another process runs the same batch. Raises
    Refusal `not-allowed`, `import-undone`.
    """
    batch = ImportBatch.objects.select_related("campaign__owner", "unit").get(id=batch_id)
    require(by, Verb.IMPORT, batch.unit.path)
    if batch.state == State.UNDONE:
        raise Refusal("import-undone")
    if batch.state == State.DONE:
        return batch
    layout, listed = _list_on_disk(batch)
    reader = read(batch.campaign, layout, by.now, batch.unit)
    keys = RowKeys(batch.campaign_id, batch.unit_id)
    why = on_behalf or f"{batch.unit.short_name}: {batch.file_name}"
    filing = Filing(
        by,
        Initiative.Channel.SHEET,
        on_behalf=why[:200],
        behalf=batch.behalf,
        desk_id=batch.unit_id,
    )
    for chunk in _chunks(listed):
        rows = [(row, keys.key_of(row)) for row in reader(chunk)]
        if rows[-1][0].number > batch.last_row:
            batch = _store_chunk(batch, rows, filing)
        if progress:
            progress(batch.rows_done, batch.rows_total)
        if stop and stop():
            return batch
    return _finish(batch, by)


def _look_through(batch: ImportBatch, by: By, read: MakeReader) -> list[ReadRow]:
    """Fill in what the sheet holds; return the first rows that cannot be taken."""
    sheet, layout = open_batch(batch)
    batch.header_row = layout.header_row
    batch.last_row = layout.first_row - 1
    batch.columns = {field: index for field, index in layout.columns.items() if field}
    batch.header = _labels(layout)
    reader = read(batch.campaign, layout, by.now, batch.unit)
    keys = RowKeys(batch.campaign_id, batch.unit_id)
    counts: Counter[str] = Counter(readable=0, refused=0)
    refused: list[ReadRow] = []
    for chunk in _chunks(_list_rows(sheet, layout, batch)):
        rows = [_permitted(row, by) for row in reader(chunk)]
        bad = [row for row in rows if row.entry is None]
        counts.update(readable=len(rows) - len(bad), refused=len(bad))
        counts["known"] += len(known_rows(batch.campaign_id, rows, keys))
        refused += bad[: MOST_KEPT - len(refused)]
    batch.rows_total = counts["readable"] + counts["refused"]
    counts["totals"] = total_rows(sheet.rows(batch.sheet), layout)
    batch.counts = {name: n for name, n in counts.items() if n or name in {"readable", "refused"}}
    return refused


def _labels(layout: Layout) -> list[str]:
    """The headings of the sheet by column, "" where there is none."""
    labels = [""] * (max(heading.index for heading in layout.headings) + 1)
    for heading in layout.headings:
        labels[heading.index] = heading.label
    return labels


def _list_rows(sheet: Sheet, layout: Layout, batch: ImportBatch) -> Iterator[SheetRow]:
    return entry_rows(sheet.rows(batch.sheet), layout)


def _list_on_disk(batch: ImportBatch) -> tuple[Layout, Iterator[SheetRow]]:
    """The layout and the rows of the list, from disk: the work is long and the sheet is large."""
    sheet, layout = open_batch(batch)
    rows = spooled(_list_rows(sheet, layout, batch))
    first = list(islice(rows, 1))  # with the first row out, all have been read
    del sheet
    give_back_memory()
    return layout, chain(first, rows)


def _chunks(rows: Iterable[SheetRow]) -> Iterator[list[SheetRow]]:
    waiting = iter(rows)
    while chunk := list(islice(waiting, AT_A_TIME)):
        yield chunk


def _permitted(row: ReadRow, by: By) -> ReadRow:
    """The row, or its refusal where its unit is not one the officer may import for."""
    if row.entry is None:
        return row
    try:
        require(by, Verb.IMPORT, row.entry.ticked.path)
    except Refusal:
        problem = RowProblem("", "import-not-here", {"unit": row.entry.ticked.name})
        return ReadRow(row.number, row.given_key, problems=(problem,))
    return row


def _refused(batch: ImportBatch, row: ReadRow) -> ImportRow:
    problems = [asdict(problem) for problem in row.problems]
    return ImportRow(
        batch=batch,
        row_number=row.number,
        key=row.given_key,
        verdict=Verdict.REFUSED,
        problems=problems,
    )


@retried
def _store_chunk(
    known: ImportBatch, rows: list[tuple[ReadRow, str]], filing: Filing
) -> ImportBatch:
    batch = ImportBatch.objects.select_for_update().get(id=known.id)
    batch.campaign, batch.unit, batch.sheet = known.campaign, known.unit, known.sheet
    if batch.state == State.UNDONE:
        raise Refusal("import-undone")
    if batch.state == State.PREVIEW:
        batch.rows.all().delete()  # what the preview kept is decided now
        batch.state, batch.counts = State.RUNNING, {}
    # another process may have been here in between
    new = [(_permitted(row, filing.by), key) for row, key in rows if row.number > batch.last_row]
    entries = [replace(row.entry, client_ref=key) for row, key in new if row.entry]
    outcomes = iter(register_batch(batch.campaign, entries, filing) if entries else [])
    fates = [
        _fate(batch, row, key, next(outcomes)) if row.entry else _refused(batch, row)
        for row, key in new
    ]
    insert_all(fates)
    batch.last_row = max([batch.last_row, *(row.number for row, _ in new)])
    batch.rows_done += len(new)
    batch.counts = dict(Counter(batch.counts) + Counter(str(fate.verdict) for fate in fates))
    batch.save(update_fields=["state", "sheet", "last_row", "rows_done", "counts"])
    return batch


def _fate(batch: ImportBatch, row: ReadRow, key: str, outcome: Outcome) -> ImportRow:
    verdict = Verdict.REFUSED if outcome.kind == "withdrawn" else Verdict(outcome.kind)
    codes = {"withdrawn": "ref-withdrawn", "conflict": "ref-taken"}
    problems = []
    if outcome.kind in codes:
        said = RowProblem("", codes[outcome.kind], {"receipt": outcome.receipt})
        problems = [asdict(said)]
    return ImportRow(
        batch=batch,
        row_number=row.number,
        key=key,
        verdict=verdict,
        initiative_id=outcome.entry_id,
        problems=problems,
    )


@transaction.atomic
def _finish(known: ImportBatch, by: By) -> ImportBatch:
    batch = ImportBatch.objects.select_for_update().get(id=known.id)
    if batch.state == State.RUNNING:
        batch.state, batch.finished_at = State.DONE, timezone.now()
        batch.save(update_fields=["state", "finished_at"])
        record(by, [_told("imported", batch)])
    return batch


def _told(verb: str, batch: ImportBatch, **details: str) -> Line:
    line = Line(verb, campaign_id=batch.campaign_id, unit_id=batch.unit_id)
    told = {"batch": batch.id, "counts": batch.counts, **details}
    return replace(line, unit_path=batch.unit.path, details=told)
