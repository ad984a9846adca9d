"""A receipt found by its number: by its filer with a name, by an officer in the own part."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from sangkien.actions.receipts import MOST_BY_ASKER, MOST_FOR_NUMBER
from sangkien.core.entry import AuthorEntry
from sangkien.core.permissions import Role
from sangkien.core.receipts import receipt_number
from sangkien.models import ReceiptGuess
from tests import make
from tests.web.cleaning import land, officer_of

pytestmark = pytest.mark.django_db
NAME = "Lò Văn Ỏm"


@pytest.fixture(autouse=True)
def _in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def where():
    return land()


@pytest.fixture
def entry(where):
    author = AuthorEntry(NAME, Decimal(100), member_number="LC-0012")
    return make.register(where.campaign, make.entry(where.district, authors=(author,)))


def number_of(entry):
    return receipt_number(entry.campaign.receipt_prefix, entry.id)


def look_up(client, number, name=NAME, **headers):
    return client.post(reverse("receipt-look-up"), {"number": number, "name": name}, **headers)


def find(client, number):
    return client.get(reverse("receipt-find"), {"so": number})


@pytest.mark.parametrize("name", [NAME, " lo van om ", "LÒ VĂN ỎM", "LC-0012"])
def test_number_and_name_show_the_state_and_neither_title_nor_address(client, entry, name):
    answer = look_up(client, number_of(entry).lower(), name)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'aria-label="{number_of(entry)}"' in page
    assert "LĐLĐ huyện Than Uyên" in page
    assert (entry.title in page, str(entry.receipt_token) in page) == (False, False)
    assert ReceiptGuess.objects.count() == 0


def test_a_wrong_name_and_a_number_nobody_has_are_answered_alike(client, entry):
    nobody = receipt_number(entry.campaign.receipt_prefix, entry.id + 1)
    other = receipt_number("KHAC", entry.id)

    answers = [
        look_up(client, number_of(entry), "Lò Văn Ơn"),
        look_up(client, nobody),
        look_up(client, other),
        look_up(client, f"LC22-{10**18 - 1}-{receipt_number('LC22', 10**18 - 1)[-1]}"),
    ]

    said = "Receipt number and name do not belong together."
    assert [(answer.status_code, said in answer.content.decode()) for answer in answers] == [
        (422, True)
    ] * 4


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("", "No receipt number was given."),
        ("245", "“245” is not a receipt number."),
        ("LC22-000245-9", "was mistyped: one digit is wrong, or two are swapped."),
    ],
)
def test_a_number_that_cannot_be_is_told_at_its_field_and_is_no_guess(client, number, sentence):
    page = look_up(client, number).content.decode()

    assert sentence in page[page.index('id="error-number"') :]
    assert ReceiptGuess.objects.count() == 0


def test_without_a_name_nothing_is_looked_at(client, entry):
    answer = look_up(client, number_of(entry), " ")

    assert answer.status_code == 422
    assert "The name is missing." in answer.content.decode()
    assert ReceiptGuess.objects.count() == 0


def test_who_guesses_names_for_one_number_is_stopped_even_with_the_right_one(client, entry):
    statuses = [
        look_up(client, number_of(entry), f"Sai {n}", REMOTE_ADDR=f"10.0.0.{n}").status_code
        for n in range(MOST_FOR_NUMBER + 1)
    ]

    assert statuses == [422] * MOST_FOR_NUMBER + [429]
    assert look_up(client, number_of(entry)).status_code == 429


def test_who_tries_many_numbers_with_one_name_is_stopped_and_others_are_not(client, entry):
    numbers = [receipt_number("LC22", entry.id + n) for n in range(1, MOST_BY_ASKER + 2)]

    statuses = [look_up(client, number).status_code for number in numbers]

    assert statuses == [422] * MOST_BY_ASKER + [429]
    assert look_up(Client(), number_of(entry), REMOTE_ADDR="10.0.0.9").status_code == 200


def test_after_an_hour_one_may_try_again_and_after_a_day_nothing_is_kept(client, entry):
    for n in range(MOST_FOR_NUMBER + 1):
        look_up(client, number_of(entry), f"Sai {n}")
    for guess in ReceiptGuess.objects.all():
        guess.at -= timedelta(hours=1, seconds=1)
        guess.save()

    assert look_up(client, number_of(entry)).status_code == 200
    ReceiptGuess.objects.update(at=make.NOW)
    look_up(client, number_of(entry), "Sai")
    assert ReceiptGuess.objects.count() == 1


def test_neither_address_nor_number_is_kept_as_it_is(client, entry):
    look_up(client, number_of(entry), "Sai", REMOTE_ADDR="10.9.8.7")

    guess = ReceiptGuess.objects.get()
    assert (len(guess.asker), len(guess.number)) == (64, 64)
    assert not {"10.9.8.7", number_of(entry)} & {guess.asker, guess.number}


def test_in_production_the_proxy_says_who_asks_and_the_asker_cannot(client, settings, entry):
    settings.PRODUCTION = True
    for invented in ("1.1.1.1", "2.2.2.2"):
        look_up(client, number_of(entry), "Sai", HTTP_X_FORWARDED_FOR=f"{invented}, 10.0.0.1")

    assert ReceiptGuess.objects.values("asker").distinct().count() == 1


def test_an_officer_finds_a_receipt_of_any_campaign_in_the_own_part(where, entry):
    elsewhere = make.campaign(where.province, receipt_prefix="SK")
    other = make.register(elsewhere, make.entry(where.district))
    officer = officer_of(where.district)

    found = [find(officer, f" {number_of(each).lower()} ").url for each in (entry, other)]

    assert found == [
        where.url(f"sang-kien/{entry.id}/"),
        f"/{elsewhere.slug}/sang-kien/{other.id}/",
    ]


def test_a_receipt_of_another_unit_is_answered_as_one_that_is_not_there(where, entry):
    officer = officer_of(where.other)
    nobody = receipt_number("LC22", entry.id + 1)

    answers = [find(officer, number) for number in (number_of(entry), nobody)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert "No entry of your part of the organisation" in answers[0].content.decode()


def test_a_mistyped_number_is_told_to_the_officer(where, entry):
    answer = find(officer_of(where.district), "LC22-000245-9")

    assert answer.status_code == 422
    assert "was mistyped" in answer.content.decode()


def test_the_box_stands_on_every_page_of_an_officer_and_on_none_of_others(where, client):
    box = f'action="{reverse("receipt-find")}"'
    officer, member = officer_of(where.district), officer_of(where.district, Role.MEMBER)

    for address in ("/", where.url(""), where.url("tien-do/"), "/tro-giup/"):
        pages = [who.get(address).content.decode() for who in (officer, member, client)]
        assert [page.count(box) for page in pages] == [2, 0, 0]
