"""What officers decide on many entries at once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sangkien.actions.access import require
from sangkien.actions.attempts import retried
from sangkien.actions.decision_day import last_changes, why_untimely
from sangkien.actions.holding import hold_clusters
from sangkien.actions.journal import By
from sangkien.actions.listed import why_listed
from sangkien.actions.screening import DUPLICATE_RULES
from sangkien.actions.standing import recounted
from sangkien.actions.verdicts import why_closed, why_no_exception, write_decision
from sangkien.core.permissions import Verb
from sangkien.core.refusal import Refusal
from sangkien.models import Finding, Unit
from sangkien.queries.duplicates import clusters_of, denied_by
from sangkien.queries.passings import held_above

__all__ = [
    "MOST_AT_ONCE",
    "Decided",
    "as_they_are",
    "changed_since",
    "decide_group",
]

MOST_AT_ONCE = 200  # entries of one decision: a request stays short
REASON_LEFT = {
    Finding.State.LAPSED: "finding-lapsed",
    Finding.State.UPHELD: "finding-decided",
    Finding.State.DISMISSED: "finding-decided",
}


@dataclass(frozen=True, slots=True)
class Decided:
    """How many findings were decided; `left` says of each of the others why not."""

    count: int
    left: tuple[Refusal, ...] = ()


@retried
def decide_group(findings: Sequence[Finding], *, uphold: bool, reason: str, by: By) -> Decided:
    """Uphold or dismiss open findings of one rule and campaign, each with its line in the journal.

    What changed since they were seen stays as it is and is told: `finding-lapsed`,
    `finding-decided`, `finding-passed`, `entry-ended`, `entry-listed`, `not-allowed` after a move,
    the refusals of an exception and of an earlier day.
    Raises Refusal `not-allowed` at any of the units, `reason-missing` (a dismissal is explained).
    The number of statements does not depend on how many there are.
    """
    for path in sorted({finding.initiative.unit_path for finding in findings}):
        require(by, Verb.REVIEW, path)
    if not uphold and not reason.strip():
        raise Refusal("reason-missing")
    if not findings:
        return Decided(0)
    campaign = findings[0].initiative.campaign
    ids = {finding.initiative_id for finding in findings}
    held = hold_clusters({campaign.id}, ids | denied_by(ids))
    with recounted(campaign, held, is_held=True):
        now = as_they_are(findings)
        touched = _touched(now)
        against = _against(now, touched, by, uphold=uphold)
        free = [finding for finding in now if finding.id not in against]
        write_decision(free, uphold=uphold, reason=reason, by=by, copies=held)
    return Decided(len(free), tuple(against.values()))


def as_they_are(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings with their entries as they stand now, by id. One query."""
    rows = Finding.objects.filter(id__in=[finding.id for finding in findings]).order_by("id")
    return list(rows.select_related("initiative__campaign__owner"))


def _touched(findings: Sequence[Finding]) -> dict[int, Collection[int]]:
    """For each entry the ids of all that a decision on it changes: of copies the whole cluster."""
    touched: dict[int, Collection[int]] = {
        one.initiative_id: {one.initiative_id} for one in findings
    }
    if any(finding.rule in DUPLICATE_RULES for finding in findings):
        for cluster in clusters_of(touched):
            ids = frozenset(member.id for member in cluster.members)
            touched |= dict.fromkeys(ids & touched.keys(), ids)
    return touched


def _against(
    findings: Sequence[Finding], touched: Mapping[int, Collection[int]], by: By, *, uphold: bool
) -> dict[int, Refusal]:
    """What stands against deciding a finding, by its id; nothing of those that are free."""
    last = last_changes(by, {one for ids in touched.values() for one in ids})
    above = held_above(by.account, [finding.id for finding in findings])
    listed = why_listed({finding.initiative_id for finding in findings})
    found = {}
    for finding in findings:
        ids = touched[finding.initiative_id]
        refusal = (
            changed_since(finding, by, above)
            or listed.get(finding.initiative_id)
            or (None if uphold else why_no_exception(finding, by))
            or why_untimely(by, finding.initiative, touched=ids, last=last)
        )
        if refusal:
            found[finding.id] = refusal
    return found


def changed_since(finding: Finding, by: By, above: Mapping[int, Unit]) -> Refusal | None:
    """Return what became of a finding since it was seen, if this officer decides it no more.

    `above` names the desks of those that were passed up (queries/passings.py: held_above).
    """
    entry = finding.initiative
    try:
        require(by, Verb.REVIEW, entry.unit_path)
    except Refusal as refusal:
        return refusal
    if closed := why_closed(entry):
        return closed
    if code := REASON_LEFT.get(Finding.State(finding.state)):
        return Refusal(code)
    desk = above.get(finding.id)
    return Refusal("finding-passed", unit=desk.short_name) if desk else None
