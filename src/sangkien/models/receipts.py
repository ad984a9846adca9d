from django.db import models


class ReceiptGuess(models.Model):
    """One try to look up a receipt that did not fit; kept for a day, to stop whoever guesses.

    Both sides are salted hashes: of the network address that asked, and of the number asked for.
    """

    asker = models.CharField(max_length=64)
    number = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [
            models.Index(fields=["asker", "at"]),
            models.Index(fields=["number", "at"]),
        ]
