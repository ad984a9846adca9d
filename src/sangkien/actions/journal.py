"""Write down who did what, when, for whom, to what, before and after, why. Append only."""

import hmac
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.conf import settings

from sangkien.actions.inserting import insert_all
from sangkien.core.journal import BUCKET, HIDDEN, Changes, Kind, listed, plain, subject_of
from sangkien.models import Account, JournalLine, JournalMention


@dataclass(frozen=True, slots=True)
class By:
    """Who acts and when: an account, a visitor (no account), or the system itself.

    `now` is the server's clock (recorded); `as_of` says when it occurred, if not now.
    """

    account: Account | None
    now: datetime
    as_of: datetime | None = None
    is_system: bool = False  # installation, commands of the machine's operator, jobs

    @property
    def is_visitor(self) -> bool:
        return self.account is None and not self.is_system

    @property
    def occurred_at(self) -> datetime:
        return self.as_of or self.now


@dataclass(frozen=True, slots=True)
class Line:
    """One line to be written, without personal data.

    `changes` says what was before and after, `details` what else fills the sentence; an id in
    them under the name of a core.journal.Kind is the record the line is about.
    """

    verb: str
    campaign_id: int | None = None
    initiative_id: int | None = None
    finding_id: int | None = None
    unit_id: int | None = None
    unit_path: str = ""
    reason: str = ""
    occurred_at: datetime | None = None
    for_person_id: int | None = None  # on whose behalf
    changes: Changes = field(default_factory=dict)
    details: dict[str, Any] = field(default_factory=dict)
    mentions: Mapping[Kind, Collection[int]] = field(
        default_factory=dict
    )  # of many records at once


def hidden(value: Any) -> str | None:
    """Return what the journal keeps of a personal value: a salted hash that only tells it apart."""
    if value in (None, ""):
        return None
    salt, said = settings.IDENTITY_SALT.encode(), json.dumps(plain(value), ensure_ascii=False)
    return HIDDEN + hmac.new(salt, said.encode(), sha256).hexdigest()[:16]


def record(by: By, lines: Iterable[Line]) -> None:
    """Append the lines, in order. Call inside the transaction of what they tell."""
    lines = list(lines)
    stored = insert_all([_stored(by, line) for line in lines])
    mentions = [
        JournalMention(kind=kind.value, bucket=bucket, line_id=row.id)
        for line, row in zip(lines, stored, strict=True)
        for kind, ids in line.mentions.items()
        for bucket in sorted({one // BUCKET for one in ids})
    ]
    if mentions:
        JournalMention.objects.bulk_create(mentions)


def _stored(by: By, line: Line) -> JournalLine:
    about, about_id = _subject(line)
    return JournalLine(
        verb=line.verb,
        campaign_id=line.campaign_id,
        initiative_id=line.initiative_id,
        finding_id=line.finding_id,
        unit_id=line.unit_id,
        unit_path=line.unit_path,
        about=about,
        about_id=about_id,
        by=by.account,
        is_system=by.is_system and by.account is None,
        for_person_id=line.for_person_id,
        occurred_at=line.occurred_at or by.occurred_at,
        recorded_at=by.now,
        reason=line.reason,
        changes=line.changes,
        details=line.details | _of_whom(line),
    )


def _subject(line: Line) -> tuple[str, int | None]:
    mentioned = _mentioned(line)
    if len(mentioned) == 1:
        return mentioned[0]
    if mentioned and line.unit_id is None:
        return "", None
    return subject_of(
        line.details,
        initiative_id=line.initiative_id,
        unit_id=line.unit_id,
        campaign_id=line.campaign_id,
    )


def _mentioned(line: Line) -> list[tuple[str, int]]:
    return [(kind.value, one) for kind, ids in line.mentions.items() for one in ids]


def _of_whom(line: Line) -> dict[str, dict[str, str]]:
    of = {kind.value: listed(ids) for kind, ids in line.mentions.items() if ids}
    return {"of": of} if of else {}
