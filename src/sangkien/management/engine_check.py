"""`sangkien engine verify`: where what the search for duplicates keeps differs from the entries."""

from collections.abc import Iterable, Iterator
from itertools import islice

from django.utils.translation import gettext as _

from sangkien.core.engine.postings import entry_in
from sangkien.core.reading.numbers import format_number
from sangkien.queries.campaigns import all_campaigns
from sangkien.queries.engine_check import (
    kept_in_vain,
    misfiled,
    torn_pairs,
    without_rows,
    wrongly_named,
)

MOST_NAMED = 20  # of each kind


def differences() -> Iterator[str]:
    """Yield a sentence for each kind of difference: what, how many, the first few, the way out."""
    way_out = _("Run `engine rekey --misfiled`.")
    yield from _told(
        _("Entries of which nothing is kept, whose copies nobody finds: %(count)s (%(some)s)."),
        without_rows(),
        _("Run `engine rekey`."),
    )
    yield from _told(
        _("Entries withdrawn or taken back of which something is kept: %(count)s (%(some)s)."),
        kept_in_vain(),
        way_out,
    )
    wrong = misfiled()
    yield from _told(
        _("Entries that are not found under all of their keys: %(count)s (%(some)s)."),
        wrong.entries,
        way_out,
    )
    yield from _told(
        _("Keys too many, of entries that do not have them: %(count)s (%(some)s)."),
        map(entry_in, wrong.postings),
        way_out,
    )
    yield from _told(
        _("Pairs of entries that are not of one campaign, or stand in the wrong order:"
          " %(count)s (%(some)s)."),
        torn_pairs(),
        _("Tell whoever looks after this program."),
    )  # fmt: skip
    for campaign in all_campaigns():
        yield from _told(
            _("Entries whose findings name other copies than there are: %(count)s (%(some)s)."),
            wrongly_named(campaign),
            _("Run `rescreen --campaign %(slug)s`.") % {"slug": campaign.slug},
        )


def _told(sentence: str, found: Iterable[int], way_out: str) -> Iterator[str]:
    waiting = iter(found)
    first = list(islice(waiting, MOST_NAMED))
    more = sum(1 for _one in waiting)
    if first:
        some = ", ".join(map(str, first)) + (", …" if more else "")
        told = sentence % {"count": format_number(len(first) + more), "some": some}
        yield f"{told} {way_out}"
