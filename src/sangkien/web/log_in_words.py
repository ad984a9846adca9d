"""By what somebody logs in, in words."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from sangkien.core.sentences import N_
from sangkien.web.log_in_page import server_name

WAYS = {
    "password": N_("password"),
    "totp": N_("code of an app"),
    "webauthn": N_("passkey"),
    "recovery_codes": N_("recovery code"),
}


def ways_in_words(ways: Iterable[str]) -> str:
    """Return the ways with commas; another server by its name."""
    return ", ".join(_(WAYS[way]) if way in WAYS else server_name(way) for way in ways)
