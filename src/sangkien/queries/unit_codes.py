"""Units by code, many at a time, and the codes nearest to one that nobody has."""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import TypeVar

from rapidfuzz import fuzz, process

from sangkien.models import Unit, UnitName

AT_A_TIME = 5000  # values of one IN list; SQLite takes 32,766 in a statement
_NEAR = 60  # of 100, rapidfuzz ratio
T = TypeVar("T")


def units_by_code(codes: Collection[str]) -> dict[str, Unit]:
    """Return the units with these codes. One query for each AT_A_TIME of them."""
    found = {}
    for some in chunks(codes, AT_A_TIME):
        found.update({unit.code: unit for unit in Unit.objects.filter(code__in=some)})
    return found


def codes_of(ids: Collection[int]) -> dict[int, str]:
    """Return the code of each unit by its id. One query for each AT_A_TIME of them."""
    found: dict[int, str] = {}
    for some in chunks(ids, AT_A_TIME):
        found.update(Unit.objects.filter(id__in=some).values_list("id", "code"))
    return found


def root_outside(codes: Collection[str]) -> str | None:
    """Return the code of a root that is none of `codes`, None where there is none."""
    roots = Unit.objects.filter(parent=None).order_by("id").values_list("code", flat=True)
    return next((code for code in roots if code not in codes), None)


def all_codes() -> list[str]:
    return list(Unit.objects.order_by("id").values_list("code", flat=True))


def nearest(typed: str, known: Collection[str], *, most: int = 1) -> list[str]:
    """Return the entries of `known` that are nearest to what was typed, best first."""
    found = process.extract(typed, list(known), scorer=fuzz.ratio, score_cutoff=_NEAR, limit=most)
    return [name for name, _, _ in found]


def folded_names(under: Unit) -> dict[str, str]:
    """Return every folded name below `under` with the unit's short name."""
    rows = UnitName.objects.filter(unit__path__startswith=under.path).order_by("unit_id")
    return dict(rows.values_list("folded", "unit__short_name"))


def chunks(values: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield the values in lists of at most `size`."""
    waiting = iter(values)
    while some := list(islice(waiting, size)):
        yield some
