"""Import a sheet in this process and print, as JSON, how much memory it held after each chunk.

Run as a module: `python -m tests.memory.importing ROWS`. The pages of the database that SQLite
keeps and maps (32 MB and 64 MB at the most, by settings) are held few here, so that they hide
nothing.
"""

import json
import sys
from pathlib import Path
from random import Random

from bench.ground import CAMPAIGN, prepared
from bench.import_sheet import write_sheet

PAGES_KB = 2_000


def main(rows: int) -> None:
    with prepared("sqlite") as ground:
        sheet = ground.folder / "danh-sach.xlsx"
        write_sheet(sheet, Random(1), rows)
        json.dump(held_by_rows(sheet), sys.stdout)


def held_by_rows(sheet: Path) -> dict[int, float]:
    """Return the resident memory in MB by how many rows were done."""
    from django.core.files import File  # app ready
    from django.db import connection  # app ready
    from django.utils.timezone import now  # app ready

    from sangkien.actions.imports import preview, run_import  # app ready
    from sangkien.actions.journal import By  # app ready
    from sangkien.inputs.imports import SubmissionRows  # app ready
    from sangkien.queries.campaigns import campaign_by_slug  # app ready

    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA cache_size = -{PAGES_KB}")
        cursor.execute("PRAGMA mmap_size = 0")
    campaign, by = campaign_by_slug(CAMPAIGN), By(None, now(), is_system=True)
    with sheet.open("rb") as stream:
        file = File(stream, name=sheet.name)
        batch = preview(campaign, campaign.owner, file, by, read=SubmissionRows)
    held: dict[int, float] = {}
    run_import(
        batch.id,
        by,
        read=SubmissionRows,
        progress=lambda done, _total: held.update({done: resident_mb()}),
    )
    return held


def resident_mb() -> float:
    (line,) = (
        line
        for line in Path("/proc/self/status").read_text().splitlines()
        if line.startswith("VmRSS:")
    )
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main(int(sys.argv[1]))
