from django.db import models

from sangkien.models.account import Account
from sangkien.models.campaign import Campaign
from sangkien.models.initiative import Initiative
from sangkien.models.unit import Unit


class Moving(models.Model):
    """Entries that one action let count at other units, and what that changed.

    `changed` is what undoing puts back (actions/moving_back.py): ids and values, no name.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    reason = models.CharField(max_length=500, blank=True)
    changed = models.JSONField(default=dict)
    last_line = models.PositiveBigIntegerField(default=0)  # of the journal, when all was done
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["id"]


class MovedEntry(models.Model):
    """One entry of a moving: where it counted and how it stood before, where it counts since."""

    moving = models.ForeignKey(Moving, models.CASCADE, related_name="entries")
    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="+")
    from_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    to_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    state = models.CharField(max_length=12)  # before
    reason = models.CharField(max_length=4, blank=True)
    is_standing = models.BooleanField(default=True)  # not undone

    class Meta:
        ordering = ["id"]


class MoveNotice(models.Model):
    """What a unit is told of a moving: how many entries it lost to another unit, or got from it."""

    moving = models.ForeignKey(Moving, models.CASCADE, related_name="notices")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")  # who is told
    other = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    gains = models.BooleanField()
    count = models.PositiveIntegerField()
    seen_at = models.DateTimeField(null=True)  # by somebody of the unit; undoing tells it anew
    seen_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["moving", "unit", "other", "gains"], name="told_once_of_a_moving"
            )
        ]
