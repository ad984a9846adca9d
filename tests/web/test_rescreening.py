from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from sangkien.core.permissions import Role
from sangkien.models import Finding, ScreeningRun
from tests import make
from tests.web.test_campaigns import form_of

pytestmark = pytest.mark.django_db
START, SHOW = "/c/chuong-trinh/ra-soat/", "/c/chuong-trinh/"
CHANGED = "The rules or the days have changed"


@pytest.fixture(autouse=True)
def _in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def root():
    return make.unit(code="LC", name="LĐLĐ tỉnh Lai Châu")


@pytest.fixture
def campaign(root):
    made = make.campaign(root, slug="c")
    unit = make.unit(root)
    for day in (1, 2, 3):
        make.register(made, make.entry(unit, applied_on=date(2021, 10, day)))
    return made


@pytest.fixture
def officer(client, root):
    client.force_login(make.account(Role.PROVINCIAL_OFFICER, root, login="lan"))
    return client


def text(answer):
    return answer.content.decode()


def change_window(officer, campaign):
    changes = form_of(campaign, applied_from="03/10/2021")
    return officer.post("/c/chuong-trinh/sua/", changes, follow=True)


def work():
    call_command("work", "--once", stdout=StringIO())


def test_a_changed_window_is_said_on_the_page_with_a_button_to_screen_again(officer, campaign):
    before = text(officer.get(SHOW))

    after = text(change_window(officer, campaign))

    assert CHANGED not in before
    assert CHANGED in after
    assert f'action="{START}"' in after


def test_whoever_may_not_screen_again_sees_no_button(officer, client, campaign, root):
    change_window(officer, campaign)
    client.force_login(make.account(Role.UPPER_OFFICER, root))

    assert CHANGED not in text(client.get(SHOW))
    assert client.post(START).status_code == 403
    assert not ScreeningRun.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_button_starts_a_job_whose_page_ends_with_what_changed(officer, campaign):
    change_window(officer, campaign)

    watched = officer.post(START, follow=True)
    work()
    done = text(officer.get(watched.redirect_chain[-1][0]))

    assert "The entries are being screened again" in text(watched)
    assert 'http-equiv="refresh"' in text(watched)
    assert "The entries were screened again" in done
    assert 'http-equiv="refresh"' not in done
    assert "lan" in done
    assert "Applied before the window" in done
    assert Finding.objects.filter(rule="applied-before-window", state="open").count() == 2
    shown = text(officer.get(SHOW))
    assert CHANGED not in shown
    assert f'href="{watched.redirect_chain[-1][0]}"' in shown
    assert "Last screened again" in shown


@pytest.mark.django_db(transaction=True)
def test_two_clicks_are_one_run(officer, campaign):
    change_window(officer, campaign)

    addresses = {officer.post(START).headers["Location"] for _ in range(2)}
    work()

    run = ScreeningRun.objects.get()
    assert addresses == {f"{START}{run.id}/"}
    assert (run.done, run.changes) == (3, {"applied-before-window": {"opened": 2}})


def test_the_page_of_a_run_is_for_who_may_screen_and_only_of_its_campaign(
    officer, client, campaign, root
):
    make.campaign(root, slug="khac")
    address = officer.post(START).headers["Location"]
    foreign = officer.get(address.replace("/c/", "/khac/")).status_code
    client.force_login(make.account(Role.UPPER_OFFICER, root))

    assert (foreign, client.get(address).status_code) == (404, 403)


@pytest.mark.django_db(transaction=True)
def test_a_run_that_changed_nothing_says_so(officer, campaign):
    address = officer.post(START).headers["Location"]
    work()

    assert "Nothing changed." in text(officer.get(address))


def test_a_run_of_the_command_is_shown_too(officer, campaign):
    call_command("rescreen", "--campaign", "c", "--rule", "shares", stdout=StringIO())

    page = text(officer.get(f"{START}{ScreeningRun.objects.get().id}/"))

    assert "the operator of the server" in page
    assert "Shares do not add up" in page
