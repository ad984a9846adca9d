"""Files that are no spreadsheet, or that must not be opened."""

import io
import struct
import zipfile
import zlib

import openpyxl
import pytest
import xlwt

from sangkien.adapters.not_a_sheet import SENTENCES
from sangkien.adapters.spreadsheet_in import NotASheet, open_sheet


def refusal(content, name="ds.xlsx"):
    with pytest.raises(NotASheet) as caught:
        list(open_sheet(content, filename=name).rows())
    assert caught.value.sentence.format(**caught.value.details)
    return caught.value.code


def workbook(**parts):
    """Return a real XLSX with further parts put in, or real ones replaced."""
    book = openpyxl.Workbook()
    book.active.append(["Tên sáng kiến", "Tác giả"])
    real = io.BytesIO()
    book.save(real)
    out = io.BytesIO()
    with zipfile.ZipFile(real) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            if part.filename not in parts:
                target.writestr(part, source.read(part))
        for name, content in parts.items():
            target.writestr(name, content)
    return out.getvalue()


def zipped(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return out.getvalue()


WEB_PAGE = b"<html><body><table><tr><td>T\xc3\xaan</td></tr></table></body></html>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "ds.xlsx", "empty-file"),
        (b"  \r\n ", "ds.csv", "empty-file"),
        (WEB_PAGE, "ds.xls", "is-web-page"),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE html>" + WEB_PAGE, "ds.xls", "is-web-page"),
        (b'<?xml version="1.0"?><Workbook/>', "ds.xls", "is-web-page"),
        (b"%PDF-1.7\n...", "ds.xlsx", "is-pdf"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "ds.xlsx", "is-picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "ds.csv", "is-picture"),
        (bytes(range(256)), "ds.xls", "is-other-document"),
        (b"\x7fELF" + bytes(60) + b"abc" * 40, "ds.csv", "is-other-document"),
        (b"TT;T\xc3\xaan\n1;a\n", "ds.xlsx", "is-text"),
        (workbook(), "ds.csv", "is-workbook"),
        (workbook(), "ds.xlsm", "macros"),
        (workbook(), "ds.pdf", "extension"),
        (b"PK\x03\x04", "ds.ods", "is-open-document"),
        (b"PK\x03\x04", "ds.docx", "is-text-document"),
        (workbook(), "ds", "extension"),
        (workbook(**{"xl/vbaProject.bin": b"x"}), "ds.xlsx", "macros"),
        (zipped(**{"word/document.xml": b"<w/>"}), "ds.xlsx", "is-other-document"),
        (b"PK\x03\x04 no zip at all", "ds.xlsx", "damaged"),
        (workbook()[:-200], "ds.xlsx", "damaged"),
        (workbook(**{"xl/workbook.xml": b"<workbook"}), "ds.xlsx", "damaged"),
        (
            workbook(**{"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row"}),
            "ds.xlsx",
            "damaged",
        ),
        (OLE + bytes(4000), "ds.xls", "damaged"),
        (OLE + "EncryptedPackage".encode("utf-16-le") + bytes(4000), "ds.xlsx", "encrypted"),
        (OLE + "_VBA_PROJECT".encode("utf-16-le") + bytes(4000), "ds.xls", "macros"),
    ],
)
def test_what_is_no_spreadsheet_is_refused_with_what_it_is_and_the_way_out(content, name, code):
    assert refusal(content, name) == code


def test_a_damaged_xls_is_refused_wherever_it_was_cut():
    book = xlwt.Workbook()
    sheet = book.add_sheet("S")
    for row in range(50):
        sheet.write(row, 0, f"Sáng kiến {row}")
    out = io.BytesIO()
    book.save(out)

    assert {refusal(out.getvalue()[:cut], "ds.xls") for cut in (520, 1500, 3000)} == {"damaged"}


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        target.writestr("xl/workbook.xml", b"<workbook/>")
        with target.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(150):
                part.write(bytes(2**20))
    bomb = out.getvalue()

    path = tmp_path / "bomb"
    path.write_bytes(bomb)

    assert path.stat().st_size < 200_000
    assert refusal(path) == "zip-bomb"


def test_a_small_file_that_unpacks_to_more_than_200_times_its_size_is_refused():
    assert refusal(workbook(**{"xl/media/image1.bmp": bytes(5 * 2**20)})) == "zip-bomb"


def test_a_zip_bomb_that_lies_about_its_size_is_refused():
    content = bytes(30 * 2**20)
    honest = workbook(**{"xl/sharedStrings.xml": content})
    size = struct.pack("<I", len(content))
    lying = honest.replace(size, struct.pack("<I", 1000))

    assert lying != honest
    assert refusal(lying) == "zip-bomb"


def test_a_part_shorter_than_it_says_is_damaged():
    content = b"<sst>" + bytes(range(32, 127)) * 3
    short = workbook(**{"xl/sharedStrings.xml": content})
    lying = short.replace(struct.pack("<I", len(content)), struct.pack("<I", len(content) + 50))
    assert refusal(lying) == "damaged"


def test_a_part_packed_in_a_way_that_workbooks_never_use_is_damaged():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as target:
        target.writestr("xl/workbook.xml", b"<workbook/>")
    assert refusal(out.getvalue()) == "damaged"


def test_a_part_with_broken_packing_is_damaged():
    good = workbook(
        **{"xl/extra.bin": b"".join(zlib.crc32(bytes([n])).to_bytes(4, "big") for n in range(250))}
    )
    at = good.index(b"xl/extra.bin") + len(b"xl/extra.bin")
    assert refusal(good[:at] + b"\xff" * 40 + good[at + 40 :]) == "damaged"


def test_cells_far_away_from_the_list_are_refused_and_fill_no_memory():
    book = openpyxl.Workbook()
    book.active["A1"] = "Tên sáng kiến"
    book.active["XFD1048576"] = "x"
    out = io.BytesIO()
    book.save(out)

    with pytest.raises(NotASheet) as caught:
        list(open_sheet(out.getvalue(), filename="ds.xlsx").rows())

    assert (caught.value.code, caught.value.details) == (
        "too-wide",
        {"filename": "ds.xlsx", "sheet": "Sheet", "row": 1_048_576, "column": "XFD"},
    )


@pytest.mark.parametrize(
    "cells",
    [
        (
            b"<row r='1'><c r='A1'><v>1</v></c></row>"
            b"<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"
        ),
        (
            b'<row r="1"><c r="A1"><v>1</v></c></row>\n'
            b'<row r="1000000">\n<c r="ZZ1000000">\n<v>1</v></c></row>'
        ),
        b'<row r="1"><c r="Z1"><v>1</v></c></row><row r="1048576"><c><v>1</v></c></row>',
        b'<row><c r="A1"><v>1</v></c></row><row><c  s="0" r = "ZZZ1048576" ><v>1</v></c></row>',
    ],
)
def test_far_cells_are_noticed_however_the_xml_is_written(cells):
    xml = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b"<sheetData>" + cells + b"</sheetData></worksheet>"
    )
    assert refusal(workbook(**{"xl/worksheets/sheet1.xml": xml})) == "too-wide"


def test_a_format_far_away_from_the_list_does_no_harm():
    book = openpyxl.Workbook()
    book.active["A1"] = "Tên sáng kiến"
    book.active["XFD1048576"].number_format = "0.00"
    out = io.BytesIO()
    book.save(out)

    assert list(open_sheet(out.getvalue(), filename="ds.xlsx").rows()) == [(1, ("Tên sáng kiến",))]


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are():
    sheet = open_sheet(workbook(), filename="ds.xlsx")
    with pytest.raises(NotASheet) as caught:
        list(sheet.rows("Bìa"))
    details = {"filename": "ds.xlsx", "sheet": "Bìa", "sheets": "Sheet"}
    assert (caught.value.code, caught.value.details) == ("no-such-sheet", details)


def test_a_file_above_the_limit_is_refused_by_its_size_alone(tmp_path):
    path = tmp_path / "big.csv"
    with path.open("wb") as file:
        file.truncate(100 * 2**20 + 1)
    assert refusal(path, "big.csv") == "too-large"


def test_every_sentence_names_the_file_or_the_sheet():
    assert all("{filename}" in text or "{sheet}" in text for text in SENTENCES.values())
