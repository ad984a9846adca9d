"""The texts of a letter in reading order: what every rendering of it must contain."""

from collections.abc import Iterable

from sangkien.core.letters.model import LetterText
from sangkien.core.letters.printed import Printed, PrintedAnnex, printed


def text_stream(letter: LetterText) -> list[str]:
    """Return each non-empty text piece once, in reading order.

    Page numbers and repeated table headers belong to pages, not to the letter: not included.
    """
    whole = printed(letter)
    return [piece for piece in (*_letter(whole), *_annexes(whole)) if piece]


def _letter(whole: Printed) -> Iterable[str]:
    yield from (whole.parent_body, whole.issuing_body, whole.nation, whole.motto)
    yield from (whole.number_line, whole.place_line, whole.abstract)
    if len(whole.addressees) == 1:
        yield f"{whole.addressees_label} {whole.addressees[0]}"
    else:
        yield from (whole.addressees_label, *whole.addressees)
    yield from (paragraph.text for paragraph in whole.paragraphs)
    yield from (whole.recipients_label, *whole.recipients, whole.drafter_code)
    yield from (whole.authority, whole.position, whole.name)


def _annexes(whole: Printed) -> Iterable[str]:
    for annex in whole.annexes:
        yield from _annex(annex)


def _annex(annex: PrintedAnnex) -> Iterable[str]:
    yield from (annex.label, *annex.title_lines, annex.reference, annex.as_of)
    yield from (column.header for column in annex.columns)
    for row in annex.rows:
        yield from row.cells
    yield from annex.notes
