import pytest
from django.urls import reverse

from tests import make

pytestmark = pytest.mark.django_db
PASSWORD = "mat-khau-thu-nghiem"  # as tests/make.py sets it


def log_in(client, login, password=PASSWORD, back="", **environment):
    values = {"username": login, "password": password, "next": back}
    return client.post(reverse("account_login"), values, **environment)


def test_the_right_password_leads_back_to_where_one_came_from(client):
    make.account(login="canbo")

    answer = log_in(client, " CanBo ", back="/mo/sang-kien/")

    assert (answer.status_code, answer.url) == (302, "/mo/sang-kien/")
    assert "_auth_user_id" in client.session


@pytest.mark.parametrize(("login", "password"), [("canbo", "sai"), ("khac", PASSWORD), ("", "")])
def test_a_wrong_log_in_says_the_same_whoever_it_is(login, password, client):
    make.account(login="canbo")

    answer = log_in(client, login, password)

    assert answer.status_code == 422
    assert 'id="error-username"' in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_an_account_switched_off_does_not_get_in(client):
    account = make.account(login="canbo")
    account.is_active = False
    account.save()

    assert log_in(client, "canbo").status_code == 422


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/x"])
def test_logging_in_never_leads_to_another_host(back, client):
    make.account(login="canbo")

    assert log_in(client, "canbo", back=back).url == "/"


def test_a_demo_account_works_on_the_machine_itself_only(client):
    account = make.account(login="tinh")
    account.is_demo = True
    account.save()

    near = log_in(client, "tinh", REMOTE_ADDR="127.0.0.1").status_code
    client.logout()
    far = log_in(client, "tinh", REMOTE_ADDR="203.0.113.7").status_code

    assert (near, far) == (302, 422)


def test_a_demo_account_never_works_in_production(client, settings):
    settings.PRODUCTION = True
    account = make.account(login="tinh")
    account.is_demo = True
    account.save()

    assert log_in(client, "tinh").status_code == 422


def test_logging_out_takes_a_post(client):
    client.force_login(make.account())

    assert client.get(reverse("account_logout")).status_code == 405
    assert client.post(reverse("account_logout")).url == "/"
    assert "_auth_user_id" not in client.session
