import pytest

from sangkien.actions.accounts import hash_of, make_token
from sangkien.models import ApiToken
from sangkien.queries.tokens import account_of_token
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def account():
    return make.account(login="may-tram")


@pytest.fixture
def token(account):
    return make_token(account, "Cổng tỉnh", by=make.SYSTEM)


def test_a_token_leads_to_its_account_in_one_query(account, token, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert account_of_token(hash_of(token)) == account


def test_the_token_itself_is_not_kept_and_finds_nobody(token):
    assert account_of_token(token) is None
    assert token not in str(list(ApiToken.objects.values()))


def test_a_token_taken_back_finds_nobody_while_the_other_still_does(account, token):
    other = make_token(account, "Máy mới", by=make.SYSTEM)
    ApiToken.objects.filter(hashed=hash_of(token)).update(revoked_at=make.NOW)

    assert [account_of_token(hash_of(each)) for each in (token, other)] == [None, account]


def test_the_token_of_a_blocked_account_finds_nobody(account, token):
    account.is_active = False
    account.save()

    assert account_of_token(hash_of(token)) is None


def test_nobody_stands_behind_an_empty_or_unknown_hash(token):
    assert [account_of_token(hashed) for hashed in ("", "0" * 64)] == [None, None]
