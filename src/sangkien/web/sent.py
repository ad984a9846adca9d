"""What a browser sent, before a view looks at it: signs no text has, and where to go back to."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from sangkien.web.page import page

NUL = "\x00"
PROGRAMS = "/api/"  # they send no forms, and a body once read as a form is gone


def readable(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: refuse (400) what holds a NUL: nobody types it, and PostgreSQL stores none."""

    def middleware(request: HttpRequest) -> HttpResponse:
        is_page = not request.path_info.startswith(PROGRAMS)
        forms = [request.GET, request.POST] if is_page else [request.GET]
        sent = [value for form in forms for value in form.values()]
        if not any(NUL in value for value in sent if isinstance(value, str)):
            return get_response(request)
        sentence = _("What was sent holds a sign that is no text. Type it anew and send it again.")
        return page(request, "errors/409.html", {"sentence": sentence}, status=400)

    return middleware


def way_back(request: HttpRequest, asked: str) -> str:
    """Return `asked` if it is an address of ours, else ""; a bare word is none."""
    is_ours = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()})
    return asked if is_ours and asked.startswith("/") else ""
