from django.db import models

from sangkien.core.screening.rule import Severity
from sangkien.models.account import Account
from sangkien.models.campaign import Campaign
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
        indexes = [
            models.Index(fields=["rule", "state"]),
            models.Index(
                fields=["rule", "opened_at"],
                condition=models.Q(state="open"),
                name="finding_open",
            ),
        ]


class ScreeningRun(models.Model):
    """One screening of all entries of a campaign again: who asked for it, how far it is."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="screening_runs")
    rules_version = models.PositiveIntegerField()
    rule = models.CharField(max_length=40, blank=True)  # empty: all rules
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)  # entries
    total = models.PositiveIntegerField(default=0)
    last_id = models.PositiveBigIntegerField(default=0)  # go on after this entry
    changes = models.JSONField(default=dict)  # rule → {"opened": n, "lapsed": n, "reopened": n}

    class Meta:
        ordering = ["-id"]
