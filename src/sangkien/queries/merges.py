"""What was merged into what."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from sangkien.core.receipts import receipt_number
from sangkien.models import Account, Author, Campaign, Initiative, Merge, Merged, PersonalDetail
from sangkien.queries.scope import visible_to


@dataclass(frozen=True, slots=True)
class MergeRow:
    """A merge that stands: which entries (receipts) went into the kept one, when, by whom."""

    id: int
    kept_id: int
    kept_receipt: str
    receipts: tuple[str, ...]
    at: datetime
    who: str
    reason: str


@dataclass(frozen=True, slots=True)
class Sharing:
    """One author of a kept entry with the share so far, in percent; the id is of the row."""

    id: int
    name: str
    share: Decimal


@dataclass(frozen=True, slots=True)
class Agreeing:
    """An entry that got authors by a merge: they agree on their shares."""

    kept_id: int
    receipt: str
    authors: tuple[Sharing, ...]


def receipt_merged_into(entry: Initiative) -> str:
    """Return the receipt of the entry that this one was merged into, "" where none stands."""
    merged = _standing().filter(initiative=entry).values_list("merge__kept_id", flat=True).first()
    return receipt_number(entry.campaign.receipt_prefix, merged) if merged else ""


def merges_into(entry_id: int) -> list[int]:
    """Return the ids of the merges into this entry that stand."""
    return list(Merge.objects.filter(kept=entry_id, undone_at=None).values_list("id", flat=True))


def are_merged(entry_ids: Collection[int]) -> bool:
    """Return whether one of the entries was merged with another, either way."""
    merged = _standing()
    return (
        merged.filter(initiative__in=entry_ids).exists()
        or merged.filter(merge__kept__in=entry_ids).exists()
    )


def united_pairs(entry_ids: Iterable[int]) -> set[tuple[int, int]]:
    """Return the pairs (smaller id first) of these entries with what was merged into them."""
    found = _standing().filter(merge__kept__in=list(entry_ids))
    return {(min(pair), max(pair)) for pair in found.values_list("merge__kept_id", "initiative_id")}


def merge_rows(account: Account | None, entry_ids: Collection[int]) -> list[MergeRow]:
    """Return the merges among these entries that stand and of which the reader sees the kept one.

    Two queries.
    """
    seen = visible_to(account, Initiative.objects.filter(id__in=entry_ids))
    return _rows(Merge.objects.filter(kept__in=seen, undone_at=None))


def agreeing_on(account: Account | None, rows: Sequence[MergeRow]) -> list[Agreeing]:
    """Return the entries kept in these merges that got authors, once each. Four queries."""
    kept = {row.kept_id: row.kept_receipt for row in rows}
    added = Merge.objects.filter(id__in=[row.id for row in rows]).values_list("kept_id", "united")
    united_ids = {kept_id for kept_id, united in added if united["authors"]}
    seen = visible_to(account, Initiative.objects.filter(id__in=united_ids))
    ids = set(seen.values_list("id", flat=True))
    names = {
        (one.initiative_id, one.person_id): one.name
        for one in PersonalDetail.objects.filter(initiative__in=ids)
    }
    found: dict[int, list[Sharing]] = {kept_id: [] for kept_id in sorted(ids)}
    for author in Author.objects.filter(initiative__in=ids).order_by("initiative", "position"):
        name = names.get((author.initiative_id, author.person_id), "")
        found[author.initiative_id].append(Sharing(author.pk, name, author.share_percent))
    return [Agreeing(one, kept[one], tuple(authors)) for one, authors in found.items()]


def merges_of_action(account: Account | None, campaign: Campaign, action: UUID) -> list[MergeRow]:
    """Return what one action merged and nobody undid, as far as the reader sees it. Two queries."""
    seen = visible_to(account, Initiative.objects.filter(campaign=campaign))
    return _rows(Merge.objects.filter(action=action, kept__in=seen, undone_at=None))


def _rows(merges: QuerySet[Merge]) -> list[MergeRow]:
    rows = merges.select_related("campaign", "by").prefetch_related("merged").order_by("id")
    return [
        MergeRow(
            row.id,
            row.kept_id,
            receipt_number(row.campaign.receipt_prefix, row.kept_id),
            tuple(
                receipt_number(row.campaign.receipt_prefix, one.initiative_id)
                for one in row.merged.all()
            ),
            row.occurred_at,
            str(row.by) if row.by else "",
            row.reason,
        )
        for row in rows
    ]


def visible_merge(account: Account | None, entry: Initiative, merge_id: int) -> Merge | None:
    """Return the merge, undone or not, if the reader sees the entry that was kept."""
    found = Merge.objects.filter(id=merge_id, campaign=entry.campaign_id)
    merge = found.select_related("campaign__owner", "kept").first()
    if merge is None:
        return None
    kept = visible_to(account, Initiative.objects.filter(id=merge.kept_id))
    return merge if kept.exists() else None


def _standing() -> QuerySet[Merged]:
    return Merged.objects.filter(is_standing=True)
