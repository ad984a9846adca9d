"""One line of the journal in words: who, when, for whom, what, before and after, why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from sangkien.core.journal import Kind, ids_listed
from sangkien.core.reading.numbers import format_date, format_number
from sangkien.core.receipts import receipt_number
from sangkien.core.roles import ROLE_NAMES
from sangkien.core.seals import is_erased
from sangkien.core.sentences import N_
from sangkien.core.states import REASONS
from sangkien.queries.journal import Campaign, JournalLine, Named, Unit
from sangkien.queries.people import display_name
from sangkien.web.entry_labels import CHANNELS, FIELD_LABELS
from sangkien.web.finding_words import rule_title
from sangkien.web.journal_changes import OF_ANY, Change, changes_in_words
from sangkien.web.journal_verbs import PAGE_OF_ENTRY, SENTENCES, WHERE
from sangkien.web.log_in_words import ways_in_words
from sangkien.web.signal_words import title_of

NOT_GIVEN = "–"
RECORDS = {
    Kind.ENTRY: N_("Entry %(number)s"),
    Kind.CAMPAIGN: N_("The campaign"),
    Kind.LETTER: N_("Letter no. %(number)s"),
    Kind.SNAPSHOT: N_("Frozen table no. %(number)s"),
    Kind.BATCH: N_("Sheet no. %(number)s"),
    Kind.RUN: N_("Screening no. %(number)s"),
    Kind.LIST: N_("List %(number)s"),
}
MANY = {
    Kind.ENTRY: N_("entries"),
    Kind.ACCOUNT: N_("accounts"),
    Kind.BATCH: N_("sheets"),
    Kind.UNIT: N_("units"),
}
ROLES = {role.value: name for role, name in ROLE_NAMES.items()}
# how the kinds stand in addresses
PLACES = {
    Kind.ENTRY: "sang-kien",
    Kind.CAMPAIGN: "chuong-trinh",
    Kind.UNIT: "don-vi",
    Kind.LETTER: "thu",
    Kind.SNAPSHOT: "ban-chot",
    Kind.BATCH: "nhap-bang",
    Kind.RUN: "ra-soat",
    Kind.LIST: "danh-sach",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One line as a page shows it; `record` and its address are what it is about."""

    number: int
    at: datetime
    recorded_at: datetime
    who: str
    what: str
    why: str = ""
    for_whom: str = ""
    changes: tuple[Change, ...] = ()
    who_id: int | None = None  # the account, for its own journal
    record: str = ""
    href: str = ""


def told(named: Named) -> Told:
    """Return the line in words."""
    line = named.line
    sentence = SENTENCES.get(_verb(line))
    record, href = _record(named)
    return Told(
        number=line.id,
        at=line.occurred_at,
        recorded_at=line.recorded_at,
        who=who(line),
        what=_(sentence) % _fillings(named) if sentence else line.verb,
        why=_("(erased)") if is_erased(line.reason) else line.reason,
        for_whom=_for_whom(line),
        changes=changes_in_words(line.about, line.changes, named.units),
        who_id=line.by_id,
        record=record,
        href=href,
    )


def _verb(line: JournalLine) -> str:
    """The verb as it is told: an exception counts as a dismissal, an undone move as a move."""
    if line.verb == "finding-dismissed" and line.details.get("exception"):
        return "finding-excepted"
    if line.verb == "moved" and line.details.get("undone"):
        return "move-undone"
    return line.verb


def who(line: JournalLine) -> str:
    """Return who acted: an account, a visitor without log-in, or the system itself."""
    if line.by is not None:
        return display_name(line.by)
    return _("The system") if line.is_system else _("The sender")


def record_name(campaign: Campaign, kind: Kind, number: int, unit: Unit | None = None) -> str:
    """Return what a record is called as the heading of its journal."""
    if kind == Kind.UNIT:
        return unit.short_name if unit else NOT_GIVEN
    if kind == Kind.ENTRY:
        return _(RECORDS[kind]) % {"number": receipt_number(campaign.receipt_prefix, number)}
    return _(RECORDS[kind]) % {"number": number}


def _for_whom(line: JournalLine) -> str:
    if line.for_person_id is None:
        return ""
    return _("the author") if line.about == Kind.ENTRY else _("a member")


def _record(named: Named) -> tuple[str, str]:
    """What the line is about, and the address of that record's journal; "" where it has none."""
    line = named.line
    if not line.about or line.about_id is None:
        return "", ""
    kind, number = Kind(line.about), line.about_id
    if kind == Kind.ACCOUNT:
        account = named.accounts.get(number)
        name = display_name(account) if account else NOT_GIVEN
        return _("Account %(name)s") % {"name": name}, reverse("account-journal", args=[number])
    if line.campaign is None:  # units belong to no campaign
        unit = named.units.get(number)
        return unit.short_name if unit else "", ""
    name = record_name(line.campaign, kind, number, named.units.get(number))
    href = reverse("journal-record", args=[line.campaign.slug, PLACES[kind], number])
    return name, href


def _fillings(named: Named) -> Mapping[str, Any]:
    line, details = named.line, named.line.details
    names = {unit_id: unit.short_name for unit_id, unit in named.units.items()}
    accounts = {number: display_name(one) for number, one in named.accounts.items()}
    channel = CHANNELS.get(details.get("channel", ""))
    reason = REASONS.get(details.get("reason", ""))
    role = ROLES.get(details.get("role", ""))
    return {
        "channel": _(channel) if channel else NOT_GIVEN,
        "unit": names.get(line.unit_id or 0, NOT_GIVEN),
        "from": names.get(details.get("from", 0), NOT_GIVEN),
        "rule": rule_title(details.get("rule", NOT_GIVEN)),
        "role": _(role) if role else NOT_GIVEN,
        "reason": _(reason) if reason else NOT_GIVEN,
        "number": details.get("number", NOT_GIVEN),
        "into": details.get("into", NOT_GIVEN),
        "receipts": ", ".join(details.get("receipts", ())),
        "fields": ", ".join(map(_field, details.get("fields", ()))),
        "document": details.get("document", NOT_GIVEN),
        "account": accounts.get(line.about_id or 0, NOT_GIVEN),
        "count": _count(details),
        "day": _day(details.get("from_on") or details.get("due_on", "")),
        "signal": title_of(details.get("signal", "")),
        "ways": ways_in_words(details.get("ways", ())),
        "where": _where(details.get("where", "")),
        "shown": _shown(details.get("of", {})),
    }


def _field(name: str) -> str:
    return _(FIELD_LABELS.get(name) or OF_ANY.get(name, name))


def _where(route: str) -> str:
    if route not in WHERE and route.startswith("entry-"):
        return _(PAGE_OF_ENTRY)
    return _(WHERE.get(route, route))


def _shown(of: Mapping[str, str]) -> str:
    """How many records of which kinds were shown: “entries: 50”."""
    return ", ".join(
        f"{_(MANY.get(Kind(kind), kind))}: {format_number(len(ids_listed(ids)))}"
        for kind, ids in of.items()
    )


def _count(details: Mapping[str, Any]) -> str:
    """The number a line names, whichever of its details holds it."""
    counts = details.get("counts", {})
    rows = counts.get("readable", 0) + counts.get("refused", 0)
    found = [rows, counts.get("new", 0)] if counts else []
    found += [details.get(name) for name in ("count", "created", "entries", "places", "value")]
    number = next((one for one in found if isinstance(one, int) and one), 0)
    return format_number(number)


def _day(text: str) -> str:
    return format_date(date.fromisoformat(text)) if text else NOT_GIVEN
