from django.db import models

from sangkien.models.account import Account
from sangkien.models.campaign import Campaign
from sangkien.models.initiative import Initiative
from sangkien.models.unit import Unit


class ImportBatch(models.Model):
    """One spreadsheet of submissions on its way in; the file is kept as it came."""

    class State(models.TextChoices):
        PREVIEW = "preview"
        RUNNING = "running"
        DONE = "done"
        UNDONE = "undone"

    campaign = models.ForeignKey(Campaign, models.PROTECT)
    unit = models.ForeignKey(Unit, models.PROTECT)  # the importing unit
    file = models.FileField(upload_to="imports/")
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    sheet = models.CharField(max_length=120, blank=True)
    header_row = models.PositiveIntegerField()
    columns = models.JSONField()  # field name → column number from 0
    header = models.JSONField()  # their labels, for the result workbook
    rows_total = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    last_row = models.PositiveIntegerField(default=0)  # resume after this row of the sheet
    counts = models.JSONField(default=dict)  # verdict → number
    state = models.CharField(max_length=8, choices=State.choices, default=State.PREVIEW)
    behalf = models.CharField(max_length=12, blank=True)  # for what reason, a code of core.behalf
    by = models.ForeignKey(Account, models.PROTECT, null=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]


class ImportRow(models.Model):
    """What became of one row of the sheet."""

    class Verdict(models.TextChoices):
        NEW = "new"
        AGAIN = "again"  # the same row was here before: nothing added
        CONFLICT = "conflict"  # the same key with other content
        REFUSED = "refused"  # cannot be read

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows")
    row_number = models.PositiveIntegerField()  # as the spreadsheet shows it, from 1
    key = models.CharField(max_length=80)
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    initiative = models.ForeignKey(Initiative, models.SET_NULL, null=True)
    problems = models.JSONField(default=list)  # [{"column", "code", "details"}]

    class Meta:
        ordering = ["row_number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "row_number"], name="one_verdict_per_row")
        ]
