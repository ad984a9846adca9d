"""Who came by another server and belongs to no account yet: kept in the session for a while."""

from dataclasses import asdict
from time import time

from django.http import HttpRequest

from sangkien.core.other_log_ins import CameBy

_KEPT, HOLDS_FOR = "came_by", 15 * 60  # seconds


def remember(request: HttpRequest, came: CameBy) -> None:
    request.session[_KEPT] = asdict(came) | {"at": time()}


def remembered(request: HttpRequest) -> CameBy | None:
    kept = request.session.get(_KEPT)
    if kept is None or time() - kept["at"] > HOLDS_FOR:
        return None
    return CameBy(kept["provider"], kept["uid"], kept["shown"])


def forget(request: HttpRequest) -> None:
    request.session.pop(_KEPT, None)
