"""Do the counts that are kept agree with the entries and the journal they are kept of?"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum
from django.utils.timezone import get_default_timezone

from sangkien.core.standing import Column, Place, contributions
from sangkien.models import Campaign, Phase, Tally, TallyDelta, Unit
from sangkien.queries.history import all_histories


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One cell that is kept with another number than is counted."""

    unit: str
    phase: int
    year: int
    day: date
    column: Column
    is_open: bool
    kept: int
    counted: int


def tally_disagreements(campaign: Campaign) -> list[Disagreement]:
    """Return every cell of the tallies that differs from a fresh count; empty when all agree."""
    kept, counted = _kept(campaign), _counted(campaign)
    names = dict(Unit.objects.values_list("path", "short_name"))
    return [
        Disagreement(names[place.unit_path], *place[1:], kept[place], counted[place])
        for place in sorted(kept.keys() | counted.keys())
        if kept[place] != counted[place]
    ]


def _kept(campaign: Campaign) -> Counter[Place]:
    cells = ("unit__path", "phase", "year", "day", "column", "is_open")
    found: Counter[Place] = Counter()
    for *cell, n in Tally.objects.filter(campaign=campaign).values_list(*cells, "n"):
        found[_place(cell)] += n
    unfolded = TallyDelta.objects.filter(campaign=campaign).values(*cells)
    for *cell, n in unfolded.annotate(total=Sum("n")).values_list(*cells, "total"):
        _add_upwards(found, _place(cell), n)
    return found


def _place(cell: Iterable[object]) -> Place:
    place = Place(*cell)  # type: ignore[arg-type] # as the columns of the table are
    return place._replace(column=Column(place.column))


def _counted(campaign: Campaign) -> Counter[Place]:
    phases = list(
        Phase.objects.filter(campaign=campaign).values_list("number", "opens_on", "closes_on")
    )
    zone = get_default_timezone()
    found: Counter[Place] = Counter()
    for chunk in all_histories(campaign.id):
        for history in chunk.values():
            for place, n in contributions(history, zone=zone, phase_of=phases).items():
                _add_upwards(found, place, n)
    return found


def _add_upwards(found: Counter[Place], place: Place, n: int) -> None:
    """Add to the place's unit and to every unit above it."""
    path = ""
    for step in place.unit_path.rstrip(".").split("."):
        path += f"{step}."
        found[place._replace(unit_path=path)] += n
