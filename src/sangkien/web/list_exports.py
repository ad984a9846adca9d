"""The lists of a campaign as workbooks, each by the rules of its page: who may see what of it."""

from collections.abc import Iterator

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localdate, localtime, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.adapters.spreadsheet_out import OutColumn, Value
from sangkien.core.permissions import Verb
from sangkien.inputs.review import read_finding_filter
from sangkien.queries.finding_list import all_findings, open_findings
from sangkien.queries.imports import visible_batches
from sangkien.queries.letters import letters_of
from sangkien.queries.paging import counted
from sangkien.queries.snapshots import visible_snapshots
from sangkien.queries.targets import targets_in_force
from sangkien.queries.unit_choices import units_to_choose
from sangkien.queries.unit_sheet import found_units
from sangkien.web.campaign_words import KIND_NAMES
from sangkien.web.entries import campaign_or_404
from sangkien.web.finding_words import words_of
from sangkien.web.import_words import STATE_NAMES as BATCH_STATES
from sangkien.web.letter_words import LETTER_STATES, letter_title
from sangkien.web.letters import campaign_of_letters
from sangkien.web.list_files import MOST_EXPORTED, as_workbook
from sangkien.web.page import account_of
from sangkien.web.rooms import room_of


@require_safe
@login_required
def findings(request: HttpRequest, slug: str) -> HttpResponse:
    campaign, account = campaign_or_404(slug), account_of(request)
    units = units_to_choose(account, campaign, Verb.SEE_ENTRIES)
    if not units:
        raise Http404
    found = open_findings(
        account, campaign, read_finding_filter(request.GET, units, now(), campaign.rules)
    )

    def rows() -> Iterator[tuple[Value, ...]]:
        for row in all_findings(account, campaign, found, most=MOST_EXPORTED):
            words = words_of(row.rule, row.details, hides_copy=row.hides_copy)
            since = localdate(row.opened_at)
            said = (words.title, words.message, words.in_one_line)
            yield (row.receipt, row.title, row.unit, *said, since)

    return as_workbook(
        campaign,
        stem="phat-hien",
        title=_("Findings to decide"),
        columns=[
            OutColumn(_("Receipt number"), width=16),
            OutColumn(_("Title"), width=44),
            OutColumn(_("Unit that counts"), width=24),
            OutColumn(_("Kind"), width=22),
            OutColumn(_("What was found"), width=44),
            OutColumn(_("Evidence"), width=44),
            OutColumn(_("Since"), "date", width=12),
        ],
        rows=rows(),
        is_cut=counted(found, most=MOST_EXPORTED) > MOST_EXPORTED,
    )


@require_safe
@login_required
def letters(request: HttpRequest, slug: str) -> HttpResponse:
    campaign = campaign_of_letters(request, slug)
    rows = (
        (
            letter_title(letter),
            letter.snapshot.day,
            _(LETTER_STATES[letter.state]),
            letter.version,
            localtime(letter.drafted_at),
            str(letter.drafted_by or ""),
            localtime(letter.issued_at) if letter.issued_at else None,
            str(letter.issued_by or ""),
            localtime(letter.discarded_at) if letter.discarded_at else None,
            str(letter.discarded_by or ""),
        )
        for letter in letters_of(account_of(request), campaign)
    )
    return as_workbook(
        campaign,
        stem="cong-van",
        title=_("Letters"),
        columns=[
            OutColumn(_("Letter"), width=44),
            OutColumn(_("Figures up to the end of"), "date", width=12),
            OutColumn(_("State"), width=14),
            OutColumn(_("Version"), "number", width=10),
            OutColumn(_("Drafted"), "moment", width=17),
            OutColumn(_("Drafted by"), width=28),
            OutColumn(_("Issued"), "moment", width=17),
            OutColumn(_("Issued by"), width=28),
            OutColumn(_("Discarded"), "moment", width=17),
            OutColumn(_("Discarded by"), width=28),
        ],
        rows=rows,
    )


@require_safe
@login_required
def imports(request: HttpRequest, slug: str) -> HttpResponse:
    campaign = room_of(request, slug, Verb.IMPORT)
    rows = (
        (
            batch.file_name,
            batch.unit.short_name,
            localtime(batch.started_at),
            str(batch.by or ""),
            batch.rows_total,
            batch.counts.get("new", 0),
            _(BATCH_STATES[batch.state]),
        )
        for batch in visible_batches(account_of(request), campaign)[:MOST_EXPORTED]
    )
    return as_workbook(
        campaign,
        stem="nhap-bang",
        title=_("Sheets sent so far"),
        columns=[
            OutColumn(_("File"), width=40),
            OutColumn(_("Unit"), width=28),
            OutColumn(_("Sent"), "moment", width=17),
            OutColumn(_("By"), width=28),
            OutColumn(_("Rows"), "number", width=10),
            OutColumn(_("Received"), "number", width=10),
            OutColumn(_("State"), width=16),
        ],
        rows=rows,
    )


@require_safe
@login_required
def targets(request: HttpRequest, slug: str) -> HttpResponse:
    """The targets in force on the day that the page of the campaign shows."""
    campaign = room_of(request, slug, Verb.SEE_ENTRIES)
    in_force = targets_in_force(campaign, day=campaign.default_day or localdate()).values()
    rows = (
        (
            target.unit.code,
            target.unit.short_name,
            target.value,
            _(KIND_NAMES[target.kind]),
            target.phase.title if target.phase else str(target.year or _("the whole campaign")),
            target.document,
            target.from_on,
        )
        for target in in_force
    )
    return as_workbook(
        campaign,
        stem="chi-tieu",
        title=_("Targets"),
        columns=[
            OutColumn(_("Code"), width=14),
            OutColumn(_("Unit"), width=34),
            OutColumn(_("Target"), "number", width=10),
            OutColumn(_("Kind"), width=16),
            OutColumn(_("For"), width=18),
            OutColumn(_("Document"), width=30),
            OutColumn(_("From"), "date", width=12),
        ],
        rows=rows,
    )


@require_safe
@login_required
def snapshots(request: HttpRequest, slug: str) -> HttpResponse:
    campaign = room_of(request, slug, Verb.SEE_PROGRESS)
    shown = visible_snapshots(account_of(request), campaign).defer("canonical")
    rows = (
        (
            one.id,
            one.unit.short_name,
            one.day,
            localtime(one.taken_at),
            str(one.taken_by or _("the system")),
            one.sha256,
        )
        for one in shown[:MOST_EXPORTED]
    )
    return as_workbook(
        campaign,
        stem="ban-chot",
        title=_("Frozen tables"),
        columns=[
            OutColumn(_("No."), "number", width=8),
            OutColumn(_("Unit"), width=34),
            OutColumn(_("Day"), "date", width=12),
            OutColumn(_("Frozen at"), "moment", width=17),
            OutColumn(_("By"), width=28),
            OutColumn("SHA-256", width=66),
        ],
        rows=rows,
    )


@require_safe
@login_required
def units(request: HttpRequest, slug: str) -> HttpResponse:
    campaign = room_of(request, slug, Verb.SEE_ENTRIES)
    asked = {name: request.GET.get(name, "").strip()[:200] for name in ("q", "under")}
    found = found_units(account_of(request), campaign, words=asked["q"], under=asked["under"])
    rows = (
        (
            unit.name,
            unit.code,
            unit.kind,
            unit.parent.short_name if unit.parent else "",
            unit.level,
        )
        for unit in found
    )
    return as_workbook(
        campaign,
        stem="don-vi",
        title=_("Units"),
        columns=[
            OutColumn(_("Unit"), width=50),
            OutColumn(_("Code"), width=16),
            OutColumn(_("Kind"), width=24),
            OutColumn(_("Unit above"), width=34),
            OutColumn(_("Level"), "number", width=8),
        ],
        rows=rows,
    )
