"""Rows of a sheet of submissions on their way in: what was read, and by which key it is known."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from sangkien.core.entry import Entry, content_hash


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why a row, or one cell of it, cannot be taken; `column` is the heading over the cell."""

    column: str
    code: str
    details: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row of the sheet as read: an entry, or the problems that stand against it."""

    number: int  # as the spreadsheet shows it, from 1
    given_key: str  # of our result workbook, else the sender's own; "" for none
    entry: Entry | None = None
    problems: tuple[RowProblem, ...] = ()


class RowKeys:
    """Gives each row the key by which a second run knows it again.

    The k-th row of one content is the k-th in every run, so that exact re-entries stay countable
    and the same sheet adds nothing twice. Ask for all rows of a sheet, in their order.
    """

    def __init__(self, campaign_id: int, unit_id: int) -> None:
        self._place = f"{campaign_id}|{unit_id}"
        self._seen: Counter[bytes] = Counter()

    def key_of(self, row: ReadRow) -> str:
        """Return the row's key; the one it brings along wins. "" for a row without entry or key."""
        if row.entry is None:
            return row.given_key
        content = content_hash(row.entry)
        place = bytes.fromhex(content)[:16]
        self._seen[place] += 1
        if row.given_key:
            return row.given_key
        whole = f"{self._place}|{content}|{self._seen[place]}"
        return f"row-{sha256(whole.encode()).hexdigest()[:40]}"
