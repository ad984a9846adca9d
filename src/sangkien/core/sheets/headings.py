"""Which field a heading means."""

import re
import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz, process

from sangkien.core.sheets.columns import SILENT_HEADINGS, Column, SheetKind

SILENT = ""  # the field of a heading that is known and not read
_NEAR = 80  # of 100, rapidfuzz ratio: near enough to ask "is this meant?"
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


def plain_heading(text: str) -> str:
    """Return the heading without accents, case, brackets, marks and doubled spaces.

    >>> plain_heading("Ngày/tháng áp dụng (dd/mm/yyyy) *")
    'ngay thang ap dung'
    """
    bare = _BRACKETS.sub(" ", text).strip() or text  # a heading may be all in brackets
    spread = unicodedata.normalize("NFD", bare.casefold().replace("đ", "d").replace("ð", "d"))
    letters = (c if c.isalnum() else " " for c in spread if not unicodedata.combining(c))
    return " ".join("".join(letters).split())


def bracketed(text: str) -> str:
    """Return what stands in brackets in a heading: its unit or form, "" for none."""
    return " ".join(part[1:-1].strip() for part in _BRACKETS.findall(text))


def field_of(text: str, kind: SheetKind) -> str | None:
    """Return the field that the heading names, SILENT or None for an unknown heading."""
    return _fields(kind).get(plain_heading(text))


def nearest_label(text: str, kind: SheetKind) -> str | None:
    """Return our heading that is almost this one, None if none is."""
    known = _fields(kind)
    match = process.extractOne(
        plain_heading(text), known.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR
    )
    if match is None or known[match[0]] == SILENT:
        return None
    return column_of(known[match[0]], kind).label


def column_of(field: str, kind: SheetKind) -> Column:
    """Return the column that fills `field`; it is a bug to ask for another."""
    return next(column for column in kind.columns if column.field == field)


@lru_cache(maxsize=8)
def _fields(kind: SheetKind) -> dict[str, str]:
    known = {plain_heading(heading): SILENT for heading in SILENT_HEADINGS}
    for column in kind.columns:
        for heading in column.headings:
            known[plain_heading(heading)] = column.field
    return known
