"""Entries as the duplicate engine keeps them, for a batch over whole campaigns."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from django.db.models import Max

from sangkien.core.engine.kept import keys_in
from sangkien.core.engine.scanning import Line
from sangkien.core.receipts import receipt_number
from sangkien.models import Campaign, DuplicateFeatures, Initiative
from sangkien.queries.duplicates import NOT_FILED

AT_A_TIME = 2_000


class Filed(NamedTuple):
    """Entries that were filed, in the order of their numbers."""

    ids: list[int]
    lines: list[Line]


def filed_in(campaigns: Sequence[Campaign]) -> Iterator[Filed]:
    """Yield the filed entries of the campaigns, AT_A_TIME together; one query each time."""
    prefixes = {campaign.id: campaign.receipt_prefix for campaign in campaigns}
    filed = Initiative.objects.filter(campaign__in=campaigns).exclude(state__in=NOT_FILED)
    last, end = 0, filed.aggregate(end=Max("id"))["end"] or 0
    while last < end:
        rows = filed.filter(id__gt=last, id__lte=end).order_by("id")
        some = list(
            rows.values_list("id", "campaign_id", "unit__short_name", "occurred_at__date")[
                :AT_A_TIME
            ]
        )
        if not some:
            return
        last = some[-1][0]
        yield Filed(
            [row[0] for row in some],
            [Line(receipt_number(prefixes[row[1]], row[0]), row[2], row[3]) for row in some],
        )


def keys_of(entry_ids: Collection[int]) -> dict[int, tuple[int, ...]]:
    """Return the keys under which each entry is filed. One query."""
    kept = DuplicateFeatures.objects.filter(initiative__in=entry_ids)
    return {
        entry_id: keys_in(bytes(keys))
        for entry_id, keys in kept.values_list("initiative_id", "keys").order_by("initiative_id")
    }
