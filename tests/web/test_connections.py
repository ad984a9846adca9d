"""Pages of other log-ins: one's own, whose account is mine, and the officer who confirms."""

import re

import pytest
from allauth.socialaccount.models import SocialAccount
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import now

from sangkien.actions.journal import By
from sangkien.actions.log_in_claims import claim_account
from sangkien.actions.log_in_names import set_log_in_names, set_member_number
from sangkien.actions.other_log_ins import connect_log_in
from sangkien.adapters.log_in_servers import log_in_servers
from sangkien.core.log_in_names import LogInNames
from sangkien.core.other_log_ins import CameBy
from sangkien.core.permissions import Role
from sangkien.models import JournalLine, LogInClaim
from tests import make
from tests.loopback import serving
from tests.openid_server import OpenIdServer
from tests.web.cleaning import land, officer_of
from tests.web.logging_in import PASSWORD, is_in, with_password
from tests.web.other_servers import OPENID, browser, callback, come_by

pytestmark = pytest.mark.django_db
CONNECTIONS, UNKNOWN, CLAIMS = "/tai-khoan/ket-noi/", "/dang-nhap/cua-ai/", "/tai-khoan/yeu-cau/"


@pytest.fixture(scope="module")
def started():
    with serving(OpenIdServer(callback(OPENID))) as server:
        yield server


@pytest.fixture
def server(started, settings):
    settings.LANGUAGE_CODE = "en"
    settings.SOCIALACCOUNT_PROVIDERS = log_in_servers(
        started.settings, google=("", ""), zalo=("", "")
    )
    return started


@pytest.fixture
def where():
    return land()


@pytest.fixture
def member(where):
    made = make.account(Role.MEMBER, where.district, login="lo-van-an")
    set_log_in_names(made, LogInNames(phone="+84912345678"), by=make.SYSTEM)
    return made


def connected(account):
    return list(SocialAccount.objects.filter(user=account).values_list("provider", "uid"))


# -- one's own ---------------------------------------------------------------------------------


def test_who_is_logged_in_connects_a_server_and_comes_by_it_then(server, member):
    client, _ = with_password("lo-van-an")

    answer = come_by(client, OPENID, process="connect")

    assert (answer.url, connected(member)) == (CONNECTIONS, [("may-thu", "an-1")])
    assert (
        "From now on this log-in opens your account too."
        in client.get(CONNECTIONS).content.decode()
    )
    other = browser()
    come_by(other, OPENID)
    assert is_in(other)


def test_a_visitor_connects_nothing(server):
    answer = browser().post(OPENID, {"process": "connect"})

    assert answer.url == f"{reverse('account_login')}?next={CONNECTIONS}"


def test_a_log_in_that_opens_another_account_is_told_so(server, member):
    other = make.account()
    connect_log_in(other, CameBy("may-thu", "an-1"), by=By(other, make.NOW))
    client, _ = with_password("lo-van-an")

    come_by(client, OPENID, process="connect")

    assert "opens another account already" in client.get(CONNECTIONS).content.decode()
    assert connected(member) == []


def test_turning_it_down_leads_back_to_the_own_log_ins_with_a_word(server, member):
    client, _ = with_password("lo-van-an")
    person, server.person = server.person, None

    answer = come_by(client, OPENID, process="connect")
    server.person = person

    assert answer.url == CONNECTIONS
    assert "without logging in" in client.get(CONNECTIONS).content.decode()


def test_a_log_in_is_taken_away_and_opens_nothing_then(server, member):
    connect_log_in(member, CameBy("may-thu", "an-1"), by=By(member, make.NOW))
    client, _ = with_password("lo-van-an")

    client.post(CONNECTIONS, {"do": SocialAccount.objects.get().id})

    assert connected(member) == []
    assert come_by(browser(), OPENID).url == UNKNOWN


def test_a_log_in_of_another_is_not_taken_away(server, member):
    other = make.account()
    connect_log_in(other, CameBy("may-thu", "b-2"), by=By(other, make.NOW))
    client, _ = with_password("lo-van-an")

    client.post(CONNECTIONS, {"do": SocialAccount.objects.get().id})

    assert connected(other) == [("may-thu", "b-2")]


@pytest.mark.parametrize("do", ["", "connect", "leave", "x", "0", "9" * 30])
def test_what_cannot_be_done_changes_nothing(server, member, do):
    client, _ = with_password("lo-van-an")

    assert client.post(CONNECTIONS, {"do": do}).url == CONNECTIONS


def test_long_after_the_log_in_one_proves_who_one_is_first(server, member, settings):
    connect_log_in(member, CameBy("may-thu", "an-1"), by=By(member, make.NOW))
    client, _ = with_password("lo-van-an")
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = -1

    asked = client.post(CONNECTIONS, {"do": SocialAccount.objects.get().id})
    away = client.post(OPENID, {"process": "connect"})

    again = reverse("account_reauthenticate")
    assert (asked.url.startswith(again), away.url.startswith(again)) == (True, True)
    assert connected(member) == [("may-thu", "an-1")]


# -- whose account is mine ---------------------------------------------------------------------


def test_who_has_a_password_logs_in_with_it_and_is_offered_to_connect(server, member):
    client = browser()
    come_by(client, OPENID)

    answer = client.post(reverse("account_login"), {"username": "lo-van-an", "password": PASSWORD})
    offer = client.get(answer.url).content.decode()
    client.post(CONNECTIONS, {"do": "connect"})

    assert answer.url == CONNECTIONS
    assert "You came by Máy thử (an@example.vn)" in offer
    assert connected(member) == [("may-thu", "an-1")]
    assert "You came by" not in client.get(CONNECTIONS).content.decode()


def test_the_offer_can_be_left(server, member):
    client = browser()
    come_by(client, OPENID)
    client.post(reverse("account_login"), {"username": "lo-van-an", "password": PASSWORD})

    client.post(CONNECTIONS, {"do": "leave"})

    assert connected(member) == []
    assert "You came by" not in client.get(CONNECTIONS).content.decode()


@pytest.mark.parametrize("number", ["0912 345 678", "0987 654 321"])
def test_whoever_asks_gets_a_code_and_does_not_learn_whose_numbers_are_here(server, member, number):
    client = browser()
    come_by(client, OPENID)

    page = client.post(UNKNOWN, {"number": number}).content.decode()

    assert re.search(r'id="claim-code">\d{3} \d{3}<', page)
    assert "If an account has this number" in page
    assert "lo-van-an" not in page


def test_without_a_number_it_is_asked_for(server, member):
    client = browser()
    come_by(client, OPENID)

    answer = client.post(UNKNOWN, {"number": " "})

    assert answer.status_code == 422
    assert 'id="error-number"' in answer.content.decode()


def test_the_page_is_there_only_after_another_server_sent_one(server):
    assert browser().get(UNKNOWN).url == reverse("account_login")
    assert browser().post(UNKNOWN, {"number": "1"}).url == reverse("account_login")


def test_who_asks_for_many_accounts_is_stopped(server, member, settings):
    settings.ACCOUNT_RATE_LIMITS = {"claim": "2/h/ip"}
    client = browser()

    seen = []
    for _ in range(3):
        come_by(client, OPENID)
        seen.append(client.post(UNKNOWN, {"number": "0912345678"}).status_code)

    assert seen == [200, 200, 429]


# -- the officer -------------------------------------------------------------------------------


def asked_by(member, uid="an-1"):
    code = claim_account(CameBy("may-thu", uid, "an@example.vn"), "0912345678", by=By(None, now()))
    return code, LogInClaim.objects.get(uid=uid)


def test_an_officer_sees_the_request_and_confirms_it_by_the_code(server, where, member):
    code, claim = asked_by(member)
    officer = officer_of(where.district)

    listed = officer.get(CLAIMS).content.decode()
    page = officer.get(f"{CLAIMS}{claim.id}/").content.decode()
    answer = officer.post(f"{CLAIMS}{claim.id}/", {"code": f" {code[:3]}-{code[3:]} "})

    assert ("lo-van-an" in listed, "an@example.vn" in page) == (True, True)
    assert (answer.url, connected(member)) == (CLAIMS, [("may-thu", "an-1")])
    assert "No request waits for you" in officer.get(CLAIMS).content.decode()


def test_the_page_of_accounts_leads_to_the_requests(server, where, member):
    officer = officer_of(where.district)
    before = officer.get(reverse("accounts")).content.decode()
    asked_by(member)

    after = officer.get(reverse("accounts")).content.decode()

    assert (CLAIMS in before, "Requests to connect a log-in: 1" in after) == (False, True)


@pytest.mark.parametrize(
    ("sent", "field", "sentence"),
    [
        ({"code": "000"}, "code", "This is not the code of this request."),
        ({"code": ""}, "code", "This is not the code of this request."),
        ({"do": "refuse", "reason": ""}, "reason", "Say why in one sentence"),
        ({"do": "refuse", "reason": "x" * 501}, "reason", "at most 500 characters"),
    ],
)
def test_what_cannot_be_decided_is_told_at_its_field(server, where, member, sent, field, sentence):
    _, claim = asked_by(member)

    answer = officer_of(where.district).post(f"{CLAIMS}{claim.id}/", sent)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page[page.index(f'id="error-{field}"') :]


def test_a_request_is_refused_with_the_reason_in_the_journal(server, where, member):
    _, claim = asked_by(member)

    officer_of(where.district).post(
        f"{CLAIMS}{claim.id}/", {"do": "refuse", "reason": "Không phải đồng chí An"}
    )

    assert connected(member) == []
    assert JournalLine.objects.get(verb="claim-refused").reason == "Không phải đồng chí An"


def test_officers_elsewhere_and_members_see_no_request(server, where, member):
    _, claim = asked_by(member)
    others = [officer_of(where.other), Client()]
    others[1].force_login(make.account(Role.MEMBER, where.district))

    seen = [
        (
            "lo-van-an" in one.get(CLAIMS).content.decode(),
            one.get(f"{CLAIMS}{claim.id}/").status_code,
        )
        for one in others
    ]

    assert seen == [(False, 404)] * 2


def test_the_list_of_requests_asks_as_often_for_three_as_for_one(server, where, member):
    officer = officer_of(where.district)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            officer.get(CLAIMS)
        return len(queries)

    asked_by(member)
    one = asked()
    asked_by(member, "an-2")
    asked_by(member, "an-3")

    assert asked() == one


def test_an_officer_keeps_and_forgets_the_member_number(server, where, member):
    officer, address = officer_of(where.district), reverse("account-names", args=[member.id])
    kept = {"phone": "0912345678", "member_number": "LC-00123"}

    officer.post(address, kept)
    page = officer.get(address).content.decode()
    officer.post(address, {"phone": "0912345678"})
    member.refresh_from_db()
    still = member.person_id is not None
    officer.post(address, {"phone": "0912345678", "forget": "1"})
    member.refresh_from_db()

    assert ("LC-00123" in page, "A number is kept" in page) == (False, True)
    assert (still, member.person_id) == (True, None)


def test_a_member_number_of_another_account_is_told_at_its_field(server, where, member):
    set_member_number(member, "LC-00123", by=make.SYSTEM)
    other = make.account(Role.MEMBER, where.district)

    answer = officer_of(where.district).post(
        reverse("account-names", args=[other.id]),
        {"email": "b@example.vn", "member_number": "lc00123"},
    )

    other.refresh_from_db()
    assert (answer.status_code, other.email) == (422, None)
    assert 'id="error-member_number"' in answer.content.decode()
