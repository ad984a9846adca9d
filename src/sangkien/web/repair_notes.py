"""What of the repairs waits, on an officer's first page: each number leads to its list."""

from django.utils.translation import ngettext

from sangkien.core.reading.numbers import format_number
from sangkien.core.repairs import Stage
from sangkien.queries.campaigns import Campaign
from sangkien.queries.repairs import RepairCounts
from sangkien.web.next_steps import room


def repair_notes(campaign: Campaign, counts: RepairCounts) -> list[tuple[str, str]]:
    """Return (sentence, address of the list of just these) for what waits, the late ones first."""
    told = (
        (
            Stage.BACK,
            counts.back,
            ngettext(
                "%(count)s entry came back repaired; look at it again.",
                "%(count)s entries came back repaired; look at them again.",
                counts.back,
            ),
        ),
        (
            Stage.OVERDUE,
            counts.overdue,
            ngettext(
                "%(count)s entry was not repaired in time.",
                "%(count)s entries were not repaired in time.",
                counts.overdue,
            ),
        ),
        (
            Stage.ASKED,
            counts.asked,
            ngettext(
                "%(count)s entry waits for its member to repair it.",
                "%(count)s entries wait for their members to repair them.",
                counts.asked,
            ),
        ),
    )
    return [
        (said % {"count": format_number(count)}, room("entries", campaign, repair=str(stage)))
        for stage, count, said in told
        if count
    ]
