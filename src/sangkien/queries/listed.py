"""Which entries stand on the list of a unit, which on none, and which lists hold which."""

from collections.abc import Collection, Iterator

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from sangkien.core.unit_lists import STANDING, ListedRow, ListState
from sangkien.models import (
    Campaign,
    Initiative,
    JournalLine,
    ListedEntry,
    Phase,
    Unit,
    UnitList,
)
from sangkien.queries.initiatives import filed_in

STOOD = ("unit_id", "column", "is_open", "state", "reason")  # what a list keeps of an entry
AT_A_TIME = 2000  # rows of one step through a list
# the last line of the journal about an entry, whatever it says
LAST_LINE = Coalesce(
    Subquery(
        JournalLine.objects.filter(initiative_id=OuterRef("pk")).order_by("-id").values("id")[:1]
    ),
    0,
)


def entries_of_phase(campaign: Campaign, unit: Unit, phase: Phase) -> QuerySet[Initiative]:
    """Return the entries that count at or below the unit and were filed in the phase."""
    counted = Initiative.objects.filter(campaign=campaign, column__gt=0)
    return counted.filter(filed_in(phase), unit_path__startswith=unit.path)


def is_held(holders: Collection[int]) -> Exists:
    """Return the condition that an entry stands on a list of one of these units."""
    return Exists(
        ListedEntry.objects.filter(
            initiative=OuterRef("pk"), is_standing=True, holder_id__in=holders
        )
    )


def free_entries(campaign: Campaign, unit: Unit, phase: Phase) -> QuerySet[Initiative]:
    """Return what the next list of the unit would hold.

    All that no list of it holds, nor one of a unit above: what was handed up is not handed up
    again from below.
    """
    return entries_of_phase(campaign, unit, phase).filter(~is_held(unit.lineage))


def waiting_list(campaign: Campaign, unit: Unit, phase: Phase) -> UnitList | None:
    """Return the list of the unit that waits for the unit above, None where none does."""
    own = UnitList.objects.filter(campaign=campaign, unit=unit, phase=phase.number)
    return own.filter(state=ListState.CONFIRMED).first()


def lists_from_below(campaign: Campaign, unit: Unit, phase: Phase) -> QuerySet[UnitList]:
    """Return the lists of units below that wait for an answer."""
    waiting = UnitList.objects.filter(
        campaign=campaign, phase=phase.number, state=ListState.CONFIRMED
    )
    return waiting.filter(unit__path__startswith=unit.path).exclude(unit=unit)


def list_handed_on(one: UnitList) -> UnitList | None:
    """Return a standing list of a unit above that holds an entry of this one, None for none."""
    mine = ListedEntry.objects.filter(list=one, is_standing=True).values("initiative")
    above = ListedEntry.objects.filter(
        holder_id__in=one.unit.lineage[:-1], is_standing=True, initiative__in=mine
    )
    holding = UnitList.objects.filter(id__in=above.values("list"), state__in=STANDING)
    return holding.select_related("unit").order_by("unit__level").first()


def as_row(listed: ListedEntry) -> ListedRow:
    """Return what the list says of one entry."""
    return ListedRow(
        entry=listed.initiative_id,
        title=listed.title,
        **{name.removesuffix("_id"): getattr(listed, name) for name in STOOD},
    )


def rows_of(one: UnitList) -> Iterator[ListedRow]:
    """Yield what stands on the list, in the order of the entries and in bounded memory."""
    listed = ListedEntry.objects.filter(list=one, has_left=False).order_by("initiative_id")
    yield from map(as_row, listed.iterator(chunk_size=AT_A_TIME))


def has_left(one: UnitList) -> Q:
    """Return the condition that a listed entry counts at the list's unit no more."""
    return ~Q(initiative__unit_path__startswith=one.unit.path) | Q(initiative__column=0)
