"""Going back to a form shows that form again, with its key, not a new one."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# asked anew at each visit; the browser alone keeps a copy, for the way back
KEPT_FOR_GOING_BACK = "private, no-cache"


def kept_for_going_back(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: take `Vary` off the pages that only the reader's own browser keeps.

    It would add nothing, as each visit asks anew, but a first visit sets a cookie, and then the
    browser holds its copy for one of somebody else: a member who goes back and sends again would
    send a new form, and be registered twice.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.headers.get("Cache-Control") == KEPT_FOR_GOING_BACK:
            del response.headers["Vary"]
        return response

    return middleware
