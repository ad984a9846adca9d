"""Rows per second of a whole import, from the file to the last commit, and its memory."""

import os
import resource
import subprocess
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import python_calamine
import xlsxwriter

from bench.entries import submissions
from bench.ground import CAMPAIGN, Ground, add_database, hang_up, prepared, say
from bench.reference import BATCH, Reference, as_json

LABELS = {
    "client_ref": "Mã gửi",
    "title": "Tên sáng kiến",
    "authors": "Họ và tên tác giả",
    "member_number": "Mã đoàn viên",
    "workplace": "Nơi làm việc",
    "ticked_unit": "Đơn vị thành viên",
    "field": "Lĩnh vực",
    "member_kind": "Đối tượng",
    "description": "Nội dung giải pháp",
    "effect": "Hiệu quả",
    "benefit": "Giá trị làm lợi",
    "applied_on": "Ngày áp dụng lần đầu",
    "recognised_by": "Cấp công nhận",
    "recognition_number": "Số quyết định công nhận",
    "recognised_on": "Ngày công nhận",
}
MOST_REPLAYED = 2_000  # entries whose rows the plain driver writes again
MIB = 1024  # ru_maxrss counts KiB on Linux


def arguments(parser: ArgumentParser) -> None:
    add_database(parser)
    parser.add_argument("--rows", default="2000,20000", help="rows of each sheet; try 100000")
    parser.add_argument("--profile", help="write a profile of the largest import to this file")


def measure(asked: Namespace, seed: int) -> dict[str, Any]:
    """Return the results; the headline is the largest sheet.

    Raises AssertionError where rows and entries differ in number.
    """
    results = []
    with prepared(asked.database) as ground:
        ground.keep_empty()
        for rows in sorted(int(number) for number in asked.rows.split(",")):
            ground.begin_anew()
            results.append(_one(ground, Random(seed), rows, asked.profile))
    largest = results[-1]
    return {
        "database": asked.database,
        "results": results,
        "reference": largest["reference"],
        "ratio": largest["ratio"],
    }


def _one(ground: Ground, random: Random, rows: int, profile: str | None) -> dict[str, Any]:
    say(f"Writing a sheet of {rows} rows …")
    sheet = ground.folder / "danh-sach.xlsx"
    write_sheet(sheet, random, rows)
    reading_s = _timed(lambda: _read_alone(sheet))
    validating_s = _timed(lambda: _validate_alone(sheet, rows))
    say("Importing …")
    seconds, peak_mb = _import(sheet, profile)
    ids = _checked(rows)
    reference = Reference(ground, ids[:MOST_REPLAYED]).measure()
    found = {
        "rows": rows,
        "seconds": round(seconds, 2),
        "rows_per_s": round(rows / seconds, 1),
        "peak_rss_mb": round(peak_mb, 1),
        "calamine_rows_per_s": round(rows / reading_s, 1),
        "validation_rows_per_s": round(rows / validating_s, 1),
        "reference": as_json(reference),
        "ratio": round(rows / seconds / reference.batch_per_s, 4),
    }
    say(f"  {found['rows_per_s']}/s, raw {reference.batch_per_s}/s: ratio {found['ratio']}")
    return found


def write_sheet(path: Path, random: Random, rows: int) -> None:
    """Write a workbook as officers send it: one heading line, text in every cell."""
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet("Danh sách")
        sheet.write_row(0, 0, LABELS.values())
        for number, raw in enumerate(submissions(random, rows), start=1):
            for column, name in enumerate(LABELS):
                sheet.write_string(number, column, raw[name])


def _read_alone(sheet: Path) -> None:
    """What the reader of spreadsheets needs by itself."""
    with python_calamine.load_workbook(sheet) as workbook:
        for _ in workbook.get_sheet_by_index(0).iter_rows():
            pass


def _validate_alone(sheet: Path, rows: int) -> None:
    """Read every row into an entry and keep none: the preview without its records."""
    from django.utils.timezone import now  # app ready

    from sangkien.adapters.spreadsheet_in import open_sheet  # app ready
    from sangkien.core.sheets import SUBMISSIONS, find_layout  # app ready
    from sangkien.inputs.imports import SubmissionRows  # app ready
    from sangkien.queries.campaigns import campaign_by_slug  # app ready

    book = open_sheet(sheet, filename=sheet.name)
    name = book.sheet_names[0]
    layout = find_layout(book.rows(name), SUBMISSIONS)
    read = SubmissionRows(campaign_by_slug(CAMPAIGN), layout, now())
    waiting = (row for row in book.rows(name) if row[0] >= layout.first_row)
    readable = 0
    while chunk := list(islice(waiting, BATCH)):
        readable += sum(row.entry is not None for row in read(chunk))
    assert readable == rows, readable


def _import(sheet: Path, profile: str | None) -> tuple[float, float]:
    """Run the command in a process of its own; return seconds and its peak memory in MB."""
    hang_up()
    command = [sys.executable, "-P", "-m"]
    command += ["cProfile", "-o", profile, "-m"] if profile else []
    command += ["sangkien", "initiatives", "import", str(sheet), "--campaign", CAMPAIGN]
    began = time.perf_counter()
    child = subprocess.Popen(command, stdout=sys.stderr.fileno(), env=os.environ)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode == 0, child.returncode
    return time.perf_counter() - began, _peak_mb(used)


def _peak_mb(used: resource.struct_rusage) -> float:
    return used.ru_maxrss / MIB


def _checked(rows: int) -> list[int]:
    """The ids of the entries, after holding their number against the sheet and the tallies."""
    from sangkien.models import Initiative  # app ready
    from sangkien.queries.campaigns import campaign_by_slug  # app ready
    from sangkien.queries.tally_check import tally_disagreements  # app ready

    ids = list(Initiative.objects.order_by("id").values_list("id", flat=True))
    assert len(ids) == rows, len(ids)
    assert tally_disagreements(campaign_by_slug(CAMPAIGN)) == []
    return ids


def _timed(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
