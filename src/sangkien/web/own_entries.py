"""The entries that name whoever is logged in as an author, whoever entered them."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.core.states import STATE_NAMES
from sangkien.inputs.review import read_cursor
from sangkien.queries.objections import own_entries
from sangkien.queries.paging import Page
from sangkien.web.entries import turned
from sangkien.web.page import account_of, page


@require_safe
@login_required
def listing(request: HttpRequest) -> HttpResponse:
    """Each leads to its receipt, where one may object."""
    account = account_of(request)
    listed = own_entries(account, read_cursor(request.GET)) if account else Page(())
    context = {
        "campaign": None,
        "rows": [(row, _(STATE_NAMES[row.state])) for row in listed.rows],
        "is_known": account is not None and account.person_id is not None,
        "previous": turned(request.GET, listed.previous),
        "next": turned(request.GET, listed.next),
    }
    return page(request, "account/own_entries.html", context)
