"""An official letter as values: every text is complete Vietnamese, nothing is laid out yet.

The parts are those of Decree 30/2020/NĐ-CP, annex I, part I, II and III, and its form 1.5.
Texts hold their own punctuation, so that `lint` can see what deviates; dashes before list
lines, markers of paragraphs and the fixed national heading are added by `printed`.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

ParagraphKind = Literal["body", "numbered", "lettered"]
Align = Literal["left", "center", "right"]
RowKind = Literal["row", "group", "total"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; numbered and lettered ones get their marker when printed."""

    text: str
    kind: ParagraphKind = "body"


@dataclass(frozen=True, slots=True)
class Column:
    header: str
    share: float  # of the width of the table; the shares of a table need not sum to 1
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Row:
    """One cell for each column; a group row has one cell that spans them all."""

    cells: tuple[str, ...]
    kind: RowKind = "row"


@dataclass(frozen=True, slots=True)
class Table:
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def __post_init__(self) -> None:
        for row in self.rows:
            wanted = 1 if row.kind == "group" else len(self.columns)
            if len(row.cells) != wanted:
                raise ValueError(f"a {row.kind} row needs {wanted} cells, not {len(row.cells)}")


@dataclass(frozen=True, slots=True)
class Annex:
    label: str  # "Phụ lục", or "Phụ lục I" where there are several
    title_lines: tuple[str, ...]
    reference: str  # "(Kèm theo Công văn số … ngày … của …)"
    table: Table
    as_of: str = ""  # the day of the figures
    notes_heading: str = ""
    notes: tuple[str, ...] = ()
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signs; an empty position or name is printed as a visible blank."""

    authority: str  # "TM. BAN THƯỜNG VỤ"
    position: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class LetterText:
    parent_body: str
    issuing_body: str
    symbol: str  # "LĐLĐ-CSPL&QHLĐ"
    place: str
    abstract: str  # "V/v …"
    addressees: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    recipients: tuple[str, ...]  # "Như trên;" first
    archive: str  # "Lưu: VT, CSPL&QHLĐ."
    signing: Signing
    number: int | None = None
    day: dt.date | None = None
    drafter_code: str = ""  # "PL.(300)"
    end_mark: str = "./."
    annexes: tuple[Annex, ...] = ()
