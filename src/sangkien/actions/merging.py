"""Declare entries to be one entry filed again, and take that back exactly.

What was merged keeps its receipt, adds to Số lượt as before and stands among the duplicates; it is
closed until the merge is undone. The kept one stands before it whoever filed first.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from sangkien.actions.access import require
from sangkien.actions.attempts import retried
from sangkien.actions.decision_day import last_changes, why_untimely
from sangkien.actions.holding import hold_clusters
from sangkien.actions.inserting import insert_all
from sangkien.actions.journal import By, Line, record
from sangkien.actions.listed import why_listed
from sangkien.actions.screening import apply_rules
from sangkien.actions.standing import recounted
from sangkien.actions.uniting import (
    ABOUT_UNITED,
    RECOGNITION,
    Seen,
    changed_between,
    find_by_authors,
    findings_seen,
    hold_together,
    is_more,
    unite_authors,
    unite_recognition,
)
from sangkien.actions.verdicts import follow_findings, rescreen_copies, why_closed
from sangkien.core.journal import Changes
from sangkien.core.permissions import Verb
from sangkien.core.receipts import receipt_number
from sangkien.core.refusal import Refusal
from sangkien.core.states import State
from sangkien.models import Campaign, Initiative, Merge, Merged
from sangkien.queries.duplicates import clusters_of
from sangkien.queries.passings import entries_held_above

COPY = "R01"


@dataclass(frozen=True, slots=True)
class Plan:
    """One entry to keep and, by id, those that are the same entry again."""

    kept: int
    again: tuple[int, ...]

    @property
    def ids(self) -> tuple[int, ...]:
        return self.kept, *self.again


@dataclass(frozen=True, slots=True)
class MergedTogether:
    """How many merges were made of how many plans; `left` says of each of the others why not."""

    merges: int
    entries: int
    left: tuple[Refusal, ...] = ()
    later: tuple[Plan, ...] = ()  # about a cluster in which another was merged just now


@retried
def merge_entries(kept: Initiative, again: Collection[int], *, reason: str, by: By) -> Merge:
    """Merge entries, by id, into the one that is kept: the same entry filed again.

    Authors that only they name stand behind those of the kept one with a share of 0 % until the
    shares are agreed; a recognition it lacks is carried over. Raises Refusal `not-allowed` at any
    of the units, `entry-ended`, `entry-merged`, `entry-listed`, `finding-passed`, `merge-nothing`,
    `merge-not-copies`, and those of an earlier day.
    """
    require(by, Verb.REVIEW, kept.unit_path)
    plan = Plan(kept.id, tuple(sorted(set(again) - {kept.id})))
    if not plan.again:
        raise Refusal("merge-nothing")
    held = hold_clusters({kept.campaign_id}, plan.ids)
    with recounted(kept.campaign, held, is_held=True):
        against, clusters = _against(kept.campaign, [plan], held, by)
        if plan in against:
            raise against[plan]
        (merge,) = _unite(kept.campaign, [plan], clusters, reason=reason, by=by, action=uuid4())
    return merge


@retried
def merge_group(
    campaign: Campaign, plans: Sequence[Plan], *, reason: str, by: By, action: UUID
) -> MergedTogether:
    """Merge by several plans in one transaction, of those about one cluster the first.

    What changed meanwhile stays as it is and is told, as is what to merge `later`. The number of
    statements does not depend on how many plans there are.
    """
    ids = {entry_id for plan in plans for entry_id in plan.ids}
    held = hold_clusters({campaign.id}, ids)
    with recounted(campaign, held, is_held=True):
        against, clusters = _against(campaign, plans, held, by)
        free, later = _apart([plan for plan in plans if plan not in against], clusters)
        _unite(campaign, free, clusters, reason=reason, by=by, action=action)
    entries = sum(len(plan.again) for plan in free)
    return MergedTogether(len(free), entries, tuple(against.values()), tuple(later))


def _apart(
    plans: Sequence[Plan], clusters: Mapping[int, frozenset[int]]
) -> tuple[list[Plan], list[Plan]]:
    """Those about different clusters, and the rest: each merge remembers what it did to its own."""
    now: dict[frozenset[int], Plan] = {}
    for plan in plans:
        now.setdefault(clusters[plan.kept], plan)
    return list(now.values()), [plan for plan in plans if now[clusters[plan.kept]] is not plan]


def _against(
    campaign: Campaign, plans: Sequence[Plan], held: Collection[int], by: By
) -> tuple[dict[Plan, Refusal], dict[int, frozenset[int]]]:
    """What stands against each plan, nothing of those that are free; and of each id its cluster."""
    entries = Initiative.objects.filter(id__in=held).select_related("campaign").in_bulk()
    cluster_of = {
        member.id: frozenset(one.id for one in cluster.members)
        for cluster in clusters_of(held)
        for member in cluster.members
    }
    last = last_changes(by, held)
    above = entries_held_above(by.account, {one for plan in plans for one in plan.ids})
    listed = why_listed({one for plan in plans for one in plan.ids})
    found: dict[Plan, Refusal] = {}
    for plan in plans:
        cluster = cluster_of.get(plan.kept, frozenset())
        for entry_id in plan.ids:
            refusal = (
                _closed(entries[entry_id], by, above)
                or listed.get(entry_id)
                or why_untimely(by, entries[entry_id], touched=cluster, last=last)
                if entry_id in cluster
                else Refusal("merge-not-copies", receipt=_receipt(campaign, entry_id))
            )
            if refusal:
                found[plan] = refusal
                break
    return found, cluster_of


def _closed(entry: Initiative, by: By, above: Mapping[int, str]) -> Refusal | None:
    try:
        require(by, Verb.REVIEW, entry.unit_path)
    except Refusal as refusal:
        return refusal
    if entry.id in above:
        return Refusal("finding-passed", unit=above[entry.id])
    return why_closed(entry)


def _unite(
    campaign: Campaign,
    plans: Sequence[Plan],
    clusters: Mapping[int, frozenset[int]],
    *,
    reason: str,
    by: By,
    action: UUID,
) -> list[Merge]:
    """Make the merges of plans that nothing stands against, with all their clusters held."""
    if not plans:
        return []
    held = {one for plan in plans for one in clusters[plan.kept]}
    entries = Initiative.objects.in_bulk([one for plan in plans for one in plan.ids])
    seen = findings_seen(held)
    merges = [_merge(campaign, plan, reason=reason, by=by, action=action) for plan in plans]
    insert_all(merges)
    insert_all([one for each in zip(merges, plans, strict=True) for one in _merged(*each, entries)])
    again = [one for plan in plans for one in plan.again]
    Initiative.objects.filter(id__in=again).update(state=State.MERGED, reason=COPY)
    groups = {plan.kept: plan.again for plan in plans}
    pairs, authors = hold_together(groups), unite_authors(groups, entries)
    recognitions = unite_recognition(groups, entries)
    lines: list[Line] = []
    for merge, plan in zip(merges, plans, strict=True):
        merge.united = {
            "pairs": pairs[plan.kept],
            "recognition": recognitions.get(plan.kept),
            **authors[plan.kept],
        }
        lines += _lines(campaign, merge, plan, entries)
    find_by_authors(campaign, merges)
    record(by, lines)
    _screen(campaign, held, [merge for merge in merges if is_more(merge)], by)
    freed = [entries[plan.kept] for plan in plans if entries[plan.kept].reason == COPY]
    if freed:
        follow_findings(freed)
    _remember(merges, plans, clusters, seen)
    return merges


def _merge(campaign: Campaign, plan: Plan, *, reason: str, by: By, action: UUID) -> Merge:
    return Merge(
        campaign=campaign,
        kept_id=plan.kept,
        action=action,
        by=by.account,
        occurred_at=by.occurred_at,
        recorded_at=by.now,
        reason=reason.strip(),
    )


def _merged(merge: Merge, plan: Plan, entries: Mapping[int, Initiative]) -> list[Merged]:
    return [
        Merged(
            merge=merge,
            initiative_id=one,
            state=entries[one].state,
            reason=entries[one].reason,
        )
        for one in plan.again
    ]


def _screen(campaign: Campaign, held: Collection[int], more: Sequence[Merge], by: By) -> None:
    rescreen_copies(campaign, held, by)
    if more:
        apply_rules(
            campaign,
            {merge.kept_id for merge in more},
            by=by,
            rules=ABOUT_UNITED,
            opened_at=lambda _: by.occurred_at,
        )


def _lines(
    campaign: Campaign, merge: Merge, plan: Plan, entries: Mapping[int, Initiative]
) -> list[Line]:
    into = _receipt(campaign, plan.kept)
    lines = [
        Line(
            "merged",
            campaign_id=campaign.id,
            initiative_id=one,
            reason=merge.reason,
            changes={
                "state": [str(entries[one].state), State.MERGED.value],
                "reason": [entries[one].reason, COPY],
            },
            details={"reason": COPY, "into": into, "merge": merge.id},
        )
        for one in plan.again
    ]
    taken = {"receipts": [_receipt(campaign, one) for one in plan.again], "merge": merge.id}
    return [*lines, _kept_line(merge, taken)]


def _kept_line(merge: Merge, told: dict[str, object]) -> Line:
    return Line(
        "merge-kept",
        campaign_id=merge.campaign_id,
        initiative_id=merge.kept_id,
        reason=merge.reason,
        changes=_gained(merge),
        details=told,
    )


def _gained(merge: Merge) -> Changes:
    """What the kept entry got: how many authors, which recognition."""
    changes: Changes = {}
    if added := len(merge.united["authors"]):
        changes["authors_added"] = [0, added]
    if carried := merge.united["recognition"]:
        names = (*RECOGNITION[:3], "file")
        for name, had, has in zip(names, carried["before"], carried["after"], strict=True):
            if had != has:
                changes[name] = [had or None, has or None]
    return changes


def _remember(
    merges: Sequence[Merge],
    plans: Sequence[Plan],
    clusters: Mapping[int, frozenset[int]],
    seen: Mapping[int, Seen],
) -> None:
    """Keep with each merge what it did to the findings of its cluster."""
    now = findings_seen({one for plan in plans for one in clusters[plan.kept]})
    of_cluster: dict[int, int] = {one: plan.kept for plan in plans for one in clusters[plan.kept]}
    changed = changed_between(seen, now, of_cluster)
    for merge in merges:
        merge.united |= changed[merge.kept_id]
    Merge.objects.bulk_update(merges, ["united"], batch_size=100)


def _receipt(campaign: Campaign, entry_id: int) -> str:
    return receipt_number(campaign.receipt_prefix, entry_id)
