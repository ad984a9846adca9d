"""Ask once about what is doubtful in a form, before it is taken in as it is."""

from collections.abc import Sequence
from datetime import datetime

from sangkien.core.entry import Entry
from sangkien.core.screening.doubts import mark_of
from sangkien.core.screening.rule import Found
from sangkien.models import Campaign
from sangkien.queries.registered import registered_under
from sangkien.queries.screening import doubts_of


class Doubtful(Exception):  # noqa: N818 - nothing is wrong yet
    """The sender has not seen these doubts yet; `marks` is what the form says when it has."""

    def __init__(self, found: Sequence[Found]) -> None:
        super().__init__(", ".join(one.rule for one in found))
        self.found = tuple(found)

    @property
    def marks(self) -> str:
        return " ".join(map(mark_of, self.found))


def ask_once(campaign: Campaign, entry: Entry, now: datetime, *, seen: str) -> None:
    """Raise Doubtful with all doubts while one is not among those `seen` (marks by spaces).

    Nothing is asked of an entry that stands under its key already: it is answered as before.
    """
    found = doubts_of(campaign, entry, now)
    if {mark_of(one) for one in found} <= set(seen.split()):
        return
    if not registered_under(campaign.id, {entry.client_ref}):
        raise Doubtful(found)
