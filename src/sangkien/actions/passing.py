"""Leave findings one is unsure about to the level above; take them back while they wait."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db import connection

from sangkien.actions.access import require, require_somewhere
from sangkien.actions.attempts import retried
from sangkien.actions.inserting import insert_all
from sangkien.actions.journal import By, Line, record
from sangkien.actions.review_groups import Decided, as_they_are, changed_since
from sangkien.actions.verdicts import line_about
from sangkien.adapters.store import store_for
from sangkien.core.permissions import Verb
from sangkien.core.refusal import Refusal
from sangkien.models import Campaign, Finding, Passing, Unit
from sangkien.queries.passings import (
    Desks,
    desks_above,
    held_above,
    standing_above,
    unread_answers,
)


@retried
def pass_up(findings: Sequence[Finding], *, note: str, by: By) -> Decided:
    """Pass open findings of one campaign to the next desk above, with a note for its officers.

    They leave the own queue until they are decided there or taken back; counts do not change. What
    cannot be passed stays and is told: `nobody-above`, `finding-passed`, `finding-lapsed`,
    `finding-decided`, `entry-ended`, `not-allowed` after a move. Raises Refusal `not-allowed`,
    `note-missing`. The number of statements does not depend on how many there are.
    """
    _require_review(findings, by)
    if not note.strip():
        raise Refusal("note-missing")
    if by.account is None:
        raise Refusal("nobody-above")
    now = _held(findings)
    desks = desks_above(by.account, {finding.initiative.unit_path for finding in now})
    above = held_above(by.account, [finding.id for finding in now])
    against = {
        finding.id: refusal
        for finding in now
        if (refusal := changed_since(finding, by, above) or _nobody(finding, desks))
    }
    free = [finding for finding in now if finding.id not in against]
    desk_of = {finding.id: desks[finding.initiative.unit_path] for finding in free}
    insert_all(
        [
            Passing(
                finding=finding,
                from_unit=desk_of[finding.id].own,
                to_unit=desk_of[finding.id].above,
                by=by.account,
                note=note.strip(),
                passed_at=by.now,
            )
            for finding in free
        ]
    )
    record(by, [_line(f, "finding-passed", desk_of[f.id].above, note) for f in free])
    return Decided(len(free), tuple(against.values()))


@retried
def take_back(findings: Sequence[Finding], *, by: By) -> Decided:
    """Take findings back from the desk above, which has not decided them; they wait here again.

    Told of those that are not there any more: `finding-not-passed`. Raises Refusal `not-allowed`.
    """
    _require_review(findings, by)
    now = _held(findings)
    above = held_above(by.account, [finding.id for finding in now])
    free = [finding for finding in now if finding.id in above]
    standing_above(by.account).filter(finding__in=free).update(
        outcome=Passing.Outcome.BACK, ended_at=by.now, ended_by=by.account
    )
    record(by, [_line(finding, "finding-taken-back", above[finding.id]) for finding in free])
    return Decided(len(free), (Refusal("finding-not-passed"),) * (len(now) - len(free)))


def mark_read(findings: Collection[int], campaign: Campaign, *, by: By) -> int:
    """Let the own desk hear no more of answers from above that somebody there has read."""
    require_somewhere(by, Verb.REVIEW, campaign.owner.path)
    named = Finding.objects.filter(id__in=findings, initiative__campaign=campaign)
    return unread_answers(by.account, named).update(told_at=by.now)


def _held(findings: Sequence[Finding]) -> list[Finding]:
    """The findings as they stand, with their entries held against other decisions."""
    if not findings:
        return []
    store = store_for(connection)
    store.lock_filing(findings[0].initiative.campaign_id, ())
    store.lock_entries({finding.initiative_id for finding in findings})
    return as_they_are(findings)


def _require_review(findings: Iterable[Finding], by: By) -> None:
    for path in sorted({finding.initiative.unit_path for finding in findings}):
        require(by, Verb.REVIEW, path)


def _nobody(finding: Finding, desks: Mapping[str, Desks]) -> Refusal | None:
    return None if finding.initiative.unit_path in desks else Refusal("nobody-above")


def _line(finding: Finding, verb: str, desk: Unit, note: str = "") -> Line:
    return line_about(finding.initiative, verb, finding=finding, unit=desk, reason=note)
