from django.db import models

from sangkien.models.account import Account
from sangkien.models.initiative import Initiative
from sangkien.models.unit import Unit


class EntryVersion(models.Model):
    """How an entry stood before it was corrected, and who corrected it then and why.

    The first is how it was filed; what stands now is in the entry itself. Never changed. Holds no
    names: those of its authors are rows of PersonalDetail that name the version.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=80)  # of the form, so that a second send changes nothing
    values = models.JSONField()  # core.corrections.COLUMNS, and the authors by id with their shares
    fields = models.JSONField()  # what the correction changed, by names of the form
    corrected_at = models.DateTimeField()
    corrected_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    desk = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")  # None: the author
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "number"], name="one_version_a_number"),
            models.UniqueConstraint(fields=["initiative", "key"], name="one_version_a_form"),
        ]
