"""Screen stored entries and keep their findings: open, lapse, open again."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sangkien.actions.access import require
from sangkien.actions.attempts import retried
from sangkien.actions.inserting import insert_all
from sangkien.actions.journal import By, Line, record
from sangkien.actions.standing import recounted
from sangkien.core.permissions import Verb
from sangkien.core.screening.rule import Found, Rule
from sangkien.core.screening.run import RULES, screen
from sangkien.models import Campaign, Finding, Initiative
from sangkien.queries.duplicates import NOT_FILED, Cluster
from sangkien.queries.screening import Case, cases

DUPLICATE_RULES = {code: rule for code, rule in RULES.items() if rule.reason == "R01"}
ALIVE = (Finding.State.OPEN, Finding.State.UPHELD)

OpenedAt = Callable[[Case], datetime]


@dataclass(frozen=True, slots=True)
class Difference:
    """What screening changed on one entry. kind: "opened", "lapsed", "reopened"."""

    kind: str
    rule: str
    initiative_id: int


def apply_rules(
    campaign: Campaign,
    entry_ids: Collection[int],
    *,
    by: By,
    opened_at: OpenedAt,
    rules: Mapping[str, Rule] = RULES,
    clusters: Iterable[Cluster] | None = None,
) -> list[Difference]:
    """Bring the findings of the entries in line with the rules; return what changed.

    `clusters` are theirs, where they were read already; they are read for rules about copies only.
    A finding a person dismissed stays dismissed while its evidence is the same. Call inside a
    transaction that counts afterwards (recounted).
    """
    existing = {
        (finding.initiative_id, finding.rule): finding
        for finding in Finding.objects.filter(initiative__in=entry_ids, rule__in=rules)
    }
    if not rules.keys() & DUPLICATE_RULES.keys():
        clusters = ()
    change = _Changes(campaign, by)
    for case in cases(campaign, entry_ids, clusters):
        found = screen(case.candidate, case.facts, overrides=campaign.rules, rules=rules)
        for finding in found:
            stored = existing.pop((case.initiative.id, finding.rule), None)
            if stored is None:
                change.open(case.initiative, finding, opened_at(case))
            else:
                change.renew(stored, finding)
    for stored in existing.values():
        change.lapse(stored)
    return change.write()


def open_findings(campaign: Campaign, new: Iterable[Case], *, by: By) -> list[Finding]:
    """Screen entries that never were; return what was found, which counts from their filing on.

    Call inside the registering transaction.
    """
    change = _Changes(campaign, by)
    for case in new:
        for found in screen(case.candidate, case.facts, overrides=campaign.rules):
            change.open(case.initiative, found, case.initiative.occurred_at)
    change.write()
    return change.new


@retried
def rescreen(campaign: Campaign, entry_ids: Collection[int], *, by: By) -> list[Difference]:
    """Screen entries again, after a rule or a fact changed; return what that changed.

    What is found now counts from now on: the past stays as it was. Entries withdrawn or taken
    back stay as they are.
    """
    require(by, Verb.RESCREEN, campaign.owner.path)
    with recounted(campaign, entry_ids):
        standing = Initiative.objects.filter(id__in=entry_ids).exclude(state__in=NOT_FILED)
        ids = set(standing.values_list("id", flat=True))
        return apply_rules(campaign, ids, by=by, opened_at=lambda _: by.occurred_at)


class _Changes:
    """Collects what is to be written, then writes it in four statements at the most."""

    def __init__(self, campaign: Campaign, by: By) -> None:
        self.campaign = campaign
        self.by = by
        self.new: list[Finding] = []
        self.changed: list[Finding] = []
        self.lines: list[Line] = []
        self.differences: list[Difference] = []

    def open(self, initiative: Initiative, found: Found, opened_at: datetime) -> None:
        self.new.append(
            Finding(
                initiative=initiative,
                rule=found.rule,
                reason=found.reason,
                severity=found.severity,
                details=found.details,
                rules_version=self.campaign.rules_version,
                opened_at=opened_at,
                recorded_at=self.by.now,
            )
        )
        self.differences.append(Difference("opened", found.rule, initiative.id))

    def renew(self, stored: Finding, found: Found) -> None:
        if stored.details == found.details and stored.state != Finding.State.LAPSED:
            return
        stored.details = found.details
        stored.rules_version = self.campaign.rules_version
        self.changed.append(stored)
        if stored.state not in ALIVE:
            self._turn(stored, Finding.State.OPEN, "reopened")

    def lapse(self, stored: Finding) -> None:
        if stored.state in ALIVE:
            self.changed.append(stored)
            self._turn(stored, Finding.State.LAPSED, "lapsed")

    def write(self) -> list[Difference]:
        insert_all(self.new)
        if self.changed:
            columns = ["details", "state", "rules_version"]
            Finding.objects.bulk_update(self.changed, columns, batch_size=200)
        record(self.by, self.lines)
        return self.differences

    def _turn(self, finding: Finding, state: Finding.State, kind: str) -> None:
        before, finding.state = finding.state, state
        self.differences.append(Difference(kind, finding.rule, finding.initiative_id))
        self.lines.append(
            Line(
                f"finding-{kind}",
                campaign_id=self.campaign.id,
                initiative_id=finding.initiative_id,
                finding_id=finding.id,
                changes={"finding": [str(before), str(state)]},
                details={"rule": finding.rule, "reason": finding.reason},
            )
        )
