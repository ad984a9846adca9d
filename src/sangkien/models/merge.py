from django.db import models

from sangkien.models.account import Account
from sangkien.models.campaign import Campaign
from sangkien.models.initiative import Initiative


class Merge(models.Model):
    """Entries that an officer declared to be one entry filed again, and what uniting them changed.

    `united` is what undoing puts back (actions/merging.py): ids and values, no name of a person.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    kept = models.ForeignKey(Initiative, models.PROTECT, related_name="merges")
    action = models.UUIDField(db_index=True)  # the same for all that one action merged
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    reason = models.CharField(max_length=500, blank=True)
    united = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]


class Merged(models.Model):
    """One entry that was merged into the kept one of its merge, and how it stood before."""

    merge = models.ForeignKey(Merge, models.CASCADE, related_name="merged")
    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="mergings")
    state = models.CharField(max_length=12)
    reason = models.CharField(max_length=4, blank=True)
    is_standing = models.BooleanField(default=True)  # not undone

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative"],
                condition=models.Q(is_standing=True),
                name="merged_into_one",
            )
        ]
