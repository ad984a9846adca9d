"""The page templates' environment: texts, addresses, and numbers as Vietnam prints them.

Nothing here asks the locale of the machine or of the reader: 1.200 is one thousand two hundred
for everybody.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext, ngettext, npgettext, pgettext
from jinja2 import Environment, StrictUndefined

from sangkien.core.pace import WHOLE_CAMPAIGN, Clock, year_clock
from sangkien.core.reading.numbers import (
    format_date,
    format_moment,
    format_number,
    format_percent,
)
from sangkien.inputs.correction import percent_words

NOTHING = "–"


def environment(**options: Any) -> Environment:
    """Return the environment that Django's Jinja2 backend renders every page with.

    A name that no one gave is an error, not a blank: a page never hides a missing fact.
    """
    ours = {"autoescape", "undefined"}
    made = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        **{name: option for name, option in options.items() if name not in ours},
    )
    made.policies["ext.i18n.trimmed"] = True
    # newstyle: the sentence is translated first, then its placeholders are escaped and filled
    made.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    made.globals.update(static=static, url=url)
    made.filters.update(
        number=number,
        percent=percent,
        share_typed=percent_words,
        date=day,
        moment=moment,
        vnd=vnd,
        period=period,
    )
    return made


def url(name: str, *args: object, **kwargs: object) -> str:
    """Return the address of the route `name`; raises NoReverseMatch where there is none."""
    return reverse(name, args=args, kwargs=kwargs)


def number(value: Decimal | int | None) -> str:
    """Return 1200 as `1.200`; a dash for None."""
    return NOTHING if value is None else format_number(value)


def percent(share: float | None) -> str:
    """Return the share 0.479 as `47,9 %`; a dash for None, where there is nothing to divide by."""
    return NOTHING if share is None else format_percent(share)


def day(value: date | None) -> str:
    """Return a day as dd/mm/yyyy; a dash for None."""
    return NOTHING if value is None else format_date(value)


def period(clock: Clock) -> str:
    """Return what a clock is called: a title of our own making in the reader's language.

    What an officer called a phase stays as it was typed.
    """
    if clock.title == year_clock(clock.day).title:
        return gettext("Year %(year)s") % {"year": clock.day.year}
    return gettext("Whole campaign") if clock.title == WHOLE_CAMPAIGN else clock.title


def moment(value: datetime | None) -> str:
    """Return an aware moment as dd/mm/yyyy hh:mm in Asia/Ho_Chi_Minh; a dash for None."""
    return NOTHING if value is None else format_moment(value)


def vnd(amount: int | None) -> str:
    """Return whole đồng as `1.200.000 đ`; a dash for None."""
    return NOTHING if amount is None else f"{format_number(amount)} đ"
