from uuid import uuid4

from django.db import models

from sangkien.core.states import State
from sangkien.models.account import Account
from sangkien.models.campaign import Campaign
from sangkien.models.person import Person
from sangkien.models.unit import Unit


class Initiative(models.Model):
    """One acknowledged entry. Stored whatever the screening finds, and never deleted.

    `typed` keeps what was typed, field by field, for ever (names stand in PersonalDetail);
    the other columns hold what was read from it.
    """

    class Channel(models.TextChoices):
        WEB = "web"
        SHEET = "sheet"
        API = "api"

    class Precision(models.TextChoices):
        DAY = "day"
        MONTH = "month"
        YEAR = "year"

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="initiatives")
    # Made on the sender's side, so that a repeated send is no second entry. Empty only after the
    # import batch that brought it was undone, so that the sheet may come again.
    client_ref = models.CharField(max_length=80, null=True)  # noqa: DJ001 - many may be empty
    content_hash = models.CharField(max_length=64)  # SHA-256 of the checked content
    receipt_token = models.UUIDField(default=uuid4, unique=True)
    occurred_at = models.DateTimeField()  # when it was filed, by the gate's clock
    recorded_at = models.DateTimeField()
    channel = models.CharField(max_length=8, choices=Channel.choices)
    entered_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    on_behalf = models.CharField(max_length=200, blank=True)  # why somebody else entered it
    behalf = models.CharField(max_length=12, blank=True)  # the same as a code of core.behalf
    # at which whoever entered it for another worked: what the member is told
    desk = models.ForeignKey(Unit, models.SET_NULL, null=True, related_name="+", db_index=False)
    identity_confirmed = models.BooleanField(default=False)

    typed = models.JSONField(default=dict)
    title = models.CharField(max_length=500)
    description = models.TextField(blank=True)
    effect = models.TextField(blank=True)
    field = models.CharField(max_length=40, blank=True)
    member_kind = models.CharField(max_length=40, blank=True)
    benefit_raw = models.CharField(max_length=200, blank=True)
    benefit_vnd = models.BigIntegerField(null=True)  # whole đồng
    reward = models.CharField(max_length=300, blank=True)
    applied_on = models.DateField()
    applied_precision = models.CharField(
        max_length=5, choices=Precision.choices, default=Precision.DAY
    )
    recognised_by = models.CharField(max_length=40, blank=True)  # "council" or "head"
    recognition_number = models.CharField(max_length=80, blank=True)
    recognised_on = models.DateField(null=True)
    recognition_file = models.FileField(upload_to="recognitions/", blank=True)
    is_secret = models.BooleanField(default=False)

    workplace = models.CharField(max_length=300)
    ticked_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="initiatives"
    )  # the one that counts
    unit_path = models.CharField(max_length=200)  # of `unit`, for scope checks without a join

    # Where it stands now; derived from findings and journal, see actions/standing.py
    state = models.CharField(
        max_length=12, choices=[(s.value, s.value) for s in State], default=State.RECEIVED
    )
    reason = models.CharField(max_length=4, blank=True)  # R01 …, see core/states.py
    column = models.PositiveSmallIntegerField(default=0)  # core.standing.Column; 0 = not counted
    is_open = models.BooleanField(default=False)  # its column rests on an undecided finding

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "client_ref"], name="one_entry_per_ref")
        ]
        indexes = [
            models.Index(fields=["campaign", "-id"]),
            # a list filtered for what is rare must not read the register
            models.Index(fields=["campaign", "column", "-id"]),
            models.Index(fields=["campaign", "state", "-id"], name="initiative_state"),
            models.Index(fields=["campaign", "channel", "-id"], name="initiative_channel"),
            models.Index(fields=["campaign", "field", "-id"], name="initiative_field"),
            models.Index(
                fields=["unit_path"], name="initiative_path", opclasses=["varchar_pattern_ops"]
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Author(models.Model):
    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="authors")
    position = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, models.PROTECT)
    share_percent = models.DecimalField(max_digits=5, decimal_places=2)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "position"], name="one_author_a_line")
        ]


class DuplicateKey(models.Model):
    """Under which keys entries are filed (core.engine.keys); probed when an entry comes in.

    One number a row and one tree a table, see core.engine.postings. What an entry is filed under
    is kept with its features, so that it can be taken out again.
    """

    posting = models.BigIntegerField(primary_key=True)


class DuplicateFeatures(models.Model):
    """What the engine compares an entry by, packed, so that its text need not be read again.

    Holds no names: they stay in PersonalDetail alone. Good only for the version of the engine that
    it was made with; whoever moves the entry makes it anew.
    """

    initiative = models.OneToOneField(
        Initiative, models.CASCADE, primary_key=True, related_name="features"
    )
    engine_version = models.CharField(max_length=20)
    is_stale = models.BooleanField(default=False)  # the unit was renamed: to be read again
    packed = models.BinaryField()  # core.engine.kept
    keys = models.BinaryField(default=bytes)  # what DuplicateKey holds of the entry


class DuplicatePair(models.Model):
    """Two entries the engine holds for one work, and what a person said of it.

    A decided pair is never asked again. One that nobody decided is judged anew when one of the two
    is moved, for the place is part of what the engine compares.
    """

    class Decision(models.TextChoices):
        OPEN = "open"
        SAME = "same"
        DIFFERENT = "different"

    campaign = models.ForeignKey(Campaign, models.CASCADE)
    a = models.ForeignKey(Initiative, models.CASCADE, related_name="+")  # a < b
    b = models.ForeignKey(Initiative, models.CASCADE, related_name="+")
    probability = models.FloatField()  # 0..1
    same_person = models.BooleanField()
    evidence = models.JSONField(default=list)
    engine_version = models.CharField(max_length=20)
    decision = models.CharField(max_length=10, choices=Decision.choices, default=Decision.OPEN)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["a", "b"], name="one_pair"),
            models.CheckConstraint(condition=models.Q(a__lt=models.F("b")), name="pair_in_order"),
        ]
