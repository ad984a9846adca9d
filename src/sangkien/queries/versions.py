"""How an entry stands, and how it stood before each correction."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sangkien.core.corrections import COLUMNS
from sangkien.core.journal import plain
from sangkien.models import Author, EntryVersion, Initiative, PersonalDetail

__all__ = ["EntryVersion", "Named", "Stand", "Version", "stand_of", "stand_seen", "versions_of"]


@dataclass(frozen=True, slots=True)
class Named:
    """An author as stored; the name is "" once the person was erased."""

    person_id: int
    share_percent: Decimal
    name: str
    member_number: str


@dataclass(frozen=True, slots=True)
class Stand:
    """What a form shows of an entry: values by column (days as yyyy-mm-dd), and the authors."""

    number: int  # of the version, from 1 as it was filed
    values: Mapping[str, Any]
    authors: tuple[Named, ...]

    @property
    def mark(self) -> str:
        """The version's number and a hash over all of it, for a form to say what it showed."""
        said = [dict(self.values), [[a.name, str(a.share_percent)] for a in self.authors]]
        said.append([author.member_number for author in self.authors])
        canonical = json.dumps(said, sort_keys=True, ensure_ascii=False)
        return f"{self.number}-{hashlib.sha256(canonical.encode()).hexdigest()[:16]}"

    @property
    def names_are_known(self) -> bool:
        """Whether every author can be named still, so that a form may ask for all of them."""
        return all(author.name for author in self.authors)


@dataclass(frozen=True, slots=True)
class Version:
    """One correction: what stood before and after it, and who made it, when and why."""

    before: Stand
    after: Stand
    fields: tuple[str, ...]
    at: datetime
    who: str  # the account, for officers; "" for a member without log-in
    desk: str  # the unit whose officers corrected it; "" for the author
    reason: str


def values_of(entry: Initiative) -> dict[str, Any]:
    """Return what may be corrected of the entry but for its authors, as plain JSON values."""
    columns = [column for some in COLUMNS.values() for column in some]
    return {column: plain(getattr(entry, column)) for column in columns}


def stand_of(entry: Initiative) -> Stand:
    """Return how the entry stands. Three queries."""
    count = EntryVersion.objects.filter(initiative=entry).count()
    details = PersonalDetail.objects.filter(initiative=entry).order_by("id")
    return Stand(count + 1, values_of(entry), _named(_shares(entry), details))


def stand_seen(entry: Initiative, number: int) -> Stand | None:
    """Return the former version of that number; None where it is none, or the present one."""
    row = EntryVersion.objects.filter(initiative=entry, number=number).first()
    return _former(row) if row else None


def versions_of(entry: Initiative) -> list[Version]:
    """Return the corrections of the entry, newest first. Five queries, however many."""
    rows = list(
        EntryVersion.objects.filter(initiative=entry)
        .select_related("corrected_by", "desk")
        .prefetch_related("names")
        .order_by("number")
    )
    stands = [_former(row) for row in rows]
    if rows:
        stands.append(stand_of(entry))
    return [
        Version(
            before=stands[place],
            after=stands[place + 1],
            fields=tuple(row.fields),
            at=row.corrected_at,
            who=str(row.corrected_by or ""),
            desk=row.desk.short_name if row.desk else "",
            reason=row.reason,
        )
        for place, row in reversed(list(enumerate(rows)))
    ]


def _former(row: EntryVersion) -> Stand:
    values = dict(row.values)
    shares = [(person_id, Decimal(share)) for person_id, share in values.pop("authors")]
    return Stand(row.number, values, _named(shares, row.names.all()))


def _shares(entry: Initiative) -> list[tuple[int, Decimal]]:
    authors = Author.objects.filter(initiative=entry).order_by("position")
    return list(authors.values_list("person_id", "share_percent"))


def _named(
    shares: Iterable[tuple[int, Decimal]], details: Iterable[PersonalDetail]
) -> tuple[Named, ...]:
    of_person = {detail.person_id: detail for detail in details}
    return tuple(
        Named(
            person_id,
            share,
            of_person[person_id].name if person_id in of_person else "",
            of_person[person_id].member_number if person_id in of_person else "",
        )
        for person_id, share in shares
    )
