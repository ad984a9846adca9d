"""What becomes of a draft that is not issued: replaced, discarded, taken up again."""

from dataclasses import replace

from django.db import transaction

from sangkien.actions.access import require
from sangkien.actions.journal import By, record
from sangkien.actions.letters import (
    draft_reminder,
    line_about,
    locked_draft,
    locked_letter,
    turned,
)
from sangkien.core.permissions import Verb
from sangkien.core.refusal import Refusal
from sangkien.models import Letter
from sangkien.queries.letters import text_of


@transaction.atomic
def replace_draft(letter: Letter, by: By, *, version: int) -> Letter:
    """Return a draft of the same unit and day from the figures of now; the old one is discarded.

    It has the annexes of the old one. A draft that nobody edited and that would be drafted in the
    same words stays, and is the answer.
    Raises Refusal `not-allowed`, `letter-issued`, `letter-discarded`, `letter-changed`, and those
    of drafting.
    """
    require(by, Verb.WRITE_LETTER, letter.campaign.owner.path)
    old = locked_draft(letter, version)
    about, is_full = old.snapshot, len(text_of(old).annexes) > 1
    new = draft_reminder(old.campaign, about.unit, about.day, by, full_annex=is_full)
    if new.id != old.id:
        _set_aside(old, by, replaced_by=new)
    return new


@transaction.atomic
def discard_letter(letter: Letter, by: By, *, version: int) -> Letter:
    """Set a draft aside: it leaves the list of drafts, and can be taken up again.

    Raises Refusal `not-allowed`, `letter-issued`, `letter-discarded`, `letter-changed`.
    """
    require(by, Verb.WRITE_LETTER, letter.campaign.owner.path)
    draft = locked_draft(letter, version)
    _set_aside(draft, by)
    return draft


@transaction.atomic
def reopen_letter(letter: Letter, by: By) -> Letter:
    """Take a discarded draft up again, as it was; one that is no longer discarded stays as it is.

    Raises Refusal `not-allowed`, `letter-issued`.
    """
    require(by, Verb.WRITE_LETTER, letter.campaign.owner.path)
    draft = locked_letter(letter)
    if draft.state == Letter.State.ISSUED:
        raise Refusal("letter-issued")
    if draft.state == Letter.State.DISCARDED:
        draft.state = Letter.State.DRAFT
        draft.discarded_by = draft.discarded_at = draft.replaced_by = None
        draft.save(update_fields=["state", "discarded_by", "discarded_at", "replaced_by"])
        changes = turned(Letter.State.DISCARDED, Letter.State.DRAFT)
        record(by, [replace(line_about("letter-reopened", draft), changes=changes)])
    return draft


def _set_aside(draft: Letter, by: By, *, replaced_by: Letter | None = None) -> None:
    draft.state, draft.replaced_by = Letter.State.DISCARDED, replaced_by
    draft.discarded_by, draft.discarded_at = by.account, by.now
    draft.save(update_fields=["state", "discarded_by", "discarded_at", "replaced_by"])
    told = {"replaced_by": replaced_by.id} if replaced_by else {}
    changes = turned(Letter.State.DRAFT, Letter.State.DISCARDED)
    record(by, [replace(line_about("letter-discarded", draft, **told), changes=changes)])
