"""What stands in the XML of a sheet and the reader of workbooks does not tell."""

import io
import zipfile

import pytest

from sangkien.adapters.not_a_sheet import NotASheet
from sangkien.adapters.spreadsheet_scan import scan_sheet

BOOK = """<workbook xmlns:r="r"><sheets>
<sheet name="Bìa" sheetId="1" r:id="rId1"/><sheet name="A &amp; B" sheetId="2" r:id="rId2"/>
</sheets></workbook>"""
RELATIONS = """<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/>
<Relationship Id="rId2" Target="{target}"/></Relationships>"""
EMPTY, ERROR = "formula-not-calculated", "cell-error"


def scanned(rows, sheet="A & B", target="worksheets/sheet2.xml", part="xl/worksheets/sheet2.xml"):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", BOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", RELATIONS.format(target=target))
        archive.writestr("xl/worksheets/sheet1.xml", "<sheetData/>")
        archive.writestr(part, f"<worksheet><sheetData>{rows}</sheetData></worksheet>")
    faults = scan_sheet(out, sheet, filename="ds.xlsx")
    return {
        row: {column: fault.code for column, fault in cells.items()}
        for row, cells in faults.items()
    }


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ('<c r="B3"><f>A1</f></c>', EMPTY),
        ('<c r="B3"><f>A1</f><v></v></c>', EMPTY),
        ('<c r="B3"><f>A1</f><v/></c>', EMPTY),
        ('<c r="B3"><f t="shared" si="0"/></c>', EMPTY),
        ("<c r='B3' s='4'>\n<f>A1</f>\n<v />\n</c>", EMPTY),
        ('<x:c r="B3"><x:f>A1</x:f></x:c>', EMPTY),
        ('<c r="b3"><f>A1</f></c>', EMPTY),
        ('<c r="B3" t="e"><v>#REF!</v></c>', ERROR),
        ('<c t="e" r="B3"><f>1/0</f><v>#DIV/0!</v></c>', ERROR),
        ("<c r='B3' t='e'><v>#N/A</v></c>", ERROR),
    ],
)
def test_a_formula_without_a_value_and_an_error_are_found_however_they_are_written(cell, fault):
    assert scanned(f'<row r="3">{cell}</row>') == {2: {1: fault}}


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="B3"><v>7</v></c>',
        '<c r="B3"><f>A1</f><v>7</v></c>',
        '<c r="B3" t="str"><f>IF(1,"","")</f><v></v></c>',
        '<c r="B3" t="s"><v>0</v></c>',
        '<c r="B3" t="inlineStr"><is><t>=A1</t></is></c>',
        '<c r="B3"/>',
    ],
)
def test_values_texts_and_empty_cells_are_no_fault(cell):
    assert scanned(f'<row r="3">{cell}</row>') == {}


def test_faults_of_many_rows_and_columns_keep_their_places():
    cells = ((1, "A"), (1, "Z"), (20, "AA"), (199_999, "C"))
    rows = "".join(
        f'<row r="{row}"><c r="{column}{row}"><f>A1</f></c></row>' for row, column in cells
    )

    assert scanned(rows) == {
        0: {0: EMPTY, 25: EMPTY},
        19: {26: EMPTY},
        199_998: {2: EMPTY},
    }


@pytest.mark.parametrize(
    ("target", "part"),
    [
        ("worksheets/sheet2.xml", "xl/worksheets/sheet2.xml"),
        ("/xl/worksheets/sheet2.xml", "xl/worksheets/sheet2.xml"),
        ("./worksheets/../worksheets/sheet2.xml", "xl/worksheets/sheet2.xml"),
        ("../other/a.xml", "other/a.xml"),
    ],
)
def test_the_part_of_a_sheet_is_found_through_the_workbook(target, part):
    row = '<row r="1"><c r="A1"><f>B1</f></c></row>'

    assert scanned(row, target=target, part=part) == {0: {0: EMPTY}}


@pytest.mark.parametrize("sheet", ["Bìa", "Không có"])
def test_only_the_sheet_that_is_asked_for_is_looked_through(sheet):
    assert scanned('<row r="1"><c r="A1"><f>B1</f></c></row>', sheet=sheet) == {}


@pytest.mark.parametrize(
    ("row", "cell", "place"),
    [
        (1, "XFD1", None),  # one row, however wide, is a grid that can be held
        (1_048_576, "A1048576", None),
        (1_048_576, "Z1048576", (1_048_576, "Z")),
        (400, "XFD400", (400, "XFD")),
    ],
)
def test_cells_so_far_away_that_no_memory_holds_the_grid_are_refused_with_their_place(
    row, cell, place
):
    rows = f'<row r="{row}"><c r="{cell}"><v>1</v></c></row>'
    if place is None:
        assert scanned(rows) == {}
        return

    with pytest.raises(NotASheet) as caught:
        scanned(rows)

    details = caught.value.details
    assert (caught.value.code, details["row"], details["column"]) == ("too-wide", *place)
    assert details["sheet"] == "A & B"


def test_a_format_without_a_value_far_away_does_no_harm():
    assert scanned('<row r="400"><c r="XFD400" s="3"/></row>') == {}
