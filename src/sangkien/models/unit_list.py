from django.db import models

from sangkien.core.unit_lists import ListState
from sangkien.models.account import Account
from sangkien.models.campaign import Campaign
from sangkien.models.initiative import Initiative
from sangkien.models.unit import Unit


class UnitList(models.Model):
    """What a unit filed in a phase, with all below it, as it confirmed it and handed it up.

    Each confirmation is a list of its own, numbered within unit and phase; a later one holds what
    no standing list holds, so it supplements those.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    phase = models.PositiveSmallIntegerField()  # the number of it
    number = models.PositiveSmallIntegerField()
    state = models.CharField(
        max_length=10, choices=[(state.value, state.value) for state in ListState]
    )
    entries = models.PositiveIntegerField()  # that stand on it
    counts = models.JSONField()  # column → [settled, not yet decided]
    sha256 = models.CharField(max_length=64)  # core.unit_lists.digest, as it stands
    confirmed_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField()
    accepted_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    # the last step after the confirmation: accepted, returned, taken back, unlocked
    answered_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "unit", "phase", "number"], name="one_list_per_number"
            ),
            models.UniqueConstraint(
                fields=["campaign", "unit", "phase"],
                condition=models.Q(state=ListState.CONFIRMED.value),
                name="one_list_waits",
            ),
        ]
        indexes = [models.Index(fields=["campaign", "phase", "state"], name="unitlist_state")]


class ListedEntry(models.Model):
    """One entry of a list as it stood; the list of a unit and those of units above it may hold it.

    What it held when it was accepted stands beside what the unit had `sent`. Ids, titles and
    codes: no name of a person.
    """

    list = models.ForeignKey(UnitList, models.CASCADE, related_name="listed", db_index=False)
    holder = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="listings")
    is_standing = models.BooleanField(default=True)  # the list stands, and holds it
    has_left = models.BooleanField(default=False)  # counted elsewhere when it was accepted
    line = models.BigIntegerField()  # the last line of its journal that the list knows of
    title = models.CharField(max_length=500)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    column = models.PositiveSmallIntegerField()
    is_open = models.BooleanField()
    state = models.CharField(max_length=12)
    reason = models.CharField(max_length=4, blank=True)
    sent_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    sent_column = models.PositiveSmallIntegerField()
    sent_is_open = models.BooleanField()
    sent_state = models.CharField(max_length=12)
    sent_reason = models.CharField(max_length=4, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["list", "initiative"], name="listed_once"),
            models.UniqueConstraint(
                fields=["initiative", "holder"],
                condition=models.Q(is_standing=True),
                name="on_one_list_of_a_unit",
            ),
        ]
