"""What of an entry may be corrected afterwards, and a correction as it is handed over."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sangkien.core.entry import AuthorEntry

# fields of the form → the columns of an entry that they fill; the ticked unit is no part of it
COLUMNS: dict[str, tuple[str, ...]] = {
    "title": ("title",),
    "field": ("field",),
    "description": ("description",),
    "effect": ("effect",),
    "benefit": ("benefit_raw", "benefit_vnd"),
    "applied_on": ("applied_on", "applied_precision"),
    "secret": ("is_secret",),
    "workplace": ("workplace",),
    "member_kind": ("member_kind",),
    "recognised_by": ("recognised_by",),
    "recognition_number": ("recognition_number",),
    "recognised_on": ("recognised_on",),
    "reward": ("reward",),
}
AUTHORS = "authors"  # with their shares and member numbers: one field, for they belong together
LONG_TEXTS = ("description", "effect")
# what the search for copies reads: a decision on a pair rests on these
COMPARED = frozenset({"title", "description", "effect", "workplace", AUTHORS})


@dataclass(frozen=True, slots=True)
class Correction:
    """Only what is to stand otherwise: by column, and the authors unless they stay."""

    values: Mapping[str, Any]
    authors: tuple[AuthorEntry, ...] | None = None

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields it changes, in the order of the form.

        >>> Correction({"benefit_raw": "1 tỷ", "title": "Mới"}).fields
        ('title', 'benefit')
        """
        changed = [name for name, columns in COLUMNS.items() if self.values.keys() & {*columns}]
        return (*changed, *([AUTHORS] if self.authors is not None else ()))


@dataclass(frozen=True, slots=True)
class Form:
    """The form a correction came by: its key, made once, and how the entry stood in it."""

    key: str
    seen: str


def number_seen(seen: str) -> int:
    """Return the version that a form showed, 0 where it does not say.

    >>> number_seen("3-5f0c"), number_seen("x")
    (3, 0)
    """
    number = seen.partition("-")[0]
    return int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 0  # noqa: PLR2004
