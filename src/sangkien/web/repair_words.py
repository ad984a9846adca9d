"""What members were asked to repair, in words for the pages that show it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from sangkien.core.repairs import STAGE_NAMES, Stage, stage_of
from sangkien.queries.repairs import RepairRequest
from sangkien.web.finding_words import rule_title


@dataclass(frozen=True, slots=True)
class Asked:
    """An open request as a page shows it."""

    stage: Stage
    stage_name: str
    note: str
    about: tuple[str, ...]  # titles of the findings
    due_on: date
    at: datetime
    who: str
    desk: str
    repaired_at: datetime | None


def asked_shown(request: RepairRequest | None, today: date) -> Asked | None:
    """Return the request in words."""
    if request is None:
        return None
    stage = stage_of(request.due_on, is_repaired=request.repaired_at is not None, today=today)
    return Asked(
        stage=stage,
        stage_name=_(STAGE_NAMES[stage]),
        note=request.note,
        about=tuple(rule_title(rule) for rule in request.rules),
        due_on=request.due_on,
        at=request.asked_at,
        who=str(request.asked_by or _("The system")),
        desk=request.desk.short_name if request.desk else "",
        repaired_at=request.repaired_at,
    )
