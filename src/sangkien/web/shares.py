"""Shares that the authors of a united entry agreed on, from the page of the copies."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sangkien.actions.shares import agree_shares
from sangkien.core.refusal import Refusal
from sangkien.inputs.problem import BadInput, told_by_field
from sangkien.inputs.review import read_reason
from sangkien.inputs.shares import PREFIX, read_shares
from sangkien.queries.entry_detail import visible_entry
from sangkien.queries.merges import agreeing_on, merge_rows
from sangkien.web.clusters import shown
from sangkien.web.entries import campaign_or_404
from sangkien.web.errors import STATUS, sentence_of
from sangkien.web.page import account_of, by

OF_SHARES = ("shares-part",)  # told at the first share


@require_POST
@login_required
def agree(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Give each author of the kept entry the share that was typed."""
    account = account_of(request)
    kept = visible_entry(account, campaign_or_404(slug), pk)
    if kept is None:
        raise Http404
    agreeing = agreeing_on(account, merge_rows(account, [kept.id]))
    ids = [author.id for one in agreeing for author in one.authors]
    try:
        shares = read_shares(request.POST, ids)
        reason = read_reason(request.POST, f"shares-reason-{pk}")
        agree_shares(kept, shares, reason=reason, by=by(request))
    except BadInput as bad:
        return shown(request, slug, kept, errors=told_by_field(bad.errors), status=422)
    except Refusal as refusal:
        field = f"{PREFIX}{ids[0]}" if ids and refusal.code in OF_SHARES else ""
        status = 422 if field else STATUS.get(refusal.code, 409)
        return shown(request, slug, kept, errors={field: sentence_of(refusal)}, status=status)
    messages.success(request, _("The shares are written as agreed."))
    return redirect("cluster", slug, pk)
