"""Say where workplaces belong: the rule table of a federation, and the places of its units."""

from collections.abc import Sequence
from dataclasses import replace

from django.db import connection

from sangkien.actions.access import require
from sangkien.actions.attempts import retried
from sangkien.actions.journal import By, Line, record
from sangkien.adapters.store import store_for
from sangkien.core.journal import Changes, list_changes
from sangkien.core.permissions import Verb
from sangkien.core.sheets.bad_rows import BadRows
from sangkien.core.sheets.columns import SheetKind
from sangkien.core.sheets.headings import column_of
from sangkien.core.sheets.problem import SheetProblem
from sangkien.core.text import fold
from sangkien.core.workplace_sheets import PLACES, RULE_TABLE, PlaceRow, RuleRow
from sangkien.models import PlaceName, Unit, WorkplaceRule
from sangkien.queries.unit_codes import nearest, units_by_code
from sangkien.queries.units import units_under


@retried
def import_workplace_rules(owner: Unit, rows: Sequence[RuleRow], by: By) -> int:
    """Replace the rule table of `owner` by the rows, in their order; return how many.

    Entries screened before keep their findings until they are screened again. Raises BadRows
    with every sector union that nobody below `owner` is, Refusal `not-allowed`.
    """
    require(by, Verb.EDIT_UNITS, owner.path)
    store_for(connection).lock_tree()  # two lists at once would leave the rows of both
    units = _units(owner, {row.row: row.sector_unit for row in rows}, RULE_TABLE, "sector_unit")
    before = _rules_in_words(owner)
    WorkplaceRule.objects.filter(owner=owner).delete()
    WorkplaceRule.objects.bulk_create(
        WorkplaceRule(
            owner=owner,
            position=position,
            marks="|".join(row.marks),
            school_level=row.school_level,
            line=row.line,
            sector_unit=units.get(row.sector_unit),
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            basis=row.basis,
        )
        for position, row in enumerate(rows, start=1)
    )
    changes = list_changes("rules", before, _rules_in_words(owner))
    record(by, [_told("workplace-rules-set", owner, len(rows), changes)])
    return len(rows)


@retried
def import_places(owner: Unit, rows: Sequence[PlaceRow], by: By) -> int:
    """Replace the places of all units below `owner` by the rows; return how many there are.

    Raises BadRows with every code that nobody below `owner` has, Refusal `not-allowed`.
    """
    require(by, Verb.EDIT_UNITS, owner.path)
    store_for(connection).lock_tree()  # two lists at once would leave the rows of both
    units = _units(owner, {row.row: row.unit for row in rows}, PLACES, "unit")
    before = places_in_words(owner)
    PlaceName.objects.filter(unit__in=units_under(owner)).delete()
    places = {(units[row.unit].id, fold(row.place)) for row in rows}
    PlaceName.objects.bulk_create(
        (PlaceName(unit_id=unit_id, folded=folded) for unit_id, folded in sorted(places)),
        batch_size=500,
    )
    changes = list_changes("places", before, places_in_words(owner))
    record(by, [_told("places-set", owner, len(places), changes)])
    return len(places)


def _units(owner: Unit, codes: dict[int, str], kind: SheetKind, field: str) -> dict[str, Unit]:
    """The units of the codes that the rows name; BadRows where one is not below the owner."""
    known = units_by_code({code for code in codes.values() if code})
    own = {code: unit for code, unit in known.items() if unit.path.startswith(owner.path)}
    missing = {row: code for row, code in codes.items() if code and code not in own}
    if missing:
        candidates = list(units_under(owner).values_list("code", flat=True))
        label = column_of(field, kind).label
        raise BadRows(_unknown(row, label, code, candidates) for row, code in missing.items())
    return own


def _unknown(row: int, label: str, code: str, candidates: list[str]) -> SheetProblem:
    near = nearest(code, candidates)
    if near:
        details: dict[str, str | int] = {"typed": code, "nearest": near[0]}
        return SheetProblem(row, label, "unit-code-near", details)
    return SheetProblem(row, label, "unit-code-unknown", {"typed": code})


def places_in_words(owner: Unit) -> list[str]:
    """Return the places of all units below the owner, one a row, as the journal keeps them."""
    places = PlaceName.objects.filter(unit__path__startswith=owner.path)
    named = places.order_by("unit__code", "folded").values_list("unit__code", "folded")
    return [f"{code}: {folded}" for code, folded in named]


def _rules_in_words(owner: Unit) -> list[str]:
    rules = WorkplaceRule.objects.filter(owner=owner).select_related("sector_unit")
    return [
        " · ".join(
            str(said)
            for said in (
                rule.position,
                rule.marks.replace("|", ", "),
                rule.school_level,
                rule.line,
                rule.sector_unit.code if rule.sector_unit else "",
                f"{rule.valid_from or ''}–{rule.valid_to or ''}".strip("–"),
                rule.basis,
            )
            if said
        )
        for rule in rules.order_by("position")
    ]


def _told(verb: str, owner: Unit, count: int, changes: Changes) -> Line:
    line = Line(verb, unit_id=owner.id, unit_path=owner.path, changes=changes)
    return replace(line, details={"count": count})
