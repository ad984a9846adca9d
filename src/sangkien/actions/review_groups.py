"""What officers decide on many entries at once."""

from collections.abc import Mapping
from dataclasses import dataclass

from sangkien.actions.access import require
from sangkien.actions.attempts import retried
from sangkien.actions.holding import hold_clusters
from sangkien.actions.journal import By
from sangkien.actions.review import ENDED, move_initiative
from sangkien.core.permissions import Verb
from sangkien.models import Initiative, Unit

__all__ = ["MOST_AT_ONCE", "Moved", "move_group"]

MOST_AT_ONCE = 200  # entries of one decision: a request stays short


@dataclass(frozen=True, slots=True)
class Moved:
    """How many entries moved; `skipped` had been moved or closed by somebody meanwhile."""

    count: int
    skipped: int


@retried
def move_group(moves: Mapping[int, Unit], *, reason: str, by: By) -> Moved:
    """Let each entry (by id) count at its unit, each with its line in the journal; all or none.

    Raises Refusal `not-allowed` at any of the units, `outside-campaign`.
    """
    for path in {unit.path for unit in moves.values()}:
        require(by, Verb.MOVE, path)
    entries = Initiative.objects.filter(id__in=moves).select_related("campaign__owner")
    # all at once: one after the other would leave the order of locks
    hold_clusters(set(entries.values_list("campaign_id", flat=True)), moves.keys())
    count = 0
    for entry in entries.order_by("id"):
        to = moves[entry.id]
        if entry.unit_id != to.id and entry.state not in ENDED:
            move_initiative(entry, to, reason=reason, by=by)
            count += 1
    return Moved(count, len(moves) - count)
