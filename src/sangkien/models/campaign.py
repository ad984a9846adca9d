from django.db import models
from django.db.models.functions import Coalesce

from sangkien.core.facts import PhaseWindow, Window
from sangkien.models.unit import Unit


class Campaign(models.Model):
    """One initiative campaign: its owner, windows, phases and the settings of its rules."""

    slug = models.SlugField(unique=True, max_length=60)
    title = models.CharField(max_length=300)
    short_title = models.CharField(max_length=120, blank=True)
    owner = models.ForeignKey(Unit, models.PROTECT)
    receipt_prefix = models.CharField(max_length=12)
    applied_from = models.DateField()  # the window of the application date, both ends included
    applied_to = models.DateField()
    default_day = models.DateField(null=True, blank=True)  # tables open "as of" this day
    fields = models.JSONField(default=list)  # [{"code": …, "name": …}]
    member_kinds = models.JSONField(default=list)  # the same
    rules = models.JSONField(default=dict)  # rule code → {"enabled": bool, setting: value}
    rules_version = models.PositiveIntegerField(default=1)
    # when what the entries had been screened by last changed; see ScreeningRun
    standards_changed_at = models.DateTimeField(null=True, blank=True)
    letter = models.JSONField(
        default=dict
    )  # headings, place, signatory block; see docs/campaign.md
    public_form = models.BooleanField(default=True)  # members may register without logging in

    class Meta:
        ordering = ["-applied_to", "slug"]

    def __str__(self) -> str:
        return self.short_title or self.title

    @property
    def window(self) -> Window:
        return Window(self.applied_from, self.applied_to)


class Phase(models.Model):
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="phases")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    opens_on = models.DateField()
    closes_on = models.DateField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="one_phase_per_number"),
            models.CheckConstraint(
                condition=models.Q(closes_on__gte=models.F("opens_on")), name="phase_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def window(self) -> PhaseWindow:
        return PhaseWindow(self.number, self.title, Window(self.opens_on, self.closes_on))


class ProgrammeDocument(models.Model):
    """A document the campaign rests on: programme, guidance, plan."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="documents")
    position = models.PositiveSmallIntegerField(default=0)  # its place in the campaign's list
    kind = models.CharField(max_length=60)  # "Kế hoạch"
    number = models.CharField(max_length=60)  # "302/KH-LĐLĐ"
    issued_on = models.DateField(null=True, blank=True)
    issuer = models.CharField(max_length=300, blank=True)
    abstract = models.CharField(max_length=500, blank=True)
    link = models.URLField(blank=True)
    file = models.FileField(upload_to="documents/", blank=True)

    class Meta:
        ordering = ["issued_on", "number"]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}".strip()


class Target(models.Model):
    """A number a unit is to reach, for one phase or one year, of one kind, from one document.

    A later `from_on` replaces an earlier value from that day on; nothing is overwritten.
    """

    class Kind(models.TextChoices):
        ASSIGNED = "assigned"
        REGISTERED = "registered"
        PLAN = "plan"

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="targets")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="targets")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    phase = models.ForeignKey(Phase, models.PROTECT, null=True, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    value = models.PositiveIntegerField()
    document = models.CharField(max_length=200, blank=True)
    from_on = models.DateField()  # occurred: the day it takes effect
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(phase__isnull=True) | models.Q(year__isnull=True),
                name="target_for_phase_or_year",
            ),
            models.UniqueConstraint(
                "campaign",
                "unit",
                "kind",
                Coalesce("phase", 0),  # SQLite holds two empty values for different
                Coalesce("year", 0),
                "from_on",
                name="one_target_per_day",
            ),
        ]
