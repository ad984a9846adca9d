"""The chain of seals over the journal: what is hashed, and how a list is held against the lines.

Each seal is SHA-256 over the list of its lines (each an id and a hash) and the seal before it, so
the newest one answers for all that was ever sealed. Reasons, the only free texts, go in as salted
hashes: a reason that had to be erased leaves its hash, and the chain holds.
"""

import hmac
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from struct import Struct
from typing import Any

from sangkien.core.sentences import N_

FORM = 1  # of what is hashed, and in which order; a later form reads the earlier ones
COLUMNS = (
    "id",
    "verb",
    "campaign_id",
    "initiative_id",
    "finding_id",
    "unit_id",
    "unit_path",
    "about",
    "about_id",
    "by_id",
    "is_system",
    "for_person_id",
    "occurred_at",
    "recorded_at",
    "reason",
    "changes",
    "details",
)
_REASON = COLUMNS.index("reason")
_ERASED = re.compile(r"erased:[0-9a-f]{64}")
_ROW = Struct(">q32s")  # id of a line, its hash
NOTHING_BEFORE = "0" * 64  # what the first seal names as the one before

Hashed = tuple[int, bytes]  # id of a line, its hash


def erased(reason: str, *, salt: bytes) -> str:
    """Return what stays of a reason whose text is erased: its salted hash.

    Of one that is erased already, and of none, itself.
    """
    if not reason or _ERASED.fullmatch(reason):
        return reason
    return f"erased:{hmac.new(salt, reason.encode(), sha256).hexdigest()}"


def is_erased(reason: str) -> bool:
    return _ERASED.fullmatch(reason) is not None


def hashed(line: Sequence[Any], *, salt: bytes) -> Hashed:
    """Return id and hash of a line, given as the values of COLUMNS."""
    values = [_written(value) for value in line]
    values[_REASON] = erased(line[_REASON], salt=salt)
    return line[0], sha256(_canonical(values)).digest()


def _written(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value


def _canonical(values: Any) -> bytes:
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def packed(lines: Iterable[Hashed]) -> bytes:
    """Return the list of a seal: 40 bytes a line, by id."""
    return b"".join(_ROW.pack(*line) for line in lines)


def unpacked(listed: bytes) -> Iterator[Hashed]:
    """Yield what `packed` put together; a part of a line at the end is left out."""
    whole = len(listed) - len(listed) % _ROW.size
    yield from _ROW.iter_unpack(memoryview(listed)[:whole])


@dataclass(frozen=True, slots=True)
class Head:
    """What a seal says of one day: the lines from `first_id` to `last_id`, and the seal before.

    A day without a line is sealed too; its `last_id` lies before its `first_id`.
    """

    number: int  # 1, 2, 3 …
    day: date
    first_id: int
    last_id: int
    count: int
    list_sha256: str  # hexadecimal, over the packed list
    previous: str  # `sha256` of the seal before, NOTHING_BEFORE of the first
    sealed_at: datetime
    form: int = FORM

    @property
    def sha256(self) -> str:
        """The seal itself, 64 hexadecimal digits."""
        said = asdict(self) | {"day": self.day.isoformat(), "sealed_at": _written(self.sealed_at)}
        return sha256(_canonical(["sangkien seal", said])).hexdigest()


@dataclass(frozen=True, slots=True)
class Kept:
    """A seal somebody outside has kept: enough to tell whether the chain is still the same."""

    number: int
    sha256: str


def kept_words(head: Head) -> str:
    """Return the one line that somebody outside keeps of a seal.

    Number, day and the last line are for people; number and hash are what is checked.
    """
    return f"sangkien seal {head.number} {head.day.isoformat()} {head.last_id} {head.sha256}"


_KEPT = re.compile(r"sangkien seal (\d{1,9}) \S+ -?\d+ ([0-9a-f]{64})")


def kept_in(text: str) -> list[Kept]:
    """Return every kept seal that a text holds, whatever stands around them.

    >>> kept_in("18/3/2022: sangkien seal 7 2022-03-17 245 " + "0a" * 32)[0].number
    7
    """
    return [Kept(int(number), found) for number, found in _KEPT.findall(text)]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the chain: a code of SENTENCES, and of which seal, day and line."""

    code: str
    number: int = 0
    day: date | None = None
    line_id: int = 0


SENTENCES = {
    "line-changed": N_(
        "Line {line} of the journal, sealed on {day} (seal {number}), was changed afterwards."
    ),
    "line-missing": N_(
        "Line {line} of the journal, sealed on {day} (seal {number}), is missing: it was removed."
    ),
    "line-added": N_(
        "Line {line} of the journal was added afterwards among those sealed on {day}"
        " (seal {number})."
    ),
    "list-changed": N_(
        "The list of lines in the seal of {day} (seal {number}) was changed; what was done to"
        " single lines of that day cannot be told."
    ),
    "seal-changed": N_("The seal of {day} (seal {number}) was changed afterwards."),
    "seal-missing": N_("Seal {number} is missing: it was removed, and its day with it."),
    "seal-unlinked": N_(
        "The seal of {day} (seal {number}) does not follow from the one before: that one was made"
        " anew, or this one."
    ),
    "kept-missing": N_(
        "Seal {number}, which was kept outside, is not here: the chain was cut short."
    ),
    "kept-differs": N_(
        "Seal {number} is not the one that was kept outside: the journal up to that day was"
        " written anew."
    ),
    "guard-missing": N_(
        "The database does not guard the journal against changes any more. Run"
        " `sangkien journal guard`, and find out who took the guard away."
    ),
}


def differences(listed: Iterable[Hashed], found: Iterable[Hashed]) -> Iterator[tuple[str, int]]:
    """Yield what was done to the lines of a seal, as (code, id); both sides rise by id.

    >>> listed = [(1, b"a"), (2, b"b"), (4, b"d")]
    >>> list(differences(listed, [(1, b"a"), (3, b"c"), (4, b"x")]))
    [('line-missing', 2), ('line-added', 3), ('line-changed', 4)]
    """
    left, right = iter(listed), iter(found)
    kept, line = next(left, None), next(right, None)
    while kept or line:
        if line is None or (kept and kept[0] < line[0]):
            yield "line-missing", kept[0] if kept else 0
            kept = next(left, None)
        elif kept is None or line[0] < kept[0]:
            yield "line-added", line[0]
            line = next(right, None)
        else:
            if kept[1] != line[1]:
                yield "line-changed", line[0]
            kept, line = next(left, None), next(right, None)


@dataclass(frozen=True, slots=True)
class Stored:
    """A seal as the database holds it: what it says, and the hash that stands beside."""

    head: Head
    sha256: str


def chain_faults(seal: Stored, before: Stored | None) -> Iterator[Fault]:
    """Yield what is wrong with one seal by itself, and with how it follows the one before."""
    head = seal.head
    if head.sha256 != seal.sha256:
        yield Fault("seal-changed", head.number, head.day)
    number, last_id, previous = 0, 0, NOTHING_BEFORE
    if before is not None:
        number, last_id, previous = before.head.number, before.head.last_id, before.sha256
    for missing in range(number + 1, head.number):
        yield Fault("seal-missing", missing)
    if head.number == number + 1 and (head.previous, head.first_id) != (previous, last_id + 1):
        yield Fault("seal-unlinked", head.number, head.day)
