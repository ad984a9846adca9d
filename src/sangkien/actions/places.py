"""Which places are in which unit's care."""

from collections.abc import Mapping
from dataclasses import replace

from django.db import transaction

from sangkien.actions.access import require
from sangkien.actions.journal import By, Line, record
from sangkien.actions.workplace_rules import places_in_words
from sangkien.core.journal import list_changes
from sangkien.core.permissions import Verb
from sangkien.core.text import fold
from sangkien.models import PlaceName, Unit


@transaction.atomic
def replace_places(owner: Unit, places: Mapping[str, Unit], *, by: By) -> int:
    """Let `places` (name → unit below `owner`) be all the places known there; return how many."""
    require(by, Verb.EDIT_UNITS, owner.path)
    before = places_in_words(owner)
    PlaceName.objects.filter(unit__path__startswith=owner.path).delete()
    named = {(unit.id, fold(name)) for name, unit in places.items()}
    PlaceName.objects.bulk_create(
        PlaceName(unit_id=unit_id, folded=folded) for unit_id, folded in sorted(named)
    )
    changes = list_changes("places", before, places_in_words(owner))
    line = Line("places-replaced", unit_id=owner.id, unit_path=owner.path, changes=changes)
    record(by, [replace(line, details={"places": len(named)})])
    return len(named)
