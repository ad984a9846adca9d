"""Register initiatives: the one way in, whichever door they come from.

One transaction: idempotency by a unique key, storing, screening, counting, journal.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import connection

from sangkien.actions.access import require, require_somewhere
from sangkien.actions.attempts import retried
from sangkien.actions.comparing import New
from sangkien.actions.duplicates import link_copies, lock_keys, text_of
from sangkien.actions.journal import By, Line, record
from sangkien.actions.screening import DUPLICATE_RULES, apply_rules, open_findings
from sangkien.actions.standing import count_new, recounted
from sangkien.actions.storing import Stored, store_entries
from sangkien.adapters.engine import engine
from sangkien.adapters.store import store_for
from sangkien.core.entry import Entry, Outcome, content_hash
from sangkien.core.permissions import Verb
from sangkien.core.receipts import receipt_number
from sangkien.core.refusal import Refusal
from sangkien.core.screening.rule import Found, Severity
from sangkien.models import Campaign, Finding, Initiative
from sangkien.queries.history import history_of_new
from sangkien.queries.joining import Joined
from sangkien.queries.objections import is_by_another
from sangkien.queries.registered import Registered, registered_under
from sangkien.queries.scope import home_unit
from sangkien.queries.screening import (
    Case,
    Filed,
    Standards,
    cases_of,
    counted_units,
    shares_of,
    standards_of,
)
from sangkien.queries.units import changed_since

WEB, SHEET, API = Initiative.Channel.WEB, Initiative.Channel.SHEET, Initiative.Channel.API


@dataclass(frozen=True, slots=True)
class Filing:
    """How entries come in: by whom, through which door, for whom."""

    by: By
    channel: Initiative.Channel
    on_behalf: str = ""
    behalf: str = ""  # the reason as a code of core.behalf
    desk_id: int | None = None  # the unit that brings a list
    identity_confirmed: bool = False


def register_initiative(campaign: Campaign, entry: Entry, filing: Filing) -> Outcome:
    """Register one initiative and return its receipt.

    The same key with the same content returns the first receipt (kind "again"). Raises Refusal
    `ref-taken` where the key is known with other content, `ref-withdrawn` where the known entry
    was withdrawn, `not-allowed`, `form-closed`.
    """
    (outcome,) = register_batch(campaign, [entry], filing)
    if outcome.kind == "conflict":
        token = outcome.receipt_token if _sent_before(outcome.entry_id, filing) else ""
        raise Refusal("ref-taken", receipt=outcome.receipt, token=token)
    if outcome.kind == "withdrawn":
        raise Refusal("ref-withdrawn", receipt=outcome.receipt)
    return outcome


def _sent_before(entry_id: int, filing: Filing) -> bool:
    """Whether the stored entry came from this sender: a guessed key opens no other's receipt."""
    came = {"entered_by": filing.by.account, "channel": filing.channel}
    return Initiative.objects.filter(id=entry_id, **came).exists()


def register_batch(campaign: Campaign, entries: Sequence[Entry], filing: Filing) -> list[Outcome]:
    """Register entries in one transaction; return what became of each, in their order.

    All or nothing: an exception leaves no trace. Meant for up to some hundred entries.
    """
    _require_filing(campaign, entries, filing)
    return _register(campaign, entries, filing)


@retried
def _register(campaign: Campaign, entries: Sequence[Entry], filing: Filing) -> list[Outcome]:
    hashes = [content_hash(entry) for entry in entries]
    standards = standards_of(campaign)
    counted = counted_units(standards.workplaces, entries, filing.by.now)
    texts = [text_of(entry, unit) for entry, unit in zip(entries, counted, strict=True)]
    read = [New(*each) for each in zip(texts, engine().read(texts), strict=True)]
    locked = lock_keys(entries, (each.read for each in read))
    store_for(connection).lock_filing(campaign.id, locked)
    if changed := changed_since([*counted, *(entry.ticked for entry in entries)]):
        # a unit moved or got another name while we waited; from here on it cannot
        campaign.owner.refresh_from_db(fields=["path"])
        as_it_is = [replace(e, ticked=changed.get(e.ticked.id, e.ticked)) for e in entries]
        return _register(campaign, as_it_is, filing)
    known = registered_under(campaign.id, {entry.client_ref for entry in entries})
    new = _first_of_each(entries, known.keys())
    stored, first_authors = store_entries(
        campaign,
        [Stored(entries[k], counted[k], hashes[k]) for k in new],
        filing.by,
        came={
            "channel": filing.channel,
            "on_behalf": filing.on_behalf,
            "behalf": filing.behalf,
            "desk_id": filing.desk_id or _desk_of(campaign, filing),
            "identity_confirmed": filing.identity_confirmed,
        },
    )
    record(filing.by, [_registered(campaign, one, first_authors.get(one.id)) for one in stored])
    filed = [
        Filed(initiative, shares_of(entries[k]), entries[k].ticked, counted[k])
        for k, initiative in zip(new, stored, strict=True)
    ]
    found = _screen_and_count(standards, filed, [read[k] for k in new], filing.by)
    known |= {entry.client_ref or "": _as_registered(entry) for entry in stored}
    return [
        _outcome(
            campaign,
            known[entry.client_ref],
            hashes[k],
            is_new=k in new,
            findings=found.get(known[entry.client_ref].id, []),
        )
        for k, entry in enumerate(entries)
    ]


def _desk_of(campaign: Campaign, filing: Filing) -> int | None:
    """Where whoever enters for another works; of one's own nothing is kept."""
    is_for_another = filing.by.account is not None and (filing.behalf or filing.on_behalf)
    return home_unit(filing.by.account, campaign).id if is_for_another else None


def _as_registered(entry: Initiative) -> Registered:
    return Registered(entry.id, str(entry.receipt_token), entry.state, entry.content_hash)


def _first_of_each(entries: Sequence[Entry], known: Collection[str]) -> list[int]:
    """The positions of what is new, of a key that comes more than once the first."""
    first: dict[str, int] = {}
    for position, entry in enumerate(entries):
        if entry.client_ref not in known:
            first.setdefault(entry.client_ref, position)
    return sorted(first.values())


def _require_filing(campaign: Campaign, entries: Sequence[Entry], filing: Filing) -> None:
    if filing.by.is_visitor:
        if filing.channel != WEB or not campaign.public_form:
            raise Refusal("form-closed")
    elif filing.channel == SHEET:
        for path in {entry.ticked.path for entry in entries}:
            require(filing.by, Verb.IMPORT, path)
    else:
        # any unit of the campaign may be ticked, not only one's own: screening tells
        require_somewhere(filing.by, Verb.REGISTER, campaign.owner.path)


def _screen_and_count(
    standards: Standards, filed: Sequence[Filed], read: Sequence[New], by: By
) -> dict[int, list[Finding]]:
    """Screen the new entries, and anew the older ones they turn out to be copies of."""
    if not filed:
        return {}
    campaign, new = standards.campaign, {entry.initiative.id: entry.initiative for entry in filed}
    joined = link_copies(campaign, dict(zip(new, read, strict=True)))
    found: dict[int, list[Finding]] = {entry_id: [] for entry_id in new}
    for finding in open_findings(campaign, cases_of(filed, standards, joined.clusters), by=by):
        found[finding.initiative_id].append(finding)
    if joined.changed:
        _screen_again(campaign, joined, set(new), by)
    histories = {entry_id: history_of_new(new[entry_id], found[entry_id]) for entry_id in new}
    count_new(campaign, histories, standards.phases)
    return found


def _screen_again(campaign: Campaign, joined: Joined, new: set[int], by: By) -> None:
    with recounted(campaign, joined.changed, is_held=True):
        apply_rules(
            campaign,
            joined.changed,
            by=by,
            rules=DUPLICATE_RULES,
            opened_at=lambda case: _met_at(case, new),
            clusters=joined.clusters,
        )


def _registered(campaign: Campaign, entry: Initiative, first_author: int | None) -> Line:
    return Line(
        "registered",
        campaign_id=campaign.id,
        initiative_id=entry.id,
        unit_id=entry.unit_id,
        unit_path=entry.unit_path,
        reason=entry.on_behalf,
        occurred_at=entry.occurred_at,
        for_person_id=first_author if is_by_another(entry) else None,
        details={"channel": str(entry.channel), "ticked": entry.ticked_unit_id}
        | ({"behalf": entry.behalf} if entry.behalf else {}),
    )


def _met_at(case: Case, new: set[int]) -> datetime:
    """When an older entry turned out to be a copy: as soon as it and a new one had been filed."""
    members = case.cluster.members if case.cluster else ()
    arrivals = [member.occurred_at for member in members if member.id in new]
    return max([case.initiative.occurred_at, *sorted(arrivals)[:1]])


def _outcome(
    campaign: Campaign,
    entry: Registered,
    sent_hash: str,
    *,
    is_new: bool,
    findings: Sequence[Finding],
) -> Outcome:
    return Outcome(
        kind="new" if is_new else entry.kind_for(sent_hash),
        entry_id=entry.id,
        receipt=receipt_number(campaign.receipt_prefix, entry.id),
        receipt_token=entry.receipt_token,
        findings=tuple(Found(f.rule, f.reason, Severity(f.severity), f.details) for f in findings),
    )
