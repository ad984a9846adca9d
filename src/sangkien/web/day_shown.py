"""Which day the figures of a page are of, said at the top of it, with one click to the present."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from urllib.parse import urlencode

from sangkien.core.reading.numbers import format_date
from sangkien.queries.campaigns import Campaign


def seen_on(
    campaign: Campaign,
    day: date,
    today: date,
    *,
    address: str,
    query: Mapping[str, str] = MappingProxyType({}),
    has_work: bool = False,
) -> dict[str, object]:
    """Return what the band under the masthead says: nothing where the figures are of today.

    `address` is the page itself and `query` what else it was asked; `has_work` where it also lists
    what is to be done, which is always that of now.
    """
    usual = campaign.default_day

    def href(on: date) -> str:
        return f"{address}?{urlencode({'on': format_date(on), **query})}"

    return {
        "seen_on": day if day != today else None,
        "seen_work": has_work,
        "seen_now_href": href(today) if day != today else "",
        "seen_usual_on": usual if usual and day != usual else None,
        "seen_usual_href": href(usual) if usual and day != usual else "",
    }
