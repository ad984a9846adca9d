"""Enter the decision that recognises an initiative: the list came first, the files later."""

from datetime import date

from sangkien.actions.access import require
from sangkien.actions.attachments import attach_recognition
from sangkien.actions.attempts import retried
from sangkien.actions.journal import By, Line, record
from sangkien.actions.screening import apply_rules
from sangkien.actions.standing import recounted
from sangkien.actions.verdicts import look_again
from sangkien.core.journal import changes_between
from sangkien.core.permissions import Verb
from sangkien.core.screening.run import RULES
from sangkien.models import Initiative

ABOUT_RECOGNITION = {"not-recognised": RULES["not-recognised"]}


@retried
def record_recognition(
    entry: Initiative,
    *,
    recognised_by: str,
    number: str,
    day: date,
    attachment: tuple[bytes, str] | None = None,
    by: By,
) -> None:
    """Enter or correct by whom ("council", "head"), under which number and when it was recognised.

    What was typed at filing is kept; a file (content, kind) takes the place of an earlier one.
    Raises Refusal `not-allowed`, `entry-ended`.
    """
    require(by, Verb.MEND, entry.unit_path)
    with recounted(entry.campaign, {entry.id}):
        look_again(entry, by, Verb.MEND)
        before = _recognition(entry)
        entry.recognised_by, entry.recognition_number = recognised_by, number
        entry.recognised_on = day
        if _recognition(entry) != before:
            entry.save(update_fields=["recognised_by", "recognition_number", "recognised_on"])
            _tell(entry, before, by)
        if attachment is not None:
            attach_recognition(entry.id, *attachment, by=by)
        apply_rules(
            entry.campaign,
            {entry.id},
            by=by,
            rules=ABOUT_RECOGNITION,
            opened_at=lambda _: by.occurred_at,
        )


def _tell(entry: Initiative, before: dict[str, str | None], by: By) -> None:
    line = Line(
        "recognition-recorded",
        campaign_id=entry.campaign_id,
        initiative_id=entry.id,
        changes=changes_between(before, _recognition(entry)),
    )
    record(by, [line])


def _recognition(entry: Initiative) -> dict[str, str | None]:
    day = entry.recognised_on
    return {
        "recognised_by": entry.recognised_by or None,
        "recognition_number": entry.recognition_number or None,
        "recognised_on": day.isoformat() if day else None,
    }
