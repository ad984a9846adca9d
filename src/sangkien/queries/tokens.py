"""Who a token stands for."""

from sangkien.models import Account, ApiToken


def account_of_token(hashed: str) -> Account | None:
    """Return the active account behind the hash of a token, None for a stranger's. One query."""
    found = (
        ApiToken.objects.select_related("account")
        .filter(hashed=hashed, revoked_at=None, account__is_active=True)
        .first()
    )
    return found.account if found else None
