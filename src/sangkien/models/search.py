from django.db import models

from sangkien.models.account import Account
from sangkien.models.campaign import Campaign
from sangkien.models.initiative import Initiative
from sangkien.models.unit import Unit


class EntryWords(models.Model):
    """By which words an entry is found (core.search.words); the database indexes them.

    SQLite keeps the FTS5 table `sangkien_entryindex` over it by triggers, PostgreSQL a tsvector
    made from `words`: see migration 0015. A copy of what stands elsewhere: names that are erased
    there must be taken out here, by making the words anew.
    """

    initiative = models.OneToOneField(
        Initiative, models.CASCADE, primary_key=True, related_name="words"
    )
    words = models.TextField()


class SavedSearch(models.Model):
    """A list as somebody filtered it, under a name; with a unit it is shared with its officers."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="searches")
    campaign = models.ForeignKey(Campaign, models.CASCADE)
    room = models.CharField(max_length=20)  # the list: core.searches.ROOMS
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=500)  # as it stands in the address
    unit = models.ForeignKey(Unit, models.CASCADE, null=True)
    opens_first = models.BooleanField(default=False)  # for its owner, when the list is entered
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "campaign", "room", "name"], name="one_search_per_name"
            ),
            models.UniqueConstraint(
                fields=["account", "campaign", "room"],
                condition=models.Q(opens_first=True),
                name="one_search_opens_first",
            ),
        ]

    def __str__(self) -> str:
        return self.name
