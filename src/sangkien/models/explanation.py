from django.db import models

from sangkien.models.account import Account
from sangkien.models.campaign import Campaign
from sangkien.models.unit import Unit


class Explanation(models.Model):
    """What a unit says to one figure that a signal showed, and who above has read it.

    It belongs to that figure: another one asks anew, and this stands beside it. Written again, it
    replaces its words; the journal keeps the old ones.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    signal = models.CharField(max_length=40)  # code of core.signals
    figure = models.CharField(max_length=80)  # core.signals.signal.Seen
    values = models.JSONField(default=dict)  # as they were explained; no name of a person
    words = models.CharField(max_length=500)
    version = models.PositiveIntegerField(default=1)  # of the words
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    seen_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "unit", "signal", "figure"], name="one_explanation_a_figure"
            )
        ]
