"""XLS files that would take the reader, and the whole process, down."""

import io
import random
import struct

import pytest
import xlwt

from sangkien.adapters.spreadsheet_in import NotASheet, open_sheet

NUMBER_AT = struct.pack("<HHHH", 0x027E, 10, 5, 1)  # the record of a number in row 6, column B
DIMENSIONS = struct.pack("<HH", 0x0200, 14)


def old_workbook(rows=30):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Danh sách")
    for row in range(rows):
        sheet.write(row, 0, f"Sáng kiến {row}")
        sheet.write(row, 1, row * 1.5)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def refusal(content):
    with pytest.raises(NotASheet) as caught:
        list(open_sheet(content, filename="ds.xls").rows())
    return caught.value.code


def rows_or_refusal(content):
    try:
        return sum(1 for _ in open_sheet(content, filename="ds.xls").rows())
    except NotASheet as why:
        return why.code


def test_an_old_workbook_of_many_sectors_is_read_whole():
    rows = list(open_sheet(old_workbook(20_000), filename="ds.xls").rows())
    assert (len(rows), rows[-1]) == (20_000, (20_000, ("Sáng kiến 19999", 29_998.5)))


def test_a_cell_far_away_is_refused_before_the_reader_makes_room_for_it():
    good = old_workbook()
    far = good.replace(NUMBER_AT, struct.pack("<HHHH", 0x027E, 10, 65_535, 60_000))

    assert far != good
    assert refusal(far) == "damaged"


def test_bounds_that_no_sheet_has_are_refused():
    good = old_workbook()
    at = good.index(DIMENSIONS) + len(DIMENSIONS)
    wide = good[:at] + struct.pack("<IIHH", 0, 2**31, 0, 60_000) + good[at + 12 :]

    assert refusal(wide) == "damaged"


def test_a_chain_of_sectors_that_runs_in_a_circle_is_refused():
    good = old_workbook()
    table_sector = struct.unpack_from("<I", good, 76)[0]
    first = 512 + 512 * table_sector
    circle = good[:first] + struct.pack("<II", 1, 0) + good[first + 8 :]

    assert refusal(circle) == "damaged"


def test_bytes_changed_at_random_give_rows_or_a_refusal_and_never_end_the_process():
    good, chance = old_workbook(), random.Random(2022)
    outcomes = set()
    for _ in range(150):
        broken = bytearray(good)
        for _ in range(chance.choice((1, 3, 20))):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        outcome = rows_or_refusal(bytes(broken))
        outcomes.add(outcome if isinstance(outcome, str) else "rows")

    assert outcomes <= {"rows", "damaged", "is-other-document", "macros", "encrypted"}
    assert {"rows", "damaged"} <= outcomes
