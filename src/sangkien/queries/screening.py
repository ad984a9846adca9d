"""Fetch what the screening rules need to know of stored entries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate

from sangkien.core.entry import Entry
from sangkien.core.facts import Candidate, Facts, PhaseWindow, UnitFact, Window, WorkplaceFact
from sangkien.core.screening.doubts import is_asked
from sangkien.core.screening.rule import Found
from sangkien.core.screening.run import RULES, screen
from sangkien.models import Author, Campaign, Initiative
from sangkien.queries.duplicates import Cluster, clusters_of
from sangkien.queries.sql import rows
from sangkien.queries.units import unit_fact
from sangkien.queries.workplaces import Workplaces

_PHASES = """
SELECT number, title, opens_on, closes_on FROM sangkien_phase
WHERE campaign_id = %s ORDER BY number
"""


@dataclass(frozen=True, slots=True)
class Standards:
    """What entries of a campaign are held against; read once for a batch of them."""

    campaign: Campaign
    phases: tuple[PhaseWindow, ...]
    workplaces: Workplaces


@dataclass(frozen=True, slots=True)
class Filed:
    """One stored entry with what stands in other tables."""

    initiative: Initiative
    shares_percent: tuple[float, ...]
    ticked: UnitFact
    counted: UnitFact


@dataclass(frozen=True, slots=True)
class Case:
    """One stored entry with all that the rules may know of it."""

    initiative: Initiative
    candidate: Candidate
    facts: Facts
    cluster: Cluster | None


def standards_of(campaign: Campaign) -> Standards:
    """Return the phases, the places and the rules about workplaces. Three queries."""
    phases = tuple(
        PhaseWindow(number, title, Window(opens_on, closes_on))
        for number, title, opens_on, closes_on in rows(_PHASES, (campaign.id,))
    )
    return Standards(campaign, phases, Workplaces(campaign.owner))


def counted_units(
    workplaces: Workplaces, entries: Sequence[Entry], now: datetime
) -> list[UnitFact]:
    """Return the unit that counts: the registered workplace where it is below the ticked unit."""
    facts = workplaces.facts((e.workplace, e.ticked, localdate(now)) for e in entries)
    return [
        fact.unit
        if fact and fact.unit and fact.because == "registry" and fact.unit.is_under(entry.ticked)
        else entry.ticked
        for entry, fact in zip(entries, facts, strict=True)
    ]


def shares_of(entry: Entry) -> tuple[float, ...]:
    return tuple(float(author.share_percent) for author in entry.authors)


def doubts_of(campaign: Campaign, entry: Entry, now: datetime) -> tuple[Found, ...]:
    """Return what the rules about which a sender is asked find in an entry not stored yet."""
    standards = standards_of(campaign)
    (counted,) = counted_units(standards.workplaces, [entry], now)
    filed_on = localdate(entry.occurred_at or now)
    (workplace,) = standards.workplaces.facts([(entry.workplace, counted, filed_on)])
    candidate = Candidate(
        title=entry.title,
        description=entry.description,
        effect=entry.effect,
        benefit_raw=entry.benefit_raw,
        applied_on=entry.applied_on,
        applied_precision=entry.applied_precision,
        recognised_by=entry.recognised_by,
        recognition_number=entry.recognition_number,
        recognised_on=entry.recognised_on,
        shares_percent=shares_of(entry),
        workplace=entry.workplace,
        ticked=entry.ticked,
        counted=counted,
        filed_on=filed_on,
        is_secret=entry.is_secret,
    )
    facts = Facts(campaign.window, standards.phases, workplace)
    asked = {code: rule for code, rule in RULES.items() if is_asked(rule)}
    return screen(candidate, facts, overrides=campaign.rules, rules=asked)


def cases(
    campaign: Campaign, entry_ids: Collection[int], clusters: Iterable[Cluster] | None = None
) -> list[Case]:
    """Return the entries ready for screening, by id. The queries do not grow with their number.

    `clusters` are theirs, where they were read already.
    """
    entries = (
        Initiative.objects.filter(id__in=entry_ids)
        .select_related("ticked_unit", "unit")
        .order_by("id")
    )
    shares = _shares(entry_ids)
    filed = [
        Filed(entry, shares[entry.id], unit_fact(entry.ticked_unit), unit_fact(entry.unit))
        for entry in entries
    ]
    if clusters is None:
        clusters = clusters_of(entry_ids)
    return cases_of(filed, standards_of(campaign), clusters)


def cases_of(
    filed: Sequence[Filed], standards: Standards, clusters: Iterable[Cluster]
) -> list[Case]:
    """Return entries at hand ready for screening, in their order; `clusters` are theirs."""
    candidates = [_candidate(entry) for entry in filed]
    workplaces = standards.workplaces.facts(
        (c.workplace, c.counted, c.filed_on) for c in candidates
    )
    cluster_of = {member.id: cluster for cluster in clusters for member in cluster.members}
    return [
        _case(entry.initiative, candidate, workplace, standards, cluster_of)
        for entry, candidate, workplace in zip(filed, candidates, workplaces, strict=True)
    ]


def _case(
    initiative: Initiative,
    candidate: Candidate,
    workplace: WorkplaceFact | None,
    standards: Standards,
    cluster_of: Mapping[int, Cluster],
) -> Case:
    cluster = cluster_of.get(initiative.id)
    facts = Facts(
        window=standards.campaign.window,
        phases=standards.phases,
        workplace=workplace,
        duplicate=cluster.duplicate_of(initiative.id) if cluster else None,
    )
    return Case(initiative, candidate, facts, cluster)


def _shares(entry_ids: Collection[int]) -> defaultdict[int, tuple[float, ...]]:
    found: defaultdict[int, tuple[float, ...]] = defaultdict(tuple)
    rows = Author.objects.filter(initiative__in=entry_ids).order_by("initiative", "position")
    for entry_id, share in rows.values_list("initiative_id", "share_percent"):
        found[entry_id] += (float(share),)
    return found


def _candidate(filed: Filed) -> Candidate:
    entry = filed.initiative
    return Candidate(
        title=entry.title,
        description=entry.description,
        effect=entry.effect,
        benefit_raw=entry.benefit_raw,
        applied_on=entry.applied_on,
        applied_precision=entry.applied_precision,
        recognised_by=entry.recognised_by,
        recognition_number=entry.recognition_number,
        recognised_on=entry.recognised_on,
        shares_percent=filed.shares_percent,
        workplace=entry.workplace,
        ticked=filed.ticked,
        counted=filed.counted,
        filed_on=localdate(entry.occurred_at),
        is_secret=entry.is_secret,
    )
