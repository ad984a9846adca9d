"""Undo a merge: everything stands again as it stood, on every day since.

What others decided meanwhile stays. Only a later merge of the kept entry stands in the way.
"""

from collections.abc import Collection
from dataclasses import replace
from typing import Any
from uuid import UUID

from sangkien.actions.access import require
from sangkien.actions.attempts import retried
from sangkien.actions.holding import hold_clusters
from sangkien.actions.journal import By, Line, record
from sangkien.actions.screening import apply_rules
from sangkien.actions.standing import recounted
from sangkien.actions.uniting import (
    ABOUT_UNITED,
    find_by_authors,
    give_recognition_back,
    part_again,
)
from sangkien.actions.verdicts import follow_findings, look_again, rescreen_copies
from sangkien.core.permissions import Verb
from sangkien.core.receipts import receipt_number
from sangkien.core.refusal import Refusal
from sangkien.core.states import State
from sangkien.models import Author, Finding, Initiative, JournalLine, Merge, Merged, PersonalDetail

OPEN, UPHELD = Finding.State.OPEN.value, Finding.State.UPHELD.value
DISMISSED, LAPSED = Finding.State.DISMISSED.value, Finding.State.LAPSED.value
# how a finding comes back from what the merge made of it: the verbs of its lines
WAY_BACK = {
    (LAPSED, OPEN): ("finding-reopened",),
    (LAPSED, UPHELD): ("finding-reopened", "finding-upheld"),
    (OPEN, DISMISSED): ("finding-dismissed",),
    (OPEN, LAPSED): ("finding-lapsed",),
}


@retried
def undo_merge(merge: Merge, *, reason: str, by: By) -> None:
    """Put entries, authors, recognition, pairs and findings back as they were before the merge.

    It counts from the moment of the merge on, as if that had never been. Raises Refusal
    `not-allowed` at any of the units, `merge-undone`, `entry-merged` while the kept entry is itself
    merged into another, `entry-ended`.
    """
    kept, campaign = merge.kept, merge.campaign
    require(by, Verb.REVIEW, kept.unit_path)
    rows = list(merge.merged.select_related("initiative"))
    held = hold_clusters({campaign.id}, {kept.id, *(row.initiative_id for row in rows)})
    with recounted(campaign, held, is_held=True):
        merge.refresh_from_db(fields=["undone_at", "united"])
        if merge.undone_at is not None:
            raise Refusal("merge-undone")
        look_again(kept, by)
        for row in rows:
            row.initiative.refresh_from_db()
            require(by, Verb.REVIEW, row.initiative.unit_path)
        _part(merge, rows, held, reason=reason, by=by)


def undo_action(action: UUID, *, reason: str, by: By) -> tuple[int, tuple[Refusal, ...]]:
    """Undo all that one action merged, each merge in a transaction of its own; return how many.

    What cannot be undone stays as it is and is told.
    """
    undone, left = 0, []
    standing = Merge.objects.filter(action=action, undone_at=None).order_by("-id")
    for merge in standing.select_related("kept__campaign__owner", "campaign__owner"):
        try:
            undo_merge(merge, reason=reason, by=by)
            undone += 1
        except Refusal as refusal:
            left.append(refusal)
    return undone, tuple(left)


def _part(merge: Merge, rows: list[Merged], held: Collection[int], *, reason: str, by: By) -> None:
    kept, united = merge.kept, merge.united
    for row in rows:
        row.initiative.state, row.initiative.reason = row.state, row.reason
        row.is_standing = False
    entries = [row.initiative for row in rows]
    Initiative.objects.bulk_update(entries, ["state", "reason"], batch_size=200)
    Merged.objects.bulk_update(rows, ["is_standing"], batch_size=200)
    merge.undone_at = by.now
    merge.save(update_fields=["undone_at"])
    part_again(united["pairs"])
    Author.objects.filter(id__in=united["authors"]).delete()
    PersonalDetail.objects.filter(id__in=united["names"]).delete()
    find_by_authors(merge.campaign, [merge])
    if united["recognition"]:
        give_recognition_back(kept, united["recognition"])
    record(by, _lines(merge, rows, reason))
    is_upheld = _give_findings_back(merge, by)
    rescreen_copies(merge.campaign, held, by)
    if united["authors"] or united["recognition"]:
        apply_rules(
            merge.campaign,
            {kept.id},
            by=by,
            rules=ABOUT_UNITED,
            opened_at=lambda _: by.occurred_at,
        )
    if is_upheld:
        follow_findings([kept])


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


def _give_findings_back(merge: Merge, by: By) -> bool:
    """Let findings stand as before the merge where nothing else changed them since.

    Returns whether the kept entry has one upheld again.
    """
    told = merge.united["findings"]
    _forget(merge.united["opened"])
    lines: list[Line] = []
    back: list[Finding] = []
    for finding in Finding.objects.filter(id__in=[int(one) for one in told]).order_by("id"):
        change = told[str(finding.id)]
        if [finding.state, finding.details, finding.rules_version] != change["after"]:
            continue
        was_state, now_state = change["before"][0], finding.state
        finding.state, finding.details, finding.rules_version = change["before"]
        back.append(finding)
        verbs = WAY_BACK.get((now_state, was_state), ())
        lines += [_line(merge, finding, verb, [now_state, was_state]) for verb in verbs]
    Finding.objects.bulk_update(back, ["state", "details", "rules_version"], batch_size=200)
    record(by, lines)
    return any(one.initiative_id == merge.kept_id and one.state == UPHELD for one in back)


def _forget(finding_ids: list[int]) -> None:
    """Take away what only the merge had opened, unless somebody said something of it."""
    said = JournalLine.objects.filter(finding_id__in=finding_ids).values_list("finding_id")
    opened = Finding.objects.filter(id__in=finding_ids, state=Finding.State.OPEN)
    opened.exclude(id__in=said).delete()


def _line(merge: Merge, finding: Finding, verb: str, change: list[Any]) -> Line:
    return Line(
        verb,
        campaign_id=merge.campaign_id,
        initiative_id=finding.initiative_id,
        finding_id=finding.id,
        occurred_at=merge.occurred_at,
        changes={"finding": change},
        details={"rule": finding.rule, "reason": finding.reason},
    )
