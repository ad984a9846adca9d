from datetime import date
from decimal import Decimal

import pytest
from django.db import DataError, IntegrityError, connection

from sangkien.core.states import REASONS, State
from sangkien.models import Author, DuplicateKey, DuplicatePair, Finding, Initiative, PersonalDetail
from tests import make
from tests.models.holding import is_held_back, longest_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return make.campaign()


@pytest.fixture
def entry(campaign):
    return make.register(campaign, make.entry(campaign.owner))


def again(entry, **changes):
    """Store the entry once more with other values, past every action."""
    copy = Initiative.objects.get(id=entry.id)
    copy.pk = None
    copy.receipt_token = None
    values = {"receipt_token": "00000000-0000-0000-0000-000000000001", "client_ref": "other"}
    for name, value in (values | changes).items():
        setattr(copy, name, value)
    copy.save(force_insert=True)
    return copy


def test_one_key_is_one_entry_in_a_campaign(entry):
    assert is_held_back(lambda: again(entry, client_ref=entry.client_ref))


def test_the_same_key_in_another_campaign_is_another_entry(entry):
    other = make.campaign(entry.campaign.owner)

    assert again(entry, campaign=other, client_ref=entry.client_ref).id != entry.id


def test_entries_whose_import_was_taken_back_all_go_without_a_key(entry):
    for number in range(3):
        token = f"00000000-0000-0000-0000-00000000000{number}"
        again(entry, client_ref=None, receipt_token=token)

    assert Initiative.objects.filter(client_ref=None).count() == 3


def test_no_two_receipts_have_the_same_address(entry):
    assert is_held_back(lambda: again(entry, receipt_token=entry.receipt_token))


def test_every_new_entry_has_a_secret_address_of_its_own(campaign):
    entries = [make.register(campaign, make.entry(campaign.owner)) for _ in range(3)]

    assert len({entry.receipt_token for entry in entries}) == 3


@pytest.mark.parametrize("name", ["unit", "ticked_unit", "campaign"])
def test_what_an_entry_stands_at_cannot_be_removed(entry, name):
    assert is_held_back(getattr(entry, name).delete)


def test_every_state_and_reason_fits_into_an_entry():
    lengths = {name: longest_of(Initiative, name) for name in ("state", "reason")}

    assert [state for state in State if len(state) > lengths["state"]] == []
    assert [reason for reason in REASONS if len(reason) > lengths["reason"]] == []


@pytest.mark.parametrize("title", ["a" * 80, "Đ" * 500])
def test_a_title_as_long_as_a_form_takes_is_stored_whole_and_found_by_its_beginning(
    campaign, title
):
    stored = make.register(campaign, make.entry(campaign.owner, title=title, workplace="W" * 300))

    stored.refresh_from_db()
    assert stored.title == title
    assert title[:40].lower().replace("đ", "d") in stored.words.words.split()


def test_the_largest_credible_gain_fits_and_an_endless_one_never_gets_in(campaign):
    stored = make.register(campaign, make.entry(campaign.owner, benefit_vnd=10**12))
    stored.refresh_from_db()

    assert stored.benefit_vnd == 10**12
    errors = (DataError, IntegrityError, OverflowError)
    assert is_held_back(lambda: again(stored, benefit_vnd=10**24), by=errors)


# -- authors -------------------------------------------------------------------------------------


def test_each_line_of_authors_holds_one(entry):
    first = entry.authors.get()

    def second(position):
        return Author.objects.create(
            initiative=entry, position=position, person=first.person, share_percent=Decimal("0.01")
        )

    assert is_held_back(lambda: second(first.position))
    second(first.position + 1)
    assert [author.position for author in entry.authors.all()] == [1, 2]


def test_a_share_keeps_two_decimals(entry):
    author = entry.authors.get()
    for share in (Decimal("33.34"), Decimal("100.00"), Decimal("0.01")):
        Author.objects.filter(id=author.id).update(share_percent=share)
        author.refresh_from_db()
        assert author.share_percent == share


def test_erasing_a_persons_details_leaves_entry_authors_and_person(entry):
    person = entry.authors.get().person
    PersonalDetail.objects.filter(person=person).delete()

    assert Initiative.objects.get(id=entry.id).title == entry.title
    assert entry.authors.get().person == person
    assert is_held_back(person.delete)


# -- copies --------------------------------------------------------------------------------------


@pytest.fixture
def two(campaign):
    return [make.register(campaign, make.entry(campaign.owner)) for _ in range(2)]


def pair(a, b):
    return DuplicatePair.objects.create(
        campaign=a.campaign, a=a, b=b, probability=0.9, same_person=True, engine_version="1"
    )


def test_a_pair_stands_once_and_the_earlier_number_first(two):
    first, second = two
    pair(first, second)

    assert is_held_back(lambda: pair(first, second))
    assert is_held_back(lambda: pair(second, first))


def test_an_entry_is_no_copy_of_itself(two):
    assert is_held_back(lambda: pair(two[0], two[0]))


def test_a_posting_is_stored_once_and_may_use_every_bit():
    for number in (2**63 - 1, -(2**63), 0):
        DuplicateKey.objects.create(posting=number)
    assert is_held_back(lambda: DuplicateKey.objects.create(posting=0))


@pytest.mark.parametrize(
    ("table", "key"), [("duplicatekey", "posting"), ("duplicatefeatures", "initiative_id")]
)
def test_what_every_filing_looks_up_has_no_tree_but_its_own(table, key):
    table = f"sangkien_{table}"
    with connection.cursor() as cursor:
        assert connection.introspection.get_primary_key_columns(cursor, table) == [key]
        indexes = [
            each
            for each in connection.introspection.get_constraints(cursor, table).values()
            if each["index"] and not each["primary_key"]
        ]
        assert indexes == []
        if connection.vendor == "sqlite":
            cursor.execute(f"SELECT count(*) FROM pragma_index_list('{table}')")
            assert cursor.fetchone() == (0,)


# -- findings ------------------------------------------------------------------------------------


def test_a_rule_has_one_finding_about_an_entry(campaign):
    entry = make.register(campaign, make.entry(campaign.owner, applied_on=date(2020, 1, 1)))
    (finding,) = Finding.objects.all()
    finding.pk = None

    assert is_held_back(lambda: finding.save(force_insert=True))
    finding.rule = "shares"
    finding.save(force_insert=True)
    assert entry.findings.count() == 2
