"""Entries as the duplicate engine keeps them, for a batch over whole campaigns."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from django.db.models import Max

from sangkien.core.engine.scanning import Line
from sangkien.core.receipts import receipt_number
from sangkien.models import Campaign, DuplicateKey, Initiative
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


def keys_of(entry_ids: Collection[int]) -> dict[int, list[int]]:
    """Return the keys of each entry. One query."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    keys = DuplicateKey.objects.filter(initiative__in=entry_ids).values_list("initiative_id", "key")
    for entry_id, key in keys:
        found[entry_id].append(key)
    return found
