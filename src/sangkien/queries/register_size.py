"""How many entries a campaign has: what the duplicate engine corrects its verdicts for."""

from sangkien.models import Campaign
from sangkien.queries.sql import rows

_SIZE = """
SELECT
    (SELECT COALESCE(SUM(n), 0) FROM sangkien_tally WHERE campaign_id = %s AND unit_id = %s)
    + (SELECT COALESCE(SUM(n), 0) FROM sangkien_tallydelta WHERE campaign_id = %s)
"""


def register_size(campaign: Campaign) -> int:
    """Return Số lượt of the campaign as of now. One query."""
    ((size,),) = rows(_SIZE, (campaign.id, campaign.owner_id, campaign.id))
    return int(size)
