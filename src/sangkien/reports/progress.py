"""The progress of the units below one: the table of letter 878, with what it could not count."""

import json

from sangkien.adapters.spreadsheet_out import OutColumn, Value, write_csv, write_xlsx
from sangkien.core.pace import Clock
from sangkien.core.progress.canonical import as_json
from sangkien.core.progress.table import ProgressTable, Row
from sangkien.core.reading.numbers import format_date, format_number, format_percent
from sangkien.core.sentences import N_
from sangkien.core.standing import Column
from sangkien.reports.plain_text import aligned
from sangkien.reports.report import Format, Report

NOTHING = "–"  # where there is no target: not 0
COUNTED = ("Trùng", "Sai đơn vị", "Sai thời gian", "Lý do khác", "Chờ xét", "Hợp lệ")


def headings(table: ProgressTable) -> tuple[str, ...]:
    shares = ("Tỷ lệ lượt", "Tỷ lệ hợp lệ")
    return ("TT", "Tên đơn vị", table.target_label, "Số lượt", *COUNTED, *shares, "Ghi chú")


def as_csv(table: ProgressTable) -> bytes:
    """Return a header line, the rows, the total and nothing else: 1200, and shares as 0.4792."""
    rows: list[tuple[Value, ...]] = [
        (rank, row.name, row.target, *_counts(row), *_plain_shares(row), row.remark)
        for rank, row in [*table.ranked, (None, table.total)]
    ]
    return write_csv([headings(table), *rows])


def as_xlsx(table: ProgressTable) -> bytes:
    """Return a workbook for A4 across, with clocks above the table and the notes below."""
    kinds = ("number", "text", *["number"] * 8, "percent", "percent", "text")
    widths = (5, 30, 18, *[11] * 7, 12, 14, 24)
    columns = [
        OutColumn(label, kind, wide)  # type: ignore[arg-type] # the words of ColumnKind
        for label, kind, wide in zip(headings(table), kinds, widths, strict=True)
    ]
    return write_xlsx(
        columns,
        [_sheet_row(rank, row) for rank, row in table.ranked],
        title_lines=_title_lines(table),
        total=_sheet_row(None, table.total),
        notes=[note.text for note in table.notes],
        sheet_name="Tiến độ",
    )


def as_text(table: ProgressTable) -> bytes:
    """Return the table for a shell, in the numbers of Vietnam."""
    rows = [
        (
            "" if rank is None else str(rank),
            row.name,
            NOTHING if row.target is None else format_number(row.target),
            *(format_number(count) for count in _counts(row)),
            *(NOTHING if s is None else format_percent(s) for s in _shares(row)),
            row.remark,
        )
        for rank, row in [*table.ranked, (None, table.total)]
    ]
    lines = aligned([headings(table), *rows], text_columns=(1, 12))
    notes = ["", "Ghi chú:", *(f"- {note.text}" for note in table.notes)] if table.notes else []
    return "\n".join([*_title_lines(table), "", *lines, *notes, ""]).encode()


def as_json_text(table: ProgressTable) -> bytes:
    """Return numbers, clocks, notes and names as JSON, two spaces deep, keys sorted."""
    return (
        json.dumps(as_json(table), ensure_ascii=False, sort_keys=True, indent=2) + "\n"
    ).encode()


def clock_line(clock: Clock) -> str:
    """Return a clock as a sentence with its start and end."""
    opens_on, closes_on = clock.window.opens_on, clock.window.closes_on
    span = f"{clock.title} (từ {format_date(opens_on)} đến {format_date(closes_on)})"
    if not clock.has_begun:
        return f"{span}: chưa bắt đầu"
    if clock.is_over:
        return f"{span}: đã kết thúc"
    number, length = format_number(clock.day_number), format_number(clock.length_days)
    share, left = format_percent(clock.elapsed_share), format_number(clock.days_left)
    return f"{span}: ngày thứ {number}/{length}, đã qua {share} thời gian, còn {left} ngày"


def file_name(table: ProgressTable, suffix: str) -> str:
    """Return "tien-do-lai-chau-2022-LC-2022-03-17.csv"."""
    return f"tien-do-{table.campaign_slug}-{table.unit_code}-{table.day.isoformat()}{suffix}"


def _title_lines(table: ProgressTable) -> list[str]:
    as_of = f"tính đến hết ngày {format_date(table.day)}"
    return [
        table.campaign_title,
        f"TIẾN ĐỘ CẬP NHẬT SÁNG KIẾN – {table.unit_name}, {as_of}",
        *(clock_line(clock) for clock in table.clocks),
    ]


def _counts(row: Row) -> tuple[int, ...]:
    return (row.gross, *(row[column] for column in Column))


def _shares(row: Row) -> tuple[float | None, float | None]:
    return row.gross_share, row.valid_share


def _plain_shares(row: Row) -> list[str]:
    return ["" if share is None else f"{share:.4f}" for share in _shares(row)]


def _sheet_row(rank: int | None, row: Row) -> tuple[Value, ...]:
    target = NOTHING if row.target is None else row.target
    shares = [NOTHING if share is None else share for share in _shares(row)]
    return (rank, row.name, target, *_counts(row), *shares, row.remark)


REPORT = Report(
    code="progress",
    title=N_("Progress of the units"),
    formats={
        "table": Format(as_text, "text/plain; charset=utf-8", ".txt"),
        "csv": Format(as_csv, "text/csv; charset=utf-8", ".csv"),
        "xlsx": Format(
            as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"
        ),
        "json": Format(as_json_text, "application/json", ".json"),
    },
)
