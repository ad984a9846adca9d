"""Lists of units in words: where a unit stands, what became of a list, how its columns read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from sangkien.core.permissions import Verb
from sangkien.core.reading.numbers import format_number
from sangkien.core.standing import COLUMN_NAMES, Column
from sangkien.core.states import STATE_NAMES
from sangkien.core.unit_lists import APPROVALS, LIST_STATES, Approval, ListState
from sangkien.queries.campaigns import Campaign, Phase
from sangkien.queries.people import Account
from sangkien.queries.scope import allowed
from sangkien.queries.unit_lists import Stood, UnitList

# the shape of the badge, see templates/parts/state.html
SHAPES: Mapping[Approval, str] = {
    Approval.EMPTY: "dismissed",
    Approval.WAITING: "pending",
    Approval.READY: "todo",
    Approval.RETURNED: "repair",
    Approval.ABOVE: "moved",
    Approval.CONFIRMED: "pending",
    Approval.ACCEPTED: "done",
    Approval.HANDED_ON: "done",
}
SHAPES_OF_LISTS: Mapping[ListState, str] = {
    ListState.CONFIRMED: "pending",
    ListState.ACCEPTED: "done",
    ListState.RETURNED: "repair",
    ListState.TAKEN_BACK: "withdrawn",
    ListState.UNLOCKED: "open",
}
Badge = tuple[str, str]  # shape, words


@dataclass(frozen=True, slots=True)
class Steps:
    """What the reader may do with a list now."""

    accept: bool
    accept_by_another: bool  # it was confirmed by the reader
    give_back: bool
    take_back: bool
    unlock: bool

    @property
    def any(self) -> bool:
        return self.give_back or self.take_back or self.unlock


def approval_badge(stands: Approval) -> Badge:
    return SHAPES[stands], _(APPROVALS[stands])


def list_badge(one: UnitList) -> Badge:
    state = ListState(one.state)
    return SHAPES_OF_LISTS[state], _(LIST_STATES[state])


def list_name(one: UnitList) -> str:
    return _("List no. %(number)s") % {"number": format_number(one.number)}


def counts_in_words(counts: Mapping[str, Sequence[int]]) -> list[tuple[str, int, int]]:
    """Return (column, how many, of them not yet decided) of a list, in the order of the columns."""
    return [
        (
            _(name),
            sum(counts.get(str(int(column)), (0, 0))),
            counts.get(str(int(column)), (0, 0))[1],
        )
        for column, name in COLUMN_NAMES.items()
    ]


def stood_in_words(stood: Stood) -> str:
    """Return the column and, where the entry is verified or closed, its state: “Duplicate”."""
    if stood.column is None:
        return _(STATE_NAMES[stood.state])
    name = _(COLUMN_NAMES[Column(stood.column)])
    return _("%(column)s (not yet decided)") % {"column": name} if stood.is_open else name


def steps_of(account: Account | None, one: UnitList) -> Steps:
    """Return which of the steps that the state of the list has are open to the account."""
    above = one.unit.parent
    waits, is_accepted = one.state == ListState.CONFIRMED, one.state == ListState.ACCEPTED
    may_answer = above is not None and allowed(account, Verb.ACCEPT_LIST, above.path)
    may_unlock = above is not None and allowed(account, Verb.UNLOCK_LIST, above.path)
    is_own = account is not None and one.confirmed_by_id == account.id
    return Steps(
        accept=waits and may_answer and not is_own,
        accept_by_another=waits and may_answer and is_own,
        give_back=waits and may_answer,
        take_back=waits and allowed(account, Verb.CONFIRM_LIST, one.unit.path),
        unlock=is_accepted and may_unlock,
    )


def unit_address(campaign: Campaign, unit_id: int, phase: int) -> str:
    """Return the address of the lists of one unit for the phase of that number."""
    return f"{reverse('unit-list', args=[campaign.slug, unit_id])}?phase={phase}"


def overview_address(campaign: Campaign, code: str, phase: Phase) -> str:
    """Return the address of the lists of the units right below one."""
    query = urlencode({"unit": code, "phase": phase.number})
    return f"{reverse('unit-lists', args=[campaign.slug])}?{query}"
