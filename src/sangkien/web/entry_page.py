"""The page of one entry: what is known, what was found, what may be decided."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from sangkien.actions.mending import readings
from sangkien.core.journal import Kind
from sangkien.core.permissions import Verb
from sangkien.core.repairs import proposed_day
from sangkien.core.screening.rule import Severity
from sangkien.core.standing import Column
from sangkien.core.states import REASONS, State
from sangkien.core.unit_lists import ListState
from sangkien.queries.campaigns import Campaign
from sangkien.queries.entry_detail import (
    Copy,
    EntryDetail,
    Finding,
    Initiative,
    detail_of,
    may_read_secret,
)
from sangkien.queries.exceptions import Fact, fact_of
from sangkien.queries.passings import Passed, desks_above
from sangkien.queries.people import Account
from sangkien.queries.repairs import request_of
from sangkien.queries.scope import allowed
from sangkien.queries.unit_choices import Unit, units_to_choose
from sangkien.queries.unit_lists import UnitList, lists_of_entry
from sangkien.web import entry_words
from sangkien.web.behalf_words import why_for_another
from sangkien.web.entry_compare import Row, compared
from sangkien.web.entry_labels import CHANNELS, FIELD_LABELS
from sangkien.web.finding_words import FindingWords, desk_words, rule_title, words_of
from sangkien.web.journal_words import PLACES
from sangkien.web.list_words import list_badge, list_name
from sangkien.web.page import account_of, page
from sangkien.web.passing import is_above
from sangkien.web.reading import shows
from sangkien.web.reason_words import reason_told
from sangkien.web.repair_words import asked_shown

ENDED = (State.WITHDRAWN, State.UNDONE, State.MERGED)
CORRECTED = ("entry-corrected", "entry-repaired")  # verbs of the journal


@dataclass(frozen=True, slots=True)
class Card:
    """One finding as the page shows it."""

    id: int
    state: str
    opened_at: datetime
    words: FindingWords
    copy: Copy | None
    copy_href: str
    desk: str  # who can tell more of a copy that may not be read
    comparison: list[Row]
    may_uphold: bool
    may_dismiss: bool
    fact: Fact
    passed: Passed | None
    may_take_back: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """What the reader may decide on the entry now."""

    accept: bool
    holds: bool  # an open or upheld finding stands against acceptance
    reject: bool
    reopen: bool
    withdraw: bool
    recognise: bool
    mend: bool
    correct: bool
    recognition_missing: bool  # it keeps the entry from becoming valid
    move_to: list[Unit]
    proposed: Unit | None
    elsewhere: Unit | None  # proposed, but outside the reader's reach

    @property
    def unit_options(self) -> list[tuple[int, str]]:
        return [(unit.id, unit.short_name) for unit in self.move_to]

    @property
    def any(self) -> bool:
        decide = self.reject or self.reopen or self.withdraw or self.accept
        return decide or self.recognise or self.correct or bool(self.move_to)


def entry_page(
    request: HttpRequest,
    entry: Initiative,
    *,
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Return the page; after a decision that was refused, with `errors` and what was typed."""
    account = account_of(request)
    detail = detail_of(account, entry)
    lists = lists_of_entry(account, entry)
    is_closed = any(one.state == ListState.ACCEPTED for one, _ in lists)
    hides = entry.is_secret and not may_read_secret(account, entry)
    choices = choices_of(account, detail, is_closed=is_closed)
    copies = (copy.entry.id for copy in detail.copies.values() if copy.entry)
    shows(request, entry.campaign, Kind.ENTRY, [entry.id, *copies])
    context = {
        "campaign": entry.campaign,
        "entry": entry,
        "detail": detail,
        "column": Column(entry.column).name.lower() if entry.column else "",
        "reason": _(REASONS[entry.reason]) if entry.reason in REASONS else "",
        "facts": _facts(detail),
        "hides": hides,
        "was_corrected": any(line.verb in CORRECTED for line in detail.lines),
        "typed": entry_words.typed_beside_read(entry, hides=hides),
        "history": entry_words.history_of(detail),
        "above": _desk_above(account, entry) if choices.reject or choices.reopen else "",
        "cards": [
            _card(account, detail, finding, hides=hides, is_closed=is_closed)
            for finding in detail.findings
        ],
        "listings": [_listing(one, may_open=may_open) for one, may_open in lists],
        "is_closed": is_closed,
        "choices": choices,
        "asked": asked_shown(request_of(entry), localdate()),
        "repairable": _repairable(detail),
        "repair_due": proposed_day(localdate()),
        "readings": _readings(entry, hides=hides) if choices.mend else [],
        "recognition_file": _recognition_file(entry, hides=hides),
        "journal_href": _journal(account, entry),
        "reasons": [(code, f"{code} – {_(words)}") for code, words in REASONS.items()],
        "reason_rules": _reason_rules(entry.campaign),
        "errors": errors or {},
        "sent": request.POST,
    }
    return page(request, "entries/show.html", context, status=status)


def _repairable(detail: EntryDetail) -> list[tuple[str, str]]:
    """Return (rule, title) of what stands against the entry, to be asked about."""
    alive = (Finding.State.OPEN, Finding.State.UPHELD)
    return [(one.rule, rule_title(one.rule)) for one in detail.findings if one.state in alive]


def _reason_rules(campaign: Campaign) -> list[tuple[str, str]]:
    """Return (reason, the rule in words) as the member will read it."""
    return [(_(REASONS[code]), reason_told(campaign, code).rule) for code in REASONS]


def _readings(entry: Initiative, *, hides: bool) -> list[tuple[str, str]]:
    """Return (field, how it reads) of the texts that were typed for an old font."""
    found = readings(entry, hides=hides)
    return [(_(FIELD_LABELS[name]), reading) for name, reading in found.items()]


def choices_of(account: Account | None, detail: EntryDetail, *, is_closed: bool = False) -> Choices:
    """Return what the account may decide on the entry, with the proposed unit first in mind.

    `is_closed`: it stands on an accepted list, which has to be unlocked before anything.
    """
    entry = detail.entry
    hides = entry.is_secret and not may_read_secret(account, entry)
    stands = entry.state not in ENDED and not is_closed
    may_review = stands and allowed(account, Verb.REVIEW, entry.unit_path)
    may_mend = stands and allowed(account, Verb.MEND, entry.unit_path)
    may_move = stands and allowed(account, Verb.MOVE, entry.unit_path)
    proposed = _proposed(detail) if may_move else None
    within = proposed is not None and allowed(account, Verb.MOVE, proposed.path)
    alive = [f for f in detail.findings if f.state in (Finding.State.OPEN, Finding.State.UPHELD)]
    return Choices(
        accept=may_review and entry.state != State.VALID,
        holds=any(f.severity == Severity.HOLD or f.rule == "not-recognised" for f in alive),
        reject=may_review and detail.verdict != "rejected",
        reopen=may_review and detail.verdict in ("accepted", "rejected"),
        withdraw=may_review,
        recognise=may_mend,
        mend=may_mend,
        correct=stands and allowed(account, Verb.CORRECT, entry.unit_path) and not hides,
        recognition_missing=any(f.rule == "not-recognised" for f in alive),
        move_to=_targets(account, entry, proposed if within else None) if may_move else [],
        proposed=proposed if within else None,
        elsewhere=None if within else proposed,
    )


def _proposed(detail: EntryDetail) -> Unit | None:
    """The unit an open finding says the workplace belongs to."""
    for finding in detail.findings:
        unit = detail.units.get(finding.details.get("expected_id") or 0)
        if unit is not None and finding.state in (Finding.State.OPEN, Finding.State.UPHELD):
            return unit
    return None


def _targets(account: Account | None, entry: Initiative, proposed: Unit | None) -> list[Unit]:
    units = units_to_choose(account, entry.campaign, Verb.MOVE)
    if proposed is not None and proposed not in units:
        units.insert(0, proposed)
    return [unit for unit in units if unit.id != entry.unit_id]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list the entry stands on; no address for one that the reader may not open."""

    name: str
    unit: str
    shape: str
    words: str
    href: str


def _listing(one: UnitList, *, may_open: bool) -> Listing:
    shape, words = list_badge(one)
    href = reverse("list-show", args=[one.campaign.slug, one.id]) if may_open else ""
    return Listing(list_name(one), one.unit.short_name, shape, words, href)


def _card(
    account: Account | None,
    detail: EntryDetail,
    finding: Finding,
    *,
    hides: bool,
    is_closed: bool,
) -> Card:
    entry, copy = detail.entry, detail.copies.get(finding.id)
    other = copy.entry if copy else None
    hides_copy = bool(other and other.is_secret and not may_read_secret(account, other))
    may_decide = (
        entry.state not in ENDED
        and not is_closed
        and finding.state != Finding.State.LAPSED
        and allowed(account, Verb.REVIEW, entry.unit_path)
    )
    passed = detail.passed.get(finding.id)
    lies_above = finding.state == Finding.State.OPEN and is_above(account, passed)
    decides = may_decide and not lies_above
    fact = fact_of(account, entry.campaign, finding.rule, entry.unit_path)
    return Card(
        id=finding.id,
        state=finding.state,
        opened_at=finding.opened_at,
        words=words_of(finding.rule, finding.details, hides_copy=bool(copy and not other)),
        copy=copy,
        copy_href=reverse("entry-show", args=[entry.campaign.slug, other.id]) if other else "",
        desk=desk_words(copy.desk) if copy and copy.desk else "",
        comparison=compared(detail, copy, hides=hides, hides_copy=hides_copy) if copy else [],
        may_uphold=decides and finding.state != Finding.State.UPHELD,
        may_dismiss=decides and finding.state != Finding.State.DISMISSED and fact is not Fact.ABOVE,
        fact=fact,
        passed=passed,
        may_take_back=may_decide and lies_above,
    )


def _desk_above(account: Account | None, entry: Initiative) -> str:
    desks = desks_above(account, [entry.unit_path]).get(entry.unit_path)
    return desks.above.short_name if desks else ""


def _recognition_file(entry: Initiative, *, hides: bool) -> str:
    """The address of the file there is; a trade secret's tells what the page must not."""
    if hides or not entry.recognition_file:
        return ""
    return reverse("entry-recognition-file", args=[entry.campaign.slug, entry.id])


def _journal(account: Account | None, entry: Initiative) -> str:
    """The address of all that was done to the entry, for one who may read the journal."""
    if not allowed(account, Verb.SEE_JOURNAL, entry.unit_path):
        return ""
    return reverse("journal-record", args=[entry.campaign.slug, PLACES[Kind.ENTRY], entry.id])


def _facts(detail: EntryDetail) -> dict[str, str]:
    entry = detail.entry
    channel = _(CHANNELS[entry.channel])
    nobody = _("the sender, without log-in") if entry.channel == "web" else _("The system")
    return {
        "applied": entry_words.applied_words(entry),
        "recognition": entry_words.recognition_words(entry),
        "benefit": entry_words.benefit_words(entry),
        "field": entry_words.choice_name(entry.campaign.fields, entry.field),
        "member_kind": entry_words.choice_name(entry.campaign.member_kinds, entry.member_kind),
        "channel": channel,
        "behalf": why_for_another(entry.behalf, entry.on_behalf),
        "entered_by": str(entry.entered_by) if entry.entered_by else nobody,
    }
