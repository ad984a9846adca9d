"""A large part of all entries was filed on one day.

Source: published figures of 2022: Thanh Hóa, times 14,6 in nine weeks; the rush to the deadline.
"""

from sangkien.core.sentences import N_
from sangkien.core.signals.figures import Figures
from sangkien.core.signals.signal import Limits, Seen, Signal, percent


def check(figures: Figures, limits: Limits) -> Seen | None:
    whole = figures.entries
    if whole < limits["least_entries"]:
        return None
    day = max(figures.by_day, key=lambda one: (figures.by_day[one], one))
    entries = figures.by_day[day]
    share = percent(entries, whole)
    if share < limits["least_percent"]:
        return None
    return Seen(
        f"{share}/{day.isoformat()}",
        {"entries": entries, "whole": whole, "percent": share, "filed_on": day.isoformat()},
        {"filed": day.isoformat()},
    )


SIGNAL = Signal(
    code="one-day",
    title=N_("Most entries on one day"),
    says=N_("{entries} of {whole} entries ({percent}) were filed on {filed_on}."),
    reading=N_(
        "It may be a sheet brought in at once, or a day on which the unit entered together."
    ),
    check=check,
    limits={"least_percent": 40, "least_entries": 30},
)
