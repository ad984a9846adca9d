"""Letters of a campaign: lists, one by its number, its text, its files."""

import hashlib
from datetime import date

from sangkien.core.letters.data import from_data
from sangkien.core.letters.facts import ProgrammeDocument
from sangkien.core.letters.layout import PROFILES, LayoutProfile, with_variants
from sangkien.core.letters.model import LetterText
from sangkien.core.refusal import Refusal
from sangkien.models import Campaign, Letter, Snapshot, Unit
from sangkien.queries.scope import Reader, visible_to

__all__ = ["Letter", "drafts_of_day", "letter_by_id", "letters_of", "text_of"]

FORMATS = ("docx", "pdf")


def letters_of(reader: Reader, campaign: Campaign) -> list[Letter]:
    """Return the letters of the campaign, the latest first, without their texts. One query."""
    rows = visible_to(reader, Letter.objects.filter(campaign=campaign))
    related = rows.select_related(
        "snapshot__unit", "campaign", "drafted_by", "issued_by", "discarded_by"
    )
    return list(related.defer("content", "snapshot__canonical"))


def drafts_of_day(reader: Reader, campaign: Campaign, unit: Unit, day: date) -> list[Letter]:
    """Return the drafts about the unit with figures of that day, the latest first. One query."""
    drafts = visible_to(reader, Letter.objects.filter(campaign=campaign, state=Letter.State.DRAFT))
    rows = drafts.filter(snapshot__unit=unit, snapshot__day=day)
    related = rows.select_related("campaign__owner", "snapshot__unit", "drafted_by")
    return list(related.defer("content", "snapshot__canonical"))


def letter_by_id(reader: Reader, campaign: Campaign, number: int) -> Letter | None:
    rows = visible_to(reader, Letter.objects.filter(campaign=campaign, id=number))
    return rows.select_related(
        "campaign__owner", "snapshot__unit", "drafted_by", "issued_by", "discarded_by"
    ).first()


def text_of(letter: Letter) -> LetterText:
    """Return what the letter says."""
    return from_data(letter.content["text"])


def variants_of(letter: Letter) -> frozenset[str]:
    """Return the codes of the deviations that the office allows in this letter."""
    return frozenset(letter.content["variants"])


def layout_of(letter: Letter) -> LayoutProfile:
    """Return the layout of the letter, its allowed deviations included."""
    return with_variants(PROFILES[letter.profile], *variants_of(letter))


def file_stem(letter: Letter) -> str:
    """Return "don-doc-lai-chau-2022-2022-03-17"; of a lower unit its code stands before the day."""
    snapshot, campaign = letter.snapshot, letter.campaign
    unit = "" if snapshot.unit_id == campaign.owner_id else f"{snapshot.unit.code}-"
    return f"don-doc-{campaign.slug}-{unit}{snapshot.day.isoformat()}"


def issued_file(letter: Letter, form: str) -> bytes:
    """Return the stored file of an issued letter, "docx" or "pdf", byte for byte.

    Raises Refusal `letter-broken` where it is gone or no longer what was issued.
    """
    stored, sha256 = getattr(letter, form), getattr(letter, f"{form}_sha256")
    if not (stored and stored.storage.exists(stored.name)):
        raise Refusal("letter-broken", number=letter.id)
    with stored.open("rb") as file:
        content: bytes = file.read()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Refusal("letter-broken", number=letter.id)
    return content


def last_snapshot(unit: Unit, **asked: object) -> Snapshot | None:
    """Return the latest frozen progress table of the unit with these `campaign` and `day`."""
    return Snapshot.objects.filter(unit=unit, report="progress", **asked).first()


def untouched_drafts(snapshot: Snapshot, kind: str) -> list[Letter]:
    """Return the drafts made from the snapshot that nobody has edited."""
    rows = Letter.objects.filter(snapshot=snapshot, kind=kind, state="draft", version=1)
    return list(rows.select_related("campaign__owner", "snapshot__unit"))


def documents_of(campaign: Campaign) -> list[ProgrammeDocument]:
    """Return the documents a letter can cite: those with a day, the earliest first."""
    return [
        ProgrammeDocument(one.kind, one.number, one.issued_on, one.issuer, one.abstract)
        for one in campaign.documents.all()
        if one.issued_on is not None
    ]
