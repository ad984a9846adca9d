"""Screen a whole campaign again, chunk by chunk; what is done stays done if it is stopped.

Each chunk is one transaction that holds what it changed and how far the run is. So a process
killed half-way loses nothing, and two that run the same share its chunks.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from sangkien.actions.access import require
from sangkien.actions.attempts import retried
from sangkien.actions.journal import By, Line, record
from sangkien.actions.screening import Difference, apply_rules
from sangkien.actions.standing import recounted
from sangkien.core.permissions import Verb
from sangkien.core.screening.run import RULES
from sangkien.models import Campaign, ScreeningRun
from sangkien.queries.initiatives import count_of, ids_after
from sangkien.queries.rescreening import unfinished_run

AT_A_TIME = 250  # entries per transaction

Progress = Callable[[int, int], object]  # entries done, entries in all


@transaction.atomic
def start_rescreening(campaign: Campaign, by: By, *, rule: str = "") -> ScreeningRun:
    """Return the run to bring to its end: one under way by the rules as they stand, else a new one.

    `rule` is the only rule to run, "" for all. Raises Refusal `not-allowed`; KeyError for a rule
    that there is not.
    """
    require(by, Verb.RESCREEN, campaign.owner.path)
    if rule:
        RULES[rule]
    # one at a time: two clicks begin one run
    held = Campaign.objects.select_for_update(of=("self",), no_key=True).get(id=campaign.id)
    if under_way := unfinished_run(held, rule=rule):
        return under_way
    run = ScreeningRun.objects.create(
        campaign=held,
        rules_version=held.rules_version,
        rule=rule,
        by=by.account,
        started_at=by.now,
        total=count_of(held),
    )
    record(by, [_told("rescreening-started", run, rule=rule)])
    return run


def run_rescreening(
    run_id: int,
    by: By,
    *,
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
) -> ScreeningRun:
    """Screen the entries of the run not screened yet; return the run, ended unless stopped.

    May be called again at any time, also while another process is at the same run. What is found
    counts from now on: the past stays as it was. Raises Refusal `not-allowed`.
    """
    run = _next_chunk(run_id, by)
    while run.finished_at is None:
        if progress:
            progress(run.done, run.total)
        if stop and stop():
            return run
        run = _next_chunk(run_id, by)
    if progress:
        progress(run.done, run.total)
    return run


@retried
def _next_chunk(run_id: int, by: By) -> ScreeningRun:
    runs = ScreeningRun.objects.select_for_update(of=("self",))
    run = runs.select_related("campaign__owner").get(id=run_id)
    require(by, Verb.RESCREEN, run.campaign.owner.path)
    if run.finished_at is not None:
        return run
    ids = ids_after(run.campaign, run.last_id, most=AT_A_TIME)
    if ids:
        run.changes = _added(run.changes, _screened(run, ids, by))
        run.last_id = ids[-1]
        run.done += len(ids)
        run.total = max(run.total, run.done)  # entries came in meanwhile
    else:
        run.finished_at = timezone.now()
        run.total = run.done
        record(by, [_told("rescreened", run, changes=run.changes)])
    run.save(update_fields=["changes", "last_id", "done", "total", "finished_at"])
    return run


def _told(verb: str, run: ScreeningRun, **details: Any) -> Line:
    line = Line(verb, campaign_id=run.campaign_id, unit_path=run.campaign.owner.path)
    return replace(line, details={"run": run.id, **details})


def _screened(run: ScreeningRun, ids: list[int], by: By) -> list[Difference]:
    rules = {run.rule: RULES[run.rule]} if run.rule else RULES
    with recounted(run.campaign, ids):
        return apply_rules(
            run.campaign, ids, by=by, rules=rules, opened_at=lambda _: by.occurred_at
        )


def _added(
    changes: dict[str, dict[str, int]], differences: Iterable[Difference]
) -> dict[str, dict[str, int]]:
    """The changes with the differences counted in: rule → kind → number."""
    total = Counter(
        {(rule, kind): n for rule, kinds in changes.items() for kind, n in kinds.items()}
    )
    total.update((one.rule, one.kind) for one in differences)
    added: dict[str, dict[str, int]] = {}
    for (rule, kind), n in sorted(total.items()):
        added.setdefault(rule, {})[kind] = n
    return added
