from django.db import models

from sangkien.models.account import Account
from sangkien.models.campaign import Campaign


class JournalLine(models.Model):
    """Who did what, when, for whom, to what, what was before and after, why.

    Append only: the database refuses change and removal. The lines of an entry are also its
    history: where it counted on which day is read from them. Holds ids and texts without personal
    data, so that erasing a person leaves it valid.
    """

    verb = models.CharField(max_length=40)
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, null=True, related_name="+", db_index=False
    )
    # plain ids: the journal outlives nothing and is bound by nothing
    initiative_id = models.BigIntegerField(null=True)
    finding_id = models.BigIntegerField(null=True)
    unit_id = models.BigIntegerField(null=True)
    unit_path = models.CharField(max_length=200, blank=True)
    # the one record it is about: a kind and an id, see core.journal.subject_of
    about = models.CharField(max_length=10, blank=True)
    about_id = models.BigIntegerField(null=True)
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+", db_index=False)
    is_system = models.BooleanField(default=False)  # without `by`: the system, else a visitor
    for_person_id = models.BigIntegerField(null=True)  # on whose behalf
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    reason = models.CharField(max_length=500, blank=True)
    changes = models.JSONField(default=dict)  # field → [before, after]
    details = models.JSONField(default=dict)  # what else the sentence needs

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["initiative_id", "id"]),
            # all moves of a campaign, for its notes; what was decided of late, for the desk
            models.Index(fields=["campaign", "verb", "recorded_at"], name="journal_verb"),
            models.Index(fields=["campaign", "id"], name="journal_campaign"),
            models.Index(fields=["about", "about_id", "id"], name="journal_about"),
            models.Index(fields=["by", "id"], name="journal_by"),
        ]


class JournalMention(models.Model):
    """Finds the lines that tell of many records at once: `details["of"]` lists all of them.

    A row for BUCKET ids side by side (core.journal), not one an id: whoever looks for an id reads
    the list as well. Append only, as the journal.
    """

    pk = models.CompositePrimaryKey("kind", "bucket", "line_id")
    kind = models.CharField(max_length=10)  # core.journal.Kind
    bucket = models.BigIntegerField()  # id // BUCKET
    line_id = models.BigIntegerField()
