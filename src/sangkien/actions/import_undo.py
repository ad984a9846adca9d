"""Take an import back: its entries count nowhere, on no day, and may come in again."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

from django.db import connection, transaction

from sangkien.actions.access import require
from sangkien.actions.attempts import retried
from sangkien.actions.duplicates import unlink
from sangkien.actions.journal import By, Line, record
from sangkien.actions.listed import require_unlisted
from sangkien.actions.screening import DUPLICATE_RULES
from sangkien.actions.standing import recounted
from sangkien.actions.verdicts import look_at_copies
from sangkien.adapters.store import store_for
from sangkien.core.permissions import Verb
from sangkien.core.refusal import Refusal
from sangkien.core.states import State
from sangkien.models import Campaign, Finding, ImportBatch, ImportRow, Initiative, JournalLine
from sangkien.queries.followers import ToLookAt, followers_of, neighbours_of, to_look_at
from sangkien.queries.merges import are_merged

AT_A_TIME = 500  # entries per transaction
STANDS_ON = ("finding-upheld", "finding-reopened")  # lines that hold a finding up
DECIDED = {"finding-upheld": Finding.State.UPHELD, "finding-dismissed": Finding.State.DISMISSED}


def undo_import(batch: ImportBatch, by: By) -> int:
    """Take back the entries the batch added; return how many. Safe to call again.

    All counts become what they were without the import, on every day: findings on other entries
    that rest on it are taken back from the moment they were opened. Raises Refusal
    `not-allowed`, `import-undone` (already), `import-not-run`, `import-merged`, `import-listed`.
    """
    require(by, Verb.IMPORT, batch.unit.path)
    batch.refresh_from_db(fields=["state"])
    if batch.state == ImportBatch.State.UNDONE:
        raise Refusal("import-undone")
    if batch.state == ImportBatch.State.PREVIEW:
        raise Refusal("import-not-run")
    _stop_running(batch)
    undone = 0
    while ids := _next_entries(batch):
        _take_back(batch.campaign, ids, by)
        undone += len(ids)
    _close(batch, by, undone)
    return undone


@transaction.atomic
def _stop_running(batch: ImportBatch) -> None:
    """A worker still at it would go on adding: what is done so far is all there is."""
    held = ImportBatch.objects.select_for_update().get(id=batch.id)
    if held.state == ImportBatch.State.RUNNING:
        held.state = ImportBatch.State.DONE
        held.save(update_fields=["state"])


def _next_entries(batch: ImportBatch) -> list[int]:
    added = batch.rows.filter(verdict=ImportRow.Verdict.NEW).exclude(initiative__state=State.UNDONE)
    # the last first: they are nobody's first filers as long as copies before them stand
    ids = added.values_list("initiative_id", flat=True).order_by("-initiative_id")
    return list(ids[:AT_A_TIME])


@retried
def _take_back(campaign: Campaign, ids: list[int], by: By) -> None:
    # their keys are given up, which waits for whoever refers to them: nobody may wait for us too
    store_for(connection).lock_campaign(campaign.id)
    if are_merged(ids):
        raise Refusal("import-merged")
    require_unlisted(ids, "import-listed")
    others = followers_of(campaign, ids, neighbours_of(ids))
    with recounted(campaign, ids):
        entries = Initiative.objects.filter(id__in=ids).order_by("id")
        lines = [_undone(campaign, *row) for row in entries.values_list("id", "unit_path", "state")]
        entries.update(state=State.UNDONE, reason="", client_ref=None)
        record(by, lines)
        unlink(campaign, ids, others)
    left = to_look_at(others)
    with recounted(campaign, left.ids):
        _forget_copies(campaign, left, by)


def _undone(campaign: Campaign, entry_id: int, unit_path: str, state: str) -> Line:
    return Line(
        "import-undone",
        campaign_id=campaign.id,
        initiative_id=entry_id,
        unit_path=unit_path,
        changes={"state": [state, State.UNDONE.value]},
    )


def _forget_copies(campaign: Campaign, copies: ToLookAt, by: By) -> None:
    """Bring the findings on copies to where they would stand had these entries never come."""
    before = {finding.id: finding.state for finding in _duplicate_findings(copies.ids)}
    look_at_copies(campaign, copies, by, opened_at=lambda case: case.initiative.occurred_at)
    lapsed, returned = [], []
    for finding in _duplicate_findings(copies.ids):
        was_lapsed = before.get(finding.id) == Finding.State.LAPSED
        is_lapsed = finding.state == Finding.State.LAPSED
        if is_lapsed and not was_lapsed:
            lapsed.append(finding)
        elif was_lapsed and not is_lapsed:
            returned.append(finding)
    told = _lines_of([*lapsed, *returned])
    lines = [*_never_was(lapsed, told), *_always_was(returned, told)]
    record(by, [replace(line, campaign_id=campaign.id) for line in lines])


def _duplicate_findings(entry_ids: Collection[int]) -> Iterable[Finding]:
    return Finding.objects.filter(initiative__in=entry_ids, rule__in=DUPLICATE_RULES).order_by("id")


def _lines_of(findings: list[Finding]) -> dict[int, list[JournalLine]]:
    """The journal lines of each finding before this undo, oldest first."""
    found: dict[int, list[JournalLine]] = {finding.id: [] for finding in findings}
    for line in JournalLine.objects.filter(finding_id__in=found).order_by("id"):
        found[line.finding_id or 0].append(line)
    return found


def _never_was(lapsed: list[Finding], told: dict[int, list[JournalLine]]) -> Iterable[Line]:
    """A finding that rests on the import alone: let it lapse at each moment it began to hold."""
    for finding in lapsed:
        held_up = {line.occurred_at for line in told[finding.id] if line.verb in STANDS_ON}
        for moment in sorted({finding.opened_at, *held_up}):
            yield _line(finding, "finding-lapsed", moment)


def _always_was(returned: list[Finding], told: dict[int, list[JournalLine]]) -> Iterable[Line]:
    """A finding that the import displaced: let it return at the moment it lapsed, as it stood."""
    for finding in returned:
        lines = told[finding.id][:-1]  # the last one is its reopening just now
        displaced = max(k for k, line in enumerate(lines) if line.verb == "finding-lapsed")
        verbs = [line.verb for line in lines[:displaced]]
        moment = lines[displaced].occurred_at
        yield _line(finding, "finding-reopened", moment)
        if verbs and verbs[-1] in DECIDED:
            finding.state = DECIDED[verbs[-1]]
            finding.save(update_fields=["state"])
            yield _line(finding, verbs[-1], moment)
            turned = {"finding": [Finding.State.OPEN.value, str(finding.state)]}
            yield replace(_line(finding, verbs[-1], None), changes=turned)


def _line(finding: Finding, verb: str, moment: datetime | None) -> Line:
    return Line(
        verb,
        initiative_id=finding.initiative_id,
        finding_id=finding.id,
        occurred_at=moment,
        details={"rule": finding.rule, "reason": finding.reason},
    )


@transaction.atomic
def _close(batch: ImportBatch, by: By, undone: int) -> None:
    ImportBatch.objects.filter(id=batch.id).update(state=ImportBatch.State.UNDONE)
    batch.state = ImportBatch.State.UNDONE
    details = {"batch": batch.id, "entries": undone}
    line = Line("batch-undone", campaign_id=batch.campaign_id, unit_id=batch.unit_id)
    record(by, [replace(line, unit_path=batch.unit.path, details=details)])
