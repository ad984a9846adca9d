import json
import stat
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from sangkien.management.commands.demo import LOGINS, demo_logins
from sangkien.models import Account, Campaign
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    province = make.unit(code="LC")
    return {"LC": province, "LC-THU": make.unit(province, code="LC-THU")}


def test_each_log_in_is_made_with_its_role_and_its_printed_password(place, tmp_path):
    passwords = demo_logins(tmp_path / "logins.json")

    made = {account.login: account for account in Account.objects.all()}
    assert list(passwords) == [login for login, _, _, _ in LOGINS]
    for login, role, code, post in LOGINS:
        grant = made[login].grants.get()
        assert made[login].check_password(passwords[login])
        assert (grant.role, grant.unit, made[login].label) == (role, place[code], post)
        assert made[login].is_demo


def test_a_second_run_keeps_every_password(place, tmp_path):
    assert demo_logins(tmp_path / "logins.json") == demo_logins(tmp_path / "logins.json")


def test_passwords_forgotten_are_set_anew(place, tmp_path):
    first = demo_logins(tmp_path / "logins.json")
    (tmp_path / "logins.json").unlink()

    second = demo_logins(tmp_path / "logins.json")

    assert first.keys() == second.keys()
    assert all(first[login] != second[login] for login in first)
    assert all(Account.objects.get(login=k).check_password(word) for k, word in second.items())


@pytest.mark.parametrize("left", ["", '{"tinh": "abc', "\0"])
def test_a_file_that_was_cut_off_is_as_good_as_none(left, place, tmp_path):
    file = tmp_path / "logins.json"
    file.write_text(left)

    words = demo_logins(file)

    assert json.loads(file.read_text()) == words
    assert all(Account.objects.get(login=k).check_password(word) for k, word in words.items())


def test_the_file_of_passwords_is_the_owners_alone(place, tmp_path):
    file = tmp_path / "logins.json"
    demo_logins(file)

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert json.loads(file.read_text()).keys() == {"tinh", "thanuyen", "doanvien", "quantri"}


def test_no_demo_is_loaded_into_production(settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError):
        call_command("demo")
    assert (Account.objects.count(), Campaign.objects.count()) == (0, 0)


@pytest.mark.parametrize("day", ["31/11/2021", "hôm qua", "2021", "17/03/2960"])
def test_a_day_that_cannot_be_is_named_with_its_option(day):
    with pytest.raises(CommandError, match="--on: "):
        call_command("demo", "--on", day)


def test_campaigns_that_are_there_are_not_loaded_again(place, settings, tmp_path):
    make.campaign(place["LC"], slug="lai-chau-2022")
    make.campaign(place["LC"], slug="sang-kien-lai-chau")
    out = StringIO()

    call_command("demo", stdout=out)

    assert Campaign.objects.count() == 2
    assert [line.split()[0] for line in out.getvalue().splitlines()] == [
        "tinh",
        "thanuyen",
        "doanvien",
        "quantri",
    ]
