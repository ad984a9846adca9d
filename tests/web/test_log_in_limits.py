"""Who guesses passwords is stopped, by account and by network; nobody else is."""

import pytest
from django.test import Client
from django.urls import reverse

from sangkien.core.permissions import Role
from sangkien.models import JournalLine
from tests import make
from tests.web.cleaning import officer_of

pytestmark = pytest.mark.django_db
PASSWORD = "mat-khau-thu-nghiem"


@pytest.fixture(autouse=True)
def _in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def district():
    return make.unit(make.unit())


@pytest.fixture
def account(district):
    made = make.account(Role.MEMBER, district, login="lo-van-an")
    made.phone = "+84912345678"
    made.save()
    return made


def tries(name, password="sai", address="203.0.113.7"):
    return Client(REMOTE_ADDR=address).post(
        reverse("account_login"), {"username": name, "password": password}
    )


def test_after_five_wrong_passwords_not_even_the_right_one_opens(account):
    seen = [tries("lo-van-an").status_code for _ in range(5)]

    stopped = tries("lo-van-an", PASSWORD)

    assert (seen, stopped.status_code) == ([422] * 5, 429)
    assert "Wait five minutes and try again" in stopped.content.decode()


def test_the_names_of_one_account_count_together(account):
    names = ["lo-van-an", "0912345678", "+84 912 345 678", "LO-VAN-AN", "0912.345.678"]

    seen = [tries(name).status_code for name in names]

    assert (seen, tries("84912345678", PASSWORD).status_code) == ([422] * 5, 429)


def test_another_account_of_the_same_office_still_gets_in(account):
    make.account(login="khac")
    for _ in range(5):
        tries("lo-van-an")

    assert tries("khac", PASSWORD).status_code == 302


def test_the_right_password_between_wrong_ones_does_not_start_the_count_anew(account):
    seen = [tries("lo-van-an", word).status_code for word in ["sai"] * 4 + [PASSWORD] + ["sai"] * 2]

    assert seen == [422] * 4 + [302, 422, 429]


def test_a_network_that_guesses_at_many_accounts_is_stopped(account):
    seen = {tries(f"khong-co-{number}").status_code for number in range(20)}

    assert (seen, tries("khong-co-20").status_code) == ({422}, 429)
    assert tries("lo-van-an", PASSWORD, address="198.51.100.1").status_code == 302


def test_whoever_posts_faster_than_people_gets_a_page_that_says_so(account, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    for _ in range(2):
        tries("lo-van-an", PASSWORD)

    stopped = tries("lo-van-an", PASSWORD)

    assert stopped.status_code == 429
    assert "Wait a minute, then try again." in stopped.content.decode()
    assert Client(REMOTE_ADDR="203.0.113.7").get(reverse("account_login")).status_code == 200


def test_a_new_password_from_the_officer_opens_at_once(account, district):
    for _ in range(6):
        tries("lo-van-an")

    answer = officer_of(district).post(reverse("account-reset", args=[account.id]))

    given = answer.content.decode().partition('id="new-password">')[2].partition("<")[0]
    assert tries("lo-van-an", given).status_code == 302


def test_each_log_in_and_each_failed_one_leaves_a_line_without_what_was_typed(account):
    tries("lo-van-an", "mật khẩu sai")
    tries("mật khẩu ở nhầm ô", "sai")
    tries("lo-van-an", PASSWORD)

    lines = JournalLine.objects.filter(verb__startswith="log").order_by("id")
    told = [(line.verb, line.by_id, line.about_id, line.details["ways"]) for line in lines]
    assert told == [
        ("log-in-failed", None, account.id, ["password"]),
        ("log-in-failed", None, None, ["password"]),
        ("logged-in", account.id, account.id, ["password"]),
    ]
    assert "mật khẩu" not in str([line.__dict__ for line in lines])
    assert {line.unit_path for line in lines if line.about_id} == {account.grants.get().unit.path}


def test_a_try_that_was_not_looked_at_leaves_no_line(account):
    for _ in range(9):
        tries("lo-van-an")

    assert JournalLine.objects.filter(verb="log-in-failed").count() == 5
