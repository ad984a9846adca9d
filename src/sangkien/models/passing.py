from django.db import models

from sangkien.models.account import Account
from sangkien.models.screening import Finding
from sangkien.models.unit import Unit


class Passing(models.Model):
    """A finding that one level left to the level above: who, why, and what became of it.

    It stands until it ends; a finding passed on once more has one of each level. While the finding
    is open and one stands, the desk it came from decides nothing on it.
    """

    class Outcome(models.TextChoices):
        UPHELD = "upheld"
        DISMISSED = "dismissed"
        MOVED = "moved"  # the entry counts at another desk now
        BACK = "back"  # taken back by the level that passed it

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="passings")
    from_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    to_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    note = models.CharField(max_length=500)
    passed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    answer = models.CharField(max_length=500, blank=True)  # the reason given above
    told_at = models.DateTimeField(null=True)  # the desk it came from has read the outcome

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["finding", "from_unit"],
                condition=models.Q(ended_at=None),
                name="passed_up_once",
            )
        ]
