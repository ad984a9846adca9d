"""End what members were asked to repair, where a decision makes it void."""

from collections.abc import Collection

from sangkien.actions.journal import By
from sangkien.models import Finding, RepairRequest


def end_repairs(
    entry_ids: Collection[int],
    by: By,
    *,
    outcome: RepairRequest.Outcome = RepairRequest.Outcome.DECIDED,
) -> int:
    """End the open requests about these entries; return how many there were. One statement."""
    return RepairRequest.objects.filter(initiative__in=entry_ids, ended_at=None).update(
        ended_at=by.now, ended_by=by.account, outcome=outcome
    )


def end_answered_repairs(entry_ids: Collection[int], by: By) -> None:
    """End the requests of which every finding they are about was decided. Three statements.

    One that is about no finding waits for the member whatever is decided.
    """
    asked = RepairRequest.objects.filter(initiative__in=entry_ids, ended_at=None)
    about = {row.initiative_id: set(row.rules) for row in asked if row.rules}
    if not about:
        return
    still_open = Finding.objects.filter(initiative__in=about, state=Finding.State.OPEN)
    for entry_id, rule in still_open.values_list("initiative_id", "rule"):
        if rule in about.get(entry_id, ()):
            del about[entry_id]
    end_repairs(about, by)
