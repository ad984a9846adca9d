"""What a receipt says of an entry, to whoever holds its address."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sangkien.core.receipts import receipt_number
from sangkien.core.screening.run import RULES
from sangkien.core.states import State
from sangkien.models import Campaign, Finding, Initiative


@dataclass(frozen=True, slots=True)
class Said:
    """One finding as the member reads it: English sentences, to be translated and filled."""

    message: str
    instruction: str
    details: dict[str, object]


@dataclass(frozen=True, slots=True)
class Receipt:
    number: str
    title: str
    unit: str
    filed_at: datetime
    state: State
    reason: str
    campaign: Campaign
    findings: tuple[Said, ...]


def receipt_by_token(token: UUID) -> Receipt | None:
    """Return the receipt at a secret address, None where there is none. Two queries."""
    entry = (
        Initiative.objects.select_related("campaign__owner", "unit")
        .filter(receipt_token=token)
        .first()
    )
    if entry is None:
        return None
    alive = Finding.objects.filter(
        initiative=entry, state__in=[Finding.State.OPEN, Finding.State.UPHELD]
    )
    return Receipt(
        number=receipt_number(entry.campaign.receipt_prefix, entry.id),
        title=entry.title,
        unit=entry.unit.name,
        filed_at=entry.occurred_at,
        state=State(entry.state),
        reason=entry.reason,
        campaign=entry.campaign,
        findings=tuple(
            Said(RULES[f.rule].message, RULES[f.rule].instruction, _for_member(f.details))
            for f in alive.order_by("rule")
            if f.rule in RULES
        ),
    )


def _for_member(details: dict[str, object]) -> dict[str, object]:
    """The details without what belongs to others: an unknown expected unit reads as words."""
    return details | {"expected": details.get("expected") or "…"}
