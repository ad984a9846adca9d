"""From where a request comes."""

from django.conf import settings
from django.http import HttpRequest


def network_address(request: HttpRequest) -> str:
    """Return who asks: in production the proxy in front says so, last in its list."""
    passed_on = request.headers.get("X-Forwarded-For", "") if settings.PRODUCTION else ""
    return passed_on.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
