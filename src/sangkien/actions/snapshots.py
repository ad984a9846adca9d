"""Freeze a table as it was published."""

from datetime import date

from django.db import transaction
from django.utils.timezone import localdate

from sangkien.actions.access import require
from sangkien.actions.journal import By, Line, record
from sangkien.core.permissions import Verb
from sangkien.core.progress.canonical import canonical, sha256_of
from sangkien.core.progress.days import require_table_day
from sangkien.core.progress.table import Basis
from sangkien.models import Campaign, Snapshot, Unit
from sangkien.queries.campaigns import filing_window
from sangkien.queries.goals import ASSIGNED
from sangkien.queries.progress_table import progress_table


@transaction.atomic
def take_snapshot(
    campaign: Campaign,
    unit: Unit,
    day: date,
    by: By,
    *,
    basis: Basis | None = None,
    kind: str = ASSIGNED,
) -> Snapshot:
    """Store the progress table of `unit` as of `day` with its moment, rule version and hash.

    Nothing recorded later changes it. Raises Refusal `not-allowed`, `table-day-ahead`,
    `table-day-early`.
    """
    require(by, Verb.SNAPSHOT, unit.path)
    require_table_day(day, today=localdate(by.now), filing=filing_window(campaign))
    table = progress_table(campaign, unit, on=day, basis=basis, kind=kind)
    text = canonical(table, taken_at=by.now)
    snapshot = Snapshot.objects.create(
        campaign=campaign,
        unit=unit,
        report="progress",
        day=day,
        canonical=text,
        sha256=sha256_of(text),
        rules_version=campaign.rules_version,
        taken_by=by.account,
        taken_at=by.now,
    )
    record(
        by,
        [
            Line(
                "snapshot-taken",
                campaign_id=campaign.id,
                unit_id=unit.id,
                unit_path=unit.path,
                details={"snapshot": snapshot.id, "sha256": snapshot.sha256},
            )
        ],
    )
    return snapshot
