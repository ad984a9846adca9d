"""Who is calling: a token stands for an account."""

from django.http import HttpRequest
from ninja.security import HttpBearer

from sangkien.actions.accounts import hash_of
from sangkien.queries.people import Account
from sangkien.queries.tokens import account_of_token


class Token(HttpBearer):
    def authenticate(self, request: HttpRequest, token: str) -> Account | None:
        return account_of_token(hash_of(token))
