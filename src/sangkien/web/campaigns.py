"""A campaign as its officers see it: what it rests on, its phases, rules, targets; and the form."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.actions.access import require
from sangkien.actions.campaigns import save_campaign
from sangkien.actions.targets import import_targets
from sangkien.core.campaign_problems import BadCampaign
from sangkien.core.campaigns import effective
from sangkien.core.permissions import Verb
from sangkien.core.reading.numbers import format_number
from sangkien.core.screening.run import RULES
from sangkien.core.sheets.bad_rows import BadRows
from sangkien.inputs.campaign_documents import checked_page
from sangkien.inputs.campaign_form import Raw, raw_from_post, raw_of
from sangkien.inputs.target import read_targets
from sangkien.jobs.rekeying import left_to_read
from sangkien.queries.campaign_values import campaign_toml, documents_in_order, values_of
from sangkien.queries.campaigns import Campaign
from sangkien.queries.rescreening import latest_run, needs_rescreening
from sangkien.queries.scope import allowed
from sangkien.queries.targets import sum_checks, targets_in_force
from sangkien.web.campaign_files import kind_of
from sangkien.web.campaign_words import (
    KIND_NAMES,
    LETTER_NAMES,
    RuleInWords,
    place_in_words,
    rule_in_words,
)
from sangkien.web.page import account_of, by, page
from sangkien.web.rooms import room_of
from sangkien.web.sentences import filled
from sangkien.web.sheet_upload import refused, uploaded


@login_required
@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    campaign = room_of(request, slug, Verb.SEE_ENTRIES)
    day = campaign.default_day or localdate()
    run, documents = latest_run(campaign), documents_in_order(campaign)
    context = {
        "campaign": campaign,
        "run": run,
        "left_to_read": left_to_read(campaign),
        "needs_rescreening": needs_rescreening(campaign, run),
        "may_rescreen": allowed(account_of(request), Verb.RESCREEN, campaign.owner.path),
        "values": values_of(campaign),
        "documents": documents,
        "kinds": {document.id: kind_of(document) for document in documents},
        "rules": _rules(campaign),
        "targets": list(targets_in_force(campaign, day=day).values()),
        "checks": sum_checks(campaign, day=day),
        "kind_names": {kind: _(name) for kind, name in KIND_NAMES.items()},
        "day": day,
        "may_edit": allowed(account_of(request), Verb.EDIT_CAMPAIGN, campaign.owner.path),
    }
    return page(request, "campaigns/show.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    campaign = room_of(request, slug, Verb.SEE_ENTRIES)
    require(by(request), Verb.EDIT_CAMPAIGN, campaign.owner.path)
    before = values_of(campaign)
    if request.method == "GET":
        stored = [document.id for document in documents_in_order(campaign)]
        return _form(request, campaign, raw_of(before, stored), {})
    raw = raw_from_post(request.POST, before, request.FILES.keys())
    try:
        values, files = checked_page(raw, before, request.FILES, today=localdate())
        saved = save_campaign(values, by(request), files=files)
    except BadCampaign as bad:
        return _form(request, campaign, raw, _errors(bad))
    messages.success(request, _("The campaign was saved.") if saved.changed else _("No change."))
    return redirect("campaign-show", slug)


@login_required
@require_http_methods(["GET", "POST"])
def load_targets(request: HttpRequest, slug: str) -> HttpResponse:
    campaign = room_of(request, slug, Verb.SEE_ENTRIES)
    require(by(request), Verb.EDIT_CAMPAIGN, campaign.owner.path)
    context = {"campaign": campaign, "errors": {}, "problems": []}
    if request.method == "GET":
        return page(request, "campaigns/targets.html", context)
    upload = uploaded(request)
    if upload.errors:
        context |= {"errors": upload.errors}
        return page(request, "campaigns/targets.html", context, status=422)
    try:
        targets = read_targets(upload.rows, today=localdate())
        loaded = import_targets(campaign, targets, by(request))
    except BadRows as bad:
        context |= refused(upload, bad)
        return page(request, "campaigns/targets.html", context, status=422)
    said = _("Targets: %(created)s set, %(unchanged)s held already.")
    counts = {"created": loaded.created, "unchanged": loaded.unchanged}
    told = said % {name: format_number(count) for name, count in counts.items()}
    messages.success(request, told)
    return redirect("campaign-show", slug)


@login_required
@require_safe
def download(request: HttpRequest, slug: str) -> HttpResponse:
    campaign = room_of(request, slug, Verb.SEE_ENTRIES)
    require(by(request), Verb.EDIT_CAMPAIGN, campaign.owner.path)
    headers = {"Content-Disposition": f'attachment; filename="{slug}.toml"'}
    return HttpResponse(
        campaign_toml(campaign), content_type="application/toml; charset=utf-8", headers=headers
    )


def _form(
    request: HttpRequest, campaign: Campaign, raw: Raw, errors: dict[str, str]
) -> HttpResponse:
    context = {
        "campaign": campaign,
        "raw": raw,
        "errors": errors,
        "files": {str(d.id): kind_of(d) for d in documents_in_order(campaign) if d.file},
        "files_lost": bool(request.FILES),
        "rules": {code: rule_in_words(code, raw["rules"][code]) for code in RULES},
        "letter_names": {name: _(LETTER_NAMES.get(name, name)) for name in raw["letter"]},
    }
    return page(request, "campaigns/edit.html", context, status=422 if errors else 200)


def _errors(bad: BadCampaign) -> dict[str, str]:
    """The first problem of each field, with the field's name before it."""
    errors: dict[str, str] = {}
    for problem in bad.problems:
        sentence = filled(problem.sentence, problem.details)
        errors.setdefault(problem.place, f"{place_in_words(problem.place)}: {sentence}")
    return errors


def _rules(campaign: Campaign) -> list[RuleInWords]:
    holding = effective(campaign.rules, rules=RULES)
    return [rule_in_words(code, settings) for code, settings in holding.items()]
