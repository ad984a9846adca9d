"""Seal the journal day by day, so that nobody can change afterwards what it says."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils.timezone import localdate

from sangkien.actions.journal import By, Line, record
from sangkien.adapters.journal_guard import raise_again
from sangkien.adapters.store import store_for
from sangkien.core.refusal import Refusal
from sangkien.core.seals import NOTHING_BEFORE, Head, Stored, hashed, packed
from sangkien.models import Seal
from sangkien.queries.seals import last_lines_by_day, lines_to_hash, newest_seal


@dataclass(frozen=True, slots=True)
class Sealed:
    """The seals made now. `is_waiting`: a writer is at a long work, try again later."""

    seals: tuple[Stored, ...] = ()
    is_waiting: bool = False


def seal_days(by: By, *, patience: float) -> Sealed:
    """Seal every day that has ended and is not sealed yet, each by itself.

    The first seal holds all that is older too. A line belongs to the seal of the day it was
    recorded on; one that was committed later, because its transaction was long, to the next. No
    seal is made over ids that somebody may still fill in: writers are waited for, up to `patience`
    seconds. Safe to run at any time and by several at once. Raises Refusal `not-allowed`.
    """
    if not by.is_system:
        raise Refusal("not-allowed")
    newest, yesterday = newest_seal(), localdate(by.now) - timedelta(days=1)
    if newest and newest.head.day >= yesterday:
        return Sealed()
    settled = store_for(connection).settled_line(patience=patience)
    if settled is None:
        return Sealed(is_waiting=True)
    made = []
    last_of = last_lines_by_day(newest.head.last_id if newest else 0, settled)
    for day in _days(newest, yesterday):
        seal = _sealed(day, last_of, newest, by)
        if not _store(*seal):
            break  # another was here in between, and goes on
        newest = seal[0]
        made.append(newest)
    return Sealed(tuple(made))


def restore_guard(by: By) -> None:
    """Let the database guard the journal again, after somebody took the guard away."""
    if not by.is_system:
        raise Refusal("not-allowed")
    with transaction.atomic():
        raise_again(connection)
        record(by, [Line("guard-restored")])


def _days(newest: Stored | None, yesterday: date) -> Iterator[date]:
    day = newest.head.day + timedelta(days=1) if newest else yesterday
    while day <= yesterday:
        yield day
        day += timedelta(days=1)


def _sealed(
    day: date, last_of: dict[date, int], before: Stored | None, by: By
) -> tuple[Stored, bytes]:
    first = before.head.last_id + 1 if before else 1
    last = max((line for one, line in last_of.items() if one <= day), default=0)
    salt = settings.IDENTITY_SALT.encode()
    lines = [hashed(line, salt=salt) for line in lines_to_hash(first, last)]
    listed = packed(lines)
    head = Head(
        number=before.head.number + 1 if before else 1,
        day=day,
        first_id=first,
        last_id=max(last, first - 1),
        count=len(lines),
        list_sha256=sha256(listed).hexdigest(),
        previous=before.sha256 if before else NOTHING_BEFORE,
        sealed_at=by.now,
    )
    return Stored(head, head.sha256), listed


def _store(seal: Stored, listed: bytes) -> bool:
    """Whether this was the first seal of that number."""
    head = seal.head
    row = Seal(
        number=head.number,
        day=head.day,
        first_id=head.first_id,
        last_id=head.last_id,
        count=head.count,
        listed=listed,
        list_sha256=head.list_sha256,
        previous=head.previous,
        sealed_at=head.sealed_at,
        form=head.form,
        sha256=seal.sha256,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return False
    return True
