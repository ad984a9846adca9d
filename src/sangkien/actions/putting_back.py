"""Let findings stand again as they stood before an action that is undone, and say so in lines."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sangkien.actions.journal import By, Line, record
from sangkien.models import Finding, JournalLine

OPEN, UPHELD = Finding.State.OPEN.value, Finding.State.UPHELD.value
DISMISSED, LAPSED = Finding.State.DISMISSED.value, Finding.State.LAPSED.value
# how a finding comes back from what the action made of it: the verbs of its lines
WAY_BACK = {
    (LAPSED, OPEN): ("finding-reopened",),
    (LAPSED, UPHELD): ("finding-reopened", "finding-upheld"),
    (OPEN, DISMISSED): ("finding-dismissed",),
    (OPEN, LAPSED): ("finding-lapsed",),
}


class Changed(NamedTuple):
    """What an action made of a finding: "before" and "after" as actions/uniting.py keeps them.

    `at` is the moment from which it counted; so does its way back.
    """

    campaign_id: int
    at: datetime
    change: Mapping[str, Any]


def put_findings_back(told: Mapping[int, Changed], by: By) -> list[Finding]:
    """Let findings (by id) stand as before where nothing else changed them since; return these."""
    lines: list[Line] = []
    back: list[Finding] = []
    for finding in Finding.objects.filter(id__in=told).order_by("id"):
        was = told[finding.id]
        if [finding.state, finding.details, finding.rules_version] != was.change["after"]:
            continue
        state, now_state = was.change["before"][0], finding.state
        finding.state, finding.details, finding.rules_version = was.change["before"]
        back.append(finding)
        verbs = WAY_BACK.get((now_state, state), ())
        lines += [_line(was, finding, verb, [now_state, state]) for verb in verbs]
    Finding.objects.bulk_update(back, ["state", "details", "rules_version"], batch_size=200)
    record(by, lines)
    return back


def forget_findings(finding_ids: Collection[int]) -> None:
    """Take away what only the action had opened, unless somebody said something of it."""
    said = JournalLine.objects.filter(finding_id__in=finding_ids).values_list("finding_id")
    opened = Finding.objects.filter(id__in=finding_ids, state=Finding.State.OPEN)
    opened.exclude(id__in=said).delete()


def _line(was: Changed, finding: Finding, verb: str, change: list[Any]) -> Line:
    return Line(
        verb,
        campaign_id=was.campaign_id,
        initiative_id=finding.initiative_id,
        finding_id=finding.id,
        occurred_at=was.at,
        changes={"finding": change},
        details={"rule": finding.rule, "reason": finding.reason},
    )
