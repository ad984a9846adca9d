"""What an account proves itself with beside its password, and who needs to."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import QuerySet

from sangkien.core.second_factors import needs_second_factor
from sangkien.models import Account
from sangkien.queries.scope import reaches_of

APP, PASSKEY, CODES = (
    Authenticator.Type.TOTP.value,
    Authenticator.Type.WEBAUTHN.value,
    Authenticator.Type.RECOVERY_CODES.value,
)


@dataclass(frozen=True, slots=True)
class Passkey:
    id: int
    name: str
    made_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Factors:
    """The second factors of an account; recovery codes alone are none."""

    has_app: bool
    passkeys: tuple[Passkey, ...]
    codes_left: int

    @property
    def count(self) -> int:
        return self.has_app + len(self.passkeys)


def factors_of(account: Account) -> Factors:
    """Return what the account has. One query."""
    rows = list(Authenticator.objects.filter(user=account).order_by("id"))
    codes = next((row for row in rows if row.type == CODES), None)
    return Factors(
        has_app=any(row.type == APP for row in rows),
        passkeys=tuple(
            Passkey(row.pk, row.data["name"], row.created_at, row.last_used_at)
            for row in rows
            if row.type == PASSKEY
        ),
        codes_left=len(codes.wrap().get_unused_codes()) if codes else 0,
    )


def second_factors(account: Account) -> QuerySet[Authenticator]:
    """Return the rows that count as a second factor."""
    return Authenticator.objects.filter(user=account, type__in=(APP, PASSKEY))


def must_have_second_factor(account: Account) -> bool:
    return settings.SECOND_FACTOR and needs_second_factor(reaches_of(account))


def lacks_second_factor(account: Account) -> bool:
    """Return whether the account needs a second factor and has none. One query, of these only."""
    return must_have_second_factor(account) and not second_factors(account).exists()
