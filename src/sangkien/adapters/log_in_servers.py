"""Other log-ins as the settings name them, in the form that django-allauth reads."""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

GOOGLE, ZALO = "google", "zalo"
GOOGLE_SERVER = "https://accounts.google.com"
ZALO_SERVERS = {
    "permission": "https://oauth.zaloapp.com/v4/permission",
    "token": "https://oauth.zaloapp.com/v4/access_token",
    "profile": "https://graph.zalo.me/v2.0/me",
}
_NEEDED = ("id", "name", "server", "client_id", "secret")
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,30}")
_HERE = ("127.0.0.1", "localhost", "::1")


def check_servers(servers: Any) -> None:
    """Raise ValueError, with what is wrong and how to write it, unless these are OpenID servers."""
    if not isinstance(servers, list) or not all(isinstance(one, dict) for one in servers):
        raise ValueError(f"write a list of objects, each with {', '.join(_NEEDED)}")
    for server in servers:
        missing = [name for name in _NEEDED if not isinstance(server.get(name), str)]
        if missing:
            raise ValueError(f"a server lacks {', '.join(missing)}")
        if not _ID.fullmatch(server["id"]) or server["id"] in {GOOGLE, ZALO}:
            raise ValueError(f"{server['id']!r}: an id is small letters, digits and hyphens")
        address = urlsplit(server["server"])
        if address.scheme != "https" and address.hostname not in _HERE:
            raise ValueError(f"{server['server']!r}: the address of a server begins with https://")
    ids = [server["id"] for server in servers]
    if len(ids) > len(set(ids)):
        raise ValueError("two servers have the same id")


def log_in_servers(
    openid: Iterable[Mapping[str, str]], *, google: tuple[str, str], zalo: tuple[str, str]
) -> dict[str, Any]:
    """Return SOCIALACCOUNT_PROVIDERS; of Google and Zalo those whose id and secret are there.

    Google is one more server of OpenID Connect.
    """
    servers = list(openid)
    if all(google):
        known = {"id": GOOGLE, "name": "Google", "server": GOOGLE_SERVER}
        servers.append({**known, "client_id": google[0], "secret": google[1]})
    found: dict[str, Any] = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": server["id"],
                    "name": server["name"],
                    "client_id": server["client_id"],
                    "secret": server["secret"],
                    "settings": {"server_url": server["server"]},
                }
                for server in servers
            ],
        }
    }
    if all(zalo):
        app = {"name": "Zalo", "client_id": zalo[0], "secret": zalo[1]}
        found[ZALO] = {"OAUTH_PKCE_ENABLED": True, "SERVERS": ZALO_SERVERS, "APPS": [app]}
    return found
