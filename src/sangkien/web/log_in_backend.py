"""Is this the password of the account with that name? What Django asks at every log-in."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from sangkien.queries.log_ins import account_by_log_in_name
from sangkien.queries.people import Account


class LogInBackend(ModelBackend):
    """User name, e-mail address or phone number, and one hashing whoever it is."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **_others: Any,
    ) -> Account | None:
        if not username or not password:
            return None
        account = account_by_log_in_name(username)
        if account is None:
            Account().set_password(password)  # takes as long as a look at a hash that is there
            return None
        is_right = account.check_password(password)
        return account if is_right and self.user_can_authenticate(account) else None
