from dataclasses import replace

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
