"""What an officer may change in a drafted letter; figures, head and signatory are not among it."""

from dataclasses import dataclass, replace

from sangkien.core.letters.model import LetterText, Paragraph
from sangkien.core.sentences import N_

# deviations that an office may allow itself: forms, never misspelling or personal data
HOUSE_VARIANTS: dict[str, str] = {
    "symbol-short": N_("A symbol without the drafting unit"),
    "addressee-end": N_("Other signs at the end of the addressees"),
    "recipients-first": N_("Another first line of the recipients"),
    "recipients-end": N_("Other signs at the end of the recipients"),
    "archive-line": N_("Another form of the archive line"),
    "capital": N_("Capitals of common nouns"),
    "abbreviation": N_("Two abbreviations for the same thing"),
}


@dataclass(frozen=True, slots=True)
class LetterEdit:
    """The texts as they shall stand, with their punctuation.

    `variants` are the codes of deviations that the office allows itself (see lint).
    """

    symbol: str
    abstract: str
    addressees: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    recipients: tuple[str, ...]
    archive: str
    variants: frozenset[str] = frozenset()


def edited(letter: LetterText, edit: LetterEdit) -> LetterText:
    """Return the letter with the texts of `edit`; its annexes keep their figures.

    An annex names the letter by its symbol, so it follows a changed one.
    """
    old, new = f"/{letter.symbol} ", f"/{edit.symbol} "
    return replace(
        letter,
        symbol=edit.symbol,
        abstract=edit.abstract,
        addressees=edit.addressees,
        paragraphs=edit.paragraphs,
        recipients=edit.recipients,
        archive=edit.archive,
        annexes=tuple(
            replace(annex, reference=annex.reference.replace(old, new)) for annex in letter.annexes
        ),
    )
