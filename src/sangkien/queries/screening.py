"""Fetch what the screening rules need to know of stored entries."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.utils.timezone import localdate

from sangkien.core.facts import Candidate, Facts
from sangkien.models import Author, Campaign, Initiative
from sangkien.queries.duplicates import Cluster, clusters_of
from sangkien.queries.units import unit_fact
from sangkien.queries.workplaces import Workplaces


@dataclass(frozen=True, slots=True)
class Case:
    """One stored entry with all that the rules may know of it."""

    initiative: Initiative
    candidate: Candidate
    facts: Facts
    cluster: Cluster | None


def cases(campaign: Campaign, entry_ids: Collection[int]) -> list[Case]:
    """Return the entries ready for screening, by id. The queries do not grow with their number."""
    entries = list(
        Initiative.objects.filter(id__in=entry_ids)
        .select_related("ticked_unit", "unit")
        .order_by("id")
    )
    shares = _shares(entry_ids)
    candidates = [_candidate(entry, shares[entry.id]) for entry in entries]
    workplaces = Workplaces(campaign.owner).facts(
        (c.workplace, c.counted, c.filed_on) for c in candidates
    )
    phases = tuple(phase.window for phase in campaign.phases.all())
    cluster_of = {
        member.id: cluster for cluster in clusters_of(entry_ids) for member in cluster.members
    }
    return [
        Case(
            initiative=entry,
            candidate=candidate,
            facts=Facts(
                window=campaign.window,
                phases=phases,
                workplace=workplace,
                duplicate=cluster.duplicate_of(entry.id) if cluster else None,
            ),
            cluster=cluster,
        )
        for entry, candidate, workplace, cluster in zip(
            entries,
            candidates,
            workplaces,
            (cluster_of.get(entry.id) for entry in entries),
            strict=True,
        )
    ]


def _shares(entry_ids: Collection[int]) -> defaultdict[int, tuple[float, ...]]:
    found: defaultdict[int, tuple[float, ...]] = defaultdict(tuple)
    rows = Author.objects.filter(initiative__in=entry_ids).order_by("initiative", "position")
    for entry_id, share in rows.values_list("initiative_id", "share_percent"):
        found[entry_id] += (float(share),)
    return found


def _candidate(entry: Initiative, shares: tuple[float, ...]) -> Candidate:
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
        shares_percent=shares,
        workplace=entry.workplace,
        ticked=unit_fact(entry.ticked_unit),
        counted=unit_fact(entry.unit),
        filed_on=localdate(entry.occurred_at),
        is_secret=entry.is_secret,
    )
