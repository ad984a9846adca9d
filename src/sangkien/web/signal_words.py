"""Signals in words: what was seen, from where on it is shown, and which entries are behind it."""

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from sangkien.core.reading.numbers import format_date, format_number
from sangkien.core.sentences import N_
from sangkien.core.signals.run import SIGNALS
from sangkien.core.signals.signal import Seen, Value
from sangkien.queries.campaigns import Campaign
from sangkien.queries.initiatives import EntryFilter
from sangkien.queries.unit_choices import Unit

# fields of the list's address that only links from signals hold
NARROWING = ("filed", "filed_to", "least", "amount", "author")
LIMITS = {
    "least_percent": N_("from %(n)s %% on"),
    "most_entries_percent": N_("at most %(n)s %% of the entries"),
    "times": N_("from %(n)s times on"),
    "last_days": N_("the last %(n)s days"),
    "least_months": N_("from %(n)s months on"),
    "least_units": N_("at least %(n)s units with entries"),
    "least_entries": N_("at least %(n)s entries"),
}


def title_of(code: str) -> str:
    return _(SIGNALS[code].title) if code in SIGNALS else code


def says(code: str, values: Mapping[str, Value]) -> str:
    """Return the sentence with its figures."""
    signal = SIGNALS.get(code)
    if signal is None:
        return ""
    filled = {name: in_words(name, value) for name, value in {**signal.limits, **values}.items()}
    return _(signal.says).format_map(filled)


def reading_of(code: str) -> str:
    return _(SIGNALS[code].reading)


def limits_of(code: str) -> str:
    """Return from where on the signal shows: “from 25 % on, at least 20 entries”."""
    return ", ".join(
        _(LIMITS[name]) % {"n": format_number(value)}
        for name, value in SIGNALS[code].limits.items()
    )


def in_words(name: str, value: Value) -> str:
    """Return a value as pages have it, by the unit in which its name ends."""
    if name.endswith("percent"):
        return f"{format_number(int(value))} %"
    if name.endswith("_vnd"):
        return _("%(amount)s đồng") % {"amount": format_number(int(value))}
    if name.endswith("_on"):
        return format_date(date.fromisoformat(str(value)))
    if isinstance(value, float):
        return format_number(value, digits=1)
    return format_number(value) if isinstance(value, int) else value


def entries_address(campaign: Campaign, unit: Unit, seen: Seen) -> str:
    """Return the address of the list of the entries that the figure is about."""
    query = urlencode({"unit": unit.code, **seen.about})
    return f"{reverse('entries', args=[campaign.slug])}?{query}"


def narrowed(asked: EntryFilter) -> list[str]:
    """Return in words what a link from a signal leaves of the list, beside the fields shown."""
    said = []
    if asked.filed_on is not None:
        first, last = format_date(asked.filed_on), format_date(asked.filed_to or asked.filed_on)
        days = {"first": first, "last": last}
        said.append(
            _("filed on %(first)s") % days
            if first == last
            else _("filed from %(first)s to %(last)s") % days
        )
    if asked.amount_vnd is not None:
        said.append(_("benefit %(amount)s") % {"amount": in_words("_vnd", asked.amount_vnd)})
    if asked.least_vnd is not None:
        amount = in_words("_vnd", asked.least_vnd)
        said.append(_("benefit %(amount)s or more") % {"amount": amount})
    if asked.author is not None:
        said.append(_("of one author"))
    return said
