from django.db import models

from sangkien.models.unit import Unit


class Person(models.Model):
    """Somebody who files or authors initiatives; says nothing by itself.

    `identity` is a salted hash of the member number, or of name and workplace where there is no
    number; it stays when the person is erased, so that texts, counts and journal remain valid.
    """

    identity = models.CharField(max_length=64, unique=True)
    has_number = models.BooleanField(default=False)
    unit = models.ForeignKey(Unit, models.SET_NULL, null=True, blank=True)


class PersonalDetail(models.Model):
    """The one table of personal fields: as typed in one entry, in a former version of one, or as
    known (neither).

    Erasing a person deletes their rows here and nothing else.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="details")
    initiative = models.ForeignKey("Initiative", models.CASCADE, null=True, blank=True)
    version = models.ForeignKey("EntryVersion", models.CASCADE, null=True, related_name="names")
    name = models.CharField(max_length=200)  # as typed
    member_number = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes = [models.Index(fields=["initiative", "person"])]
