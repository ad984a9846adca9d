"""Entries that are certainly the same one again: same person, same unit, hardly a doubt."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F

from sangkien.core.duplicates import CERTAIN_FROM
from sangkien.core.duplicates import clusters as connected
from sangkien.core.permissions import Verb
from sangkien.core.states import State
from sangkien.models import Account, Campaign, DuplicatePair, Initiative
from sangkien.queries.duplicates import Member, members_of
from sangkien.queries.scope import below, places, visible_to

CLOSED = (State.WITHDRAWN, State.UNDONE, State.MERGED)
MOST_PAIRS = 20_000  # read at once, the earliest first; what is beyond comes after these are merged


@dataclass(frozen=True, slots=True)
class Repeat:
    """One entry and what is certainly the same again, by the moment of filing."""

    kept: Member  # the first filer of them
    again: tuple[Member, ...]
    probability: float  # the least of those that hold them together

    @property
    def key(self) -> str:
        """The ids, the kept one first: what an officer saw and ticked."""
        return "-".join(str(member.id) for member in (self.kept, *self.again))


def certain_repeats(account: Account | None, campaign: Campaign) -> list[Repeat]:
    """Return the groups in which the account may decide all, earliest first. Two queries."""
    seen = visible_to(account, Initiative.objects.filter(campaign=campaign))
    seen = seen.filter(below("unit_path", places(account, Verb.REVIEW)))
    pairs = (
        DuplicatePair.objects.filter(
            campaign=campaign,
            probability__gte=CERTAIN_FROM,
            same_person=True,
            a__unit=F("b__unit"),
            a__in=seen.exclude(state__in=CLOSED),
        )
        .exclude(decision=DuplicatePair.Decision.DIFFERENT)
        .exclude(b__state__in=CLOSED)
    )
    found = list(pairs.order_by("a", "b").values_list("a_id", "b_id", "probability")[:MOST_PAIRS])
    return _grouped(found)


def _grouped(pairs: Sequence[tuple[int, int, float]]) -> list[Repeat]:
    groups = connected((a, b) for a, b, _ in pairs)
    members = members_of({entry_id for ids in groups for entry_id in ids})
    place = {entry_id: k for k, ids in enumerate(groups) for entry_id in ids}
    least: dict[int, float] = {}
    for a, _, probability in pairs:
        least[place[a]] = min(probability, least.get(place[a], 1.0))
    found = []
    for k, ids in enumerate(groups):
        kept, *again = sorted((members[one] for one in ids), key=lambda member: member.place)
        found.append(Repeat(kept, tuple(again), least[k]))
    return sorted(found, key=lambda repeat: repeat.kept.id)
