"""One initiative as it comes through a door, checked; and what became of it."""

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal

from sangkien.core.facts import UnitFact
from sangkien.core.screening.rule import Found


@dataclass(frozen=True, slots=True)
class AuthorEntry:
    name: str
    share_percent: Decimal  # 0..100
    member_number: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """Checked values of one initiative, the same from form, sheet and API.

    `typed` holds the texts as typed, without names. `occurred_at` is the gate's own moment where
    an officer brings entries of another system; None means now.
    """

    client_ref: str
    title: str
    authors: tuple[AuthorEntry, ...]
    workplace: str
    ticked: UnitFact
    applied_on: date
    applied_precision: str = "day"
    field: str = ""
    member_kind: str = ""
    description: str = ""
    effect: str = ""
    benefit_raw: str = ""
    benefit_vnd: int | None = None
    reward: str = ""
    recognised_by: str = ""
    recognition_number: str = ""
    recognised_on: date | None = None
    is_secret: bool = False
    occurred_at: datetime | None = None
    typed: Mapping[str, str] = dataclasses.field(default_factory=dict)


NOT_CONTENT = {"client_ref", "occurred_at", "typed", "ticked", "authors"}


def content_hash(entry: Entry) -> str:
    """Return the SHA-256 over what was said, whatever key or moment it came with, hexadecimal.

    Two sends of one key are the same send only if this is equal.
    """
    said = {f.name: getattr(entry, f.name) for f in fields(entry) if f.name not in NOT_CONTENT}
    said["ticked"] = entry.ticked.id
    said["authors"] = [
        [author.name, str(author.share_percent.normalize()), author.member_number]
        for author in entry.authors
    ]
    canonical = json.dumps(said, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one entry that was handed in.

    kind: "new" (stored now), "again" (the same send came before: the first receipt), "conflict"
    (the key is known with other content), "withdrawn" (the known entry was withdrawn).
    """

    kind: str
    entry_id: int
    receipt: str
    receipt_token: str
    findings: tuple[Found, ...] = ()
