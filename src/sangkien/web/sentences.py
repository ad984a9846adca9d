"""Sentences of the core in the reader's language, their placeholders filled as Vietnam prints."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from sangkien.core.reading.numbers import format_date


def filled(sentence: str, details: Mapping[str, object]) -> str:
    """Return the English source sentence translated, then filled; ISO dates as dd/mm/yyyy."""
    return _(sentence).format(**{name: _printed(value) for name, value in details.items()})


def _printed(value: object) -> object:
    if isinstance(value, str) and len(value) == len("2021-09-01"):
        try:
            return format_date(date.fromisoformat(value))
        except ValueError:
            return value
    return value
