"""What was before and what after, in the reader's words: the field, and its two values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from sangkien.core.journal import HIDDEN, Kind
from sangkien.core.reading.numbers import format_date, format_number
from sangkien.core.roles import ROLE_NAMES
from sangkien.core.screening.run import RULES
from sangkien.core.sentences import N_
from sangkien.core.states import REASONS, STATE_NAMES
from sangkien.queries.journal import Unit
from sangkien.web.campaign_words import FIELD_NAMES, LETTER_NAMES, SETTING_NAMES
from sangkien.web.entry_labels import FIELD_LABELS, RECOGNISERS
from sangkien.web.letter_words import LETTER_STATES

FINDING_STATES = {
    "open": N_("open"),
    "upheld": N_("upheld"),
    "dismissed": N_("dismissed"),
    "lapsed": N_("no longer there"),
}
LINES = {"territorial": N_("territorial"), "sector": N_("by sector")}
OF_ANY = {
    "state": N_("State"),
    "reason": N_("Reason code"),
    "finding": N_("Finding"),
    "unit": N_("Unit that counts"),
    "role": N_("Role"),
    "letter": N_("State"),
    "file": N_("File"),
    "authors": N_("Authors"),
    "authors_added": N_("Authors added"),
    "shares": N_("Shares of the authors"),
    "rules": N_("Rules about workplaces"),
    "places": N_("Places"),
    "value": N_("Target"),
    "document": N_("Document"),
    "email": N_("E-mail"),
    "phone": N_("Phone number"),
    "ends_at": N_("Holds until"),
    "is_active": N_("Log-in in use"),
    "scope-work": N_("Where one works"),
    "scope-reports": N_("Whose figures one sees"),
    "scope-search": N_("Where one searches for copies"),
    "member_number": N_("Union member number"),
}
OF_UNIT = {
    "name": N_("Name"),
    "short_name": N_("Short name"),
    "kind": N_("Kind of unit"),
    "aliases": N_("Other names"),
    "parent": N_("Unit above"),
    "line": N_("Territorial or by sector"),
    "block": N_("Block"),
    "cluster": N_("Cluster"),
    "place": N_("Place"),
    "school_level": N_("Level of school"),
    "opens_on": N_("From"),
    "closes_on": N_("To"),
}
OF_CAMPAIGN = FIELD_NAMES | {
    "window.opens_on": N_("Initiatives first applied from"),
    "window.closes_on": N_("Initiatives first applied to"),
    "public_form": N_("Members may register without logging in"),
}
OF_LETTER = {
    "symbol": N_("Symbol after the number"),
    "abstract": N_("Abstract"),
    "addressees": N_("Addressees"),
    "paragraphs": N_("Paragraphs"),
    "recipients": N_("Recipients"),
    "archive": N_("Archive"),
    "variants": N_("Deviations the office allows itself"),
}
NAMES = {
    Kind.ENTRY: FIELD_LABELS,
    Kind.UNIT: OF_UNIT,
    Kind.CAMPAIGN: OF_CAMPAIGN,
    Kind.LETTER: OF_LETTER,
}
# values that are codes of ours: by the name of the field their words
WORDS: dict[str, Mapping[Any, str]] = {
    "state": STATE_NAMES,
    "reason": REASONS,
    "finding": FINDING_STATES,
    "role": ROLE_NAMES,
    "letter": LETTER_STATES,
    "recognised_by": RECOGNISERS,
    "line": LINES,
}


@dataclass(frozen=True, slots=True)
class Change:
    """One field with what it held before and after, in words; "" for nothing."""

    label: str
    before: str
    after: str


def changes_in_words(
    kind: str, changes: Mapping[str, list[Any]], units: Mapping[int, Unit]
) -> tuple[Change, ...]:
    """Return every change; of lists only what went and what came.

    In the order in which forms ask: what is stored has an order of the database's own.
    """
    known = [*(NAMES.get(Kind(kind), {}) if kind else {}), *OF_ANY]
    place = {name: at for at, name in reversed(list(enumerate(known)))}
    ordered = sorted(changes.items(), key=lambda each: (place.get(each[0], len(known)), each[0]))
    return tuple(
        Change(_label(kind, name), *(_said(name, value, units) for value in _apart(pair)))
        for name, pair in ordered
    )


def _label(kind: str, name: str) -> str:
    room, _dot, rest = name.partition(".")
    if room == "letter" and rest:
        return _(LETTER_NAMES.get(rest, rest))
    if room == "rules" and rest:
        code, _dot, setting = rest.partition(".")
        title = _(RULES[code].title) if code in RULES else code
        named = _("in force") if setting == "enabled" else _(SETTING_NAMES.get(setting, setting))
        return f"{title}: {named}"
    known = NAMES.get(Kind(kind), {}) if kind else {}
    return _((known | OF_ANY if name not in known else known).get(name, name))


def _apart(pair: list[Any]) -> list[Any]:
    """Two lists without what both of them hold; anything else as it is."""
    if not all(isinstance(side, list) for side in pair):
        return pair
    before, after = pair
    left = [one for one in before if one not in after]
    right = [one for one in after if one not in before]
    return [left, right] if left or right else pair  # only the order changed


def _said(name: str, value: Any, units: Mapping[int, Unit]) -> str:
    if value is None or value in ("", []):
        return ""
    if name in WORDS and value in WORDS[name]:
        return _(WORDS[name][value])
    if name == "unit" and value in units:
        return units[value].short_name
    if isinstance(value, list):
        return "; ".join(_item(one) for one in value)
    return _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int):
        return format_number(value)
    if isinstance(value, str) and value.startswith(HIDDEN):
        return _("(a name, not kept here)")
    return _day(value) if isinstance(value, str) else str(value)


def _day(text: str) -> str:
    try:
        return format_date(date.fromisoformat(text))
    except ValueError:
        return text


def _item(value: Any) -> str:
    """One item of a list: a phase, a choice, a document, a paragraph, or a text."""
    if not isinstance(value, dict):
        return _plain(value)
    for marks, words in _ITEMS:
        if marks <= value.keys():
            return words(value)
    return ", ".join(_plain(one) for one in value.values() if one)


_ITEMS: tuple[tuple[set[str], Callable[[dict[str, Any]], str]], ...] = (
    (
        {"title", "window"},
        lambda phase: "{title} ({opens}–{closes})".format(
            title=phase["title"],
            opens=_day(phase["window"]["opens_on"]),
            closes=_day(phase["window"]["closes_on"]),
        ),
    ),
    ({"code", "name"}, lambda choice: str(choice["name"])),
    ({"text"}, lambda paragraph: str(paragraph["text"])),
    (
        {"kind", "number", "issued_on"},
        lambda document: ", ".join(
            part
            for part in (
                f"{document['kind']} {document['number']}".strip(),
                _day(document["issued_on"] or ""),
            )
            if part
        ),
    ),
)
