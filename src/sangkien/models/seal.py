from django.db import models


class Seal(models.Model):
    """The journal of one day, closed: the list of its lines with their hashes, and SHA-256 over it.

    Each seal also hashes the one before (core.seals). Append only, as the journal.
    """

    number = models.PositiveIntegerField(primary_key=True)  # 1, 2, 3 …
    day = models.DateField(unique=True)
    first_id = models.BigIntegerField()  # lines from here …
    last_id = models.BigIntegerField()  # … to here; before `first_id` where the day has none
    count = models.PositiveIntegerField()
    listed = models.BinaryField()  # core.seals.packed
    list_sha256 = models.CharField(max_length=64)  # over `listed`
    previous = models.CharField(max_length=64)  # `sha256` of the seal before
    sealed_at = models.DateTimeField()
    form = models.PositiveSmallIntegerField()  # of what is hashed, core.seals.FORM
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]
