"""One unit right below holds most of what the unit counts.

Source: published figures of 2022: An Giang education 14.134 of 21.059 (67,1 %); letter 878: Than
Uyên 150 of 245 (61 %), without which the province stood at 8,8 % instead of 20,4 %.
"""

from sangkien.core.sentences import N_
from sangkien.core.signals.figures import Figures
from sangkien.core.signals.signal import Limits, Seen, Signal, percent


def check(figures: Figures, limits: Limits) -> Seen | None:
    whole = figures.entries
    if whole < limits["least_entries"] or len(figures.parts) < limits["least_units"]:
        return None
    most = max(figures.parts, key=lambda part: (part.entries, part.code))
    share = percent(most.entries, whole)
    if share < limits["least_percent"]:
        return None
    return Seen(
        f"{most.code}/{share}",
        {"unit": most.name, "entries": most.entries, "whole": whole, "percent": share},
        {"unit": most.code},
    )


SIGNAL = Signal(
    code="one-unit",
    title=N_("One unit holds most entries"),
    says=N_("{unit} holds {entries} of {whole} entries ({percent})."),
    reading=N_(
        "It may be the largest unit, or the only one that has begun. Name the figure without it"
        " beside the whole."
    ),
    check=check,
    limits={"least_percent": 60, "least_units": 3, "least_entries": 30},
)
