"""Pages and files that show personal data of others say so; the journal gets a line of each."""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

from django.http import HttpRequest, HttpResponse

from sangkien.actions.readings import Shown, record_reading
from sangkien.core.journal import Kind
from sangkien.queries.campaigns import Campaign
from sangkien.queries.people import Account
from sangkien.web.page import by

_KEPT = "personal_data_shown"


class _Row(Protocol):
    @property
    def id(self) -> int: ...


Row = TypeVar("Row", bound=_Row)


def shows(request: HttpRequest, campaign: Campaign | None, kind: Kind, ids: Iterable[int]) -> None:
    """Say that what this request answers shows names of these records; may be called repeatedly."""
    shown: Shown = getattr(request, _KEPT, None) or Shown()
    shown.campaign = shown.campaign or campaign
    shown.add(kind, ids)
    setattr(request, _KEPT, shown)


def shows_account(request: HttpRequest, account: Account) -> None:
    """Say that what this request answers shows by what name somebody logs in."""
    shows(request, None, Kind.ACCOUNT, [account.id])


def passing(
    request: HttpRequest, campaign: Campaign | None, kind: Kind, rows: Iterable[Row]
) -> Iterator[Row]:
    """Hand on the rows of a file as they come, and say of each that it is shown."""
    for row in rows:
        shows(request, campaign, kind, [row.id])
        yield row


def told_of_reading(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: a line of the journal before the answer leaves; without it nothing is shown."""

    def middleware(request: HttpRequest) -> HttpResponse:
        answer = get_response(request)
        shown: Shown | None = getattr(request, _KEPT, None)
        if shown is not None:
            match = request.resolver_match
            record_reading(by(request), shown, where=match.view_name if match else "")
        return answer

    return middleware
