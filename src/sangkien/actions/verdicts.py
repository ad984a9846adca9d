"""What decisions leave behind: pairs and findings of copies, states of entries, journal lines."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from django.db.models import Q

from sangkien.actions.access import require
from sangkien.actions.duplicates import relink
from sangkien.actions.journal import By, Line, record
from sangkien.actions.listed import require_unlisted
from sangkien.actions.repair_ends import end_answered_repairs
from sangkien.actions.screening import DUPLICATE_RULES, Difference, OpenedAt, apply_rules
from sangkien.core.journal import Changes
from sangkien.core.permissions import Verb
from sangkien.core.refusal import Refusal
from sangkien.core.screening.rule import Severity
from sangkien.core.states import State
from sangkien.models import (
    Campaign,
    DuplicatePair,
    Finding,
    Initiative,
    JournalLine,
    Passing,
    Unit,
)
from sangkien.queries.duplicates import links_of
from sangkien.queries.exceptions import Fact, exception_level, fact_of
from sangkien.queries.followers import ToLookAt, to_look_at
from sangkien.queries.merges import receipt_merged_into, united_pairs

ENDED = (State.WITHDRAWN, State.UNDONE)
_ACCEPTED_BY = {"provincial": "exception-provincial", "national": "exception-national"}
VERDICTS = ("accepted", "rejected", "reopened")  # verbs of the journal


def look_again(entry: Initiative, by: By, verb: Verb = Verb.REVIEW) -> None:
    """Read an entry anew that is held now: it may have been moved or closed while we waited.

    Raises Refusal `not-allowed`, `entry-ended`, `entry-merged`, `entry-listed`.
    """
    entry.refresh_from_db()
    require(by, verb, entry.unit_path)
    if refusal := why_closed(entry):
        raise refusal
    require_unlisted({entry.id})


def why_closed(entry: Initiative) -> Refusal | None:
    """Return why nothing is decided on the entry any more, None where it is open to decisions."""
    if entry.state == State.MERGED:
        return Refusal("entry-merged", receipt=receipt_merged_into(entry))
    return Refusal("entry-ended") if entry.state in ENDED else None


def why_no_exception(finding: Finding, by: By) -> Refusal | None:
    """Return why the finding is not dismissed by this officer: a rule about days knows only
    exceptions, and a level of the campaign's choice accepts them. None where it may be.
    """
    entry = finding.initiative
    fact = fact_of(by.account, entry.campaign, finding.rule, entry.unit_path)
    if by.is_system or fact is not Fact.ABOVE:
        return None
    return Refusal(_ACCEPTED_BY[exception_level(entry.campaign, finding.rule)])


def write_decision(
    findings: Sequence[Finding], *, uphold: bool, reason: str, by: By, copies: AbstractSet[int]
) -> None:
    """Uphold or dismiss findings of one campaign, each of another entry, each with its line.

    `copies` are the ids of the clusters of their entries, which a decision about copies screens
    again. Call with all of them held, inside `recounted`.
    """
    if not findings:
        return
    state = Finding.State.UPHELD if uphold else Finding.State.DISMISSED
    lines = [_decided(finding, state, reason) for finding in findings]
    for finding in findings:
        finding.state = state
    Finding.objects.filter(id__in=[finding.id for finding in findings]).update(state=state)
    record(by, lines)
    outcome = Passing.Outcome.UPHELD if uphold else Passing.Outcome.DISMISSED
    end_passings({"finding__in": findings}, outcome, by, answer=reason)
    about_copies = [finding for finding in findings if finding.rule in DUPLICATE_RULES]
    if about_copies:
        campaign = about_copies[0].initiative.campaign
        asked = _decide_pairs(about_copies, same=uphold)
        if not uphold:
            # others may hang together by them alone: of a crowd not all pairs are kept
            apart = {finding.initiative_id for finding in about_copies}
            relink(campaign, [*asked, *links_of(apart)], copies - apart)
        rescreen_copies(campaign, copies, by)
    follow_findings([finding.initiative for finding in findings])
    end_answered_repairs({finding.initiative_id for finding in findings}, by)


def end_passings(
    which: Mapping[str, object], outcome: Passing.Outcome, by: By, *, answer: str = ""
) -> None:
    """Let the desks that passed findings up read what became of them."""
    Passing.objects.filter(**which, ended_at=None).update(
        outcome=outcome,
        answer=answer.strip(),
        ended_at=by.now,
        ended_by=by.account,
        told_at=None,
    )


def _decided(finding: Finding, state: Finding.State, reason: str) -> Line:
    changes: Changes = {"finding": [str(finding.state), str(state)]}
    line = line_about(
        finding.initiative, f"finding-{state}", finding=finding, reason=reason, changes=changes
    )
    is_exception = state == Finding.State.DISMISSED and exception_level(
        finding.initiative.campaign, finding.rule
    )
    return replace(line, details=line.details | {"exception": True}) if is_exception else line


def rescreen_copies(campaign: Campaign, entry_ids: Collection[int], by: By) -> None:
    """Let the rules about copies look again, after what the entries mean to each other changed.

    At those alone whose findings would name others. Call inside `recounted`.
    """
    look_at_copies(campaign, to_look_at(entry_ids), by, opened_at=lambda _: by.occurred_at)


def look_at_copies(
    campaign: Campaign, copies: ToLookAt, by: By, *, opened_at: OpenedAt
) -> list[Difference]:
    """Let the rules about copies look at these; return what changed. Call inside `recounted`."""
    return apply_rules(
        campaign,
        copies.ids,
        by=by,
        rules=DUPLICATE_RULES,
        opened_at=opened_at,
        clusters=copies.clusters,
    )


def follow_findings(entries: Sequence[Initiative]) -> None:
    """Set the state findings leave: one upheld makes an entry invalid, none leaves the verdict."""
    ids = [entry.id for entry in entries]
    lines = JournalLine.objects.filter(initiative_id__in=ids, verb__in=VERDICTS).order_by("id")
    verdicts = dict(lines.values_list("initiative_id", "verb"))  # of each entry the last one stays
    reasons = _upheld(ids)
    for entry in entries:
        _follow(entry, verdicts, reasons)
    Initiative.objects.bulk_update(entries, ["state", "reason"], batch_size=200)


def left_by_findings(entry: Initiative) -> tuple[State, str]:
    """Return state and reason code of an entry that nobody accepted or rejected."""
    upheld = _upheld([entry.id])
    return (State.INVALID, upheld[entry.id]) if upheld else (State.IN_REVIEW, "")


def line_about(
    entry: Initiative,
    verb: str,
    *,
    finding: Finding | None = None,
    unit: Unit | None = None,
    reason: str = "",
    changes: Changes | None = None,
    details: dict[str, object] | None = None,
) -> Line:
    """Return the line of the journal that says what was decided on the entry."""
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
        changes=changes or {},
        details=told,
    )


def _upheld(entry_ids: Collection[int]) -> dict[int, str]:
    """Of each entry with an upheld finding the first reason code."""
    upheld = Finding.objects.filter(
        initiative__in=entry_ids, state=Finding.State.UPHELD, severity=Severity.HOLD
    )
    return dict(upheld.order_by("-reason").values_list("initiative_id", "reason"))


def _follow(
    entry: Initiative, verdicts: Mapping[int | None, str], reasons: Mapping[int, str]
) -> None:
    verdict = verdicts.get(entry.id)
    if verdict == "rejected":
        return
    if entry.id in reasons:
        entry.state, entry.reason = State.INVALID, reasons[entry.id]
    else:
        entry.state = State.VALID if verdict == "accepted" else State.IN_REVIEW
        entry.reason = ""


def _decide_pairs(findings: Iterable[Finding], *, same: bool) -> list[tuple[int, int]]:
    """Remember the answer for the pairs it was about: with earlier entries, and the one named.

    Return these.

    Whether a later entry is a copy of one of these, its own finding asks. What was merged stays
    one entry until that is undone.
    """
    asked = {finding.initiative_id: finding for finding in findings}
    pairs = DuplicatePair.objects.filter(Q(a__in=asked) | Q(b__in=asked)).select_related("a", "b")
    united = united_pairs(asked)
    about = {
        pair.id: (pair.a_id, pair.b_id)
        for pair in pairs
        if (pair.a_id, pair.b_id) not in united
        and (is_about(pair.a, pair.b, asked) or is_about(pair.b, pair.a, asked))
    }
    decision = DuplicatePair.Decision.SAME if same else DuplicatePair.Decision.DIFFERENT
    DuplicatePair.objects.filter(id__in=about).update(decision=decision)
    return list(about.values())


def is_about(entry: Initiative, other: Initiative, asked: Mapping[int, Finding]) -> bool:
    """Return whether a finding of the entry asks about this other one."""
    if entry.id not in asked:
        return False
    named = asked[entry.id].details.get("other_id")
    return other.id == named or (other.occurred_at, other.id) < (entry.occurred_at, entry.id)
