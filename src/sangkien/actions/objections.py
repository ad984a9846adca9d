"""A member objects to an entry in their name; an officer answers in writing."""

from uuid import UUID

from django.db import connection

from sangkien.actions.access import require
from sangkien.actions.attempts import retried
from sangkien.actions.journal import By, record
from sangkien.actions.review import withdraw
from sangkien.actions.verdicts import line_about, why_closed
from sangkien.adapters.store import store_for
from sangkien.core.behalf import Answer, Kind
from sangkien.core.permissions import Verb
from sangkien.core.refusal import Refusal
from sangkien.models import Initiative, Objection
from sangkien.queries.duplicates import NOT_FILED
from sangkien.queries.objections import concerns


@retried
def object_to(token: UUID, *, kind: Kind, words: str, by: By) -> Objection:
    """Keep what the holder of a receipt says against the entry; its column stays until answered.

    Raises Refusal `unknown`, `objection-not-entered` where nobody entered it for another and the
    account is none of its authors, `entry-ended`, `entry-merged`, `objection-open`.
    """
    entry = _require_holder(token, by)
    store_for(connection).lock_entries({entry.id})
    entry.refresh_from_db(fields=["state", "reason", "unit_path"])
    if refusal := why_closed(entry):
        raise refusal
    if Objection.objects.filter(initiative=entry, answered_at=None).exists():
        raise Refusal("objection-open")  # the entry is held: nobody comes between
    made = Objection.objects.create(
        initiative=entry, kind=kind, words=words.strip(), made_at=by.now, by=by.account
    )
    record(by, [line_about(entry, "objected", details={"objection": made.id, "kind": kind})])
    return made


@retried
def answer_objection(objection: Objection, *, answer: Answer, words: str, by: By) -> None:
    """Answer in writing what a member objected; withdraw the entry where that is the answer.

    Raises Refusal `not-allowed`, `objection-own` for whoever entered it, `objection-answered`,
    and what `withdraw` raises.
    """
    entry = objection.initiative
    require(by, Verb.REVIEW, entry.unit_path)
    if by.account is not None and entry.entered_by_id == by.account.id:
        raise Refusal("objection-own")
    if answer == Answer.WITHDRAWN and entry.state not in NOT_FILED:  # it may be so already
        withdraw(entry, reason=words.strip(), by=by)
    answered = Objection.objects.filter(id=objection.id, answered_at=None).update(
        answer=answer, answer_words=words.strip(), answered_at=by.now, answered_by=by.account
    )
    if not answered:
        raise Refusal("objection-answered")
    details: dict[str, object] = {"objection": objection.id, "answer": answer}
    record(by, [line_about(entry, "objection-answered", reason=words.strip(), details=details)])


def _require_holder(token: UUID, by: By) -> Initiative:
    """The entry of a receipt's secret address, if it is for its holder to object to."""
    entry = Initiative.objects.filter(receipt_token=token).first()
    if entry is None:
        raise Refusal("unknown")
    if not concerns(entry, by.account):
        raise Refusal("objection-not-entered")
    return entry
