"""What officers decide on one entry: findings, moves, acceptance, rejection, withdrawal.

Each decision counts from `by.occurred_at` on. One recorded as of an earlier moment (`by.as_of`)
may raise Refusal `decision-ahead`, `decision-before-filing`, `decision-before-last`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from django.db import connection

from sangkien.actions.access import require
from sangkien.actions.attempts import retried
from sangkien.actions.decision_day import require_timely
from sangkien.actions.duplicates import unlink
from sangkien.actions.holding import hold_clusters, hold_leaving
from sangkien.actions.journal import By, record
from sangkien.actions.meeting import meet_elsewhere
from sangkien.actions.screening import ALIVE, DUPLICATE_RULES, apply_rules
from sangkien.actions.standing import recounted
from sangkien.actions.verdicts import (
    end_passings,
    follow_findings,
    left_by_findings,
    line_about,
    look_again,
    look_at_copies,
    why_no_exception,
    write_decision,
)
from sangkien.adapters.store import store_for
from sangkien.core.journal import Changes, changes_between
from sangkien.core.permissions import Verb
from sangkien.core.refusal import Refusal
from sangkien.core.screening.rule import Severity
from sangkien.core.screening.run import RULES
from sangkien.core.states import REASONS, State
from sangkien.models import Finding, Initiative, Passing, Unit
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
def move_initiative(entry: Initiative, to: Unit, *, reason: str, by: By) -> None:
    """Let the entry count at another unit; what was ticked is kept, counts move along.

    Its copies are looked for anew, at the new place. Needs the right at both units. Raises Refusal
    `not-allowed`, `entry-ended`, `already-there`, `outside-campaign`.
    """
    require(by, Verb.MOVE, entry.unit_path)
    store_for(connection).lock_campaign(entry.campaign_id)
    hold_clusters((), {entry.id})
    carry(entry, to, reason=reason, by=by)
    meet_elsewhere(entry.campaign, {entry.id}, by)


def carry(entry: Initiative, to: Unit, *, reason: str, by: By) -> None:
    """Move an entry but for its copies: whoever moves many lets them meet once, at the end.

    Call with the campaign held back and its clusters held. Needs and raises what move_initiative
    does.
    """
    require(by, Verb.MOVE, entry.unit_path)
    require(by, Verb.MOVE, to.path)
    if not to.path.startswith(entry.campaign.owner.path):
        raise Refusal("outside-campaign", unit=to.short_name)
    with recounted(entry.campaign, {entry.id}, is_held=True):
        look_again(entry, by, Verb.MOVE)
        require_timely(by, entry, touched={entry.id})
        if to.id == entry.unit_id:
            raise Refusal("already-there", unit=to.short_name)
        to.refresh_from_db(fields=["path"])  # the tree may have moved while we waited
        came_from = entry.unit_id
        entry.unit, entry.unit_path = to, to.path
        entry.save(update_fields=["unit", "unit_path"])
        line = line_about(
            entry,
            "moved",
            unit=to,
            reason=reason,
            changes={"unit": [came_from, to.id]},
            details={"from": came_from},
        )
        record(by, [line])
        # another desk decides there, and whoever passed a finding up is told
        end_passings({"finding__initiative": entry}, Passing.Outcome.MOVED, by, answer=reason)
        rules = {code: rule for code, rule in RULES.items() if code not in DUPLICATE_RULES}
        apply_rules(
            entry.campaign, {entry.id}, by=by, rules=rules, opened_at=lambda _: by.occurred_at
        )
        follow_findings([entry])


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
