"""What officers decide on one entry: findings, moves, acceptance, rejection, withdrawal.

Each decision counts from `by.occurred_at` on. One recorded as of an earlier moment (`by.as_of`)
may raise Refusal `decision-ahead`, `decision-before-filing`, `decision-before-last`.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models import Q

from sangkien.actions.access import require
from sangkien.actions.attempts import retried
from sangkien.actions.decision_day import require_timely
from sangkien.actions.duplicates import unlink
from sangkien.actions.holding import hold_clusters
from sangkien.actions.journal import By, Line, record
from sangkien.actions.screening import ALIVE, DUPLICATE_RULES, apply_rules
from sangkien.actions.standing import recounted
from sangkien.core.permissions import Verb
from sangkien.core.refusal import Refusal
from sangkien.core.screening.rule import Severity
from sangkien.core.screening.run import RULES
from sangkien.core.states import REASONS, State
from sangkien.models import DuplicatePair, Finding, Initiative, JournalLine, Unit

ENDED = (State.WITHDRAWN, State.UNDONE)
VERDICTS = ("accepted", "rejected", "reopened")  # verbs of the journal


@retried
def decide_finding(finding: Finding, *, uphold: bool, reason: str, by: By) -> None:
    """Uphold or dismiss a finding that is open or was decided the other way.

    Upholding makes the entry invalid for the finding's reason; dismissing frees it of this
    finding, and a dismissed duplicate is remembered pair by pair. Raises Refusal `not-allowed`,
    `entry-ended`, `finding-lapsed`, `reason-missing` (a dismissal is explained).
    """
    entry = finding.initiative
    require(by, Verb.REVIEW, entry.unit_path)
    if not uphold and not reason.strip():
        raise Refusal("reason-missing")
    with _decided(entry, by, copies_follow=finding.rule in DUPLICATE_RULES) as cluster:
        finding.refresh_from_db()
        if finding.state == Finding.State.LAPSED:
            raise Refusal("finding-lapsed")
        finding.state = Finding.State.UPHELD if uphold else Finding.State.DISMISSED
        finding.save(update_fields=["state"])
        record(by, [_about(entry, f"finding-{finding.state}", finding=finding, reason=reason)])
        if finding.rule in DUPLICATE_RULES:
            _decide_pairs(finding, same=uphold)
            _rescreen_copies(entry, cluster, by)
        _follow_findings(entry)


@retried
def move_initiative(entry: Initiative, to: Unit, *, reason: str, by: By) -> None:
    """Let the entry count at another unit; what was ticked is kept, counts move along.

    Needs the right at both units. Raises Refusal `not-allowed`, `entry-ended`, `already-there`,
    `outside-campaign`.
    """
    require(by, Verb.MOVE, entry.unit_path)
    require(by, Verb.MOVE, to.path)
    if not to.path.startswith(entry.campaign.owner.path):
        raise Refusal("outside-campaign", unit=to.short_name)
    with _decided(entry, by, verb=Verb.MOVE):
        if to.id == entry.unit_id:
            raise Refusal("already-there", unit=to.short_name)
        to.refresh_from_db(fields=["path"])  # the tree may have moved while we waited
        came_from = entry.unit_id
        entry.unit, entry.unit_path = to, to.path
        entry.save(update_fields=["unit", "unit_path"])
        details: dict[str, object] = {"from": came_from}
        record(by, [_about(entry, "moved", unit=to, reason=reason, details=details)])
        rules = {code: rule for code, rule in RULES.items() if code not in DUPLICATE_RULES}
        apply_rules(
            entry.campaign, {entry.id}, by=by, rules=rules, opened_at=lambda _: by.occurred_at
        )
        _follow_findings(entry)


@retried
def accept(entry: Initiative, *, by: By) -> None:
    """Verify the entry as valid.

    Raises Refusal `not-allowed`, `entry-ended`, `has-findings` while one is open or upheld,
    `not-recognised` while the recognition is missing.
    """
    require(by, Verb.REVIEW, entry.unit_path)
    with _decided(entry, by):
        alive = Finding.objects.filter(initiative=entry, state__in=ALIVE)
        if alive.filter(severity=Severity.HOLD).exists():
            raise Refusal("has-findings")
        if alive.filter(rule="not-recognised").exists():
            raise Refusal("not-recognised")
        _set_state(entry, State.VALID)
        record(by, [_about(entry, "accepted")])


@retried
def reject(entry: Initiative, *, code: str, reason: str, by: By) -> None:
    """Declare the entry not valid for a reason code (core.states.REASONS), explained in writing."""
    require(by, Verb.REVIEW, entry.unit_path)
    if code not in REASONS:
        raise Refusal("unknown-reason", code=code)
    if not reason.strip():
        raise Refusal("reason-missing")
    with _decided(entry, by):
        _set_state(entry, State.INVALID, code)
        record(by, [_about(entry, "rejected", reason=reason, details={"reason": code})])


@retried
def reopen(entry: Initiative, *, reason: str, by: By) -> None:
    """Take an acceptance or rejection back; the entry waits for review again."""
    require(by, Verb.REVIEW, entry.unit_path)
    if not reason.strip():
        raise Refusal("reason-missing")
    with _decided(entry, by):
        _set_state(entry, State.IN_REVIEW)
        record(by, [_about(entry, "reopened", reason=reason)])
        _follow_findings(entry)


@retried
def withdraw(entry: Initiative, *, reason: str, by: By) -> None:
    """Withdraw the entry at its author's wish; its copies are screened again without it."""
    require(by, Verb.REVIEW, entry.unit_path)
    with _decided(entry, by, copies_follow=True) as cluster:
        _set_state(entry, State.WITHDRAWN, "R11")
        record(by, [_about(entry, "withdrawn", reason=reason)])
        unlink(entry.campaign, {entry.id}, cluster - {entry.id})
        _rescreen_copies(entry, cluster - {entry.id}, by)


@contextmanager
def _decided(
    entry: Initiative, by: By, *, verb: Verb = Verb.REVIEW, copies_follow: bool = False
) -> Iterator[set[int]]:
    """Recount the entry and its copies around a decision; yield the ids of the whole cluster."""
    cluster = hold_clusters({entry.campaign_id}, {entry.id})
    with recounted(entry.campaign, cluster, is_held=True):
        entry.refresh_from_db()
        require(by, verb, entry.unit_path)  # it may have been moved while we waited
        if entry.state in ENDED:
            raise Refusal("entry-ended")
        require_timely(by, entry, touched=cluster if copies_follow else {entry.id})
        yield cluster


def _decide_pairs(finding: Finding, *, same: bool) -> None:
    """Remember the answer for the pairs it was about: with earlier entries, and the one named.

    Whether a later entry is a copy of this one, its own finding asks.
    """
    entry, named = finding.initiative, finding.details.get("other_id")
    about = [
        pair.id
        for pair in DuplicatePair.objects.filter(Q(a=entry) | Q(b=entry)).select_related("a", "b")
        for other in [pair.b if pair.a_id == entry.id else pair.a]
        if other.id == named or (other.occurred_at, other.id) < (entry.occurred_at, entry.id)
    ]
    decision = DuplicatePair.Decision.SAME if same else DuplicatePair.Decision.DIFFERENT
    DuplicatePair.objects.filter(id__in=about).update(decision=decision)


def _rescreen_copies(entry: Initiative, cluster: set[int], by: By) -> None:
    apply_rules(
        entry.campaign,
        cluster,
        by=by,
        rules=DUPLICATE_RULES,
        opened_at=lambda _: by.occurred_at,
    )


def _follow_findings(entry: Initiative) -> None:
    """Set the state findings leave: one upheld makes the entry invalid, none leaves the verdict."""
    verdict = (
        JournalLine.objects.filter(initiative_id=entry.id, verb__in=VERDICTS)
        .order_by("-id")
        .values_list("verb", flat=True)
        .first()
    )
    if verdict == "rejected":
        return
    upheld = (
        Finding.objects.filter(initiative=entry, state=Finding.State.UPHELD, severity=Severity.HOLD)
        .order_by("reason")
        .first()
    )
    if upheld is not None:
        _set_state(entry, State.INVALID, upheld.reason)
    else:
        _set_state(entry, State.VALID if verdict == "accepted" else State.IN_REVIEW)


def _set_state(entry: Initiative, state: State, reason: str = "") -> None:
    entry.state, entry.reason = state, reason
    entry.save(update_fields=["state", "reason"])


def _about(
    entry: Initiative,
    verb: str,
    *,
    finding: Finding | None = None,
    unit: Unit | None = None,
    reason: str = "",
    details: dict[str, object] | None = None,
) -> Line:
    told = details or {}
    if finding is not None:
        told = {"rule": finding.rule, "reason": finding.reason}
    return Line(
        verb,
        campaign_id=entry.campaign_id,
        initiative_id=entry.id,
        finding_id=finding.id if finding else None,
        unit_id=unit.id if unit else None,
        unit_path=unit.path if unit else "",
        reason=reason.strip(),
        details=told,
    )
