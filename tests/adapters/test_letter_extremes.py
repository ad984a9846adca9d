"""Letters as long and as odd as officers may make them, in both files."""

import io
from dataclasses import replace

import pikepdf
import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from sangkien.adapters.letter_docx import write_docx
from sangkien.adapters.letter_pdf import MissingSigns, missing_signs, write_pdf
from sangkien.core.letters.layout import ND30, PROFILES
from sangkien.core.letters.model import Column, Paragraph, Row, Table
from sangkien.core.letters.reminder import reminder
from sangkien.core.letters.stream import text_stream
from tests.adapters.letter_reading import docx_pieces, pdf_text, squeezed
from tests.adapters.letters import long_letter
from tests.core.letters.lai_chau import FACTS, row
from tests.core.letters.letter_878 import RIGHT

LONG_NAME = "Công đoàn cơ sở Trường Phổ thông dân tộc bán trú Tiểu học và Trung học cơ sở Pa Ủ"
MANY = reminder(
    replace(FACTS, rows=tuple(row(f"Đơn vị {LONG_NAME} {n}", 100, n % 7) for n in range(60)))
)


def pages(raw):
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        return len(pdf.pages)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=4))
def test_any_text_of_an_officer_makes_a_file_that_opens_and_says_it(texts):
    letter = replace(
        RIGHT, abstract=texts[0], paragraphs=tuple(Paragraph(text, "numbered") for text in texts)
    )

    assert docx_pieces(write_docx(letter, ND30)) == text_stream(letter)


def test_sixty_units_with_names_of_eighty_characters_stand_whole_in_both_files():
    wanted = squeezed("".join(text_stream(MANY)))

    assert squeezed("".join(docx_pieces(write_docx(MANY, ND30)))) == wanted
    assert pdf_text(write_pdf(MANY, ND30)) == wanted


def test_a_table_of_hundreds_of_rows_goes_over_as_many_pages_as_it_needs():
    letter = long_letter(400)

    raw = write_pdf(letter, ND30)

    assert pages(raw) > 10
    assert pdf_text(raw) == squeezed("".join(text_stream(letter)))


def test_a_word_without_a_blank_to_break_at_is_not_lost():
    word = "A" * 300
    letter = replace(RIGHT, paragraphs=(Paragraph(word),))

    assert word in pdf_text(write_pdf(letter, ND30))


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
def test_every_profile_prints_the_same_words(profile):
    wanted = text_stream(RIGHT)

    assert docx_pieces(write_docx(RIGHT, profile)) == wanted
    assert pdf_text(write_pdf(RIGHT, profile)) == squeezed("".join(wanted))


def test_a_letter_of_eighty_paragraphs_keeps_their_numbers_and_points():
    kinds = ["numbered", *["lettered"] * 23, "body"]
    paragraphs = tuple(
        Paragraph(f"Nội dung {n}", kinds[n % len(kinds)]) for n in range(3 * len(kinds))
    )
    letter = replace(RIGHT, paragraphs=paragraphs)

    pieces = docx_pieces(write_docx(letter, ND30))

    assert [piece for piece in pieces if piece.startswith(("1. ", "2. ", "3. "))] == [
        "1. Nội dung 0",
        "2. Nội dung 25",
        "3. Nội dung 50",
    ]
    assert "y) Nội dung 23" in pieces
    assert "a) Nội dung 26" in pieces


@pytest.mark.parametrize("sign", ["中", "🎉", "🇻🇳", "ก"])
def test_a_sign_without_a_glyph_is_named_wherever_it_stands(sign):
    table = Table((Column("TT", 1),), (Row((sign,)),))
    for letter in (
        replace(RIGHT, abstract=sign),
        replace(RIGHT, recipients=("Như trên;", f"{sign};")),
        replace(RIGHT, annexes=(replace(RIGHT.annexes[0], table=table),)),
    ):
        assert set(missing_signs(letter)) == set(sign)
        with pytest.raises(MissingSigns, match=sign[0]):
            write_pdf(letter, ND30)


def test_what_the_pdf_cannot_show_the_docx_still_says():
    letter = replace(RIGHT, abstract="V/v 中🎉")

    assert "V/v 中🎉" in docx_pieces(write_docx(letter, ND30))


@pytest.mark.parametrize("columns", [1, 5, 13])
def test_a_table_of_few_and_of_many_columns_keeps_within_the_text(columns):
    shares = Table(
        tuple(Column(f"Cột {n}", 1 / columns) for n in range(columns)),
        (Row(tuple(LONG_NAME if n == 0 else "1.200" for n in range(columns))),),
    )
    letter = replace(RIGHT, annexes=(replace(RIGHT.annexes[0], table=shares, landscape=True),))

    document = Document(io.BytesIO(write_docx(letter, ND30)))

    section = document.sections[-1]
    room = section.page_width - section.left_margin - section.right_margin
    width = sum(column.width for column in document.tables[-1].columns)
    assert 0.98 * room <= width <= 1.001 * room
