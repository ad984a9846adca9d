import pytest

from sangkien.models import Person, PersonalDetail
from tests import make
from tests.models.holding import is_held_back

pytestmark = pytest.mark.django_db


def test_one_identity_is_one_person():
    Person.objects.create(identity="a" * 64)

    assert is_held_back(lambda: Person.objects.create(identity="a" * 64))


def test_a_person_takes_the_personal_details_along_and_outlives_the_unit():
    unit = make.unit()
    person = Person.objects.create(identity="a" * 64, unit=unit)
    PersonalDetail.objects.create(person=person, name="Lò Văn An")

    unit.delete()
    person.refresh_from_db()
    assert person.unit is None

    person.delete()
    assert PersonalDetail.objects.count() == 0


def test_of_one_entry_and_one_known_person_both_names_are_kept():
    campaign = make.campaign()
    entry = make.register(campaign, make.entry(campaign.owner))
    person = entry.authors.get().person
    PersonalDetail.objects.create(person=person, name="Lò Văn An (theo thẻ)")

    assert person.details.count() == 2
    assert person.details.filter(initiative=entry).count() == 1
