"""Where one is logged in, and logging out there."""

from allauth.account.internal.flows.logout import logout
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from sangkien.actions.log_ins import end_sessions
from sangkien.inputs.digits import whole_number
from sangkien.inputs.review import read_cursor
from sangkien.queries.log_ins import session_page
from sangkien.web.browsers import browser_words
from sangkien.web.entries import turned
from sangkien.web.page import account_of, by, page, session_key

EVERYWHERE, ELSEWHERE = "all", "others"


@require_http_methods(["GET", "POST"])
@login_required
def listing(request: HttpRequest) -> HttpResponse:
    account = account_of(request)
    if account is None:
        raise Http404
    current = session_key(request)
    if request.method == "POST":
        return _ended(request, current)
    shown = session_page(account, read_cursor(request.GET), current=current)
    context = {
        "rows": [(row, browser_words(row.browser)) for row in shown.rows],
        "previous": turned(request.GET, shown.previous),
        "next": turned(request.GET, shown.next),
    }
    return page(request, "account/sessions.html", context)


def _ended(request: HttpRequest, current: str) -> HttpResponse:
    account, asked = account_of(request), request.POST.get("end", "")
    if account is None:
        raise Http404
    if asked == EVERYWHERE:
        end_sessions(account, by=by(request))
        logout(request)
        return redirect("account_login")
    if asked == ELSEWHERE:
        count = end_sessions(account, by=by(request), but=current)
    else:
        count = end_sessions(account, by=by(request), only=whole_number(asked) or 0)
    if count:
        ended = ngettext("%(count)s log-in has ended.", "%(count)s log-ins have ended.", count)
        messages.success(request, ended % {"count": count})
    else:
        messages.info(request, _("There was nothing to end: you are logged in here only."))
    return redirect("sessions")
