"""Everything about one entry, for one who may see it; a stub of its copy, for one who may not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from sangkien.core.permissions import Verb, paths_of
from sangkien.core.receipts import receipt_number
from sangkien.models import (
    Account,
    Author,
    Campaign,
    Finding,
    Initiative,
    JournalLine,
    PersonalDetail,
    Unit,
)
from sangkien.queries.passings import Passed, passed
from sangkien.queries.people import author_names
from sangkien.queries.scope import allowed, reaches_of, visible_entries
from sangkien.queries.stubs import Desk, desks_of

__all__ = [
    "AuthorShare",
    "Copy",
    "EntryDetail",
    "Finding",
    "Initiative",
    "JournalLine",
    "detail_of",
    "may_read_secret",
    "reads_secrets",
    "visible_entry",
]

VERDICTS = ("accepted", "rejected", "reopened")


@dataclass(frozen=True, slots=True)
class AuthorShare:
    name: str  # "" once the person was erased
    share_percent: Decimal
    person_id: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Copy:
    """The other entry of a pair: title, unit, moment and desk; more for one who may see it."""

    title: str
    unit: str
    filed_at: datetime
    receipt: str = ""
    entry: Initiative | None = None  # None: counted where the reader may not look
    authors: tuple[str, ...] = ()
    desk: Desk | None = None  # whom to ask where it is not


@dataclass(frozen=True, slots=True)
class EntryDetail:
    """One entry with what people and rules said of it; findings open first, lines oldest first."""

    entry: Initiative
    receipt: str
    authors: tuple[AuthorShare, ...]
    findings: tuple[Finding, ...]
    copies: dict[int, Copy]  # finding → the entry it points at
    lines: tuple[JournalLine, ...]
    units: dict[int, Unit]  # those findings and lines name
    verdict: str  # the last one: "", or one of VERDICTS
    passed: dict[int, Passed] = field(default_factory=dict)  # finding → how it was passed up


def visible_entry(account: Account | None, campaign: Campaign, entry_id: int) -> Initiative | None:
    """Return the entry if it is of this campaign and the account may see it, else None."""
    found = visible_entries(account, campaign).filter(id=entry_id)
    return found.select_related("campaign__owner", "unit", "ticked_unit", "entered_by").first()


def detail_of(account: Account | None, entry: Initiative) -> EntryDetail:
    """Return all there is to show of the entry. Eight queries at the most."""
    findings = _findings(entry)
    lines = tuple(
        JournalLine.objects.filter(initiative_id=entry.id)
        .select_related("by", "campaign")
        .order_by("id")
    )
    verdicts = [line.verb for line in lines if line.verb in VERDICTS]
    return EntryDetail(
        entry=entry,
        receipt=receipt_number(entry.campaign.receipt_prefix, entry.id),
        authors=_authors(entry),
        findings=findings,
        copies=_copies(account, entry.campaign, findings),
        lines=lines,
        units=Unit.objects.in_bulk(_units_named(findings, lines)),
        verdict=verdicts[-1] if verdicts else "",
        passed=passed(findings),
    )


def may_read_secret(account: Account | None, entry: Initiative) -> bool:
    """Return whether the account may read what a secret entry describes.

    Only officers of the counting unit's own branch may, not those who run the whole campaign.
    """
    return reads_secrets(account, entry.campaign, entry.unit_path)


def reads_secrets(account: Account | None, campaign: Campaign, unit_path: str) -> bool:
    """Return whether the account may read secrets of what counts at the unit."""
    owner = campaign.owner.path
    return any(
        unit_path.startswith(path) and (len(path) > len(owner) or unit_path == owner)
        for path in paths_of(reaches_of(account), Verb.READ_SECRETS)
    )


def _findings(entry: Initiative) -> tuple[Finding, ...]:
    order = {state: place for place, state in enumerate(Finding.State.values)}
    found = Finding.objects.filter(initiative=entry).order_by("rule")
    return tuple(sorted(found, key=lambda finding: order[finding.state]))


def _authors(entry: Initiative) -> tuple[AuthorShare, ...]:
    details = PersonalDetail.objects.filter(initiative=entry).order_by("id")
    names = dict(details.values_list("person_id", "name"))
    authors = Author.objects.filter(initiative=entry).order_by("position")
    return tuple(
        AuthorShare(names.get(person_id, ""), share, person_id)
        for person_id, share in authors.values_list("person_id", "share_percent")
    )


def _copies(
    account: Account | None, campaign: Campaign, findings: Iterable[Finding]
) -> dict[int, Copy]:
    other_of = {f.id: f.details["other_id"] for f in findings if "other_id" in f.details}
    others = Initiative.objects.select_related("unit", "campaign__owner").in_bulk(
        set(other_of.values())
    )
    seen = {
        other_id
        for other_id, other in others.items()
        if allowed(account, Verb.SEE_ENTRIES, other.unit_path)
    }
    names = author_names(list(seen)) if seen else {}
    desks = desks_of([other.unit for other_id, other in others.items() if other_id not in seen])
    return {
        finding_id: _copy(campaign, others[other_id], names[other_id])
        if other_id in seen
        else _stub(others[other_id], desks)
        for finding_id, other_id in other_of.items()
        if other_id in others
    }


def _copy(campaign: Campaign, other: Initiative, names: list[str]) -> Copy:
    return Copy(
        title=other.title,
        unit=other.unit.short_name,
        filed_at=other.occurred_at,
        receipt=receipt_number(campaign.receipt_prefix, other.id),
        entry=other,
        authors=tuple(names),
    )


def _stub(other: Initiative, desks: Mapping[int, Desk]) -> Copy:
    return Copy(
        title=other.title,
        unit=other.unit.short_name,
        filed_at=other.occurred_at,
        desk=desks[other.unit_id],
    )


def _units_named(findings: Iterable[Finding], lines: Iterable[JournalLine]) -> set[int]:
    ids = {finding.details.get("expected_id") for finding in findings}
    for line in lines:
        ids |= {line.unit_id, line.details.get("from")}
    return {unit_id for unit_id in ids if unit_id is not None}
