"""Letters that both renderers are tried with."""

import datetime as dt
from dataclasses import replace

from sangkien.core.letters.model import Annex, Column, LetterText, Paragraph, Row, Table
from sangkien.core.letters.reminder import reminder
from tests.core.letters.lai_chau import FACTS
from tests.core.letters.letter_878 import RIGHT

COMPOUNDS = ("Covid-19", "878/LĐLĐ-CSPL&QHLĐ", "30/2020/NĐ-CP", "2021-2022", "và/hoặc")
INJECTION = '#set text(fill: red) *x* $y$ <b> @ref \\ `code` "q" // c {{ 1 }} &amp; ]]>'
MADE_AT = dt.datetime(2022, 3, 17, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=7)))


def long_letter(rows: int = 40) -> LetterText:
    """RIGHT with a table of so many rows."""
    columns = (Column("Mã số", 0.2, "center"), Column("Tên đơn vị", 0.8))
    said = tuple(Row((str(n), f"Đơn vị số {n}")) for n in range(1, rows + 1))
    annex = replace(RIGHT.annexes[0], table=Table(columns, said))
    return replace(RIGHT, annexes=(annex,))


def hostile_letter() -> LetterText:
    """RIGHT with markup in every kind of text."""
    annex = RIGHT.annexes[0]
    table = Table((Column(INJECTION, 1),), (Row((INJECTION,)), Row((INJECTION,), "group")))
    hostile: Annex = replace(annex, title_lines=(INJECTION,), table=table, notes=(INJECTION,))
    return replace(
        RIGHT,
        issuing_body=INJECTION,
        abstract=INJECTION,
        addressees=(INJECTION, INJECTION),
        paragraphs=(Paragraph(INJECTION), Paragraph(INJECTION, "numbered"), Paragraph("Hết.")),
        recipients=(INJECTION,),
        annexes=(hostile,),
    )


def letter_of_compounds() -> LetterText:
    """RIGHT with words that no line may part, each at many places of a line."""
    said = f"{' '.join(COMPOUNDS)} và những điều khác nữa "
    return replace(RIGHT, paragraphs=tuple(Paragraph("a" * n + " " + said * 3) for n in range(40)))


LETTERS: dict[str, LetterText] = {
    "the reminder of Lai Châu": reminder(FACTS),
    "a letter with a number and a group row": RIGHT,
    "a letter with blanks": replace(RIGHT, number=None, day=None),
    "one addressee, no parent, no annex": replace(
        RIGHT,
        addressees=("Ban Dân vận Tỉnh ủy",),
        parent_body="",
        annexes=(),
        drafter_code="AB.(9)",
    ),
    "a draft with next to nothing": replace(
        RIGHT, addressees=(), paragraphs=(), recipients=(), annexes=(), day=None
    ),
    "a long table": long_letter(),
    "markup in every text": hostile_letter(),
    "words with hyphens and slashes": letter_of_compounds(),
}
