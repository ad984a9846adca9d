from django.db import models


class Unit(models.Model):
    """A body of the federation, at any depth.

    `path` is the dotted lineage of ids from the root, ending in a dot: "1.4.27.". `l1`…`l4` are
    the ids of the first four ancestors (itself included), so that reports group by a column and
    never by LIKE. Deeper units are reached by path.
    """

    class Line(models.TextChoices):
        TERRITORIAL = "territorial"
        SECTOR = "sector"

    code = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=80)  # "LĐLĐ huyện", "Công đoàn ngành", "CĐCS" …
    name = models.CharField(max_length=300)
    short_name = models.CharField(max_length=200)
    aliases = models.JSONField(default=list)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    path = models.CharField(max_length=200, unique=True)
    level = models.PositiveSmallIntegerField()  # 1 = root
    l1 = models.BigIntegerField(null=True)
    l2 = models.BigIntegerField(null=True, db_index=True)
    l3 = models.BigIntegerField(null=True, db_index=True)
    l4 = models.BigIntegerField(null=True)
    line = models.CharField(max_length=12, choices=Line.choices, default=Line.TERRITORIAL)
    block = models.CharField(max_length=80, blank=True)  # khối thi đua
    cluster = models.CharField(max_length=80, blank=True)  # cụm thi đua
    place = models.CharField(max_length=120, blank=True)  # huyện, thành phố
    school_level = models.CharField(max_length=40, blank=True)  # MN, TH, THCS, THPT …
    opens_on = models.DateField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [
            # LIKE with a prefix uses no other index on PostgreSQL
            models.Index(fields=["path"], name="unit_path_like", opclasses=["varchar_pattern_ops"])
        ]

    def __str__(self) -> str:
        return self.short_name

    @property
    def lineage(self) -> list[int]:
        """Ids from the root down to the unit itself."""
        return [int(step) for step in self.path.rstrip(".").split(".")]


class UnitName(models.Model):
    """Every name a unit goes by, folded for look-up: code, full, short, aliases."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="names")
    folded = models.CharField(max_length=300, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "folded"], name="one_spelling_per_unit")
        ]


class PlaceName(models.Model):
    """A place in a territorial unit's care, folded: commune, town, the district itself.

    Apart from UnitName, because a place is no name a unit may be ticked by.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="places")
    folded = models.CharField(max_length=120, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "folded"], name="one_spelling_per_place")
        ]


class WorkplaceRule(models.Model):
    """Which line a kind of workplace belongs to, as the federation `owner` rules it.

    Data, dated: schools below upper secondary belonged to their district until mid-2025.
    """

    owner = models.ForeignKey(Unit, models.CASCADE, related_name="workplace_rules")
    position = models.PositiveSmallIntegerField()  # the first rule that fits decides
    marks = models.CharField(max_length=500)  # words of the workplace name, separated by "|"
    school_level = models.CharField(max_length=40, blank=True)
    line = models.CharField(max_length=12, choices=Unit.Line.choices)
    sector_unit = models.ForeignKey(
        Unit, models.CASCADE, null=True, blank=True, related_name="sector_rules"
    )  # where `line` is sector
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    basis = models.CharField(max_length=300, blank=True)  # the document that says so

    class Meta:
        ordering = ["owner", "position"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "position"], name="one_rule_per_position")
        ]
