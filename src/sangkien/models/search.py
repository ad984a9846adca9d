from django.db import models

from sangkien.models.initiative import Initiative


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
