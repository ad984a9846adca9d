import hashlib
import io
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from sangkien.adapters import letter_pdf
from sangkien.adapters.font_widths import FONTS
from sangkien.adapters.letter_pdf import MissingSigns, missing_signs, write_pdf
from sangkien.core.letters.layout import ND30, UNION_933
from sangkien.core.letters.model import Paragraph
from sangkien.core.letters.stream import text_stream
from tests.adapters.letter_reading import pdf_lines, pdf_page_artifacts, pdf_text, squeezed
from tests.adapters.letters import (
    COMPOUNDS,
    INJECTION,
    LETTERS,
    MADE_AT,
    hostile_letter,
    letter_of_compounds,
    long_letter,
)
from tests.core.letters.letter_878 import RIGHT

REMINDER = LETTERS["the reminder of Lai Châu"]


@pytest.fixture(scope="module")
def reminder_pdf():
    with pikepdf.open(io.BytesIO(write_pdf(REMINDER, ND30))) as pdf:
        yield pdf


@pytest.mark.parametrize("letter", LETTERS.values(), ids=LETTERS)
def test_the_pdf_says_the_letter_word_for_word(letter):
    assert pdf_text(write_pdf(letter, ND30)) == squeezed("".join(text_stream(letter)))


def test_no_line_parts_a_word_with_a_hyphen_or_a_slash():
    letter = letter_of_compounds()

    lines, said = pdf_lines(write_pdf(letter, ND30)), text_stream(letter)

    for word in COMPOUNDS:
        assert sum(line.count(word) for line in lines) == sum(text.count(word) for text in said)


def test_a_word_too_long_to_stay_whole_breaks_where_it_may():
    address = "example.vn/" + "-".join(["sang-kien"] * 20)
    letter = replace(RIGHT, paragraphs=(Paragraph(f"Xem {address}."),))

    lines = pdf_lines(write_pdf(letter, ND30))

    first = next(line for line in lines if "example.vn" in line)
    assert (first.startswith("Xem example.vn/sang"), first.endswith("-")) == (True, True)


def test_markup_in_a_text_is_printed_and_not_obeyed():
    raw = write_pdf(hostile_letter(), ND30)

    assert pdf_text(raw).count(squeezed(INJECTION)) == 12
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        colours = {
            tuple(map(float, operands))
            for page in pdf.pages
            for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) in {"rg", "RG", "sc", "SC", "scn", "SCN"}
        }
    assert all(set(colour) == {0.0} for colour in colours)


def test_the_pdf_is_tagged_in_vietnamese_and_claims_archive_and_access(reminder_pdf):
    root = reminder_pdf.Root
    metadata = root.Metadata.read_bytes().decode()

    assert str(root.Lang).startswith("vi")
    assert bool(root.MarkInfo.Marked)
    assert "/StructTreeRoot" in root
    assert len(root.OutputIntents) == 1
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    assert "<pdfaid:part>2<" in metadata
    assert "<pdfaid:conformance>A<" in metadata
    assert "<pdfuaid:part>1<" in metadata
    assert str(reminder_pdf.docinfo.Title) == REMINDER.abstract


def test_every_header_cell_is_a_heading_of_its_column(reminder_pdf):
    heads = [node for node in structure(reminder_pdf.Root.StructTreeRoot) if node.S == "/TH"]

    assert len(heads) == 5 + 13
    assert {scope(node) for node in heads} == {"/Column"}


def structure(node):
    for child in node.K if isinstance(node.get("/K"), pikepdf.Array) else [node.get("/K")]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            yield from structure(child)


def scope(node):
    attributes = node.A if isinstance(node.A, pikepdf.Array) else [node.A]
    return next(str(each.Scope) for each in attributes if "/Scope" in each)


def test_layout_tables_are_no_tables_for_a_screen_reader(reminder_pdf):
    tags = [str(node.S) for node in structure(reminder_pdf.Root.StructTreeRoot)]

    assert tags.count("/Table") == 2
    assert tags.count("/TR") == (1 + 12) * 2


def test_every_font_is_embedded_and_is_ours(reminder_pdf):
    fonts = [font for page in reminder_pdf.pages for font in page.Resources.Font.values()]
    descendants = [font.DescendantFonts[0] for font in fonts]

    assert fonts
    assert {re.sub(r"^[A-Z]{6}\+|-.*", "", str(f.BaseFont)[1:]) for f in fonts} == {
        "LiberationSerif"
    }
    assert all({"/FontFile2", "/FontFile3"} & set(f.FontDescriptor.keys()) for f in descendants)


def test_pages_are_a4_and_the_wide_annex_lies_on_its_side(reminder_pdf):
    sizes = [
        [round(float(side) * 25.4 / 72) for side in page.MediaBox[2:]]
        for page in reminder_pdf.pages
    ]

    assert sizes == [[210, 297], [210, 297], [210, 297], [297, 210]]


def test_page_numbers_begin_at_two_and_anew_in_the_annex():
    parts = pdf_page_artifacts(write_pdf(long_letter(120), ND30))

    assert [page.removesuffix("MãsốTênđơnvị") for page in parts] == ["", "", "2", "3", "4"]


def test_a_table_of_forty_rows_repeats_its_header_once_per_page_and_tags_it_once():
    raw = write_pdf(long_letter(40), ND30)

    assert [page.endswith("MãsốTênđơnvị") for page in pdf_page_artifacts(raw)] == [
        False,
        False,
        True,
    ]
    assert pdf_text(raw).count("MãsốTênđơnvị") == 1


def test_the_same_letter_gives_the_same_bytes_in_another_process():
    code = (
        "import hashlib, sys; from tests.adapters.letters import LETTERS;"
        "from sangkien.adapters.letter_pdf import write_pdf;"
        "from sangkien.core.letters.layout import ND30;"
        "print(*(hashlib.sha256(write_pdf(x, ND30)).hexdigest() for x in LETTERS.values()))"
    )
    root = Path(__file__).parents[2]
    other = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=root,
        env={"PYTHONPATH": f"{root / 'src'}:{root}", "TZ": "America/Lima", "LC_ALL": "C.UTF-8"},
    )

    here = [hashlib.sha256(write_pdf(letter, ND30)).hexdigest() for letter in LETTERS.values()]
    assert other.stdout.split() == here


def test_the_file_is_dated_by_the_letter_or_as_told():
    def date(raw):
        with pikepdf.open(io.BytesIO(raw)) as pdf:
            return str(pdf.docinfo.CreationDate)

    assert date(write_pdf(RIGHT, ND30)) == "D:20220317000000Z"
    assert date(write_pdf(RIGHT, ND30, made_at=MADE_AT)) == "D:20220317023000Z"
    assert date(write_pdf(replace(RIGHT, day=None), ND30)) == "D:19800101000000Z"


def test_signs_that_the_font_lacks_are_named_before_a_file_is_written():
    letter = replace(RIGHT, paragraphs=(Paragraph("Chúc mừng 🎉 中 🎉"),))

    assert missing_signs(RIGHT) == ""
    assert missing_signs(letter) == "🎉中"
    with pytest.raises(MissingSigns, match="🎉 中") as caught:
        write_pdf(letter, ND30)
    assert caught.value.signs == "🎉中"


def test_another_profile_gives_another_page():
    narrow = replace(UNION_933, left_mm=35, body_pt=13)

    assert write_pdf(RIGHT, narrow) != write_pdf(RIGHT, UNION_933)
    assert write_pdf(RIGHT, UNION_933) == write_pdf(RIGHT, ND30)


def test_the_template_asks_for_nothing_from_outside():
    template = (Path(letter_pdf.__file__).parent / "typst" / "letter.typ").read_text("utf-8")

    assert re.findall(r"@\w+/|#?import\b|#?include\b|read\(|datetime\.today", template) == []


def test_the_vendored_fonts_are_those_of_their_list():
    listed = dict(
        reversed(line.split("  "))
        for line in (FONTS / "VERSIONS").read_text("utf-8").splitlines()
        if line.endswith(".ttf")
    )

    found = {
        face.name: hashlib.sha256(face.read_bytes()).hexdigest() for face in FONTS.glob("*.ttf")
    }
    assert found == listed
    assert len(found) == 4
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text("utf-8")
