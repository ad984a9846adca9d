"""Vietnamese unless the reader chose otherwise; a cookie remembers, no header decides."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.views.decorators.http import require_POST

from sangkien.web.sent import way_back

YEAR = 365 * 24 * 3600  # seconds


def chosen_language(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: activate the language of the cookie.

    Django's own LocaleMiddleware costs a fifth of a fast request and would let a browser's
    header decide; most members' phones say English.
    """
    offered = {code for code, _ in settings.LANGUAGES}

    def middleware(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in offered else settings.LANGUAGE_CODE
        with translation.override(language):
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return middleware


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Remember the chosen language and go back to the page."""
    response = redirect(way_back(request, request.POST.get("next", "")) or "/")
    if request.POST.get("language") in {code for code, _ in settings.LANGUAGES}:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            request.POST["language"],
            max_age=YEAR,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return response
