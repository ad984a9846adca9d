"""What members object: the list on an officer's desk, one objection, and its answer."""

from collections.abc import Iterator

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.actions.objections import answer_objection
from sangkien.adapters.spreadsheet_out import OutColumn, Value
from sangkien.core.behalf import ANSWERS, Answer
from sangkien.core.permissions import Verb
from sangkien.core.receipts import receipt_number
from sangkien.core.refusal import Refusal
from sangkien.inputs.behalf import read_answer
from sangkien.inputs.problem import BadInput, told_by_field
from sangkien.inputs.review import read_cursor
from sangkien.queries.objections import (
    Objection,
    objection_by_id,
    objection_page,
    objections_in,
)
from sangkien.queries.paging import counted
from sangkien.queries.scope import allowed
from sangkien.web.behalf_words import objected, why_for_another
from sangkien.web.entries import turned
from sangkien.web.errors import STATUS, sentence_of
from sangkien.web.list_files import MOST_EXPORTED, as_workbook
from sangkien.web.page import account_of, by, page
from sangkien.web.rooms import room_of

ANSWERED = "answered"  # what the address says to see those that have an answer


@require_safe
@login_required
def listing(request: HttpRequest, slug: str) -> HttpResponse:
    """The objections that wait, the longest first; or those answered, the newest first."""
    campaign = room_of(request, slug, Verb.SEE_ENTRIES)
    is_answered = request.GET.get(ANSWERED) == "1"
    found = objections_in(account_of(request), campaign, is_answered=is_answered)
    listed = objection_page(found, read_cursor(request.GET), oldest=not is_answered)
    context = {
        "campaign": campaign,
        "rows": [
            (one, _receipt(one, campaign.receipt_prefix), objected(one)) for one in listed.rows
        ],
        "is_answered": is_answered,
        "previous": turned(request.GET, listed.previous),
        "next": turned(request.GET, listed.next),
    }
    return page(request, "objections/list.html", context)


@require_safe
@login_required
def export(request: HttpRequest, slug: str) -> HttpResponse:
    """The same list, all its pages, as a workbook."""
    campaign = room_of(request, slug, Verb.SEE_ENTRIES)
    is_answered = request.GET.get(ANSWERED) == "1"
    found = objections_in(account_of(request), campaign, is_answered=is_answered).order_by("id")

    def rows() -> Iterator[tuple[Value, ...]]:
        for one in found[:MOST_EXPORTED]:
            said = objected(one)
            yield (
                _receipt(one, campaign.receipt_prefix),
                one.initiative.title,
                one.initiative.unit.short_name,
                said.what,
                said.words,
                localtime(said.at),
                said.answer,
                said.answer_words,
                localtime(said.answered_at) if said.answered_at else None,
            )

    return as_workbook(
        campaign,
        stem="phan-anh",
        title=_("Objections of members"),
        columns=[
            OutColumn(_("Receipt number"), width=16),
            OutColumn(_("Title"), width=44),
            OutColumn(_("Unit that counts"), width=24),
            OutColumn(_("Objection"), width=28),
            OutColumn(_("In the member's words"), width=44),
            OutColumn(_("Made at"), "moment", width=17),
            OutColumn(_("Answer"), width=34),
            OutColumn(_("In the officer's words"), width=44),
            OutColumn(_("Answered at"), "moment", width=17),
        ],
        rows=rows(),
        is_cut=counted(found, most=MOST_EXPORTED) > MOST_EXPORTED,
    )


@require_http_methods(["GET", "POST"])
@login_required
def show(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One objection, with the form of its answer for whoever decides there."""
    one = _one(request, slug, number)
    if request.method == "GET":
        return _page(request, one)
    try:
        said = read_answer(request.POST)
        answer_objection(one, answer=Answer(said.code), words=said.words, by=by(request))
    except BadInput as bad:
        return _page(request, one, errors=told_by_field(bad.errors), status=422)
    except Refusal as refusal:
        one = _one(request, slug, number)
        status = STATUS.get(refusal.code, 409)
        return _page(request, one, errors={"": sentence_of(refusal)}, status=status)
    messages.success(request, _("Answered. The member reads it on the receipt."))
    return redirect("objections", slug)


def _page(
    request: HttpRequest,
    one: Objection,
    *,
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    entry, account = one.initiative, account_of(request)
    decides = one.answered_at is None and allowed(account, Verb.REVIEW, entry.unit_path)
    entered_it = account is not None and entry.entered_by_id == account.id
    context = {
        "campaign": entry.campaign,
        "one": one,
        "said": objected(one),
        "entry": entry,
        "receipt": _receipt(one, entry.campaign.receipt_prefix),
        "desk": entry.desk.short_name if entry.desk else "",
        "why": why_for_another(entry.behalf, entry.on_behalf),
        "may_answer": decides and not entered_it,
        "by_another": decides and entered_it,
        "answers": [(answer.value, _(words)) for answer, words in ANSWERS.items()],
        "sent": request.POST,
        "errors": errors or {},
    }
    return page(request, "objections/show.html", context, status=status)


def _one(request: HttpRequest, slug: str, number: int) -> Objection:
    campaign = room_of(request, slug, Verb.SEE_ENTRIES)
    one = objection_by_id(account_of(request), campaign, number)
    if one is None:
        raise Http404
    return one


def _receipt(one: Objection, prefix: str) -> str:
    return receipt_number(prefix, one.initiative_id)
