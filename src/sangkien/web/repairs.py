"""Ask a member to repair an entry, from its page; take that back, or look at what came back."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sangkien.actions.journal import By
from sangkien.actions.repairing import ask_repair, finish_repair, take_repair_back
from sangkien.core.reading.numbers import format_date
from sangkien.inputs.repairs import ABOUT, read_request
from sangkien.queries.entry_detail import Initiative
from sangkien.web.review import Fields, decided

TAKE_BACK, FINISH = "back", "done"


@require_POST
@login_required
def ask(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask the member; what came back is asked for again."""

    def act(entry: Initiative, acting: By) -> str:
        today = localdate(acting.now)
        said = read_request(request.POST, request.POST.getlist(ABOUT), today=today)
        ask_repair(entry, rules=said.rules, note=said.note, due_on=said.due_on, by=acting)
        told = _("The member is asked on the receipt to repair it until %(day)s.")
        return told % {"day": format_date(said.due_on)}

    return decided(request, slug, pk, act, Fields(), counts=False)


@require_POST
@login_required
def end(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask no more, or say that what came back was looked at."""
    verdict = request.POST.get("verdict", "")
    if verdict not in (TAKE_BACK, FINISH):
        raise Http404

    def act(entry: Initiative, acting: By) -> str:
        if verdict == TAKE_BACK:
            take_repair_back(entry, by=acting)
            return _("The member is asked no more.")
        finish_repair(entry, by=acting)
        return _("Noted: what came back was looked at.")

    return decided(request, slug, pk, act, Fields(), counts=False)
