from django.db import models

from sangkien.models.account import Account
from sangkien.models.campaign import Campaign


class JournalLine(models.Model):
    """Who did what, when, to what, why. Append only: the database refuses change and removal.

    The lines of an entry are also its history: where it counted on which day is read from them.
    Holds ids and texts without personal data, so that erasing a person leaves it valid.
    """

    verb = models.CharField(max_length=40)
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, null=True, related_name="+", db_index=False
    )
    # plain ids: the journal outlives nothing and is bound by nothing
    initiative_id = models.BigIntegerField(null=True)
    finding_id = models.BigIntegerField(null=True)
    unit_id = models.BigIntegerField(null=True)
    unit_path = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    reason = models.CharField(max_length=500, blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["initiative_id", "id"]),
            models.Index(fields=["campaign", "verb"]),  # all moves of a campaign, for its notes
        ]
