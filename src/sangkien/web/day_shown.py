"""Which day the figures of a page are of, and from which day a decision counts among them."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from sangkien.actions.journal import By
from sangkien.core.reading.numbers import format_date
from sangkien.queries.campaigns import Campaign

DAY_REFUSALS = ("decision-ahead", "decision-before-filing", "decision-before-last")


def counted_from(said: str, campaign: Campaign, acting: By) -> SafeString:
    """Return the message after a decision, with the day from which it counts where that matters.

    It matters where the day was chosen, and where pages show an earlier day: they stay as they
    are, and an officer would look in vain for what was decided.
    """
    since, usual = localdate(acting.occurred_at), campaign.default_day
    if acting.as_of is None and (usual is None or usual >= since):
        return format_html("{}", said)
    counts = _("It counts from %(day)s on.") % {"day": format_date(since)}
    if usual is None:
        return format_html("{} {}", said, counts)
    stays = _("Figures as of %(day)s stay as they are.") % {"day": format_date(usual)}
    present = f"{reverse('campaign-home', args=[campaign.slug])}?{_on(localdate(acting.now))}"
    told = f"{counts} {stays}" if usual < since else counts
    return format_html('{} {} <a href="{}">{}</a>', said, told, present, _("See the present"))


def _on(day: date) -> str:
    return urlencode({"on": format_date(day)})


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
