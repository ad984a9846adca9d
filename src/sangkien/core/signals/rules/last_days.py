"""Nearly all entries of a phase that is over came in its last twenty days.

Source: published figures of 2022: nationwide it was 57 % of phase 1; Thanh Hóa, times 14,6 in nine
weeks.
"""

from datetime import timedelta

from sangkien.core.facts import Window
from sangkien.core.sentences import N_
from sangkien.core.signals.figures import Figures
from sangkien.core.signals.signal import Limits, Seen, Signal, percent


def check(figures: Figures, limits: Limits) -> Seen | None:
    over = [phase for phase in figures.phases if phase.closes_on < figures.day]
    for phase in reversed(over):
        if phase.length_days > 2 * limits["last_days"]:
            return _in_last_days(figures, phase, limits)
    return None


def _in_last_days(figures: Figures, phase: Window, limits: Limits) -> Seen | None:
    whole = figures.filed_in(phase)
    first = phase.closes_on - timedelta(days=limits["last_days"] - 1)
    late = figures.filed_in(Window(first, phase.closes_on))
    share = percent(late, whole)
    if whole < limits["least_entries"] or share < limits["least_percent"]:
        return None
    return Seen(
        f"{share}/{phase.closes_on.isoformat()}",
        {
            "entries": late,
            "whole": whole,
            "percent": share,
            "first_on": first.isoformat(),
            "last_on": phase.closes_on.isoformat(),
        },
        {"filed": first.isoformat(), "filed_to": phase.closes_on.isoformat()},
    )


SIGNAL = Signal(
    code="last-days",
    title=N_("Nearly all in the last days"),
    says=N_(
        "{entries} of {whole} entries of the phase ({percent}) came from {first_on} to {last_on},"
        " its last {last_days} days."
    ),
    reading=N_("It may be a late start, or papers collected all along and entered at the end."),
    check=check,
    limits={"last_days": 20, "least_percent": 80, "least_entries": 30},
)
