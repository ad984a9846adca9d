"""Ask a member to repair an entry, take that back, repair it, and look at what came back."""

from collections.abc import Collection
from datetime import date

from django.db import connection
from django.utils.timezone import localdate

from sangkien.actions.access import require
from sangkien.actions.attempts import retried
from sangkien.actions.correcting import (
    desk_of,
    hold_with_copies,
    meet_corrected,
    screen_corrected,
    was_sent,
    write_version,
)
from sangkien.actions.journal import By, Line, record
from sangkien.actions.listed import require_unlisted
from sangkien.actions.repair_ends import end_repairs
from sangkien.actions.standing import recounted
from sangkien.actions.verdicts import line_about, look_again, why_closed
from sangkien.adapters.store import store_for
from sangkien.core.corrections import Correction, Form
from sangkien.core.permissions import Verb
from sangkien.core.reading.numbers import format_date
from sangkien.core.refusal import Refusal
from sangkien.models import Initiative, RepairRequest
from sangkien.queries.repairs import request_of


@retried
def ask_repair(
    entry: Initiative, *, rules: Collection[str], note: str, due_on: date, by: By
) -> None:
    """Ask the member to repair the entry until a day, about findings by their rules.

    What came back repaired is asked for once more. Raises Refusal `not-allowed`, `entry-ended`,
    `entry-merged`, `entry-listed`, `repair-note-missing`, `repair-due-past`, `repair-asked`.
    """
    require(by, Verb.REVIEW, entry.unit_path)
    if not note.strip():
        raise Refusal("repair-note-missing")
    if due_on <= localdate(by.now):
        raise Refusal("repair-due-past", today=format_date(localdate(by.now)))
    _hold(entry, by)
    if request := request_of(entry):
        if request.repaired_at is None:
            raise Refusal("repair-asked", day=format_date(request.due_on))
        end_repairs({entry.id}, by, outcome=RepairRequest.Outcome.AGAIN)
    RepairRequest.objects.create(
        initiative=entry,
        rules=sorted(rules),
        note=note.strip(),
        due_on=due_on,
        asked_at=by.now,
        asked_by=by.account,
        desk=desk_of(entry, by, Verb.REVIEW),
    )
    told: dict[str, object] = {"due_on": due_on.isoformat()}
    record(by, [line_about(entry, "repair-asked", reason=note, details=told)])


@retried
def take_repair_back(entry: Initiative, *, by: By) -> None:
    """Ask the member no more. Raises Refusal as ask_repair, and `repair-not-asked`."""
    require(by, Verb.REVIEW, entry.unit_path)
    _hold(entry, by)
    if not end_repairs({entry.id}, by, outcome=RepairRequest.Outcome.BACK):
        raise Refusal("repair-not-asked")
    record(by, [line_about(entry, "repair-taken-back")])


@retried
def finish_repair(entry: Initiative, *, by: By) -> None:
    """Say that what came back was looked at: nothing more is asked of the member.

    Raises Refusal as ask_repair, and `repair-not-back`.
    """
    require(by, Verb.REVIEW, entry.unit_path)
    _hold(entry, by)
    request = request_of(entry)
    if request is None or request.repaired_at is None:
        raise Refusal("repair-not-back")
    end_repairs({entry.id}, by, outcome=RepairRequest.Outcome.DONE)
    record(by, [line_about(entry, "repair-looked-at")])


@retried
def repair_entry(entry: Initiative, to: Correction, *, form: Form, by: By) -> None:
    """Write what the member repaired, while something is asked; who holds the receipt may.

    What stood before is kept as a version, and the entry is screened again; the request came back.
    A second send of the form changes nothing. Raises Refusal `repair-not-asked`, `entry-ended`,
    `entry-merged`, `entry-listed`, `entry-changed`, `correction-nothing`, `authors-united`.
    """
    held = hold_with_copies(entry)
    if was_sent(entry, form):
        return
    require_asked(entry)
    with recounted(entry.campaign, held, is_held=True):
        entry.refresh_from_db()
        if refusal := why_closed(entry):
            raise refusal
        require_unlisted({entry.id})
        told = write_version(entry, to, form=form, reason="", desk=None, by=by)
        RepairRequest.objects.filter(initiative=entry, ended_at=None).update(repaired_at=by.now)
        record(by, [Line("entry-repaired", **told)])
        asked = screen_corrected(entry, to, by)
    meet_corrected(entry, to, asked, by)


def require_asked(entry: Initiative) -> None:
    """Refuse (`repair-not-asked`) unless the member is asked to repair the entry."""
    request = request_of(entry)
    if request is None or request.repaired_at is not None or why_closed(entry):
        raise Refusal("repair-not-asked")


def _hold(entry: Initiative, by: By) -> None:
    """Hold the entry, read it anew and refuse where nothing is decided on it any more."""
    store = store_for(connection)
    store.lock_filing(entry.campaign_id, ())
    store.lock_entries({entry.id})
    look_again(entry, by)
