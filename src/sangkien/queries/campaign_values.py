"""A campaign as stored, whole: the values it was saved from, and the file that says them."""

from dataclasses import fields

from sangkien.core.campaign_toml import to_toml
from sangkien.core.campaigns import CampaignValues, Choice, DocumentValues, PhaseValues
from sangkien.models import Campaign, ProgrammeDocument

__all__ = [
    "ProgrammeDocument",
    "campaign_toml",
    "document_by_id",
    "document_values",
    "documents_in_order",
    "values_of",
]


def values_of(campaign: Campaign) -> CampaignValues:
    """Return all that is said of the campaign. Two queries."""
    return CampaignValues(
        slug=campaign.slug,
        title=campaign.title,
        owner=campaign.owner.code,
        receipt_prefix=campaign.receipt_prefix,
        window=campaign.window,
        short_title=campaign.short_title,
        default_day=campaign.default_day,
        public_form=campaign.public_form,
        phases=tuple(
            PhaseValues(phase.number, phase.title, phase.window.window)
            for phase in campaign.phases.all()
        ),
        fields=tuple(Choice(**choice) for choice in campaign.fields),
        member_kinds=tuple(Choice(**choice) for choice in campaign.member_kinds),
        documents=tuple(document_values(document) for document in documents_in_order(campaign)),
        rules=campaign.rules,
        letter=campaign.letter,
    )


def document_values(document: ProgrammeDocument) -> DocumentValues:
    """Return what is said of the document; its file is no part of it."""
    named = {field.name: getattr(document, field.name) for field in fields(DocumentValues)}
    return DocumentValues(**named)


def documents_in_order(campaign: Campaign) -> list[ProgrammeDocument]:
    """Return the stored documents in the order of the campaign's list. One query."""
    return list(campaign.documents.order_by("position", "id"))


def document_by_id(campaign: Campaign, number: int) -> ProgrammeDocument | None:
    return campaign.documents.filter(id=number).first()


def campaign_toml(campaign: Campaign) -> str:
    """Return the campaign as the TOML file it can be loaded from again."""
    return to_toml(values_of(campaign))
