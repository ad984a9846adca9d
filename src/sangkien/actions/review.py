"""What officers decide on one entry: findings, acceptance, rejection, withdrawal.

Each decision counts from `by.occurred_at` on. One recorded as of an earlier moment (`by.as_of`)
may raise Refusal `decision-ahead`, `decision-before-filing`, `decision-before-last`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from sangkien.actions.access import require
from sangkien.actions.attempts import retried
from sangkien.actions.decision_day import require_timely
from sangkien.actions.duplicates import unlink
from sangkien.actions.holding import hold_clusters, hold_leaving
from sangkien.actions.journal import By, record
from sangkien.actions.repair_ends import end_repairs
from sangkien.actions.screening import ALIVE, DUPLICATE_RULES
from sangkien.actions.standing import recounted
from sangkien.actions.verdicts import (
    left_by_findings,
    line_about,
    look_again,
    look_at_copies,
    why_no_exception,
    write_decision,
)
from sangkien.core.journal import Changes, changes_between
from sangkien.core.permissions import Verb
from sangkien.core.refusal import Refusal
from sangkien.core.screening.rule import Severity
from sangkien.core.states import REASONS, State
from sangkien.models import Finding, Initiative
from sangkien.queries.duplicates import denied_by
from sangkien.queries.followers import to_look_at
from sangkien.queries.merges import merges_into
from sangkien.queries.passings import held_above
from sangkien.queries.people import first_author_id


@retried
def decide_finding(finding: Finding, *, uphold: bool, reason: str, by: By) -> None:
    """Uphold or dismiss a finding that is open or was decided the other way.

    Upholding makes the entry invalid for the finding's reason; dismissing frees it of this
    finding, and a dismissed duplicate is remembered pair by pair. What a rule about days found is
    no mistake: dismissing it is an exception, which only some levels may. Raises Refusal
    `not-allowed`, `entry-ended`, `finding-lapsed`, `finding-passed`, `exception-…`,
    `reason-missing` (a dismissal is explained).
    """
    entry = finding.initiative
    require(by, Verb.REVIEW, entry.unit_path)
    if not uphold and not reason.strip():
        raise Refusal("reason-missing")
    with _decided(entry, by, copies_follow=finding.rule in DUPLICATE_RULES) as cluster:
        finding.refresh_from_db(fields=["state", "details"])
        if finding.state == Finding.State.LAPSED:
            raise Refusal("finding-lapsed")
        if desk := held_above(by.account, [finding.id]).get(finding.id):
            raise Refusal("finding-passed", unit=desk.short_name)
        if not uphold and (refusal := why_no_exception(finding, by)):
            raise refusal
        write_decision([finding], uphold=uphold, reason=reason, by=by, copies=cluster)


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
        end_repairs({entry.id}, by)
        record(by, [line_about(entry, "accepted", changes=_set_state(entry, State.VALID))])


@retried
def reject(entry: Initiative, *, code: str, reason: str, by: By) -> None:
    """Declare the entry not valid for a reason code (core.states.REASONS), explained in writing."""
    require(by, Verb.REVIEW, entry.unit_path)
    if code not in REASONS:
        raise Refusal("unknown-reason", code=code)
    if not reason.strip():
        raise Refusal("reason-missing")
    with _decided(entry, by):
        changes = _set_state(entry, State.INVALID, code)
        told: dict[str, object] = {"reason": code}
        end_repairs({entry.id}, by)
        record(by, [line_about(entry, "rejected", reason=reason, changes=changes, details=told)])


@retried
def reopen(entry: Initiative, *, reason: str, by: By) -> None:
    """Take an acceptance or rejection back; the entry waits for review again."""
    require(by, Verb.REVIEW, entry.unit_path)
    if not reason.strip():
        raise Refusal("reason-missing")
    with _decided(entry, by):
        changes = _set_state(entry, *left_by_findings(entry))
        record(by, [line_about(entry, "reopened", reason=reason, changes=changes)])


@retried
def withdraw(entry: Initiative, *, reason: str, by: By) -> None:
    """Withdraw the entry at its author's wish; its copies are screened again without it.

    Raises Refusal `not-allowed`, `entry-ended`, `entry-merged`, `entry-united`.
    """
    require(by, Verb.REVIEW, entry.unit_path)
    copies = hold_leaving(entry.campaign, {entry.id})
    with recounted(entry.campaign, {entry.id}, is_held=True):
        look_again(entry, by)
        require_timely(by, entry, touched={entry.id, *copies})
        if merges_into(entry.id):
            raise Refusal("entry-united")
        changes = _set_state(entry, State.WITHDRAWN, "R11")
        line = line_about(entry, "withdrawn", reason=reason, changes=changes)
        end_repairs({entry.id}, by)
        record(by, [replace(line, for_person_id=first_author_id(entry))])
        unlink(entry.campaign, {entry.id}, copies)
    left = to_look_at(copies)
    with recounted(entry.campaign, left.ids, is_held=True):
        look_at_copies(entry.campaign, left, by, opened_at=lambda _: by.occurred_at)


@contextmanager
def _decided(entry: Initiative, by: By, *, copies_follow: bool = False) -> Iterator[set[int]]:
    """Recount around a decision whom it may change; yield their ids: with its copies, or alone.

    With those too that were told different: to say otherwise joins them again.
    """
    alone = {entry.id}
    copies = alone | denied_by(alone) if copies_follow else ()
    held = hold_clusters({entry.campaign_id}, copies, alone=alone)
    with recounted(entry.campaign, held, is_held=True):
        look_again(entry, by)
        require_timely(by, entry, touched=held)
        yield held


def _set_state(entry: Initiative, state: State, reason: str = "") -> Changes:
    before = {"state": entry.state, "reason": entry.reason}
    entry.state, entry.reason = state, reason
    entry.save(update_fields=["state", "reason"])
    return changes_between(before, {"state": state, "reason": reason})
