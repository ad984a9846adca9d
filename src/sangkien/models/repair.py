from django.db import models

from sangkien.models.account import Account
from sangkien.models.initiative import Initiative
from sangkien.models.unit import Unit


class RepairRequest(models.Model):
    """An officer asks the member to repair an entry: what, until when, and what became of it.

    Open until it ends. The entry counts meanwhile where it counted.
    """

    class Outcome(models.TextChoices):
        DONE = "done"  # it came back repaired, and an officer looked at it
        AGAIN = "again"  # it came back, and was asked for once more
        BACK = "back"  # taken back by an officer
        DECIDED = "decided"  # the entry, or all that was asked about, was decided

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="repairs")
    rules = models.JSONField(default=list)  # codes of the findings that it is about
    note = models.CharField(max_length=500)
    due_on = models.DateField()  # the last day
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    desk = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    repaired_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative"],
                condition=models.Q(ended_at=None),
                name="one_open_repair_request",
            )
        ]
