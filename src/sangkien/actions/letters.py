"""Draft a reminder from a frozen table, edit it, issue it once. See also `letter_drafts`."""

import hashlib
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.timezone import localdate

from sangkien.actions.access import require
from sangkien.actions.journal import By, Line, record
from sangkien.actions.snapshots import take_snapshot
from sangkien.adapters.letter_docx import write_docx
from sangkien.adapters.letter_pdf import missing_signs, write_pdf
from sangkien.core.journal import Changes, changes_between
from sangkien.core.letters.data import to_data
from sangkien.core.letters.edit import LetterEdit, edited
from sangkien.core.letters.from_table import reminder_facts
from sangkien.core.letters.layout import profile_on
from sangkien.core.letters.model import LetterText
from sangkien.core.letters.office import missing_settings, read_office
from sangkien.core.letters.reminder import reminder
from sangkien.core.permissions import Verb
from sangkien.core.progress.canonical import canonical, read_canonical, sha256_of
from sangkien.core.progress.days import require_reminder_day
from sangkien.core.progress.table import Basis
from sangkien.core.refusal import Refusal
from sangkien.models import Campaign, Letter, Snapshot, Unit
from sangkien.queries.campaigns import filing_window
from sangkien.queries.letters import (
    documents_of,
    file_stem,
    last_snapshot,
    layout_of,
    text_of,
    untouched_drafts,
)
from sangkien.queries.progress_table import progress_table

REMINDER = "reminder"


@transaction.atomic
def draft_reminder(
    campaign: Campaign,
    unit: Unit,
    day: date,
    by: By,
    *,
    basis: Basis | None = None,
    full_annex: bool = False,
) -> Letter:
    """Return a draft about the units below `unit` as of `day`, made from a frozen table alone.

    An identical table that is frozen already is used again, and so is an identical draft that
    nobody has edited. Raises Refusal `not-allowed`, `table-day-ahead`, `table-day-early`,
    `reminder-day-late`, `outside-campaign`, `letter-office`, `letter-no-rows`.
    """
    require(by, Verb.WRITE_LETTER, campaign.owner.path)
    require_reminder_day(day, today=localdate(by.now), filing=filing_window(campaign))
    if not unit.path.startswith(campaign.owner.path):
        raise Refusal("outside-campaign", unit=unit.short_name)
    if missing := missing_settings(campaign.letter):
        raise Refusal("letter-office", names=", ".join(missing))
    snapshot = _frozen(campaign, unit, day, by, basis)
    content = _content(_drafted(snapshot, full_annex=full_annex), campaign.letter)
    same = (draft for draft in untouched_drafts(snapshot, REMINDER) if draft.content == content)
    return next(same, None) or _stored_draft(snapshot, content, by)


@transaction.atomic
def edit_letter(letter: Letter, edit: LetterEdit, by: By, *, version: int) -> Letter:
    """Replace the texts of a draft; `version` is the one the officer had before the eyes.

    Raises Refusal `not-allowed`, `letter-issued`, `letter-discarded`, `letter-changed`.
    """
    require(by, Verb.WRITE_LETTER, letter.campaign.owner.path)
    draft = locked_draft(letter, version)
    before = _editable(draft)
    draft.content = {
        "text": to_data(edited(text_of(draft), edit)),
        "variants": sorted(edit.variants),
    }
    draft.version += 1
    draft.save(update_fields=["content", "version"])
    changes = changes_between(before, _editable(draft))
    record(by, [replace(line_about("letter-edited", draft), changes=changes)])
    return draft


def issue_letter(letter: Letter, by: By, *, version: int) -> Letter:
    """Render the letter a last time and keep both files; from now on they are served as stored.

    Number, day and signer stay blanks to fill in by hand. Raises Refusal `not-allowed`,
    `letter-issued`, `letter-discarded`, `letter-changed`, `letter-signs`.
    """
    require(by, Verb.ISSUE_LETTER, letter.campaign.owner.path)
    # rendered before the row is locked: it takes a second, and the version tells if it was in vain
    files = _rendered(letter, made_at=by.now)
    with transaction.atomic():
        draft = locked_draft(letter, version)
        if draft.content != letter.content:
            raise Refusal("letter-changed", version=draft.version)
        _keep(draft, files)
        draft.state, draft.issued_by, draft.issued_at = Letter.State.ISSUED, by.account, by.now
        draft.save()
        hashes = {"docx_sha256": draft.docx_sha256, "pdf_sha256": draft.pdf_sha256}
        line = line_about("letter-issued", draft, **hashes)
        record(by, [replace(line, changes=turned(Letter.State.DRAFT, Letter.State.ISSUED))])
    return draft


@dataclass(frozen=True, slots=True)
class LetterFiles:
    docx: bytes
    pdf: bytes


def preview_files(letter: Letter) -> LetterFiles:
    """Return a draft as DOCX and PDF, stored nowhere; the same draft gives the same bytes.

    Raises Refusal `letter-signs`.
    """
    return _rendered(letter, made_at=letter.drafted_at)


def preview_file(letter: Letter, form: str) -> bytes:
    """Return one of `preview_files`, "docx" or "pdf"; a DOCX can show every sign."""
    if form == "docx":
        return write_docx(text_of(letter), layout_of(letter), made_at=letter.drafted_at)
    return _pdf(letter, made_at=letter.drafted_at)


def _rendered(letter: Letter, *, made_at: datetime) -> LetterFiles:
    pdf = _pdf(letter, made_at=made_at)
    return LetterFiles(write_docx(text_of(letter), layout_of(letter), made_at=made_at), pdf)


def _pdf(letter: Letter, *, made_at: datetime) -> bytes:
    text = text_of(letter)
    if signs := missing_signs(text):
        raise Refusal("letter-signs", signs=" ".join(signs))
    return write_pdf(text, layout_of(letter), made_at=made_at)


def _frozen(campaign: Campaign, unit: Unit, day: date, by: By, basis: Basis | None) -> Snapshot:
    table = progress_table(campaign, unit, on=day, basis=basis)
    if not table.rows:
        raise Refusal("letter-no-rows", unit=unit.short_name)
    last = last_snapshot(unit, campaign=campaign, day=day)
    if last and sha256_of(last.canonical) == last.sha256:
        same = canonical(read_canonical(last.canonical)) == canonical(table)
        if same:
            return last
    return take_snapshot(campaign, unit, day, by, basis=basis)


def _drafted(snapshot: Snapshot, *, full_annex: bool) -> LetterText:
    campaign, unit = snapshot.campaign, snapshot.unit
    office = read_office(campaign.letter)
    if unit.id != campaign.owner_id:
        office = replace(office, addressees=(unit.name,))
    return reminder(
        reminder_facts(
            read_canonical(snapshot.canonical),
            office,
            documents=documents_of(campaign),
            applied=campaign.window,
            full_annex=full_annex,
        )
    )


def _content(text: LetterText, settings: dict[str, Any]) -> dict[str, Any]:
    return {"text": to_data(text), "variants": sorted(settings.get("variants", ()))}


def _stored_draft(snapshot: Snapshot, content: dict[str, Any], by: By) -> Letter:
    draft = Letter.objects.create(
        campaign=snapshot.campaign,
        kind=REMINDER,
        snapshot=snapshot,
        content=content,
        profile=profile_on(snapshot.day).code,
        drafted_by=by.account,
        drafted_at=by.now,
    )
    record(by, [line_about("letter-drafted", draft, snapshot=snapshot.id)])
    return draft


def require_draft(letter: Letter) -> None:
    """Refuse a letter that is no draft: `letter-issued`, `letter-discarded`."""
    if letter.state == Letter.State.ISSUED:
        raise Refusal("letter-issued")
    if letter.state == Letter.State.DISCARDED:
        raise Refusal("letter-discarded")


def locked_letter(letter: Letter) -> Letter:
    """Return the letter as it is now, held until the transaction ends."""
    rows = Letter.objects.select_for_update(of=("self",))
    return rows.select_related("campaign__owner", "snapshot__unit").get(id=letter.id)


def locked_draft(letter: Letter, version: int) -> Letter:
    """Return the draft as it is now, held; refuse one that is none or was edited meanwhile."""
    draft = locked_letter(letter)
    require_draft(draft)
    if draft.version != version:
        raise Refusal("letter-changed", version=draft.version)
    return draft


def _keep(draft: Letter, files: LetterFiles) -> None:
    """Store both files under names of our own, which tell the letter and the content."""
    for form in ("docx", "pdf"):
        content: bytes = getattr(files, form)
        sha256 = hashlib.sha256(content).hexdigest()
        name = f"{file_stem(draft)}-{draft.id}-{sha256[:12]}.{form}"
        getattr(draft, form).save(name, ContentFile(content), save=False)
        setattr(draft, f"{form}_sha256", sha256)


def _editable(draft: Letter) -> dict[str, Any]:
    """What an edit may change of a draft, field by field."""
    text = draft.content["text"]
    names = [field.name for field in fields(LetterEdit) if field.name != "variants"]
    return {name: text[name] for name in names} | {"variants": draft.content["variants"]}


def turned(before: Letter.State, after: Letter.State) -> Changes:
    """Return the change of a letter's state as the journal keeps it."""
    return {"letter": [before.value, after.value]}


def line_about(verb: str, letter: Letter, **details: str | int) -> Line:
    """Return the line of the journal that says what was done to the letter."""
    owner = letter.campaign.owner
    return Line(
        verb,
        campaign_id=letter.campaign_id,
        unit_id=owner.id,
        unit_path=owner.path,
        details={"letter": letter.id, "version": letter.version, **details},
    )
