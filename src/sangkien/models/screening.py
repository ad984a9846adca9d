from django.db import models

from sangkien.core.screening.rule import Severity
from sangkien.models.initiative import Initiative


class Finding(models.Model):
    """What a rule found in an entry, with its evidence, and what became of it.

    `dismissed` was decided by a person, `lapsed` by the facts: the rule no longer finds it.
    Decisions stand in the journal; the state here is the latest.
    """

    class State(models.TextChoices):
        OPEN = "open"
        UPHELD = "upheld"
        DISMISSED = "dismissed"
        LAPSED = "lapsed"

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="findings")
    rule = models.CharField(max_length=40)
    reason = models.CharField(max_length=4)
    severity = models.CharField(
        max_length=8, choices=[(severity.value, severity.value) for severity in Severity]
    )
    details = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    rules_version = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField()  # occurred
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["initiative", "rule"], name="one_finding_per_rule")
        ]
        indexes = [models.Index(fields=["rule", "state"])]
