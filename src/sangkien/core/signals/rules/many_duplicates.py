"""A large part of the entries stands in the column Trùng.

Source: letter 878, note 1: “bị trùng nhiều”, without a number.
"""

from sangkien.core.sentences import N_
from sangkien.core.signals.figures import Figures
from sangkien.core.signals.signal import Limits, Seen, Signal, percent
from sangkien.core.standing import Column


def check(figures: Figures, limits: Limits) -> Seen | None:
    whole, duplicates = figures.entries, figures.duplicates
    share = percent(duplicates, whole)
    if whole < limits["least_entries"] or share < limits["least_percent"]:
        return None
    values = {"entries": duplicates, "whole": whole, "percent": share}
    return Seen(str(share), values, {"column": str(int(Column.DUPLICATE))})


SIGNAL = Signal(
    code="many-duplicates",
    title=N_("Many duplicates"),
    says=N_("{entries} of {whole} entries ({percent}) stand in the column of duplicates."),
    reading=N_("It may be that members could not see what they had sent, and sent it once more."),
    check=check,
    limits={"least_percent": 25, "least_entries": 20},
)
