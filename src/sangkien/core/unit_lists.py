"""The list a unit hands up: what becomes of it, where a unit stands with it, what it held.

A list is confirmed by its unit, then accepted or returned by the unit above; while it waits its
own unit may take it back, once accepted only a unit above may unlock it. Where a unit stands is
told as DHIS2 tells its data approvals apart; its names stand beside ours.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from enum import StrEnum
from hashlib import sha256

from sangkien.core.refusal import Refusal
from sangkien.core.sentences import N_


class ListState(StrEnum):
    CONFIRMED = "confirmed"  # waits for the unit above
    ACCEPTED = "accepted"
    RETURNED = "returned"
    TAKEN_BACK = "taken_back"
    UNLOCKED = "unlocked"


LIST_STATES = {
    ListState.CONFIRMED: N_("waits for the unit above"),
    ListState.ACCEPTED: N_("accepted"),
    ListState.RETURNED: N_("returned"),
    ListState.TAKEN_BACK: N_("taken back"),
    ListState.UNLOCKED: N_("unlocked"),
}
STANDING = frozenset({ListState.CONFIRMED, ListState.ACCEPTED})  # it holds its entries


class Step(StrEnum):
    ACCEPT = "accept"
    RETURN = "return"
    TAKE_BACK = "take_back"
    UNLOCK = "unlock"


LEADS: Mapping[tuple[ListState, Step], ListState] = {
    (ListState.CONFIRMED, Step.ACCEPT): ListState.ACCEPTED,
    (ListState.CONFIRMED, Step.RETURN): ListState.RETURNED,
    (ListState.CONFIRMED, Step.TAKE_BACK): ListState.TAKEN_BACK,
    (ListState.ACCEPTED, Step.UNLOCK): ListState.UNLOCKED,
}


def after(state: ListState, step: Step) -> ListState:
    """Return the state a step leads to; raise Refusal `list-elsewhere` where it leads nowhere.

    >>> after(ListState.CONFIRMED, Step.RETURN)
    <ListState.RETURNED: 'returned'>
    """
    if (state, step) not in LEADS:
        raise Refusal("list-elsewhere")
    return LEADS[state, step]


class Approval(StrEnum):
    """Where a unit stands with its list of a phase."""

    EMPTY = "empty"  # UNAPPROVABLE: nothing was filed
    WAITING = "waiting"  # UNAPPROVED_WAITING: a list from below waits for an answer
    READY = "ready"  # UNAPPROVED_READY
    RETURNED = "returned"  # UNAPPROVED_READY, after a refusal
    ABOVE = "above"  # UNAPPROVED_ABOVE: a list of a unit above holds all there is
    CONFIRMED = "confirmed"  # APPROVED_HERE
    ACCEPTED = "accepted"  # ACCEPTED_HERE
    HANDED_ON = "handed_on"  # APPROVED_ABOVE: the unit above has confirmed its own list since


APPROVALS = {
    Approval.EMPTY: N_("nothing to confirm"),
    Approval.WAITING: N_("waits for lists from below"),
    Approval.READY: N_("not confirmed"),
    Approval.RETURNED: N_("returned, not confirmed again"),
    Approval.ABOVE: N_("on the list of the unit above"),
    Approval.CONFIRMED: N_("confirmed, waits for the unit above"),
    Approval.ACCEPTED: N_("accepted"),
    Approval.HANDED_ON: N_("accepted and handed on"),
}


@dataclass(frozen=True, slots=True)
class Stand:
    """What is known of one unit, one campaign and one phase."""

    free: int = 0  # entries on no list of the unit, nor of one above it
    above: int = 0  # entries on a list of a unit above, and on none of its own
    from_below: int = 0  # lists of units below that wait for an answer
    confirmed: int = 0  # own lists that wait for the unit above
    accepted: int = 0  # own lists accepted
    handed_on: bool = False  # a list of a unit above holds what was accepted here
    was_returned: bool = False  # the newest of its lists came back


def approval(stand: Stand) -> Approval:
    """Return the one word for where the unit stands: what is to be done goes before what is done.

    >>> approval(Stand(free=3, accepted=1))
    <Approval.READY: 'ready'>
    """
    if stand.confirmed:
        return Approval.CONFIRMED
    if stand.free:
        if stand.from_below:
            return Approval.WAITING
        return Approval.RETURNED if stand.was_returned else Approval.READY
    if stand.accepted:
        return Approval.HANDED_ON if stand.handed_on else Approval.ACCEPTED
    return Approval.ABOVE if stand.above else Approval.EMPTY


@dataclass(frozen=True, slots=True)
class ListedRow:
    """One entry as a list holds it: no name of a person, so that erasing one leaves it valid."""

    entry: int
    title: str
    unit: int
    column: int
    is_open: bool
    state: str
    reason: str


def digest(rows: Iterable[ListedRow]) -> str:
    """Return SHA-256 over the rows in the order of their entries, hexadecimal.

    >>> digest([])[:12]
    'e3b0c44298fc'
    """
    hashed = sha256()
    for row in rows:
        hashed.update(json.dumps(astuple(row), ensure_ascii=False).encode())
        hashed.update(b"\n")
    return hashed.hexdigest()
