"""Many clean entries at once, to make figures that signals see."""

from dataclasses import replace

from sangkien.actions.registration import Filing, register_batch
from sangkien.models import Initiative
from tests import make


def crowd(campaign, unit, count=30, **changes):
    """Register so many entries of the unit, each of its own author, all on one day."""
    entries = [make.entry(unit, **changes) for _ in range(count)]
    named = [
        replace(one, authors=(replace(one.authors[0], name=f"Vàng A {number} {one.client_ref}"),))
        for number, one in enumerate(entries)
    ]
    filing = Filing(make.SYSTEM, Initiative.Channel.WEB)
    outcomes = register_batch(campaign, named if "authors" not in changes else entries, filing)
    return list(Initiative.objects.filter(id__in=[one.entry_id for one in outcomes]))
