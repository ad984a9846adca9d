"""What a receipt says of an entry, to whoever holds its address."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from sangkien.core.receipts import receipt_number
from sangkien.core.screening.run import RULES
from sangkien.core.seals import is_erased
from sangkien.core.states import State
from sangkien.core.text import fold
from sangkien.models import (
    Account,
    Campaign,
    EntryVersion,
    Finding,
    Initiative,
    JournalLine,
    PersonalDetail,
    RepairRequest,
)
from sangkien.queries.merges import receipt_merged_into
from sangkien.queries.objections import is_by_another
from sangkien.queries.repairs import ENDED, request_of
from sangkien.queries.scope import visible_to

LARGEST_ID = 2**63 - 1
AGAINST = ("rejected", "finding-upheld")  # verbs of the journal


@dataclass(frozen=True, slots=True)
class Said:
    """One finding as the member reads it: English sentences, to be translated and filled."""

    message: str
    instruction: str
    details: dict[str, object]
    is_like_anothers: bool = False  # names an entry of somebody else
    rule: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Entered:
    """That somebody entered it for the member: at which desk, when, and why."""

    desk: str  # a unit, never a person; "" where it was not kept
    at: datetime
    behalf: str  # code of core.behalf, "" where only words were kept
    words: str


@dataclass(frozen=True, slots=True)
class Receipt:
    number: str
    title: str
    unit: str
    filed_at: datetime
    state: State
    reason: str
    campaign: Campaign
    entry: Initiative  # for what its holder may read of it
    findings: tuple[Said, ...]
    merged_into: str = ""  # the receipt of the entry in which it counts
    entry_id: int = 0
    entered: Entered | None = None  # None: by its author
    why: str = ""  # what the officer wrote who declared it not valid
    was_corrected: bool = False
    asked: RepairRequest | None = None  # what its member is asked to repair


def receipt_by_token(token: UUID) -> Receipt | None:
    """Return the receipt at a secret address, None where there is none.

    Two queries; of an entry that was merged, is not valid or is to be repaired a third one. What
    was found in one that was merged is left out: it is decided.
    """
    entry = (
        Initiative.objects.select_related("campaign__owner", "unit", "ticked_unit", "desk")
        .annotate(was_corrected=Exists(EntryVersion.objects.filter(initiative=OuterRef("id"))))
        .annotate(
            is_asked=Exists(RepairRequest.objects.filter(initiative=OuterRef("id"), ended_at=None))
        )
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
            Said(
                RULES[f.rule].message,
                RULES[f.rule].instruction,
                _for_member(f.details),
                is_like_anothers=f.rule == "duplicate-other",
                rule=f.rule,
            )
            for f in alive.order_by("rule")
            if f.rule in RULES and entry.state != State.MERGED
        ),
        merged_into=receipt_merged_into(entry) if entry.state == State.MERGED else "",
        entry_id=entry.id,
        entered=_entered(entry),
        why=_why(entry) if entry.state == State.INVALID else "",
        entry=entry,
        was_corrected=entry.was_corrected,
        asked=request_of(entry) if entry.is_asked and State(entry.state) not in ENDED else None,
    )


def receipt_by_number(prefix: str, entry_id: int, name: str) -> Receipt | None:
    """Return the receipt of that number if `name` is of one of its authors, or a member number.

    Case, accents and spaces of a name do not matter. Three queries at the most.
    """
    entry = _entry(prefix, entry_id).first()
    if entry is None or not name.strip():
        return None
    details = PersonalDetail.objects.filter(initiative=entry)
    known = {fold(each) for pair in details.values_list("name", "member_number") for each in pair}
    return receipt_by_token(entry.receipt_token) if fold(name) in known - {""} else None


def visible_receipt(account: Account | None, prefix: str, entry_id: int) -> Initiative | None:
    """Return the entry of that receipt, of any campaign, if the account may see it."""
    return visible_to(account, _entry(prefix, entry_id)).first()


def _entry(prefix: str, entry_id: int) -> QuerySet[Initiative]:
    """The entry, unless the number is one of another campaign's prefix."""
    entries = Initiative.objects.filter(id=min(entry_id, LARGEST_ID))
    return entries.filter(campaign__receipt_prefix__iexact=prefix).select_related("campaign")


def _why(entry: Initiative) -> str:
    """The words of the last decision against the entry; "" where there are none (any more)."""
    said = JournalLine.objects.filter(initiative_id=entry.id, verb__in=AGAINST).order_by("-id")
    reason = said.values_list("reason", flat=True).first() or ""
    return "" if is_erased(reason) else reason


def _entered(entry: Initiative) -> Entered | None:
    if not is_by_another(entry):
        return None
    # of a sheet the words are the unit and the name of the file
    words = "" if entry.channel == Initiative.Channel.SHEET else entry.on_behalf
    desk = entry.desk.short_name if entry.desk else ""
    return Entered(desk, entry.recorded_at, entry.behalf, words)


def _for_member(details: dict[str, object]) -> dict[str, object]:
    """The details without what belongs to others: an unknown expected unit reads as words."""
    return details | {"expected": details.get("expected") or "…"}
