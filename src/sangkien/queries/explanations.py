"""Signals of a part of the tree, each with what its unit said to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from sangkien.core.permissions import Verb, paths_above
from sangkien.core.signals.run import signals_in
from sangkien.core.signals.signal import Seen
from sangkien.models import Account, Campaign, Explanation, Unit
from sangkien.queries.scope import Reader, allowed, visible_to
from sangkien.queries.signals import figures_of

__all__ = ["Explanation", "Shown", "explanation_by_id", "shown_signals", "waiting_signals"]


@dataclass(frozen=True, slots=True)
class Shown:
    """One signal at one unit; `explained` speaks of this figure, `earlier` of another one."""

    unit: Unit
    code: str
    seen: Seen
    explained: Explanation | None
    earlier: Explanation | None


def shown_signals(reader: Reader, campaign: Campaign, top: Unit, *, on: date) -> list[Shown]:
    """Return what signals show at the unit, then at each right below it in the order of the tree.

    Sixteen queries, whatever the number of units.
    """
    read = figures_of(reader, campaign, top, on=on)
    found = [
        (unit, code, seen) for unit, figures in read for code, seen in signals_in(figures).items()
    ]
    said: dict[tuple[int, str], list[Explanation]] = {}
    for one in _visible(reader, campaign).filter(unit__in=[unit for unit, _ in read]):
        said.setdefault((one.unit_id, one.signal), []).append(one)
    return [_shown(unit, code, seen, said.get((unit.id, code), ())) for unit, code, seen in found]


def waiting_signals(account: Account | None, shown: Iterable[Shown]) -> int:
    """Return how many wait for the account: to be explained, or an explanation to be read."""
    return sum(may_explain(account, one) or may_see(account, one) for one in shown)


def may_explain(account: Account | None, one: Shown) -> bool:
    """Whether it is for the account to explain what nobody has explained yet."""
    return one.explained is None and allowed(account, Verb.CONFIRM_LIST, one.unit.path)


def may_see(account: Account | None, one: Shown) -> bool:
    """Whether it is for the account to read what somebody else has explained."""
    said, above = one.explained, paths_above(one.unit.path)
    if account is None or said is None or said.seen_at is not None or not above:
        return False
    return said.by_id != account.id and allowed(account, Verb.ACCEPT_LIST, above[0])


def explanation_by_id(reader: Reader, campaign: Campaign, number: int) -> Explanation | None:
    return _visible(reader, campaign).filter(id=number).first()


def _visible(reader: Reader, campaign: Campaign) -> QuerySet[Explanation]:
    rows = Explanation.objects.filter(campaign=campaign)
    return visible_to(reader, rows.select_related("campaign", "unit__parent", "by", "seen_by"))


def _shown(unit: Unit, code: str, seen: Seen, said: Iterable[Explanation]) -> Shown:
    in_order = sorted(said, key=lambda one: one.at)
    now = next((one for one in in_order if one.figure == seen.figure), None)
    others = [one for one in in_order if one.figure != seen.figure]
    return Shown(unit, code, seen, now, others[-1] if others else None)
