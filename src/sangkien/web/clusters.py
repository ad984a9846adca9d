"""A cluster of copies on one page: all entries side by side, and what becomes of them."""

from collections.abc import Iterable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from sangkien.actions.merging import merge_entries
from sangkien.actions.review_groups import MOST_AT_ONCE, decide_group
from sangkien.actions.unmerging import undo_merge
from sangkien.core.journal import Kind
from sangkien.core.permissions import Verb
from sangkien.core.reading.numbers import format_number
from sangkien.core.receipts import receipt_number
from sangkien.core.refusal import Refusal
from sangkien.inputs.problem import BadInput, told_by_field
from sangkien.inputs.review import number_in, read_reason, read_ticked
from sangkien.queries.cluster_page import cluster_page, copies_of, copy_findings
from sangkien.queries.entry_detail import Finding, Initiative, visible_entry
from sangkien.queries.merges import visible_merge
from sangkien.queries.passings import desk_above
from sangkien.queries.scope import allowed_somewhere
from sangkien.web.cluster_words import Line, lines_of
from sangkien.web.day_shown import DAY_REFUSALS, counted_from
from sangkien.web.entries import campaign_or_404
from sangkien.web.errors import STATUS, sentence_of
from sangkien.web.finding_groups import tell_left
from sangkien.web.page import account_of, by, by_since, page
from sangkien.web.passing import BACK, NOTE_REFUSALS, PASS, passed_or_back, said_of
from sangkien.web.reading import shows

TICKED, REASON, SINCE = "copy", "copies-reason", "copies-since"
UNPROCESSABLE, CONFLICT = 422, 409


@require_safe
@login_required
def show(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The cluster that the entry belongs to; the same page whichever of its entries is named."""
    return shown(request, slug, _entry_or_404(request, slug, pk))


def shown(
    request: HttpRequest,
    slug: str,
    entry: Initiative,
    *,
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; a form on it that could not be acted on comes back as it was sent."""
    account = account_of(request)
    found = cluster_page(account, entry, number_in(request.GET, "trang") or 1)
    if found is None:
        messages.info(request, _("Nothing hangs together with this entry any more."))
        return redirect("entry-show", slug, entry.id)
    seen = (one.id for one in (found.first, *found.others) if one.entry)
    shows(request, entry.campaign, Kind.ENTRY, seen)
    lines = lines_of(account, found)
    context = {
        "campaign": entry.campaign,
        "at": entry.id,
        "named": found.first.receipt or receipt_number(entry.campaign.receipt_prefix, entry.id),
        "cluster": found,
        "lines": lines,
        "may_decide": any(line.may_decide for line in lines),
        "may_merge": sum(line.may_merge for line in lines) > 1,
        "may_take_back": any(line.may_take_back for line in lines),
        "above": desk_above(account),
        "kept": request.POST.get("kept", "") or _first_to_keep(lines),
        "may_undo": allowed_somewhere(account, Verb.REVIEW, entry.campaign.owner.path),
        "previous": f"?trang={found.number - 1}" if found.number > 1 else "",
        "next": f"?trang={found.number + 1}" if found.number < found.pages else "",
        "query": f"?trang={found.number}" if found.number > 1 else "",
        "ticked": set(request.POST.getlist(TICKED)),
        "sent": request.POST,
        "errors": errors or {},
    }
    return page(request, "clusters/show.html", context, status=status)


@require_POST
@login_required
def decide(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Say of the ticked entries that they are other works, or the same work as the first."""
    entry = _entry_or_404(request, slug, pk)
    if request.POST.get("verdict") not in {"same", "different"}:
        raise Http404
    uphold = request.POST["verdict"] == "same"
    try:
        ids = read_ticked(request.POST.getlist(TICKED), TICKED, most=MOST_AT_ONCE)
        findings = _findings_of(request, entry, ids)
        reason = read_reason(request.POST, REASON)
        acting = by_since(request, SINCE)
        decided = decide_group(findings, uphold=uphold, reason=reason, by=acting)
    except BadInput as bad:
        return shown(request, slug, entry, errors=told_by_field(bad.errors), status=UNPROCESSABLE)
    except Refusal as refusal:
        return refused(request, slug, entry, refusal)
    if decided.count:
        said = _said(decided.count, uphold=uphold)
        messages.success(request, counted_from(said, entry.campaign, acting))
    without = [Refusal("copy-not-asked")] * (len(ids) - len(findings))
    tell_left(request, [*decided.left, *without])
    return redirect("cluster", slug, pk)


@require_POST
@login_required
def ask_above(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Pass up what is open of the ticked entries, of all where none is ticked; or take it back."""
    entry = _entry_or_404(request, slug, pk)
    verdict = request.POST.get("verdict", "")
    if verdict not in (PASS, BACK):
        raise Http404
    ticked = request.POST.getlist(TICKED)
    try:
        ids = read_ticked(ticked, TICKED, most=MOST_AT_ONCE) if ticked else None
        found = _findings_of(request, entry, ids)
        waiting = [one for one in found if one.state == one.State.OPEN][:MOST_AT_ONCE]
        done = passed_or_back(verdict, waiting, read_reason(request.POST, REASON), by(request))
    except BadInput as bad:
        return shown(request, slug, entry, errors=told_by_field(bad.errors), status=UNPROCESSABLE)
    except Refusal as refusal:
        return refused(request, slug, entry, refusal)
    if done.count:
        messages.success(request, said_of(verdict, done.count))
    tell_left(request, done.left or [Refusal("copy-not-asked")] * (not done.count))
    return redirect("cluster", slug, pk)


@require_POST
@login_required
def merge(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Merge the ticked entries into the one that is kept: the same entry filed again."""
    entry = _entry_or_404(request, slug, pk)
    account = account_of(request)
    try:
        ids = read_ticked(request.POST.getlist(TICKED), TICKED, most=MOST_AT_ONCE)
        kept = _kept_among(copies_of(account, entry), ids, number_in(request.POST, "kept"))
        reason = read_reason(request.POST, REASON)
        acting = by_since(request, SINCE)
        merge_entries(kept, ids, reason=reason, by=acting)
    except BadInput as bad:
        return shown(request, slug, entry, errors=told_by_field(bad.errors), status=UNPROCESSABLE)
    except Refusal as refusal:
        return refused(request, slug, entry, refusal)
    count = len(ids - {kept.id})
    said = ngettext(
        "%(count)s entry was merged into the one that is kept.",
        "%(count)s entries were merged into the one that is kept.",
        count,
    ) % {"count": format_number(count)}
    messages.success(request, counted_from(said, entry.campaign, acting))
    return redirect("cluster", slug, pk)


@require_POST
@login_required
def undo(request: HttpRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """Undo one merge of this cluster: all stands again as before it."""
    entry = _entry_or_404(request, slug, pk)
    found = visible_merge(account_of(request), entry, number)
    if found is None:
        raise Http404
    try:
        reason = read_reason(request.POST, f"undo-reason-{number}")
        undo_merge(found, reason=reason, by=by(request))
    except BadInput as bad:
        return shown(request, slug, entry, errors=told_by_field(bad.errors), status=UNPROCESSABLE)
    except Refusal as refusal:
        return refused(request, slug, entry, refusal)
    messages.success(request, _("The merge was undone: all stands again as before it."))
    return redirect("cluster", slug, pk)


def refused(request: HttpRequest, slug: str, entry: Initiative, refusal: Refusal) -> HttpResponse:
    """The page again with the sentence of the refusal, at its field where it is about one."""
    field = REASON if refusal.code in NOTE_REFUSALS else ""
    field = SINCE if refusal.code in DAY_REFUSALS else field
    status = UNPROCESSABLE if field else STATUS.get(refusal.code, CONFLICT)
    return shown(request, slug, entry, errors={field: sentence_of(refusal)}, status=status)


def _entry_or_404(request: HttpRequest, slug: str, pk: int) -> Initiative:
    entry = visible_entry(account_of(request), campaign_or_404(slug), pk)
    if entry is None:
        raise Http404
    return entry


def _findings_of(request: HttpRequest, entry: Initiative, ids: set[int] | None) -> list[Finding]:
    """What says that entries of the cluster are copies, as far as it is seen; `ids`: of which."""
    account = account_of(request)
    within = {one.id for one in copies_of(account, entry)}
    return copy_findings(account, within if ids is None else within & ids)


def _kept_among(copies: Iterable[Initiative], ticked: set[int], number: int | None) -> Initiative:
    """The entry to keep, if it and all that was ticked are copies that the reader sees."""
    of_id = {one.id: one for one in copies}
    kept = of_id.get(number or 0)
    if kept is None or not ticked <= of_id.keys():
        raise Refusal("unknown")
    return kept


def _first_to_keep(lines: Iterable[Line]) -> str:
    """The id of the first filer, or of the earliest after it that may be kept."""
    return next((str(line.row.id) for line in lines if line.may_merge), "")


def _said(count: int, *, uphold: bool) -> str:
    if uphold:
        said = ngettext(
            "%(count)s entry is settled as the same work.",
            "%(count)s entries are settled as the same work.",
            count,
        )
    else:
        said = ngettext(
            "%(count)s entry is another work; this is not asked again.",
            "%(count)s entries are other works; this is not asked again.",
            count,
        )
    return said % {"count": format_number(count)}
