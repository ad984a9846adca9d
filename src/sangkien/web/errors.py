"""No as a page: refusals, foreign addresses, faults."""

from collections.abc import Callable
from secrets import token_hex

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from sangkien.core.refusal import Refusal
from sangkien.web.page import page

TOO_MANY = 429
STATUS = {"not-allowed": 403, "unknown": 404}  # every other rule of the house: 409


class Refusals:
    """Middleware: turn a Refusal that no view caught into a page that says what to do."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, Refusal):
            return None
        status = STATUS.get(error.code, 409)
        sentence = sentence_of(error)
        return page(request, f"errors/{status}.html", {"sentence": sentence}, status=status)


def sentence_of(refusal: Refusal) -> str:
    """Return the refusal as one sentence in the reader's language."""
    return _(refusal.sentence).format(**refusal.details)


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A form cut short on its way, or larger than any of ours; a name that is not this site's."""
    if isinstance(exception, DisallowedHost):
        sentence = _(
            "This site does not answer to the name in the address. Check the address; whoever keeps"
            " the machine names it in SANGKIEN_HOSTS."
        )
    else:
        sentence = _(
            "What was sent did not arrive whole, or it is too large. Go back, shorten it if it is"
            " long and send it again."
        )
    return page(request, "errors/409.html", {"sentence": sentence}, status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, "errors/404.html", {}, status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, "errors/403.html", {}, status=403)


def too_many(request: HttpRequest) -> HttpResponse:
    """Somebody, or a program, asks faster than people do."""
    sentence = _(
        "This was asked too often from your network within a minute. Wait a minute, then try again."
    )
    return page(request, "errors/409.html", {"sentence": sentence}, status=TOO_MANY)


def fault(request: HttpRequest) -> HttpResponse:
    """A bug of ours: a page that needs nothing, with a reference to tell the desk."""
    return render(request, "errors/500.html", {"reference": token_hex(4)}, status=500)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's protection against foreign sites did not match: most often an old page."""
    sentence = _(
        "This page was open too long or your browser blocks cookies. Load the page again; what you"
        " typed may still be there when you go back."
    )
    return page(request, "errors/403.html", {"sentence": sentence}, status=403)
