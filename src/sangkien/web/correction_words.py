"""What a correction changed, in words: each field with its difference word by word."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from sangkien.core.corrections import AUTHORS
from sangkien.core.differences import Piece, differences
from sangkien.core.sentences import N_
from sangkien.inputs.correction import ASKED, form_of, percent_words
from sangkien.queries.campaigns import Campaign
from sangkien.queries.entry_detail import Initiative
from sangkien.queries.versions import Named, Stand, Version
from sangkien.web.entry_labels import FIELD_LABELS, RECOGNISERS
from sangkien.web.entry_words import choice_name

LABELS = FIELD_LABELS | {AUTHORS: N_("Authors"), "member_number": N_("Union member number")}


@dataclass(frozen=True, slots=True)
class Changed:
    """One field; no pieces where the reader may not see what it says."""

    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """One correction as a page shows it; `number` is the version that it made."""

    number: int
    at: datetime
    who: str
    desk: str
    reason: str
    changes: tuple[Changed, ...]


def version_shown(version: Version, entry: Initiative, *, hides: bool) -> Shown:
    """Return the correction in words; a description that is or was secret only where it may."""
    before, after = version.before, version.after
    was_secret = entry.is_secret or before.values["is_secret"] or after.values["is_secret"]
    old, new = _words(before, entry.campaign), _words(after, entry.campaign)
    return Shown(
        number=after.number,
        at=version.at,
        who=version.who,
        desk=version.desk,
        reason=version.reason,
        changes=tuple(
            Changed(
                _(LABELS[name]),
                ()
                if hides and was_secret and name == "description"
                else differences(old[name], new[name]),
            )
            for name in version.fields
        ),
    )


def differing(
    typed: Mapping[str, str], now: Mapping[str, str], campaign: Campaign
) -> tuple[tuple[str, str, str], ...]:
    """Return (field, as typed, as it stands) where a form and the entry say something else."""
    rows = []
    for name in ASKED:
        mine, stands = _coded(name, typed[name], campaign), _coded(name, now[name], campaign)
        if mine.replace("\r\n", "\n").strip() != stands.strip():
            rows.append((_(LABELS[name]), mine, stands))
    return tuple(rows)


def _words(stand: Stand, campaign: Campaign) -> dict[str, str]:
    """Each field of a version as one reads it."""
    said = {name: _coded(name, text, campaign) for name, text in form_of(stand).items()}
    return said | {AUTHORS: "\n".join(_author(author) for author in stand.authors)}


def _author(author: Named) -> str:
    name = author.name or _("(erased)")
    number = f" – {author.member_number}" if author.member_number else ""
    return f"{name} ({percent_words(author.share_percent)} %){number}"


def _coded(name: str, text: str, campaign: Campaign) -> str:
    if name == "field":
        return choice_name(campaign.fields, text)
    if name == "member_kind":
        return choice_name(campaign.member_kinds, text)
    if name == "recognised_by":
        known = RECOGNISERS.get(text)
        return _(known) if known else text
    if name == "secret":
        return _("yes") if text else _("no")
    return text
