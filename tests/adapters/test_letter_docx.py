import hashlib
import io
import itertools
import os
import re
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from sangkien.adapters.letter_docx import write_docx
from sangkien.adapters.letter_pdf import write_pdf
from sangkien.core.letters.layout import ND30, UNION_933
from sangkien.core.letters.stream import text_stream
from tests.adapters.letter_reading import docx_pieces, paragraph_text, pdf_text, squeezed
from tests.adapters.letters import (
    INJECTION,
    LETTERS,
    MADE_AT,
    hostile_letter,
    letter_of_compounds,
    long_letter,
)
from tests.core.letters.letter_878 import RIGHT

REMINDER = LETTERS["the reminder of Lai Châu"]
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def reminder_docx():
    return Document(io.BytesIO(write_docx(REMINDER, ND30)))


def attribute(element, path: str, name: str) -> str | None:
    for step in path.split("/"):
        element = element.find(qn(f"w:{step}"))
        if element is None:
            return None
    return element.get(qn(f"w:{name}"))


def paragraph(document, text: str):
    """The w:p that holds exactly this text, wherever it stands."""
    paragraphs = document.element.body.iter(qn("w:p"))
    return next(each for each in paragraphs if paragraph_text(each) == text)


def tables(document) -> list:
    return list(document.element.body.iter(qn("w:tbl")))


def look(element) -> dict[str, object]:
    """Size in points, weight, slope and alignment of a paragraph with one run."""
    run = element.find(qn("w:r"))
    return {
        "pt": int(attribute(run, "rPr/sz", "val")) / 2,
        "bold": run.find(f"{qn('w:rPr')}/{qn('w:b')}") is not None,
        "italic": run.find(f"{qn('w:rPr')}/{qn('w:i')}") is not None,
        "align": attribute(element, "pPr/jc", "val"),
    }


@pytest.mark.parametrize("letter", LETTERS.values(), ids=LETTERS)
def test_the_docx_says_the_letter_word_for_word(letter):
    assert docx_pieces(write_docx(letter, ND30)) == text_stream(letter)


def test_docx_and_pdf_of_a_letter_say_the_same():
    assert squeezed("".join(docx_pieces(write_docx(REMINDER, ND30)))) == pdf_text(
        write_pdf(REMINDER, ND30)
    )


def test_hyphens_within_words_break_no_line_and_others_may():
    document = Document(io.BytesIO(write_docx(letter_of_compounds(), ND30)))

    texts = [each.text or "" for each in document.element.body.iter(qn("w:t"))]
    kept = list(document.element.body.iter(qn("w:noBreakHyphen")))
    assert [text for text in texts if re.search(r"\S-\S", text)] == []
    assert len(kept) >= 40 * 3 * 4  # of the five words four have one
    assert "Độc lập - Tự do - Hạnh phúc" in texts


def test_markup_in_a_text_is_printed_and_not_obeyed():
    pieces = docx_pieces(write_docx(hostile_letter(), ND30))

    assert sum(INJECTION in piece for piece in pieces) == 12


@pytest.mark.parametrize(
    ("text", "pt", "bold", "italic", "align"),
    [
        ("TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM", 12, False, False, "center"),
        ("LIÊN ĐOÀN LAO ĐỘNG TỈNH LAI CHÂU", 12, True, False, "center"),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, True, False, "center"),
        ("Độc lập - Tự do - Hạnh phúc", 13, True, False, "center"),
        ("Số: 878/LĐLĐ-CSPL&QHLĐ", 13, False, False, "center"),
        ("Lai Châu, ngày 17 tháng 3 năm 2022", 13, False, True, "center"),
        ("V/v đôn đốc thực hiện Chương trình", 12, False, False, "center"),
        ("Kính gửi:", 14, False, False, "left"),
        ("1. Tập trung triển khai:", 14, False, False, "both"),
        ("Nơi nhận:", 12, True, True, "left"),
        ("- Như trên;", 11, False, False, "left"),
        ("TM. BAN THƯỜNG VỤ", 14, True, False, "center"),
        ("PHÓ CHỦ TỊCH", 14, True, False, "center"),
        ("Phụ lục", 14, True, False, "center"),
        ("DANH SÁCH CÁC ĐƠN VỊ", 13, True, False, "center"),
        (RIGHT.annexes[0].reference, 13, False, True, "center"),
    ],
)
def test_each_part_has_the_size_weight_and_place_of_the_decree(text, pt, bold, italic, align):
    document = Document(io.BytesIO(write_docx(RIGHT, ND30)))

    assert look(paragraph(document, text)) == {
        "pt": pt,
        "bold": bold,
        "italic": italic,
        "align": align,
    }


def test_running_text_is_indented_and_spaced_as_the_decree_wants():
    document = Document(io.BytesIO(write_docx(RIGHT, ND30)))
    traits = paragraph(document, "1. Tập trung triển khai:")

    assert attribute(traits, "pPr/ind", "firstLine") == "567"  # 10 mm
    assert attribute(traits, "pPr/spacing", "before") == "120"  # 6 pt
    assert (
        attribute(traits, "pPr/spacing", "line"),
        attribute(traits, "pPr/spacing", "lineRule"),
    ) == (
        "240",
        "auto",
    )


def test_the_abstract_stands_six_points_below_the_number():
    document = Document(io.BytesIO(write_docx(RIGHT, ND30)))

    assert attribute(paragraph(document, RIGHT.abstract), "pPr/spacing", "before") == "120"


def test_pages_are_a4_with_the_margins_of_the_profile_and_the_wide_annex_lies(reminder_docx):
    def millimetres(section):
        sides = (section.page_width, section.page_height, section.top_margin)
        more = (section.bottom_margin, section.left_margin, section.right_margin)
        return [round(side.mm) for side in (*sides, *more)]

    assert [millimetres(section) for section in reminder_docx.sections] == [
        [210, 297, 20, 20, 30, 15],
        [210, 297, 20, 20, 30, 15],
        [297, 210, 20, 20, 30, 15],
    ]


def test_every_part_counts_its_own_pages_and_hides_the_first_number(reminder_docx):
    parts = list(reminder_docx.element.body.iter(qn("w:sectPr")))

    assert [attribute(part, "pgNumType", "start") for part in parts] == ["1", "1", "1"]
    assert [section.different_first_page_header_footer for section in reminder_docx.sections] == [
        True,
        True,
        True,
    ]
    header = reminder_docx.sections[0].header
    field = header.part.element.find(f".//{qn('w:fldSimple')}")
    assert field.get(qn("w:instr")) == " PAGE "
    assert attribute(field, "r/rPr/sz", "val") == "28"
    assert attribute(field.getparent(), "pPr/jc", "val") == "center"
    assert [section.header.is_linked_to_previous for section in reminder_docx.sections] == [
        False,
        True,
        True,
    ]
    assert reminder_docx.sections[0].first_page_header.paragraphs[0].text == ""


def test_language_and_all_four_fonts_stand_in_the_defaults(reminder_docx):
    traits = reminder_docx.styles.element.find(
        f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}"
    )
    fonts = {key.split("}")[1]: name for key, name in traits.find(qn("w:rFonts")).items()}

    assert fonts == dict.fromkeys(("ascii", "hAnsi", "cs", "eastAsia"), "Times New Roman")
    assert attribute(traits, "lang", "val") == "vi-VN"
    assert reminder_docx.core_properties.title == REMINDER.abstract


def test_tables_have_fixed_widths_in_grid_and_cells(reminder_docx):
    for table in tables(reminder_docx):
        grid = [int(column.get(qn("w:w"))) for column in table.find(qn("w:tblGrid"))]
        cells = [
            int(attribute(cell, "tcPr/tcW", "w"))
            for cell in table.find(qn("w:tr")).iter(qn("w:tc"))
        ]

        assert attribute(table, "tblPr/tblLayout", "type") == "fixed"
        assert grid == cells
        assert sum(grid) == pytest.approx(int(attribute(table, "tblPr/tblW", "w")), abs=1)


def test_a_table_of_forty_rows_repeats_its_header_and_breaks_no_row():
    document = Document(io.BytesIO(write_docx(long_letter(40), ND30)))
    rows = list(tables(document)[-1].iter(qn("w:tr")))

    heads = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows]
    whole = [row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows]
    assert heads == [True] + [False] * 40
    assert whole == [True] * 41


def test_a_group_row_spans_every_column():
    document = Document(io.BytesIO(write_docx(RIGHT, ND30)))
    group = tables(document)[-1].findall(qn("w:tr"))[1]

    assert attribute(group, "tc/tcPr/gridSpan", "val") == "3"


def test_the_rule_is_as_long_as_the_motto_and_the_other_between_a_third_and_half_of_the_name():
    document = Document(io.BytesIO(write_docx(RIGHT, ND30)))
    left, right = tables(document)[0].find(qn("w:tr")).findall(qn("w:tc"))

    # 81.9 mm and 56.1 mm: the texts measured in Times New Roman bold, 12 and 13 pt
    assert 81.9 / 3 <= rule_mm(left) <= 81.9 / 2
    assert rule_mm(right) == pytest.approx(56.1, abs=0.2)


def rule_mm(cell) -> float:
    last = cell.findall(qn("w:p"))[-1]
    assert attribute(last, "pPr/pBdr/top", "val") == "single"
    indents = sum(int(attribute(last, "pPr/ind", side)) for side in ("left", "right"))
    return (int(attribute(cell, "tcPr/tcW", "w")) - indents) * 25.4 / 1440


def test_dashes_of_addressees_stand_under_the_colon():
    document = Document(io.BytesIO(write_docx(RIGHT, ND30)))
    label = int(attribute(paragraph(document, "Kính gửi:"), "pPr/ind", "left"))
    line = paragraph(document, "- LĐLĐ các huyện, thành phố;")
    dash = int(attribute(line, "pPr/ind", "left")) - int(attribute(line, "pPr/ind", "hanging"))

    # "Kính gửi" is 17.6 mm wide at 14 pt
    assert (dash - label) * 25.4 / 1440 == pytest.approx(17.6, abs=0.2)


def test_the_signature_never_stands_alone_on_a_page():
    document = Document(io.BytesIO(write_docx(RIGHT, ND30)))
    last = paragraph(document, text_stream(RIGHT)[16])

    assert last.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None


@pytest.mark.parametrize("letter", LETTERS.values(), ids=LETTERS)
def test_no_table_ends_a_file_or_touches_another(letter):
    body = Document(io.BytesIO(write_docx(letter, ND30))).element.body
    kinds = [part.tag.split("}")[1] for part in body]

    assert all(after == "p" for before, after in itertools.pairwise(kinds) if before == "tbl")


def test_the_same_letter_gives_the_same_bytes_in_another_process_and_time_zone():
    code = (
        "import hashlib; from tests.adapters.letters import LETTERS;"
        "from sangkien.adapters.letter_docx import write_docx;"
        "from sangkien.core.letters.layout import ND30;"
        "print(*(hashlib.sha256(write_docx(x, ND30)).hexdigest() for x in LETTERS.values()))"
    )
    here = [hashlib.sha256(write_docx(letter, ND30)).hexdigest() for letter in LETTERS.values()]
    time.sleep(2)  # a ZIP counts in steps of two seconds
    other = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={
            **os.environ,
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            "TZ": "America/Lima",
        },
    )

    assert other.stdout.split() == here


def test_the_file_is_dated_by_the_letter_or_as_told():
    def moment(letter, made_at=None):
        raw = write_docx(letter, ND30, made_at=made_at)
        return Document(io.BytesIO(raw)).core_properties.created.isoformat()[:16]

    assert moment(RIGHT) == "2022-03-17T00:00"
    assert moment(RIGHT, MADE_AT) == "2022-03-17T02:30"
    assert moment(replace(RIGHT, day=None)) == "1980-01-01T00:00"


def test_nothing_in_the_file_tells_of_another_author_or_another_day():
    with zipfile.ZipFile(io.BytesIO(write_docx(RIGHT, ND30))) as archive:
        moments = {member.date_time for member in archive.infolist()}
        core = archive.read("docProps/core.xml").decode()

    assert moments == {(1980, 1, 1, 0, 0, 0)}
    assert "python-docx" not in core
    assert "2013" not in core


def test_the_union_profile_has_the_numbers_of_the_decree_and_says_what_it_does_not_know():
    assert write_docx(RIGHT, UNION_933) == write_docx(RIGHT, ND30)
    assert "chưa đối chiếu" in UNION_933.unknown
