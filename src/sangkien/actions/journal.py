"""Write down who did what, when, to what, why. Append only."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sangkien.actions.inserting import insert_all
from sangkien.models import Account, JournalLine


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
    """One line to be written; `details` holds what fills the sentence, no personal data."""

    verb: str
    campaign_id: int | None = None
    initiative_id: int | None = None
    finding_id: int | None = None
    unit_id: int | None = None
    unit_path: str = ""
    reason: str = ""
    occurred_at: datetime | None = None
    details: dict[str, Any] = field(default_factory=dict)


def record(by: By, lines: Iterable[Line]) -> None:
    """Append the lines, in order. Call inside the transaction of what they tell."""
    insert_all(
        [
            JournalLine(
                verb=line.verb,
                campaign_id=line.campaign_id,
                initiative_id=line.initiative_id,
                finding_id=line.finding_id,
                unit_id=line.unit_id,
                unit_path=line.unit_path,
                by=by.account,
                occurred_at=line.occurred_at or by.occurred_at,
                recorded_at=by.now,
                reason=line.reason,
                details=line.details,
            )
            for line in lines
        ]
    )
