import pytest
from django.test import Client
from django.urls import reverse

from sangkien.actions.log_in_names import set_log_in_names
from sangkien.core.log_in_names import LogInNames
from sangkien.core.permissions import Role
from tests import make
from tests.web.cleaning import land, officer_of

pytestmark = pytest.mark.django_db
PASSWORD = "mat-khau-thu-nghiem"


@pytest.fixture(autouse=True)
def _in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def where():
    return land()


@pytest.fixture
def member(where):
    return make.account(Role.MEMBER, where.district, "lo-van-an")


def status(typed, password=PASSWORD):
    sent = {"username": typed, "password": password}
    return Client().post(reverse("account_login"), sent).status_code


@pytest.mark.parametrize(
    "typed", ["lo-van-an", "AN@example.vn ", "0912 345 678", "+84912345678", "84-912-345-678"]
)
def test_one_logs_in_by_user_name_address_or_number_however_it_is_written(member, typed):
    set_log_in_names(member, LogInNames("an@example.vn", "+84912345678"), by=make.SYSTEM)

    assert (status(typed), status(typed, "sai")) == (302, 422)


def test_a_number_that_was_given_as_a_user_name_stays_one():
    make.account(login="0912345678")

    assert status("0912345678") == 302


def test_a_user_name_goes_before_the_number_of_another():
    first, second = make.account(login="0912345678"), make.account()
    second.phone = "+84912345678"
    second.save()
    client = Client()

    client.post(reverse("account_login"), {"username": "0912345678", "password": PASSWORD})

    assert client.session["_auth_user_id"] == str(first.id)


def test_somebody_sets_the_own_names_and_finds_them_again(member):
    client = Client()
    client.force_login(member)

    answer = client.post(
        reverse("log-in-names"), {"email": "An@Example.vn", "phone": "+84 912345678"}
    )

    shown = client.get(reverse("log-in-names")).content.decode()
    assert (answer.status_code, answer.url) == (302, reverse("accounts"))
    assert 'value="an@example.vn"' in shown
    assert 'value="0912 345 678"' in shown


def test_an_officer_sets_the_names_of_those_looked_after(where, member):
    answer = officer_of(where.district).post(
        reverse("account-names", args=[member.id]), {"phone": "0912345678"}
    )

    member.refresh_from_db()
    assert (answer.status_code, member.phone) == (302, "+84912345678")


@pytest.mark.parametrize(
    ("sent", "field", "sentence"),
    [
        ({"email": "an"}, "email", "“an” is not an e-mail address."),
        ({"phone": "12"}, "phone", "“12” is not a mobile number of Vietnam."),
        ({"phone": "0987 654 321"}, "phone", "Another account logs in with this phone number."),
        ({"email": "b@example.vn"}, "email", "Another account logs in with this e-mail address."),
    ],
)
def test_a_name_that_cannot_be_taken_is_told_at_its_field_and_kept(member, sent, field, sentence):
    other = make.account()
    set_log_in_names(other, LogInNames("b@example.vn", "+84987654321"), by=make.SYSTEM)
    client = Client()
    client.force_login(member)

    answer = client.post(reverse("log-in-names"), sent)

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in shown[shown.index(f'id="error-{field}"') :]
    assert f'value="{sent[field]}"' in shown
