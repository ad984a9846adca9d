"""An entry and its copy side by side, the words that differ marked."""

from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from sangkien.core.reading.numbers import format_moment
from sangkien.core.text import fold
from sangkien.queries.entry_detail import Copy, EntryDetail
from sangkien.web.entry_words import applied_words

Row = tuple[str, str, str]
PUNCTUATION = " .,;:!?()[]\"'"


def compared(detail: EntryDetail, copy: Copy, *, hides: bool, hides_copy: bool) -> list[Row]:
    """Return (term, here, there) rows; of a copy out of the reader's sight three of them only."""
    entry, other = detail.entry, copy.entry
    rows: list[Row] = [
        (_("Title"), *marked(entry.title, copy.title)),
        (_("Unit that counts"), entry.unit.short_name, copy.unit),
        (_("Filed at"), format_moment(entry.occurred_at), format_moment(copy.filed_at)),
    ]
    if other is None:
        return rows
    names = ", ".join(author.name for author in detail.authors)
    here = _("kept secret") if hides else entry.description
    there = _("kept secret") if hides_copy else other.description
    rows = [
        rows[0],
        (_("Authors"), *marked(names, ", ".join(copy.authors))),
        (_("Workplace"), *marked(entry.workplace, other.workplace)),
        *rows[1:],
        (_("First applied on"), applied_words(entry), applied_words(other)),
        (_("Description"), *marked(here, there)),
        (_("Effect"), *marked(entry.effect, other.effect)),
    ]
    return [row for row in rows if row[1] or row[2]]


def marked(here: str, there: str) -> tuple[str, str]:
    """Return both texts with the words that only one of them has in <mark>, all else escaped.

    Case, accents and punctuation make no difference; equal texts come back unmarked.
    """
    if here == there:
        return here, there
    left, right = here.split(), there.split()
    known_left, known_right = set(map(_bare, left)), set(map(_bare, right))
    return _with_marks(left, known_right), _with_marks(right, known_left)


def _with_marks(words: list[str], known: set[str]) -> Markup:
    """Neighbouring words that differ share one mark, so that they read as one change."""
    pieces: list[str] = []
    differs = False
    for word in words:
        is_new = _bare(word) not in known
        if is_new and not differs:
            pieces.append(f"<mark>{escape(word)}")
        else:
            pieces.append(str(escape(word)))
        if differs and not is_new:
            pieces[-2] += "</mark>"
        differs = is_new
    if differs:
        pieces[-1] += "</mark>"
    return Markup(" ".join(pieces))  # noqa: S704 - every word was escaped above


def _bare(word: str) -> str:
    return fold(word).strip(PUNCTUATION)
