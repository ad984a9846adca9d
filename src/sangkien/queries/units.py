"""Units of the tree: look-up by name, children, lineage."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace

from django.db.models import QuerySet

from sangkien.core.facts import UnitFact
from sangkien.core.text import fold
from sangkien.models import Unit, UnitName
from sangkien.queries.sql import marks, rows

_AS_THEY_ARE = "SELECT id, path, short_name FROM sangkien_unit WHERE id IN ({ids})"
_NAMED = """
SELECT name.folded, unit.id, unit.path, unit.short_name, unit.line
FROM sangkien_unitname AS name JOIN sangkien_unit AS unit ON unit.id = name.unit_id
WHERE name.folded IN ({names}) AND substr(unit.path, 1, %s) = %s ORDER BY unit.id
"""

LARGEST_ID = 2**63 - 1  # of a database


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


def facts_named(names: Iterable[str], *, under: Unit) -> dict[str, list[UnitFact]]:
    """Return what `units_named` finds, as far as the core may know of it. One query."""
    folded = {name: fold(name) for name in names}
    wanted = sorted(set(folded.values()))
    found: defaultdict[str, list[UnitFact]] = defaultdict(list)
    statement = _NAMED.format(names=marks(wanted))
    for key, *fact in rows(statement, (*wanted, len(under.path), under.path)):
        found[key].append(UnitFact(*fact))
    return {name: found[key] for name, key in folded.items()}


def units_by_id(ids: Collection[int]) -> dict[int, Unit]:
    """Return the units of these ids, of whatever an address holds. One query."""
    return Unit.objects.in_bulk([one for one in ids if one <= LARGEST_ID])


def changed_since(facts: Iterable[UnitFact]) -> dict[int, UnitFact]:
    """Return, by id, the units with another path or short name by now than `facts` say. One query.

    Facts of one unit that differ from each other are told, too.
    """
    known = set(facts)
    ids = {fact.id for fact in known}
    now = {unit_id: said for unit_id, *said in rows(_AS_THEY_ARE.format(ids=marks(ids)), list(ids))}
    return {
        fact.id: replace(fact, path=now[fact.id][0], name=now[fact.id][1])
        for fact in known
        if fact.id in now and [fact.path, fact.name] != now[fact.id]
    }


def member_units(owner: Unit) -> list[Unit]:
    """Return the units a member may tick: those directly below the campaign's owner."""
    return children_of(owner)


def tree_rows(root: Unit) -> list[Unit]:
    """Return the unit and all below it with their parents, in order of the tree. One query."""
    return list(units_under(root).select_related("parent"))
