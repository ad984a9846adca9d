"""Runs that screened a campaign again, and whether one is needed."""

from sangkien.models import Campaign, ScreeningRun
from sangkien.queries.scope import Reader, visible_to

__all__ = ["ScreeningRun", "latest_run", "needs_rescreening", "run_by_id", "unfinished_run"]


def run_by_id(reader: Reader, run_id: int) -> ScreeningRun | None:
    runs = visible_to(reader, ScreeningRun.objects.select_related("campaign__owner", "by"))
    return runs.filter(id=run_id).first()


def latest_run(campaign: Campaign) -> ScreeningRun | None:
    """Return the last run by all rules, under way or ended. One query."""
    return campaign.screening_runs.filter(rule="").order_by("-id").first()


def unfinished_run(campaign: Campaign, *, rule: str = "") -> ScreeningRun | None:
    """Return a run under way that began after the last change of what entries are held against."""
    run = campaign.screening_runs.filter(rule=rule).order_by("-id").first()
    is_under_way = run is not None and run.finished_at is None
    return run if is_under_way and not needs_rescreening(campaign, run) else None


def needs_rescreening(campaign: Campaign, latest: ScreeningRun | None) -> bool:
    """Return whether the rules or days changed after the `latest` run began."""
    changed_at = campaign.standards_changed_at
    return changed_at is not None and (latest is None or latest.started_at < changed_at)
