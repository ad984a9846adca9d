"""The decision that recognises an entry: entered afterwards, and its file as it was handed in."""

from pathlib import PurePath

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sangkien.actions.journal import By
from sangkien.actions.recognition import record_recognition
from sangkien.core.journal import Kind
from sangkien.core.receipts import receipt_number
from sangkien.core.refusal import Refusal
from sangkien.inputs.recognition import read_recognition
from sangkien.queries.entry_detail import Initiative, may_read_secret, visible_entry
from sangkien.web.campaign_files import handed_out
from sangkien.web.entries import campaign_or_404
from sangkien.web.page import account_of
from sangkien.web.reading import shows
from sangkien.web.review import Fields, decided


@require_POST
@login_required
def recognise(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    def act(entry: Initiative, acting: By) -> str:
        upload = request.FILES.get("recognition_file")
        said = read_recognition(request.POST, upload, today=localdate(acting.now))
        record_recognition(
            entry,
            recognised_by=said.recognised_by,
            number=said.number,
            day=said.day,
            attachment=said.attachment,
            by=acting,
        )
        return _("The recognition was entered.")

    return decided(request, slug, pk, act, Fields())


@require_safe
@login_required
def download(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Hand out the file to whoever sees the entry; of a trade secret, only where it may be read."""
    account = account_of(request)
    entry = visible_entry(account, campaign_or_404(slug), pk)
    if entry is None or not entry.recognition_file:
        raise Http404
    if entry.is_secret and not may_read_secret(account, entry):
        raise Http404
    shows(request, entry.campaign, Kind.ENTRY, [entry.id])
    receipt = receipt_number(entry.campaign.receipt_prefix, entry.id)
    kind = PurePath(entry.recognition_file.name).suffix.removeprefix(".")
    return handed_out(_content(entry, receipt), kind, f"cong-nhan-{receipt}")


def _content(entry: Initiative, receipt: str) -> bytes:
    try:
        with entry.recognition_file.open("rb") as file:
            return bytes(file.read())
    except FileNotFoundError as gone:
        raise Refusal("recognition-broken", receipt=receipt) from gone
