"""The number of entries is the target, to the digit.

Source: resolution 07/NQ-TLĐ of 15/01/2020 on emulation that is formal.
"""

from sangkien.core.sentences import N_
from sangkien.core.signals.figures import Figures
from sangkien.core.signals.signal import Limits, Seen, Signal


def check(figures: Figures, limits: Limits) -> Seen | None:
    if figures.gross != figures.target or figures.gross < limits["least_entries"]:
        return None
    return Seen(str(figures.gross), {"entries": figures.gross}, {"all": "1"})


SIGNAL = Signal(
    code="just-target",
    title=N_("Exactly the target"),
    says=N_("{entries} entries: exactly as many as the target asks for."),
    reading=N_("It may be chance, or that the unit stopped entering when it was done."),
    check=check,
    limits={"least_entries": 20},
)
