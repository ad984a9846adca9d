"""Units of the tree: look-up by name, children, lineage."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace

from django.db.models import QuerySet

from sangkien.core.facts import UnitFact
from sangkien.core.text import fold
from sangkien.models import Unit, UnitName


def unit_fact(unit: Unit) -> UnitFact:
    """Return what the core may know of a unit."""
    return UnitFact(unit.id, unit.path, unit.short_name, unit.line)


def units_under(unit: Unit) -> QuerySet[Unit]:
    """Return the unit and all below it, in the order of the tree."""
    return Unit.objects.filter(path__startswith=unit.path).order_by("path")


def children_of(unit: Unit) -> list[Unit]:
    return list(Unit.objects.filter(parent=unit).order_by("id"))


def unit_by_code(code: str) -> Unit | None:
    return Unit.objects.filter(code=code.strip()).first()


def units_named(names: Iterable[str], *, under: Unit) -> dict[str, list[Unit]]:
    """Return the units below `under` that go by each name (code, full, short or other name).

    Keys are the names as given; the look-up folds case, accents and spaces. One query.
    """
    folded = {name: fold(name) for name in names}
    found: defaultdict[str, list[Unit]] = defaultdict(list)
    rows = UnitName.objects.filter(
        folded__in=set(folded.values()), unit__path__startswith=under.path
    ).select_related("unit")
    for row in rows.order_by("unit_id"):
        found[row.folded].append(row.unit)
    return {name: found[key] for name, key in folded.items()}


def units_by_id(ids: Collection[int]) -> dict[int, Unit]:
    return Unit.objects.in_bulk(ids)


def moved_since(facts: Iterable[UnitFact]) -> dict[int, UnitFact]:
    """Return, by id, the units that have another path by now than `facts` say. One query."""
    known = {fact.id: fact for fact in facts}
    paths = Unit.objects.filter(id__in=known).values_list("id", "path")
    return {
        unit_id: replace(known[unit_id], path=path)
        for unit_id, path in paths
        if path != known[unit_id].path
    }


def member_units(owner: Unit) -> list[Unit]:
    """Return the units a member may tick: those directly below the campaign's owner."""
    return children_of(owner)


def tree_rows(root: Unit) -> list[Unit]:
    """Return the unit and all below it with their parents, in order of the tree. One query."""
    return list(units_under(root).select_related("parent"))
