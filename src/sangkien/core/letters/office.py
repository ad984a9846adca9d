"""The body that issues letters, read from the settings of its campaign."""

from collections.abc import Mapping
from typing import Any

from sangkien.core.letters.facts import Office

# what no letter can go without; the rest of Office has a blank
NEEDED = (
    "parent_body",
    "issuing_body",
    "full_name",
    "short_name",
    "place",
    "symbol",
    "board",
    "authority",
    "addressees",
    "archive",
)
_OPTIONAL = ("recipients", "position", "signer", "drafter_code")
_LISTS = frozenset({"addressees", "recipients"})


def missing_settings(settings: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names of the settings that a letter needs and that are absent or empty.

    >>> missing_settings({name: "x" for name in NEEDED if name != "board"})
    ('board',)
    """
    return tuple(name for name in NEEDED if not settings.get(name))


def read_office(settings: Mapping[str, Any]) -> Office:
    """Return the office; raises KeyError where `missing_settings` finds any."""
    known = {name: settings[name] for name in NEEDED}
    known |= {name: settings[name] for name in _OPTIONAL if name in settings}
    lists = {name: _lines(known[name]) for name in _LISTS & known.keys()}
    return Office(**{**known, **lists})


def _lines(said: str | list[str]) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said)
