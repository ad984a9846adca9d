"""Letters: the list, one looked at as paper, edited, issued. Drafting is `letter_drafts`."""

from dataclasses import replace
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.actions.letters import edit_letter, issue_letter, require_draft
from sangkien.core.letters.edit import HOUSE_VARIANTS
from sangkien.core.letters.printed import printed
from sangkien.core.permissions import Verb
from sangkien.core.refusal import Refusal
from sangkien.inputs.letter import LetterForm, form_of, read_edit, read_form, rearranged
from sangkien.inputs.problem import BadInput, told_by_field
from sangkien.inputs.review import number_in
from sangkien.queries.campaigns import Campaign, campaign_by_slug
from sangkien.queries.letters import (
    Letter,
    layout_of,
    letter_by_id,
    letters_of,
    text_of,
    variants_of,
)
from sangkien.queries.scope import allowed
from sangkien.web.errors import sentence_of
from sangkien.web.letter_words import LETTER_STATES, deviations
from sangkien.web.page import account_of, by, page


@login_required
@require_safe
def listing(request: HttpRequest, slug: str) -> HttpResponse:
    campaign = campaign_of_letters(request, slug)
    letters = letters_of(account_of(request), campaign)
    of_state = {
        state: [letter for letter in letters if letter.state == state] for state in LETTER_STATES
    }
    context = {"campaign": campaign, "letters": letters, **of_state}
    return page(request, "letters/list.html", context)


@login_required
@require_safe
def show(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    letter = letter_here(request, slug, number)
    return page(request, "letters/show.html", _seen(request, letter))


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The texts in boxes; adding and taking out a box sends the form and stores nothing."""
    letter = letter_here(request, slug, number)
    if request.method == "GET":
        require_draft(letter)
        now = form_of(text_of(letter), variants=variants_of(letter), version=letter.version)
        return _edit_form(request, letter, now)
    form = read_form(request.POST.dict(), variants=request.POST.getlist("variants"))
    if wish := request.POST.get("do", ""):
        return _edit_form(request, letter, rearranged(form, wish))
    try:
        edit_letter(letter, read_edit(form), by(request), version=form.version)
    except BadInput as bad:
        return _edit_form(request, letter, form, errors=told_by_field(bad.errors), status=422)
    except Refusal as refusal:
        # a second save, after the comparison that the page asks for, is meant
        known = replace(form, version=letter.version)
        return _edit_form(request, letter, known, errors={"": sentence_of(refusal)}, status=409)
    messages.success(request, _("The letter is saved."))
    return redirect("letter-show", slug=slug, number=number)


@login_required
@require_http_methods(["GET", "POST"])
def issue(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Ask once more, then issue: what is issued changes no more."""
    letter = letter_here(request, slug, number)
    seen = _seen(request, letter)
    if not seen["may_issue"]:
        raise Http404
    if request.method == "GET":
        return page(request, "letters/issue.html", seen | {"errors": {}})
    version = number_in(request.POST, "version") or 0
    try:
        issue_letter(letter, by(request), version=version)
    except Refusal as refusal:
        errors = {"": sentence_of(refusal)}
        return page(request, "letters/issue.html", seen | {"errors": errors}, status=409)
    messages.success(request, _("The letter is issued. Its files are kept as they are."))
    return redirect("letter-show", slug=slug, number=number)


def campaign_of_letters(request: HttpRequest, slug: str) -> Campaign:
    campaign = campaign_by_slug(slug)
    account = account_of(request)
    if campaign is None or not allowed(account, Verb.WRITE_LETTER, campaign.owner.path):
        raise Http404
    return campaign


def letter_here(request: HttpRequest, slug: str, number: int) -> Letter:
    """Return the letter; 404 for one that is not there or that the account may not write."""
    letter = letter_by_id(account_of(request), campaign_of_letters(request, slug), number)
    if letter is None:
        raise Http404
    return letter


def _seen(request: HttpRequest, letter: Letter) -> dict[str, object]:
    is_draft = letter.state == Letter.State.DRAFT
    is_discarded = letter.state == Letter.State.DISCARDED
    may_issue = allowed(account_of(request), Verb.ISSUE_LETTER, letter.campaign.owner.path)
    return {
        "campaign": letter.campaign,
        "letter": letter,
        "is_draft": is_draft,
        "is_discarded": is_discarded,
        "may_issue": may_issue and is_draft,
        "paper": printed(text_of(letter)),
        "layout": layout_of(letter),
        "deviations": deviations(letter) if is_draft else (),
        "allowed_deviations": [_(HOUSE_VARIANTS[code]) for code in sorted(variants_of(letter))],
    }


def _edit_form(
    request: HttpRequest,
    letter: Letter,
    form: LetterForm,
    *,
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "campaign": letter.campaign,
        "letter": letter,
        "form": form,
        "errors": errors or {},
        "is_conflict": status == HTTPStatus.CONFLICT,
        "house_variants": [(code, _(name)) for code, name in HOUSE_VARIANTS.items()],
    }
    return page(request, "letters/edit.html", context, status=status)
