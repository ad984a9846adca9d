from django.db import models

from sangkien.core.behalf import Answer, Kind
from sangkien.models.account import Account
from sangkien.models.initiative import Initiative


class Objection(models.Model):
    """What a member says against an entry that stands in their name, and the written answer.

    The entry stays where it is until somebody answers.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="objections")
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in Kind])
    words = models.CharField(max_length=500)
    made_at = models.DateTimeField()
    # None: whoever holds the address of the receipt
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    answer = models.CharField(
        max_length=10, choices=[(one.value, one.value) for one in Answer], blank=True
    )
    answer_words = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["initiative"],
                condition=models.Q(answered_at=None),
                name="one_open_objection",
            )
        ]
