"""A few entries hold most of the benefit.

Source: published figures of VNPT: 29 of 4.502 entries (0,6 %) hold 3 to 100 billion đồng each; a
mean says nothing then.
"""

from sangkien.core.sentences import N_
from sangkien.core.signals.figures import LARGE_VND, Figures
from sangkien.core.signals.signal import Limits, Seen, Signal, percent


def check(figures: Figures, limits: Limits) -> Seen | None:
    named = figures.benefits
    if named.entries < limits["least_entries"] or not named.large:
        return None
    share = percent(named.large_sum_vnd, named.sum_vnd)
    is_few = percent(named.large, named.entries) <= limits["most_entries_percent"]
    if share < limits["least_percent"] or not is_few:
        return None
    values = {
        "entries": named.large,
        "whole": named.entries,
        "large_vnd": LARGE_VND,
        "percent": share,
        "sum_vnd": named.sum_vnd,
    }
    return Seen(f"{named.large}/{share}", values, {"least": str(LARGE_VND)})


SIGNAL = Signal(
    code="few-hold-benefit",
    title=N_("A few entries hold most of the benefit"),
    says=N_(
        "{entries} of {whole} entries that name a benefit name {large_vnd} or more; together they"
        " hold {percent} of {sum_vnd}."
    ),
    reading=N_(
        "Large works are real; tell how each amount was worked out, and name the sum without them"
        " beside the whole."
    ),
    check=check,
    limits={"least_percent": 50, "most_entries_percent": 5, "least_entries": 20},
)
