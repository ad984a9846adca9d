"""Drafts of letters: a new one, or on with the old one; replace, discard, take up again."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sangkien.actions.letter_drafts import discard_letter, reopen_letter, replace_draft
from sangkien.actions.letters import draft_reminder
from sangkien.core.progress.days import DAY_REFUSALS
from sangkien.core.reading.numbers import format_date
from sangkien.core.refusal import Refusal
from sangkien.inputs.letter import read_reminder
from sangkien.inputs.problem import BadInput, told_by_field
from sangkien.inputs.review import number_in
from sangkien.queries.campaigns import Campaign
from sangkien.queries.letters import drafts_of_day
from sangkien.web.errors import sentence_of
from sangkien.web.letters import campaign_of_letters, letter_here
from sangkien.web.page import account_of, by, page

CONFLICT, UNPROCESSABLE = 409, 422


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Draft a reminder; where the day has a draft already, ask once whether to go on with it."""
    campaign = campaign_of_letters(request, slug)
    if request.method == "GET":
        usual = format_date(campaign.default_day or localdate())
        asked = {"day": request.GET.get("day", "") or usual, "annex": "short"}
        return _form(request, campaign, asked)
    typed = {name: request.POST.get(name, "") for name in ("day", "annex", "seen")}
    try:
        wish = read_reminder(typed, today=localdate())
        there = {
            draft.id
            for draft in drafts_of_day(account_of(request), campaign, campaign.owner, wish.day)
        }
        if not there <= wish.seen:
            return _form(request, campaign, typed, status=CONFLICT)
        letter = draft_reminder(
            campaign, campaign.owner, wish.day, by(request), full_annex=wish.full_annex
        )
    except BadInput as bad:
        errors = told_by_field(bad.errors)
        return _form(request, campaign, typed, errors=errors, status=UNPROCESSABLE)
    except Refusal as refusal:
        is_day = refusal.code in DAY_REFUSALS
        errors = {"day" if is_day else "": sentence_of(refusal)}
        status = UNPROCESSABLE if is_day else CONFLICT
        return _form(request, campaign, typed, errors=errors, status=status)
    return redirect("letter-show", slug=slug, number=letter.id)


@login_required
@require_POST
def replace(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    old = letter_here(request, slug, number)
    letter = replace_draft(old, by(request), version=number_in(request.POST, "version") or 0)
    if letter.id == old.id:
        said = _("Nothing has changed since: the draft stays as it is.")
    else:
        said = _("The draft is replaced. The old one stands under “Discarded drafts”.")
    messages.success(request, said)
    return redirect("letter-show", slug=slug, number=letter.id)


@login_required
@require_POST
def discard(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    letter = letter_here(request, slug, number)
    discard_letter(letter, by(request), version=number_in(request.POST, "version") or 0)
    messages.success(
        request, _("The draft is discarded. It can be taken up again from the list below.")
    )
    return redirect("letters", slug=slug)


@login_required
@require_POST
def reopen(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    reopen_letter(letter_here(request, slug, number), by(request))
    messages.success(request, _("The draft is taken up again, as it was."))
    return redirect("letter-show", slug=slug, number=number)


def _form(
    request: HttpRequest,
    campaign: Campaign,
    values: dict[str, str],
    *,
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    day = _day_of(values)
    drafts = drafts_of_day(account_of(request), campaign, campaign.owner, day) if day else []
    context = {
        "campaign": campaign,
        "values": values,
        "drafts": drafts,
        "day": day,
        # whoever only opened the page may still choose another day; who sent this one is asked
        "is_one_more": bool(drafts) and status == CONFLICT,
        "errors": errors or {},
    }
    return page(request, "letters/new.html", context, status=status)


def _day_of(values: dict[str, str]) -> date | None:
    try:
        return read_reminder(values, today=localdate()).day
    except BadInput:
        return None
