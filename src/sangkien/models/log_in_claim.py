from django.db import models

from sangkien.models.account import Account


class LogInClaim(models.Model):
    """Somebody came by a log-in that belongs to no account, and says which one is theirs.

    An officer who looks after the account decides, with the code that is read to them on the
    telephone. What the other server told of the person is forgotten with the decision.
    """

    class Outcome(models.TextChoices):
        CONFIRMED = "confirmed"
        REFUSED = "refused"

    account = models.ForeignKey(Account, models.CASCADE, related_name="claims")
    provider = models.CharField(max_length=200)  # "google", "zalo"
    uid = models.CharField(max_length=191)  # who it is there
    shown = models.CharField(max_length=200, blank=True)  # name or address, as told there
    code = models.CharField(max_length=64)  # a salted hash
    wrong_codes = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    outcome = models.CharField(max_length=20, blank=True, choices=Outcome.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "uid"],
                condition=models.Q(decided_at=None),
                name="one_open_claim_of_a_log_in",
            )
        ]
