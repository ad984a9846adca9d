"""One entry in words: what was typed beside what was read, and what happened to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from sangkien.core.reading.numbers import format_date, format_moment, format_number
from sangkien.core.sentences import N_
from sangkien.core.states import REASONS
from sangkien.core.text import tidy
from sangkien.queries.entry_detail import EntryDetail, Initiative, JournalLine
from sangkien.web.finding_words import rule_title

FIELD_LABELS = {
    "title": N_("Title"),
    "workplace": N_("Workplace"),
    "ticked_unit": N_("Member unit"),
    "field": N_("Field"),
    "member_kind": N_("Kind of member"),
    "description": N_("Description"),
    "effect": N_("Effect"),
    "benefit": N_("Benefit in money"),
    "applied_on": N_("First applied on"),
    "recognised_by": N_("Recognised by"),
    "recognition_number": N_("Decision number"),
    "recognised_on": N_("Recognised on"),
    "secret": N_("Trade secret"),
    "occurred_at": N_("Filed at"),
    "reward": N_("Reward"),
}
CHANNELS = {"web": N_("web form"), "sheet": N_("spreadsheet"), "api": N_("other system")}
RECOGNISERS = {"council": N_("initiative council"), "head": N_("head of the workplace")}
BEFORE, AFTER = 0, 1  # sides of a change in the journal
LONG_TEXTS = ("description", "effect")

HISTORY = {
    "registered": N_("Filed (%(channel)s); counted at %(unit)s."),
    "moved": N_("Moved from %(from)s to %(unit)s."),
    "finding-upheld": N_("Finding upheld: %(rule)s."),
    "finding-dismissed": N_("Finding dismissed: %(rule)s."),
    "finding-lapsed": N_("Finding no longer holds: %(rule)s."),
    "finding-reopened": N_("Finding open again: %(rule)s."),
    "accepted": N_("Accepted as valid."),
    "rejected": N_("Rejected: %(reason)s."),
    "reopened": N_("Acceptance or rejection taken back; in review again."),
    "withdrawn": N_("Withdrawn."),
    "text-mended": N_("Texts typed for an old font written as they read: %(fields)s."),
    "recognition-recorded": N_("Recognition entered: %(recognition)s (before: %(before)s)."),
    "recognition-attached": N_("File of the recognition attached."),
    "import-undone": N_("The import that brought it was taken back."),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the history: when, who, what, why."""

    at: datetime
    recorded_at: datetime
    who: str
    what: str
    why: str = ""


def typed_beside_read(entry: Initiative, *, hides: bool) -> list[tuple[str, str, str]]:
    """Return (field, as typed, as read) of the fields that were kept as typed.

    Long texts stand there only where reading changed them; a secret's are left out.
    """
    read = _read(entry)
    rows = []
    for name, label in FIELD_LABELS.items():
        typed = entry.typed.get(name, "")
        same_text = tidy(str(typed)) == tidy(read[name])
        if name in LONG_TEXTS and (same_text or (hides and name == "description")):
            continue
        if typed:
            rows.append((_(label), str(typed), read[name]))
    return rows


def applied_words(entry: Initiative) -> str:
    """Return the date of first application as precisely as it was given."""
    day = format_date(entry.applied_on)
    return {"month": day[3:], "year": day[6:]}.get(entry.applied_precision, day)


def recognition_words(entry: Initiative) -> str:
    """Return by whom, number and date of the recognition in one line, "" for none."""
    return _recognition(entry.recognised_by, entry.recognition_number, entry.recognised_on)


def benefit_words(entry: Initiative) -> str:
    if entry.benefit_vnd is None:
        return entry.benefit_raw
    return f"{format_number(entry.benefit_vnd)} đ"


def choice_name(choices: list[dict[str, str]], code: str) -> str:
    """Return the name of the campaign's choice; what is none of its choices, as it stands."""
    return next((choice["name"] for choice in choices if choice["code"] == code), code)


def history_of(detail: EntryDetail) -> list[Told]:
    """Return what happened, oldest first: lines of the journal, and what screening found."""
    told = [_told(line, detail) for line in detail.lines]
    told += [
        Told(
            finding.opened_at,
            finding.recorded_at,
            _("Screening"),
            _("Finding: %(rule)s.") % {"rule": rule_title(finding.rule)},
        )
        for finding in detail.findings
    ]
    return sorted(told, key=lambda line: (line.at, line.recorded_at))


def _told(line: JournalLine, detail: EntryDetail) -> Told:
    sentence = HISTORY.get(line.verb)
    what = _(sentence) % _fillings(line, detail) if sentence else line.verb
    return Told(line.occurred_at, line.recorded_at, _who(line), what, line.reason)


def _who(line: JournalLine) -> str:
    if line.by is not None:
        return str(line.by)
    if line.verb == "registered" and line.details.get("channel") == "web":
        return _("The sender")
    return _("The system")


def _fillings(line: JournalLine, detail: EntryDetail) -> Mapping[str, Any]:
    names = {unit_id: unit.short_name for unit_id, unit in detail.units.items()}
    channel = CHANNELS.get(line.details.get("channel", ""))
    reason = REASONS.get(line.details.get("reason", ""))
    return {
        "channel": _(channel) if channel else "–",
        "unit": names.get(line.unit_id or 0, "–"),
        "from": names.get(line.details.get("from", 0), "–"),
        "rule": rule_title(line.details.get("rule", "–")),
        "reason": _(reason) if reason else "–",
        "fields": ", ".join(_(FIELD_LABELS[name]) for name in line.details.get("fields", ())),
        "recognition": _recognition_told(line.changes, AFTER),
        "before": _recognition_told(line.changes, BEFORE),
    }


def _recognition_told(changes: Mapping[str, list[Any]], side: int) -> str:
    """What a line of the journal says of the parts of a recognition that changed."""
    names = ("recognised_by", "recognition_number", "recognised_on")
    by, number, day = (changes[name][side] if name in changes else None for name in names)
    on = date.fromisoformat(day) if day else None
    return _recognition(by or "", number or "", on) or _("none")


def _recognition(recognised_by: str, number: str, day: date | None) -> str:
    by = RECOGNISERS.get(recognised_by)
    parts = (_(by) if by else recognised_by, number, format_date(day) if day else "")
    return ", ".join(part for part in parts if part)


def _read(entry: Initiative) -> dict[str, str]:
    campaign = entry.campaign
    recogniser = RECOGNISERS.get(entry.recognised_by)
    on = entry.recognised_on
    return {
        "title": entry.title,
        "workplace": entry.workplace,
        "ticked_unit": entry.ticked_unit.short_name,
        "field": choice_name(campaign.fields, entry.field),
        "member_kind": choice_name(campaign.member_kinds, entry.member_kind),
        "description": entry.description,
        "effect": entry.effect,
        "benefit": benefit_words(entry),
        "applied_on": applied_words(entry),
        "recognised_by": _(recogniser) if recogniser else entry.recognised_by,
        "recognition_number": entry.recognition_number,
        "recognised_on": format_date(on) if on else "",
        "secret": _("yes") if entry.is_secret else _("no"),
        "occurred_at": format_moment(entry.occurred_at),
        "reward": entry.reward,
    }
