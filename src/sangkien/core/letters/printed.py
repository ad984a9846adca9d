"""A letter word for word as it stands on paper: the one text that every renderer prints."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from sangkien.core.letters.dates import BLANK_NAME, letter_number, long_day, point
from sangkien.core.letters.model import (
    Align,
    Annex,
    LetterText,
    Paragraph,
    ParagraphKind,
    RowKind,
)

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
ADDRESSEES_LABEL = "Kính gửi:"
RECIPIENTS_LABEL = "Nơi nhận:"

_BLANKS = re.compile(" +")  # a no-break space is none: it was set on purpose


@dataclass(frozen=True, slots=True)
class PrintedParagraph:
    text: str
    kind: ParagraphKind


@dataclass(frozen=True, slots=True)
class PrintedColumn:
    header: str
    share: float
    align: Align


@dataclass(frozen=True, slots=True)
class PrintedRow:
    cells: tuple[str, ...]
    kind: RowKind


@dataclass(frozen=True, slots=True)
class PrintedAnnex:
    label: str
    title_lines: tuple[str, ...]
    reference: str
    as_of: str
    columns: tuple[PrintedColumn, ...]
    rows: tuple[PrintedRow, ...]
    notes: tuple[str, ...]
    landscape: bool


@dataclass(frozen=True, slots=True)
class Printed:
    """The fields stand in reading order."""

    parent_body: str
    issuing_body: str
    nation: str
    motto: str
    number_line: str
    place_line: str
    abstract: str
    addressees_label: str
    addressees: tuple[str, ...]
    paragraphs: tuple[PrintedParagraph, ...]
    recipients_label: str
    recipients: tuple[str, ...]
    authority: str
    position: str
    name: str
    drafter_code: str
    annexes: tuple[PrintedAnnex, ...]


def printed(letter: LetterText) -> Printed:
    """Return the letter with its fixed words, markers, dashes and visible blanks."""
    return Printed(
        parent_body=clean(letter.parent_body),
        issuing_body=clean(letter.issuing_body),
        nation=NATION,
        motto=MOTTO,
        number_line=f"Số: {letter_number(letter.number)}/{clean(letter.symbol)}",
        place_line=f"{clean(letter.place)}, {long_day(letter.day)}",
        abstract=clean(letter.abstract),
        addressees_label=ADDRESSEES_LABEL,
        addressees=_addressees(letter.addressees),
        paragraphs=tuple(_marked(letter.paragraphs, end_mark=letter.end_mark)),
        recipients_label=RECIPIENTS_LABEL,
        recipients=tuple(f"- {clean(line)}" for line in (*letter.recipients, letter.archive)),
        authority=clean(letter.signing.authority),
        position=clean(letter.signing.position) or BLANK_NAME,
        name=clean(letter.signing.name) or BLANK_NAME,
        drafter_code=clean(letter.drafter_code),
        annexes=tuple(_annex(annex) for annex in letter.annexes),
    )


def clean(text: str) -> str:
    r"""Return `text` composed, on one line, without signs that no file may hold.

    Line breaks and control characters are blanks; invisible and unassigned signs go.

    >>> clean(" một\n hai\u200b ")
    'một hai'
    """
    composed = unicodedata.normalize("NFC", "".join(map(_visible, text)))
    return _BLANKS.sub(" ", composed).strip(" ")


def _visible(sign: str) -> str:
    category = unicodedata.category(sign)
    if category in {"Cc", "Zl", "Zp"}:
        return " "
    return "" if category.startswith("C") else sign


def _addressees(lines: tuple[str, ...]) -> tuple[str, ...]:
    # one addressee stands on the line of "Kính gửi:", several below it with dashes
    return tuple(clean(line) if len(lines) == 1 else f"- {clean(line)}" for line in lines)


def _marked(paragraphs: tuple[Paragraph, ...], *, end_mark: str) -> Iterable[PrintedParagraph]:
    number = letter = 0
    for position, paragraph in enumerate(paragraphs, start=1):
        text = clean(paragraph.text)
        if position == len(paragraphs):
            text = _ended(text, end_mark)
        match paragraph.kind:
            case "numbered":
                number, letter = number + 1, 0
                text = f"{number}. {text}"
            case "lettered":
                text = f"{point(letter)}) {text}"
                letter += 1
        yield PrintedParagraph(text, paragraph.kind)


def _ended(text: str, end_mark: str) -> str:
    return f"{text.rstrip('.')}{end_mark}" if end_mark else text


def _annex(annex: Annex) -> PrintedAnnex:
    notes = [f"- {clean(note)}" for note in annex.notes]
    if notes:
        notes[-1] = _ended(notes[-1], "./.")
    if annex.notes_heading:
        notes.insert(0, clean(annex.notes_heading))
    table = annex.table
    return PrintedAnnex(
        label=clean(annex.label),
        title_lines=tuple(clean(line) for line in annex.title_lines),
        reference=clean(annex.reference),
        as_of=clean(annex.as_of),
        columns=tuple(PrintedColumn(clean(c.header), c.share, c.align) for c in table.columns),
        rows=tuple(PrintedRow(tuple(map(clean, row.cells)), row.kind) for row in table.rows),
        notes=tuple(notes),
        landscape=annex.landscape,
    )
