from django.db import models

from sangkien.models.account import Account
from sangkien.models.campaign import Campaign
from sangkien.models.snapshot import Snapshot


class Letter(models.Model):
    """An official letter drafted from a snapshot; once issued, its files are served as stored."""

    class State(models.TextChoices):
        DRAFT = "draft"
        ISSUED = "issued"
        DISCARDED = "discarded"  # set aside, and taken up again if wanted

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=20)  # "reminder"
    snapshot = models.ForeignKey(Snapshot, models.PROTECT)
    content = models.JSONField()  # {"text": core.letters.data, "variants": [allowed deviations]}
    profile = models.CharField(max_length=20)
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)  # counts the edits
    docx = models.FileField(upload_to="letters/", blank=True)
    pdf = models.FileField(upload_to="letters/", blank=True)
    docx_sha256 = models.CharField(max_length=64, blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    drafted_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    drafted_at = models.DateTimeField()
    issued_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(null=True)
    discarded_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    discarded_at = models.DateTimeField(null=True)
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-id"]
