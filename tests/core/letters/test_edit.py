from dataclasses import replace

import pytest

from sangkien.core.letters.dates import BLANK_NUMBER
from sangkien.core.letters.edit import HOUSE_VARIANTS, LetterEdit, edited
from sangkien.core.letters.lint import SENTENCES
from sangkien.core.letters.model import Paragraph
from sangkien.core.letters.reminder import reminder
from tests.core.letters.lai_chau import FACTS

LETTER = reminder(FACTS)
EDIT = LetterEdit(
    symbol="LĐLĐ-CSPL",
    abstract="V/v đôn đốc",
    addressees=("LĐLĐ huyện Sìn Hồ",),
    paragraphs=(Paragraph("Đề nghị đôn đốc (có phụ lục kèm theo)."),),
    recipients=("Như trên;",),
    archive="Lưu: VT, CSPL.",
)


def test_an_edit_replaces_texts_and_nothing_else():
    after = edited(LETTER, EDIT)

    assert after == replace(
        LETTER,
        symbol="LĐLĐ-CSPL",
        abstract="V/v đôn đốc",
        addressees=("LĐLĐ huyện Sìn Hồ",),
        paragraphs=(Paragraph("Đề nghị đôn đốc (có phụ lục kèm theo)."),),
        recipients=("Như trên;",),
        archive="Lưu: VT, CSPL.",
        annexes=after.annexes,
    )


def test_an_annex_keeps_its_figures_and_follows_a_changed_symbol():
    after = edited(LETTER, EDIT)

    assert [annex.table for annex in after.annexes] == [annex.table for annex in LETTER.annexes]
    assert [annex.reference for annex in after.annexes] == [
        annex.reference.replace("LĐLĐ-CSPL&QHLĐ", "LĐLĐ-CSPL") for annex in LETTER.annexes
    ]


def test_every_deviation_an_office_may_allow_itself_is_one_that_lint_finds():
    assert set(HOUSE_VARIANTS) < set(SENTENCES)


def test_no_office_may_allow_itself_misspelling_or_names_of_persons():
    assert not {"spelling", "personal", "layout-limit"} & set(HOUSE_VARIANTS)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("LĐLĐ-CSPL", "LĐLĐ-TC"),
        ("LĐLĐ", "LĐLĐ-TC"),
        ("", "LĐLĐ-TC"),
        ("LĐLĐ-TC", ""),
        ("A.B", "C"),  # signs of a pattern are signs
    ],
)
def test_an_annex_follows_the_symbol_whatever_it_was_and_becomes(old, new):
    letter = edited(LETTER, replace(EDIT, symbol=old))

    after = edited(letter, replace(EDIT, symbol=new))

    number = f"Công văn số {BLANK_NUMBER}/"
    assert after.symbol == new
    assert [annex.reference.split(" ngày ")[0] for annex in after.annexes] == [
        f"(Kèm theo {number}{new}"
    ] * len(after.annexes)


def test_editing_twice_is_editing_once():
    assert edited(edited(LETTER, EDIT), EDIT) == edited(LETTER, EDIT)


def test_an_edit_says_nothing_about_number_day_and_signatory():
    after = edited(LETTER, EDIT)

    assert (after.number, after.day, after.signing) == (LETTER.number, LETTER.day, LETTER.signing)
