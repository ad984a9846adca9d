"""A campaign as stored, whole: the values it was saved from, and the file that says them."""

from sangkien.core.campaign_toml import to_toml
from sangkien.core.campaigns import CampaignValues, Choice, DocumentValues, PhaseValues
from sangkien.models import Campaign


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
        documents=tuple(
            DocumentValues(d.kind, d.number, d.issued_on, d.issuer, d.abstract, d.link)
            for d in campaign.documents.order_by("id")
        ),
        rules=campaign.rules,
        letter=campaign.letter,
    )


def campaign_toml(campaign: Campaign) -> str:
    """Return the campaign as the TOML file it can be loaded from again."""
    return to_toml(values_of(campaign))
