"""One entry in words: what was typed beside what was read, and what happened to it."""

from datetime import date

from django.utils.translation import gettext as _

from sangkien.core.reading.numbers import format_date, format_moment, format_number
from sangkien.core.text import tidy
from sangkien.queries.entry_detail import EntryDetail, Initiative
from sangkien.queries.journal import Named
from sangkien.web.entry_labels import FIELD_LABELS, RECOGNISERS
from sangkien.web.finding_words import rule_title
from sangkien.web.journal_words import Told, told

LONG_TEXTS = ("description", "effect")


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
    lines = [told(Named(line, detail.units)) for line in detail.lines]
    lines += [
        Told(
            number=0,
            at=finding.opened_at,
            recorded_at=finding.recorded_at,
            who=_("Screening"),
            what=_("Finding: %(rule)s.") % {"rule": rule_title(finding.rule)},
        )
        for finding in detail.findings
    ]
    return sorted(lines, key=lambda line: (line.at, line.recorded_at))


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
