import pytest

from sangkien.actions.accounts import hash_of
from sangkien.models import ApiToken, Initiative
from tests import gate, make
from tests.gate import ADDRESS, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def federation():
    return gate.federation()


@pytest.fixture
def token(federation):
    return gate.token_of("upper_officer", federation["district"])


def sent(client, header):
    headers = {} if header is None else {"Authorization": header}
    return client.post(ADDRESS, said(), content_type="application/json", headers=headers)


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "Bearer",
        "Bearer ",
        "Bearer sk_made-up",
        "Bearer đ",
        "Bearer {token}x",
        "Token {token}",
        "Basic {token}",
        "{token}",
        "Bearer " + "x" * 60_000,
    ],
)
def test_whoever_shows_no_token_of_ours_is_a_stranger(header, client, token):
    answer = sent(client, header and header.replace("{token}", token))

    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert answer.json()["type"] == "urn:sangkien:problem:no-token"
    assert Initiative.objects.count() == 0


def test_the_word_before_the_token_may_be_in_any_case(client, token):
    assert sent(client, f"bearer {token}").status_code == 201


def test_the_hash_of_a_token_is_no_token(client, token):
    assert sent(client, f"Bearer {hash_of(token)}").status_code == 401


def test_a_revoked_token_is_a_stranger(client, token):
    ApiToken.objects.update(revoked_at=make.NOW)

    assert sent(client, f"Bearer {token}").status_code == 401


def test_the_token_of_a_closed_account_is_a_stranger(client, token):
    account = ApiToken.objects.get().account
    account.is_active = False
    account.save()

    assert sent(client, f"Bearer {token}").status_code == 401


def test_of_two_tokens_one_can_be_revoked_without_the_other(client, token, federation):
    other = gate.token_of("upper_officer", federation["district"])
    ApiToken.objects.filter(hashed=hash_of(token)).update(revoked_at=make.NOW)

    assert sent(client, f"Bearer {other}").status_code == 201


def test_a_session_of_the_pages_opens_no_door_to_programs(client, federation):
    client.force_login(make.account("provincial_officer", federation["province"]))

    assert sent(client, None).status_code == 401


def test_only_the_hash_of_a_token_is_kept(token):
    kept = ApiToken.objects.get()

    assert kept.hashed == hash_of(token)
    assert token not in str(kept.__dict__)


def test_nothing_is_stored_of_the_caller_but_who_it_is(client, token):
    answer = sent(client, f"Bearer {token}")

    assert (answer.cookies, "sessionid" in answer.cookies) == ({}, False)
