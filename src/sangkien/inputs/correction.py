"""A corrected entry, read from its form: only what was changed in it."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate

from sangkien.core.corrections import AUTHORS, COLUMNS, Correction
from sangkien.core.entry import AuthorEntry, Entry
from sangkien.core.reading.numbers import format_date
from sangkien.inputs.entry_units import EntryContext
from sangkien.inputs.registration import read_entry
from sangkien.models import Initiative
from sangkien.queries.versions import Named, Stand

ASKED = (*COLUMNS, AUTHORS, "member_number")
# what did not change is not read again, but a whole entry is: these stand in for it
_UNREAD = {"title": "x", "workplace": "x", AUTHORS: "xx", "applied_on": "2020"}
_OF_AUTHORS = (AUTHORS, "member_number")


def form_of(stand: Stand) -> dict[str, str]:
    """Return the fields of the form as the entry stands, each as one would type it."""
    values = stand.values
    return {
        **{name: str(values[columns[0]] or "") for name, columns in COLUMNS.items()},
        "applied_on": day_words(values["applied_on"], values["applied_precision"]),
        "recognised_on": day_words(values["recognised_on"]),
        "secret": "1" if values["is_secret"] else "",
        AUTHORS: "; ".join(
            f"{one.name} ({percent_words(one.share_percent)}%)" for one in stand.authors
        ),
        "member_number": _numbers([one.member_number for one in stand.authors]),
    }


def day_words(day: str | None, precision: str = "day") -> str:
    """Return a stored day as it is typed: 17/03/2022, 03/2022 or 2022; "" for none."""
    if not day:
        return ""
    words = format_date(date.fromisoformat(day))
    return {"month": words[3:], "year": words[6:]}.get(precision, words)


def read_correction(
    sent: Mapping[str, str], stand: Stand, entry: Initiative, *, now: datetime
) -> Correction:
    """Return what the form changes of the entry as it stands; raise BadInput.

    Authors that cannot all be named any more (one was erased) stay as they are.
    """
    changed = changed_fields(sent, stand)
    raw = {name: text for name, text in sent.items() if name in ASKED and name in changed}
    read = read_entry(
        {**_UNREAD, **raw, "ticked_unit": str(entry.ticked_unit_id)},
        EntryContext(entry.campaign, (entry.ticked_unit,), {}, now, localdate(now)),
        client_ref="-",
    )
    values = {
        column: getattr(read, column)
        for name, columns in COLUMNS.items()
        if name in changed
        for column in columns
    }
    authors = _authors(read, stand) if changed & {*_OF_AUTHORS} else None
    standing = {column: stand.values[column] for column in values}
    return Correction(
        {c: value for c, value in values.items() if _plain(value) != standing[c]}, authors
    )


def changed_fields(sent: Mapping[str, str], stand: Stand) -> set[str]:
    """Return the fields that say something else than the entry as it stands.

    Authors and their numbers belong together: both are read where one is changed.
    """
    shown = form_of(stand)
    changed = {name for name in ASKED if _typed(sent.get(name, "")) != _typed(shown[name])}
    if not stand.names_are_known:
        return changed - {*_OF_AUTHORS}
    return changed | {*_OF_AUTHORS} if changed & {*_OF_AUTHORS} else changed


def merged_form(sent: Mapping[str, str], shown: Stand | None, stand: Stand) -> dict[str, str]:
    """Return what was typed into a form that showed an older version, the rest as it stands now."""
    typed = {name: sent.get(name, "") for name in ASKED}
    if shown is None:
        return typed
    changed, now = changed_fields(sent, shown), form_of(stand)
    return {name: typed[name] if name in changed else now[name] for name in ASKED}


def _authors(read: Entry, stand: Stand) -> tuple[AuthorEntry, ...] | None:
    stood = tuple(
        AuthorEntry(one.name, one.share_percent, one.member_number) for one in stand.authors
    )
    return None if read.authors == stood else read.authors


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _with_share(author: Named) -> str:
    return f"{author.name} ({percent_words(author.share_percent)}%)"


def _typed(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def percent_words(share: Decimal) -> str:
    """Return a share as one types it: 60 or 33,33."""
    return f"{share.normalize():f}".replace(".", ",")


def _numbers(numbers: list[str]) -> str:
    return "; ".join(number or "-" for number in numbers) if any(numbers) else ""
