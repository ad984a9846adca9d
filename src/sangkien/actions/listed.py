"""An entry on an accepted list changes no more by an officer's hand until that list is unlocked."""

from collections.abc import Collection

from django.db import connection

from sangkien.adapters.store import store_for
from sangkien.core.refusal import Refusal
from sangkien.models import UnitList


def why_listed(entry_ids: Collection[int], code: str = "entry-listed") -> dict[int, Refusal]:
    """Return, by id, what stands against changing those of the entries that are on such a list.

    Of several lists the one of the highest unit is named, which is to be unlocked first. From here
    on none of the lists that the entries stand on is answered before the transaction ends.
    """
    holding = store_for(connection).lists_holding(entry_ids)
    if not holding:
        return {}
    lists = UnitList.objects.select_related("unit__parent").in_bulk({one for _, one in holding})
    deepest_first = sorted(holding, key=lambda each: -lists[each[1]].unit.level)
    return {entry_id: _against(lists[list_id], code) for entry_id, list_id in deepest_first}


def require_unlisted(entry_ids: Collection[int], code: str = "entry-listed") -> None:
    """Refuse (`code`) where one of the entries stands on an accepted list."""
    for refusal in why_listed(entry_ids, code).values():
        raise refusal


def _against(one: UnitList, code: str) -> Refusal:
    above = one.unit.parent or one.unit
    return Refusal(code, number=one.number, unit=one.unit.short_name, above=above.short_name)
