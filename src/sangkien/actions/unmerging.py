"""Undo a merge: everything stands again as it stood, on every day since.

What others decided meanwhile stays. Only a later merge of the kept entry stands in the way.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import F

from sangkien.actions.access import require
from sangkien.actions.asking_again import ask_again
from sangkien.actions.attempts import Overtaken, retried
from sangkien.actions.duplicates import let_go
from sangkien.actions.holding import hold_clusters
from sangkien.actions.journal import By, Line, record
from sangkien.actions.listed import why_listed
from sangkien.actions.meeting import meet_elsewhere
from sangkien.actions.merging_many import AT_A_TIME
from sangkien.actions.putting_back import Changed, forget_findings, put_findings_back
from sangkien.actions.screening import apply_rules
from sangkien.actions.standing import recounted
from sangkien.actions.uniting import (
    ABOUT_UNITED,
    find_by_authors,
    forget_agreement,
    give_recognition_back,
    give_shares_back,
    is_more,
    part_again,
)
from sangkien.actions.verdicts import follow_findings, rescreen_copies, why_closed
from sangkien.adapters.store import store_for
from sangkien.core.permissions import Verb
from sangkien.core.receipts import receipt_number
from sangkien.core.refusal import Refusal
from sangkien.core.states import State
from sangkien.models import (
    Author,
    Campaign,
    EntryVersion,
    Finding,
    Initiative,
    Merge,
    Merged,
    PersonalDetail,
)
from sangkien.queries.duplicates import NOT_FILED, clusters_of

UPHELD = Finding.State.UPHELD.value


@dataclass(frozen=True, slots=True)
class UndoneTogether:
    """How many merges were undone; `left` says of each of the others why not."""

    merges: int
    left: tuple[Refusal, ...] = ()
    later: tuple[Merge, ...] = ()  # about a cluster in which another was undone just now


class _Standing(NamedTuple):
    """A merge as it stands while all its entries are held."""

    merge: Merge
    rows: list[Merged]


def undo_merge(merge: Merge, *, reason: str, by: By) -> None:
    """Put entries, authors, recognition, pairs and findings back as they were before the merge.

    It counts from the moment of the merge on, as if that had never been. Raises Refusal
    `not-allowed` at any of the units, `merge-undone`, `entry-merged` while the kept entry is itself
    merged into another, `entry-ended`, `entry-listed`.
    """
    require(by, Verb.REVIEW, merge.kept.unit_path)  # before anybody is made to wait
    done = undo_group(merge.campaign, [merge], reason=reason, by=by)
    for refusal in done.left:
        raise refusal


def undo_action(action: UUID, *, reason: str, by: By) -> tuple[int, tuple[Refusal, ...]]:
    """Undo all that one action merged, a part at a time, the last merge first; return how many.

    What cannot be undone stays as it is and is told.
    """
    undone = 0
    left: list[Refusal] = []
    found = Merge.objects.filter(action=action, undone_at=None).order_by("-id")
    standing = list(found.select_related("campaign__owner"))
    while standing:
        part, standing = standing[:AT_A_TIME], standing[AT_A_TIME:]
        now = undo_group(part[0].campaign, part, reason=reason, by=by)
        undone += now.merges
        left += now.left
        standing = [*now.later, *standing]
    return undone, tuple(left)


@retried
def undo_group(
    campaign: Campaign, merges: Sequence[Merge], *, reason: str, by: By
) -> UndoneTogether:
    """Undo merges of one campaign in one transaction, of those about one cluster the first.

    See undo_merge. The number of statements does not depend on how many merges there are, but for
    kept entries whose texts were corrected since: what was said of the old texts is asked again.
    """
    ids = {one for each in _standing(merges) for one in _entries_of(each)}
    corrected = _corrected_since(merges)
    if corrected:  # they meet whoever has their words now
        store_for(connection).lock_campaign(campaign.id)
    held = hold_clusters(() if corrected else {campaign.id}, ids | _entries_told_of(merges))
    if _corrected_since(merges) != corrected:
        raise Overtaken
    with recounted(campaign, held, is_held=True):
        found = _standing(merges)
        listed = why_listed(ids)
        against = {
            each.merge.id: refusal for each in found if (refusal := _against(each, by, listed))
        }
        free, later = _apart([each for each in found if each.merge.id not in against], held)
        if free:
            _part(campaign, free, held, reason=reason, by=by)
        corrected &= {each.merge.kept_id for each in free}
        for entry in Initiative.objects.filter(id__in=corrected).order_by("id"):
            ask_again(entry, by)
    meet_elsewhere(campaign, corrected, by)
    return UndoneTogether(len(free), tuple(against.values()), tuple(each.merge for each in later))


def _corrected_since(merges: Sequence[Merge]) -> set[int]:
    """Return the kept entries that were corrected since they were merged, by id. One query."""
    since = EntryVersion.objects.filter(
        initiative__merges__in=[merge.id for merge in merges],
        corrected_at__gte=F("initiative__merges__recorded_at"),
    )
    return set(since.values_list("initiative_id", flat=True))


def _standing(merges: Sequence[Merge]) -> list[_Standing]:
    """Read the merges and what they merged anew, in the order given. Two queries."""
    ids = [merge.id for merge in merges]
    now = Merge.objects.select_related("kept", "campaign__owner").in_bulk(ids)
    rows: defaultdict[int, list[Merged]] = defaultdict(list)
    for row in Merged.objects.filter(merge__in=ids).select_related("initiative").order_by("id"):
        rows[row.merge_id].append(row)
    return [_Standing(now[one], rows[one]) for one in ids]


def _entries_of(standing: _Standing) -> list[int]:
    return [standing.merge.kept_id, *(row.initiative_id for row in standing.rows)]


def _against(standing: _Standing, by: By, listed: Mapping[int, Refusal]) -> Refusal | None:
    """Return why the merge cannot be undone, None if it can."""
    merge, rows = standing
    if merge.undone_at is not None:
        return Refusal("merge-undone")
    try:
        for entry in (merge.kept, *(row.initiative for row in rows)):
            require(by, Verb.REVIEW, entry.unit_path)
    except Refusal as refusal:
        return refusal
    told = (listed[one] for one in _entries_of(standing) if one in listed)
    return why_closed(merge.kept) or next(told, None)


def _apart(
    found: Sequence[_Standing], held: Collection[int]
) -> tuple[list[_Standing], list[_Standing]]:
    """Those about different clusters, and the rest: what each put back, the next looks at."""
    place = {
        member.id: number
        for number, cluster in enumerate(clusters_of(held))
        for member in cluster.members
    }
    now: dict[int, _Standing] = {}
    for each in found:
        now.setdefault(place.get(each.merge.kept_id, -each.merge.kept_id), each)
    chosen = [each.merge.id for each in now.values()]
    return list(now.values()), [each for each in found if each.merge.id not in chosen]


def _part(
    campaign: Campaign,
    standing: Sequence[_Standing],
    held: set[int],
    *,
    reason: str,
    by: By,
) -> None:
    merges = [each.merge for each in standing]
    rows = [row for each in standing for row in each.rows]
    for row in rows:
        row.initiative.state, row.initiative.reason = row.state, row.reason
        row.is_standing = False
    entries = [row.initiative for row in rows]
    Initiative.objects.bulk_update(entries, ["state", "reason"], batch_size=200)
    Merged.objects.bulk_update(rows, ["is_standing"], batch_size=200)
    Merge.objects.filter(id__in=[merge.id for merge in merges]).update(undone_at=by.now)
    part_again({pair: was for merge in merges for pair, was in merge.united["pairs"].items()})
    Author.objects.filter(id__in=_all(merges, "authors")).delete()
    PersonalDetail.objects.filter(id__in=_all(merges, "names")).delete()
    give_shares_back(merges)
    find_by_authors(campaign, merges)
    let_go(campaign, {merge.kept_id for merge in merges if merge.united["authors"]}, held)
    give_recognition_back(
        (merge.kept, merge.united["recognition"]) for merge in merges if merge.united["recognition"]
    )
    record(by, [line for each in standing for line in _lines(*each, reason)])
    upheld = _give_findings_back(merges, by)
    gone = Initiative.objects.filter(id__in=held, state__in=NOT_FILED)
    rescreen_copies(campaign, held.difference(gone.values_list("id", flat=True)), by)
    if more := {merge.kept_id for merge in merges if is_more(merge)}:
        apply_rules(campaign, more, by=by, rules=ABOUT_UNITED, opened_at=lambda _: by.occurred_at)
    follow_findings([merge.kept for merge in merges if merge.kept_id in upheld])


def _entries_told_of(merges: Sequence[Merge]) -> set[int]:
    """Whose findings come back: some may have left the cluster since, or been withdrawn."""
    told = [int(one) for merge in merges for one in merge.united["findings"]]
    found = Finding.objects.filter(id__in=[*told, *_all(merges, "opened")])
    return set(found.values_list("initiative_id", flat=True))


def _all(merges: Iterable[Merge], part: str) -> list[int]:
    return [one for merge in merges for one in merge.united[part]]


def _lines(merge: Merge, rows: list[Merged], reason: str) -> list[Line]:
    """Dated as the merge was: from that moment on it never was."""
    prefix = merge.campaign.receipt_prefix
    told = {"into": receipt_number(prefix, merge.kept_id), "merge": merge.id}
    about = Line(
        "unmerged",
        campaign_id=merge.campaign_id,
        reason=reason.strip(),
        occurred_at=merge.occurred_at,
        details=told,
    )
    lines = [
        replace(
            about,
            initiative_id=row.initiative_id,
            changes={
                "state": [State.MERGED.value, row.state],
                "reason": ["R01", row.reason],
            },
        )
        for row in rows
    ]
    receipts = [receipt_number(prefix, row.initiative_id) for row in rows]
    added = len(merge.united["authors"])
    own = replace(
        about,
        verb="merge-undone",
        initiative_id=merge.kept_id,
        changes={"authors_added": [added, 0]} if added else {},
        details={"receipts": receipts, "merge": merge.id},
    )
    return [*lines, own]


def _give_findings_back(merges: Sequence[Merge], by: By) -> set[int]:
    """Let findings stand as before the merges where nothing else changed them since.

    Returns the kept entries that have one upheld again, by id.
    """
    forget_findings(_all(merges, "opened"))
    forget_agreement(merges)
    merge_of = {int(one): merge for merge in merges for one in merge.united["findings"]}
    told = {
        one: Changed(merge.campaign_id, merge.occurred_at, merge.united["findings"][str(one)])
        for one, merge in merge_of.items()
    }
    return {
        one.initiative_id
        for one in put_findings_back(told, by)
        if one.initiative_id == merge_of[one.id].kept_id and one.state == UPHELD
    }
