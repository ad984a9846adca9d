"""Hold the journal against its seals: every line, every seal, and what was kept outside."""

from collections.abc import Iterable, Iterator
from hashlib import sha256

from django.conf import settings
from django.db import connection

from sangkien.adapters.journal_guard import missing_guards
from sangkien.core.seals import (
    Fault,
    Hashed,
    Kept,
    Stored,
    chain_faults,
    differences,
    hashed,
    unpacked,
)
from sangkien.models import JournalLine, Seal
from sangkien.queries.seals import lines_to_hash, seals_in_order


def journal_faults(kept: Iterable[Kept] = ()) -> Iterator[Fault]:
    """Yield what is wrong, seal by seal from the oldest on; nothing where the journal is whole.

    Reads every sealed line once, in bounded memory but for the list of the largest day.
    """
    if missing_guards(connection):
        yield Fault("guard-missing")
    before: Stored | None = None
    for seal, listed in seals_in_order():
        yield from chain_faults(seal, before)
        yield from _line_faults(seal, listed, is_first=seal.head.number == 1)
        before = seal
    for one in kept:
        yield from _kept_faults(one)


def _line_faults(seal: Stored, listed: bytes, *, is_first: bool) -> Iterator[Fault]:
    head = seal.head
    found = _hashed_lines(_lowest() if is_first else head.first_id, head.last_id)
    if sha256(listed).hexdigest() != head.list_sha256:
        yield Fault("list-changed", head.number, head.day)
        return
    for code, line_id in differences(unpacked(listed), found):
        yield Fault(code, head.number, head.day, line_id)


def _hashed_lines(first_id: int, last_id: int) -> Iterator[Hashed]:
    salt = settings.IDENTITY_SALT.encode()
    return (hashed(line, salt=salt) for line in lines_to_hash(first_id, last_id))


def _lowest() -> int:
    """The first id there is: the first seal answers for all below it too."""
    first = JournalLine.objects.order_by("id").values_list("id", flat=True).first()
    return min(first or 1, 1)


def _kept_faults(kept: Kept) -> Iterator[Fault]:
    found = Seal.objects.filter(number=kept.number).values_list("sha256", "day").first()
    if found is None:
        yield Fault("kept-missing", kept.number)
    elif found[0] != kept.sha256:
        yield Fault("kept-differs", kept.number, found[1])
