from django.db import models

from sangkien.models.campaign import Campaign
from sangkien.models.unit import Unit


class Count(models.Model):
    """How an event of `day` changed the number of entries in one column of one unit.

    `phase` (0 = none) and `year` say to which period the entries belong; summing `n` over the
    days up to D answers "as of D". Never typed in, can be rebuilt from entries and journal.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, db_index=False)
    unit = models.ForeignKey(Unit, models.CASCADE)
    phase = models.PositiveSmallIntegerField()
    year = models.PositiveSmallIntegerField()
    day = models.DateField()
    column = models.PositiveSmallIntegerField()
    is_open = models.BooleanField()
    n = models.IntegerField()

    class Meta:
        abstract = True


class Tally(Count):
    """Counts of a unit with all below it."""

    pk = models.CompositePrimaryKey("campaign", "unit", "phase", "year", "day", "column", "is_open")


class TallyDelta(Count):
    """Counts of the unit alone, not yet folded into Tally (PostgreSQL only).

    Appended in the writer's transaction, so that writers never queue on the root's row.
    """
