"""100,000 rows in and out without the memory of 100,000 rows."""

import subprocess
import sys
from pathlib import Path

import pytest
import xlsxwriter

from sangkien.adapters.spreadsheet_in import open_sheet

ROWS = 100_000
MOST_GROWTH_MB = 150  # the whole import may take 400 MB; calamine keeps the sheet it reads

# the peak of this very program; ru_maxrss would begin at the peak of whoever started it
PEAK_MB = """
import re
def peak_mb():
    return int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) // 1024
"""

READ_IN_A_PROCESS_OF_ITS_OWN = """
import sys
from pathlib import Path
from sangkien.adapters.spreadsheet_in import open_sheet
before = peak_mb()
rows = sum(1 for _ in open_sheet(Path(sys.argv[1]), filename="ds.xlsx").rows())
print(rows, peak_mb() - before)
"""

WRITE_IN_A_PROCESS_OF_ITS_OWN = """
import sys
from pathlib import Path
from sangkien.adapters.spreadsheet_out import ResultRow, write_result_workbook
rows = (
    ResultRow((n, f"Sáng kiến {n}"), "accepted", "Hợp lệ", f"Ghi nhận dòng {n}", f"k{n}")
    for n in range(100_000)
)
before = peak_mb()
write_result_workbook(Path(sys.argv[1]), ("TT", "Tên sáng kiến"), rows)
print(100_000, peak_mb() - before)
"""


@pytest.fixture(scope="module")
def large_list(tmp_path_factory):
    path = tmp_path_factory.mktemp("large") / "ds.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["TT", "Tên sáng kiến", "Tác giả", "Nơi làm việc", "Ngày áp dụng"])
        for row in range(1, ROWS + 1):
            texts = [f"Cải tiến quy trình {row}", f"Tác giả {row}", f"Trường số {row % 97}"]
            sheet.write_row(row, 0, [row, *texts, "05/09/2021"])
    return path


def measured(script, path):
    source = Path(__file__).parents[2] / "src"
    command = [sys.executable, "-c", PEAK_MB + script, str(path)]
    out = subprocess.run(
        command, check=True, capture_output=True, text=True, env={"PYTHONPATH": str(source)}
    ).stdout
    rows, growth_mb = map(int, out.split())
    return rows, growth_mb


def test_100_000_rows_are_read_within_bounded_memory(large_list):
    rows, growth_mb = measured(READ_IN_A_PROCESS_OF_ITS_OWN, large_list)

    assert rows == ROWS + 1
    assert growth_mb < MOST_GROWTH_MB


def test_the_last_row_of_100_000_is_read_as_it_was_written(large_list):
    last = None
    for last in open_sheet(large_list, filename="ds.xlsx").rows():  # noqa: B007
        pass

    texts = ("Cải tiến quy trình 100000", "Tác giả 100000", "Trường số 90", "05/09/2021")
    assert last == (ROWS + 1, (100_000.0, *texts))


def test_100_000_verdicts_are_written_in_the_memory_of_one_row(tmp_path):
    path = tmp_path / "kq.xlsx"

    rows, growth_mb = measured(WRITE_IN_A_PROCESS_OF_ITS_OWN, path)

    assert (rows, open_sheet(path, filename="kq.xlsx").last_row()) == (ROWS, ROWS + 1)
    assert growth_mb < 30
