"""By what somebody logs in, in words."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from sangkien.core.sentences import N_

WAYS = {
    "password": N_("password"),
    "totp": N_("code of an app"),
    "webauthn": N_("passkey"),
    "recovery_codes": N_("recovery code"),
}


def ways_in_words(ways: Iterable[str]) -> str:
    """Return the ways with commas; one that has no words of ours by its own name."""
    return ", ".join(_(WAYS.get(way, way)) for way in ways)
