from django.db import models

from sangkien.models.account import Account
from sangkien.models.campaign import Campaign
from sangkien.models.unit import Unit


class Snapshot(models.Model):
    """A table as it was published: its canonical JSON, frozen, and the hash over it."""

    campaign = models.ForeignKey(Campaign, models.PROTECT)
    unit = models.ForeignKey(Unit, models.PROTECT)
    report = models.CharField(max_length=40)
    day = models.DateField()
    canonical = models.TextField()
    sha256 = models.CharField(max_length=64)  # hexadecimal, over `canonical` in UTF-8
    rules_version = models.PositiveIntegerField()
    taken_by = models.ForeignKey(Account, models.PROTECT, null=True)
    taken_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
